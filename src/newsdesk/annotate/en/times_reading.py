"""A text as the English grammar of time sees it: words, and the string of their class letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from newsdesk.annotate.en.times_words import Word
from newsdesk.annotate.times_meaning import Direction

Match = re.Match[str]
SUPPORT: Final = frozenset("pe>LXTotjR&f")
"""Letters before a word that make a doubtful month, year or season a time: prepositions, `early`, `last`, `of` …"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words and as the string of their class letters."""

    text: str
    words: list[Word]
    letters: str

    def number(self, match: Match, group: str) -> int | None:
        """Return the whole number that a group's word stands for; None where the group is absent."""
        index = match.start(group) if group in match.re.groupindex else -1
        value = self.words[index].value if index >= 0 else None
        return int(value) if isinstance(value, int | float) else None

    def string(self, match: Match, group: str) -> str:
        """Return the string that a group's word stands for; empty where the group is absent."""
        index = match.start(group) if group in match.re.groupindex else -1
        return str(self.words[index].value) if index >= 0 else ""

    def word(self, index: int) -> str:
        """Return the word at an index, in lower case; empty beyond the text."""
        if not 0 <= index < len(self.words):
            return ""
        return self.text[self.words[index].start : self.words[index].end].lower()

    def before(self, match: Match) -> str:
        """Return the letter before the match; `|` at the beginning."""
        return self.letters[match.start() - 1] if match.start() else "|"

    def after(self, match: Match) -> str:
        """Return the letter after the match; `|` at the end."""
        return self.letters[match.end()] if match.end() < len(self.letters) else "|"


def year_of(reading: Reading, match: Match, group: str = "yr") -> int | None:
    """Return a year, with its century where only two digits are written."""
    year = reading.number(match, group)
    if year is not None and year < 100:
        return year + (1900 if year > 40 else 2000)
    return year


def side_of(rel: int | None) -> Direction | None:
    """Return the side that `last`, `this` or `next` names; None where none of them stands."""
    return None if rel is None else Direction(rel)
