"""An English text being searched for places: its words, the persons named in it, and what the gazetteer knows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace

LONGEST: Final = 6
"""Words of the longest name looked up."""
JOINING: Final = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "del",
        "el",
        "al",
        "and",
        "du",
        "da",
        "do",
        "di",
        "des",
        "le",
        "les",
        "los",
        "las",
        "van",
        "ash",
        "am",
        "upon",
        "on",
    ]
)
GRAND: Final = frozenset({"country", "continent", "region", "ocean", "sea", "area"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def low(self) -> str:
        """The word in lower case, without a trailing period."""
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that the gazetteer knows, and what the words around it say."""

    first: int
    last: int
    places: tuple[GazetteerPlace, ...]
    score: float


@dataclass(slots=True)
class Document:
    """A text being searched: what is a person's name in it, and what was found."""

    text: str
    tokens: list[Token]
    opens: frozenset[int]
    """Offsets at which sentences begin."""
    gazetteer: Gazetteer
    persons: set[str] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)

    def name(self, found: Found) -> str:
        """Return the words of a stretch found."""
        return self.text[self.tokens[found.first].start : self.tokens[found.last].end]

    def word(self, index: int) -> str:
        """Return a word in lower case; empty beyond the text."""
        return self.tokens[index].text.lower() if 0 <= index < len(self.tokens) else ""


def longest(document: Document, index: int, end: int) -> Found | None:
    """Return the longest name the gazetteer knows that begins here, inside [index, end) or a joint beyond it."""
    tokens, text = document.tokens, document.text
    limit = min(len(tokens), index + LONGEST, max(end, index + 1) + 3)
    last = index
    stops = []
    while last < limit:
        if last > index and not (last < end or tokens[last].low in words.PLACE_TYPES or tokens[last].text in JOINING):
            break
        if text[tokens[last - 1].end : tokens[last].start] not in (" ", "\n", "\xa0", "") and last > index:
            break
        stops.append(last)
        last += 1
    for last in reversed(stops):
        if tokens[last].text in JOINING:
            continue
        name = text[tokens[index].start : tokens[last].end]
        if last == index and not _may_stand_alone(name):
            return None
        places = document.gazetteer.lookup(name)
        if places and name.lower() not in words.NO_PLACES:
            return Found(index, last, places, 0.0)
    return None


_ABBREVIATION: Final = re.compile(r"(?:[A-Z]\.){2,}|U[SK]|UAE|DRC|PRC|DPRK|USA|USSR|NYC|DC")


def _may_stand_alone(name: str) -> bool:
    if _ABBREVIATION.fullmatch(name):
        return True
    return len(name) > 2 and name.lower() not in words.NOT_ALONE and not (len(name) < 4 and name.isupper())
