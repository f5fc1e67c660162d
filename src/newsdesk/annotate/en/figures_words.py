"""English words of quantity: numbers, bounds, units, currencies. The words are data (`data/figures.toml`)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final

_TABLES: Final[dict[str, Any]] = tomllib.loads(
    files("newsdesk.annotate.en").joinpath("data/figures.toml").read_text("utf-8")
)


_DOTTED: Final = str.maketrans("İı", "ii")


def folded(words: str) -> str:
    """Write words as the tables hold them: in lower case, with single blanks.

    Letters that a pattern takes for plain ones when it ignores case become plain: the Kelvin sign, `ſ`, `ı`.
    """
    return " ".join(words.translate(_DOTTED).casefold().split())


def _by_word(name: str) -> dict[str, str]:
    """Return a table by its words as `folded` writes them."""
    return {folded(word): unit for unit, words in _TABLES[name].items() for word in words.split("|")}


UNITS_ONE: Final[dict[str, int]] = _TABLES["numbers"]
SCALES: Final[dict[str, float]] = _TABLES["scales"]
VAGUE_SCALES: Final[dict[str, float]] = _TABLES["vague_scales"]
"""The order that `hundreds of` names; how many of them is not said."""
FRACTIONS: Final[dict[str, float]] = _TABLES["fractions"]
"""In percent."""
AT_LEAST: Final[list[str]] = _TABLES["at_least"]
AT_MOST: Final[list[str]] = _TABLES["at_most"]
ABOUT: Final[list[str]] = _TABLES["about"]
MEASURES: Final = _by_word("measures")
CURRENCIES: Final = _by_word("currencies")
SIGNS: Final = _by_word("signs")
FUNCTION_WORDS: Final = frozenset(_TABLES["function_words"].split())
ADJECTIVES: Final = frozenset(_TABLES["adjectives"].split())
PARTICIPLES: Final = frozenset(_TABLES["participles"].split())
"""What may have befallen those who are counted: `killed`, `dead`, `missing`."""
NUMBERED: Final[list[str]] = _TABLES["numbered"]
"""What is named by a number."""
IRREGULAR_PLURALS: Final[dict[str, str]] = _TABLES["irregular_plurals"]


def unit_of(noun: str) -> str:
    """Return the unit or currency that a noun in the singular names; empty: none."""
    return next((table[n] for n in (noun, noun + "s") for table in (MEASURES, CURRENCIES) if n in table), "")


def lemma(noun: str) -> str:
    """Return a noun's singular, in lower case."""
    word = noun.lower().removesuffix("'s").removesuffix("’s")
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
