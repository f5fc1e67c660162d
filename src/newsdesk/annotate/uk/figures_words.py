"""Ukrainian words of quantities, read once from `data/figures.toml`; every form of a word stands there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from newsdesk.annotate.uk.times_words import APOSTROPHES

_TABLES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    files("newsdesk.annotate.uk").joinpath("data/figures.toml").read_text("utf-8")
)


def plain(words: str) -> str:
    """Return words as the tables write them: lower case, one apostrophe, single blanks."""
    return " ".join(words.lower().translate(APOSTROPHES).split())


@cache
def by_word(table: str) -> dict[str, str]:
    """Return a table turned round: each form, in lower case, with its value."""
    return {word.lower(): value for value, words in _TABLES[table].items() for word in words.split("|")}


def any_of(table: str) -> str:
    """Return a pattern, without a group, for any form of a table; the longest first."""
    words = sorted(by_word(table), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’ʼ]").replace(r"\ ", r"\s") for word in words) + ")"


def is_people(lemma: str) -> bool:
    """Tell whether a counted word names people without saying what befell them."""
    return lemma in by_word("people")
