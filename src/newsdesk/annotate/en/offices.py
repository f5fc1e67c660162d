"""The office of a person as the text words it: before the name, or in apposition after it."""

from __future__ import annotations

import re

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.model.text import Span

_TOKEN_BEFORE = re.compile(r"([\w.’'&/-]+)(\s+)$")
_LINKING = frozenset(["of", "for", "the", "and", "to"])
_QUALIFIERS = frozenset({"former", "acting", "interim", "vice", "top", "senior", "chief", "prime", "first", "foreign"})
_APPOSITION = re.compile(
    r",\s+(?!which\b|that\b|whose\b|where\b|and\b|but\b)(?:who\s+(?:is|was)\s+)?(?:(?:the|a|an|its|their|his|her|our)\s+)?((?:[^,.;:!?\"“”()\n]|(?<=\s[A-Z])\.(?=\s[A-Z])){3,110})(?=[,.;:—–\"”)]|\s-\s|$)"
)
_IN_FRONT = re.compile(
    r"(?:(?:^|(?<=[\s(—–\"“]))(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)\s+|(?P<owner>[\w-]+['’]s?\s+))"
    r"(?P<words>[^,.;:!?\"“”()\n]{3,80}),\s+$"
)
_ENDS_APPOSITION = re.compile(
    r"(?:\s+of\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?\s*[,.;:)—–]|\s+(?:said|says|told|has|had|was|is)\b|\s*$"
)
_CUT = re.compile(
    r"\s+(?:who|which|that|said|says|told|added|has|had|was|is|were|are|will|would|on|in an interview)\b.*$"
)
_FORMER = re.compile(r"(?<![\w-])(?P<words>(?:[Ff]ormer|[Ee]x|[Tt]hen)\s+(?:[\w-]+\s+){0,3})$")
"""What makes words before a title part of it, though they are none by themselves: `former branch manager`."""
_COURTESY = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Lord|Lady)\.?\s+$")
_SPEAKS = re.compile(r"\s[A-Z][\w.’'-]*\s+(?:said|says|told|added)\b")
"""The end of an attribution, which stands behind what it tells of and is nobody's office."""
_LONGEST_WORDS = 12
_LONGEST_BEHIND = 16
_LONGEST_HEAD = 5
_FIELDS = ("ician", "ologist", "ographer", "icist", "onomist", "onomer")
"""How the words for those who study something end."""


def office_near(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the office given with this mention of a person; empty when none is."""
    before = office_before(text, name, lexicon)
    courtesy = _COURTESY.search(text, max(0, name.start - 12), name.start)
    titled = Span(courtesy.start(), name.end) if courtesy else name
    if all(word.lower().rstrip(".") in lexicon.names["ranks"] for word in before.split()) and before:
        ranked = Span(text.rfind(before.split()[0], 0, name.start), name.end)
        return office_after(text, name, lexicon) or office_in_front(text, ranked, lexicon) or before
    return before or office_after(text, name, lexicon) or office_in_front(text, titled, lexicon)


def office_in_front(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the office that a name stands in apposition to: `the director of the hospital, Signe Aldmark, said`."""
    begin = max(0, name.start - 130, text.rfind("\n", 0, name.start) + 1)
    match = _IN_FRONT.search(text[begin : name.start])
    if not match or " " not in name.of(text) or not _ENDS_APPOSITION.match(text, name.end):
        return ""
    words = re.split(r"\b(?:his|her|its|their)\s+", match["words"].strip())[-1]
    head = re.split(r"\s(?:of|at|in|for|to)\s", words, maxsplit=1)[0].split()
    if not head or not _is_title(head[-1], lexicon) or len(head) > _LONGEST_HEAD:
        return ""
    return f"{match['owner']}{words}" if match["owner"] else words


def office_before(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the run of words before a name that ends in a title, such as `NATO Secretary General`."""
    words: list[str] = []
    at = name.start
    while len(words) < _LONGEST_WORDS:
        match = _TOKEN_BEFORE.search(text, max(0, at - 40), at)
        if not match or "\n" in match.group(2) or (match.start() == max(0, at - 40) and at > 40):
            break
        word = match.group(1)
        if not _may_stand(word, words, lexicon):
            break
        if word == "and" and words[0].islower() and not _ends_with_title(text, match.start(), lexicon):
            break
        words.insert(0, word)
        at = match.start()
    former = _FORMER.search(text, max(0, at - 40), at) if words else None
    return _cleaned([*(former["words"].split() if former else []), *words], lexicon)


def _ends_with_title(text: str, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the words before end in a title, so that one person holds both: `chairman and chief executive`."""
    before = _TOKEN_BEFORE.search(text, max(0, end - 40), end)
    return before is not None and before.group(1).lower() in lexicon.names["titles"]


def _may_stand(word: str, after: list[str], lexicon: Lexicon) -> bool:
    bare = word.lower().rstrip(".")
    if word.endswith(".") and bare not in lexicon.names["titles"] | lexicon.names["courtesy"] and "." not in word[:-1]:
        return False
    if (
        bare in lexicon.names["titles"]
        or bare in _QUALIFIERS
        or ("-" in bare and bare.split("-")[-1] in lexicon.names["titles"])
    ):
        return True
    if not after:
        return False
    return (
        bare in lexicon.names["fields"]
        or (word[0].isupper() and bare not in lexicon.starters)
        or bare in {"of", "for", "and", "party's", "state's", "’s", "'s"}
        or bare.endswith(("’s", "'s"))
    )


def _cleaned(words: list[str], lexicon: Lexicon) -> str:
    while words and (words[0].lower() in _LINKING or words[0].lower().rstrip(".") in lexicon.names["courtesy"]):
        words = words[1:]
    if words and words[-1].lower().rstrip(".") in lexicon.names["courtesy"]:
        words = words[:-1]
    titled = any(_is_title(word, lexicon) for word in words)
    return " ".join(words) if titled else ""


def _is_title(word: str, lexicon: Lexicon) -> bool:
    bare = word.lower().rstrip(".").removesuffix("’s").removesuffix("'s")
    return any(
        part in lexicon.names["titles"] or part in lexicon.speakers["persons"] or part.endswith(_FIELDS)
        for part in {bare, bare.split("-")[-1]}
    )


def office_after(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the apposition after a name where it tells an office, such as `the minister of health`."""
    match = _APPOSITION.match(text, name.end)
    if not match:
        return ""
    if _SPEAKS.search(match.group(1)):
        return ""
    words = _CUT.sub("", match.group(1)).strip()
    first = words.split()[:6]
    return words if any(_is_title(word, lexicon) for word in first) and len(words.split()) <= _LONGEST_BEHIND else ""
