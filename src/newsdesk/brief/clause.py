"""A headline cut from the lead, for stories whose reports bear none: its main clause, by rules that keep it true.

Only what stands at the end or before a comma is taken off, and never what a clause hangs on: conditions, exceptions and
denials stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.quotation import quoted

_ENOUGH = 14
"""A headline of this many words is left as it is."""
_MOST = 20
_LONGEST = 24
_LEAST, _LEAST_SOFT = 5, 9
_APPOSED = re.compile(r"^(?:\S+ ){0,4}\S+, (?:the|an?|who|which|whose|where|her|his|its)\b")
_JOINTS = frozenset(
    ("that", "which", "who", "whom", "to", "in", "for", "as", "and", "after", "by", "from", "with", "because")
)
_NEAR = 14
"""Characters at the head of what would be cut, in which a condition or an exception shows itself."""
_CUES = r"said|says|told \w+|announced|reported|confirmed|reports|according to|officials|police|a spokes\w+"
_ATTRIBUTION = re.compile(rf",\s+(?:(?:[\w.’'-]+\s+){{0,8}}(?:{_CUES})\b[^,;]{{0,60}}|according to\b[^;]*)$")
_LATE_CLAUSE = re.compile(
    r",\s+(?:which|who|where|whose|while|whereas|as|after|when|with|amid|following|in|on|at|"
    r"\w+ing|(?:mostly|partly) \w+ing)\b|\s+(?:while|whereas|following|amid)\b|"
    r",\s+(?:and|but)\s+(?=\w+ )|;\s|\s[–—-]{1,2}\s"
)
_SOFT = re.compile(r"\s(?:after|when|because|since|during|in a|in an|in the|with|near|to help)\s|,\s")
_RESUMES = re.compile(r"^,[^,]{3,60}, (?:to|of|in|for|with|from|by|at|on|is|are|was|were|has|have|had|will|would)\b")
"""`raised the number of cases of mumps, a viral illness, to 39`: the clause goes on behind the second comma."""
_AT_FRONT = re.compile(
    r"^(?:On|In|At|After|With|Amid|Following|During|As|While|When|Despite|Since)\b[^,]{4,140},\s+(?=\w)"
)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|rose|fell|"
    r"won|wins|lost|hit|told|took|made|went|came|began|left|found|met|cut|put|set|shot|held|kept|sent|led|gave|got|saw|"
    r"ran|broke|struck|fought|sought|bought|brought|caught|built|spent|became|grew|drew|threw|paid|sold|"
    r"(?<!being )\w{2,}ed(?! (?:of|by|with|as|in|on|to|from|for)\b)|"
    r"(?<=[a-z] )\w+[a-rt-z]s)\b"
)
"""What a clause needs; the last form takes a plural for a verb, too, since the two are told apart by no form."""
_HANGS = re.compile(
    r"\b(?:if|unless|until|except|only|not|no|never|without|denied|deny|denies|may|might|could|alleged(?:ly)?)\b", re.I
)
_DANGLING_END = re.compile(
    r"(?:[,;:–—-]|\s(?:a|an|the|of|in|on|at|to|for|by|with|from|and|or|but|as|than|that|its|his|her|their|is|are|was|"
    r"were|be|been|has|have|had|will|would|not))+$",
    re.IGNORECASE,
)


def main_clause(sentence: str) -> str:
    """Return a headline's worth of a sentence, without its full stop; the whole sentence where nothing can go."""
    text = sentence.strip().rstrip(".")
    text = _without_attribution(text)
    front = _AT_FRONT.match(text)
    if len(text.split()) > _ENOUGH and front:
        rest = text[front.end() :]
        # `When Ilva Sarn, the harbour's master, came …`: the first comma ends no clause.
        apposed = "," in " ".join(rest.split()[:10])
        if len(rest.split()) >= _LEAST and not apposed and not _HANGS.search(front[0]):
            text, front = rest[:1].upper() + rest[1:], None
    if front is None:
        text = _cut(text, _LATE_CLAUSE, _ENOUGH, _LEAST)
        text = _cut(text, _SOFT, _MOST, _LEAST_SOFT)
    text = _DANGLING_END.sub("", text)
    words = text.split()
    return text if len(words) <= _LONGEST else f"{_DANGLING_END.sub('', ' '.join(words[: _last_joint(words)]))} …"


def _last_joint(words: Sequence[str]) -> int:
    """How many words of a sentence that no rule shortens are shown: up to the last word that joins a phrase to it."""
    return max((i for i in range(_MOST // 2, _MOST + 1) if words[i].casefold() in _JOINTS), default=_MOST)


def _without_attribution(text: str) -> str:
    match = _ATTRIBUTION.search(text)
    if match and len(text[: match.start()].split()) >= _LEAST and not _inside(text, match.start()):
        return text[: match.start()]
    return text


def _cut(text: str, pattern: re.Pattern[str], limit: int, least: int) -> str:
    """Cut a text longer than `limit` words at the last fitting place that leaves a clause of its meaning."""
    if len(text.split()) <= limit:
        return text
    best, apposed = "", bool(_APPOSED.match(text))
    for match in pattern.finditer(text):
        head, tail = text[: match.start()], text[match.start() :]
        n_words = len(head.split())
        if _RESUMES.match(tail):
            continue
        if n_words < least or _inside(text, match.start()) or _HANGS.search(tail[:_NEAR]):
            continue
        # A subject is no clause, nor is one with an apposition, up to its second comma.
        if not VERB.search(text, 0, match.start() + 8) or (apposed and head.count(",") < 2):
            continue
        if n_words <= _MOST or not best:
            best = head
    return best or text


def _inside(text: str, at: int) -> bool:
    """Whether a place stands inside a quotation or brackets: words are not cut there."""
    return any(span.start < at < span.end for span in quoted(text)) or text[:at].count("(") > text[:at].count(")")
