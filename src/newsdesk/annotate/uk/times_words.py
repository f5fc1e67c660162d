"""Ukrainian words of time, read once from `data/times.toml`; every form of a word stands there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

_TABLES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    files("newsdesk.annotate.uk").joinpath("data/times.toml").read_text("utf-8")
)
APOSTROPHES: Final = str.maketrans("’ʼ`", "'''")
"""Three glyphs stand for the one apostrophe of Ukrainian."""


@cache
def by_word(table: str) -> dict[str, str]:
    """Return a table turned round: each form, in lower case, with its value."""
    return {word.lower(): value for value, words in _TABLES[table].items() for word in words.split("|")}


def any_of(table: str) -> str:
    """Return a pattern, without a group, for any form of a table; the longest first."""
    words = sorted(by_word(table), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’ʼ]").replace(r"\ ", r"\s") for word in words) + ")"


def value(table: str, word: str) -> str:
    """Return the value of a form as it stands in a text."""
    return by_word(table)[" ".join(word.lower().translate(APOSTROPHES).split())]
