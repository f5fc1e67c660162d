"""The office of a person as the text words it: before the name, or in apposition after it."""

from __future__ import annotations

import re

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.model.text import Span

_TOKEN_BEFORE = re.compile(r"([\w.’'&/-]+)(\s+)$")
_LINKING = frozenset(["of", "for", "the", "and", "to"])
_QUALIFIERS = frozenset({"former", "acting", "interim", "vice", "top", "senior", "chief", "prime", "first", "foreign"})
_APPOSITION = re.compile(
    r",\s+(?:who\s+(?:is|was)\s+)?(?:(?:the|a|an|its|their|his|her|our)\s+)?([^,.;:!?\"“”()\n]{3,110})(?=[,.;:—–\"”)]|\s-\s|$)"
)
_CUT = re.compile(
    r"\s+(?:who|which|that|said|says|told|added|has|had|was|is|were|are|will|would|on|in an interview)\b.*$"
)
_LONGEST_WORDS = 12


def office_near(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the office given with this mention of a person; empty when none is."""
    return office_before(text, name, lexicon) or office_after(text, name, lexicon)


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
        words.insert(0, word)
        at = match.start()
    return _cleaned(words, lexicon)


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
        (word[0].isupper() and bare not in lexicon.starters)
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
        part in lexicon.names["titles"] or part in lexicon.speakers["persons"] for part in {bare, bare.split("-")[-1]}
    )


def office_after(text: str, name: Span, lexicon: Lexicon) -> str:
    """Return the apposition after a name where it tells an office, such as `the minister of health`."""
    match = _APPOSITION.match(text, name.end)
    if not match:
        return ""
    words = _CUT.sub("", match.group(1)).strip()
    first = words.split()[:6]
    return words if any(_is_title(word, lexicon) for word in first) and len(words.split()) <= _LONGEST_WORDS else ""
