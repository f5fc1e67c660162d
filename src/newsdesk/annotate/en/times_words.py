"""English words of time: each word has a class, one letter, and a value.

The grammar (`times_grammar`) is written over the classes, so that a text is read as a string of class letters.
The words are data (`data/times.toml`). Words without a class are `x`, or `c` when they begin with a capital.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final, NamedTuple

Value = str | int | float | None


class Word(NamedTuple):
    """A token: its class letter, its value, and where it stands."""

    letter: str
    value: Value
    start: int
    end: int


_TABLES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    files("newsdesk.annotate.en").joinpath("data/times.toml").read_text("utf-8")
)
_DIGITS_AS_WORDS: Final = frozenset("E")
"""Classes whose values are digits to be kept as a string."""


def _value(letter: str, written: str) -> Value:
    if letter in _DIGITS_AS_WORDS or not written.replace(".", "", 1).lstrip("-").isdigit():
        return written or None
    return float(written) if "." in written else int(written)


def _words(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, value) for value, words in table.items() for word in words.replace("\n", "").split("|") if word]


ZONES: Final = dict(_words(_TABLES["zones"]))
"""By abbreviation: minutes east of UTC, maybe with whose rule of summer time holds (`-300 us`)."""
CLOCKS: Final = dict(_words(_TABLES["clocks"]))
"""The same by the words before `time`, as in `Kyiv time`."""
LEXICON: Final[dict[str, tuple[str, Value]]] = {
    word: (letter, _value(letter, value))
    for letter, table in _TABLES.items()
    if len(letter) == 1
    for word, value in _words(table)
}
MONTH_SHORT: Final = {
    word[:4]: int(value)
    for letter in "MAb"
    for word, value in _words(_TABLES[letter])
    if len(word) < 5 and word != "june"
}

TOKEN: Final = re.compile(
    r"""\n[^\S\n]*\n\s*
    |[0-9]{4}-[0-9][0-9]-[0-9][0-9]
     (?:[T\ ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:\.[0-9]+)?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![0-9])
    |[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9][0-9])(?![0-9/])
    |[0-9]{1,2}[:.][0-9][0-9](?=\s?[aApP]\.?\s?[mM]\b|\s(?:GMT|UTC|BST|CES?T)\b)|[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![0-9:])
    |['’][0-9][0-9]s?\b|[0-9]{4}s\b|[0-9]{3}0['’]s\b
    |[Aa]t\ (?:present|the\ moment)\b
    |[QH][1-4]\b|(?:New\sYear['’]s\s(?:Day|Eve)|Christmas\s(?:Day|Eve)|Thanksgiving\sDay|Independence\sDay|Labor\sDay
      |Memorial\sDay|Veterans\sDay|Valentine['’]s\sDay|Good\sFriday|Easter\s(?:Sunday|Monday)|Boxing\sDay|May\sDay|Presidents['’]?\sDay
      |Columbus\sDay|Martin\sLuther\sKing\s(?:Jr\.\s)?Day|Fourth\sof\sJuly|Armistice\sDay|Earth\sDay)\b
    |[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+|[0-9]+(?:st|nd|rd|th)\b|[0-9]+
    |[aApP]\.\s?[mM](?:\.|\b)
    |(?:[Jj]an|JAN|[Ff]eb|FEB|[Mm]ar|MAR|[Aa]pr|APR|[Jj]un|JUN|[Jj]ul|JUL|[Aa]ug|AUG|[Ss]ept?|SEPT?|[Oo]ct|OCT|[Nn]ov|NOV|[Dd]ec|DEC)\.
    |['’]s\b|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*|[^\w\s]""",
    re.VERBOSE,
)
_DIGITS: Final = frozenset("0123456789")
_PUNCTUATION: Final = {",": ",", "-": "-", "–": "-", "—": "4", "/": "/", ".": ".", "'s": "s", "’s": "s", "%": "%"}


def tokenise(text: str) -> list[Word]:
    """Cut a text into words with their classes."""
    known = LEXICON
    words = []
    for match in TOKEN.finditer(text):
        token = match.group()
        entry = known.get(token.lower().replace("’", "'"))
        if entry is not None:
            letter, value = entry
            if letter in "MAbWwvE" and not token[0].isupper():
                letter = letter if letter in "WEv" else "x"
            elif letter in "bw" or (letter == "M" and len(token) < 5 and token.lower() in MONTH_SHORT):
                letter = letter if token[0].isupper() else "x"
        elif token[0].isalpha() and token[-1] not in _DIGITS:
            letter, value = _rare(token)
        else:
            letter, value = _number(token)
        words.append(Word(letter, value, match.start(), match.end()))
    return words


def _rare(token: str) -> tuple[str, Value]:
    if token.endswith("."):
        low = token.lower()
        if low[0] in "ap" and low.replace(" ", "") in ("a.m.", "p.m."):
            return "3", 12 if low[0] == "p" else 0
        if low[:-1] in MONTH_SHORT:
            return "M", MONTH_SHORT[low[:-1]]
    if len(token) <= 4 and token.isupper() and token.lower() in ZONES:
        return "z", ZONES[token.lower()]
    low = token.lower()
    if low in ("a.m", "p.m"):
        return "3", 12 if low[0] == "p" else 0
    if low in ("o'clock", "o’clock"):
        return "7", 0
    if low == "tonight":
        return "5", "NI"
    return ("c" if token[0].isupper() else "x"), None


def _number(token: str) -> tuple[str, Value]:
    if token[0] == "\n":
        return "|", None
    if token in _PUNCTUATION:
        return _PUNCTUATION[token], None
    if token[0] in "QH":
        return "8", token
    if token[0] in "'’" and len(token) >= 3 and token[1] in _DIGITS:
        return ("E", token[1]) if token.endswith("s") else ("y", int(token[1:3]))
    if token[0] not in _DIGITS:
        return ";", None
    if (":" in token and "-" not in token) or (token.count(".") == 1 and len(token) < 6 and _is_clock(token)):
        return "k", token
    if "-" in token or "/" in token:
        return "i", token
    if token.endswith("s"):
        return "E", token[:3]
    if token[-1].isalpha():
        return _ordinal(token)
    if token.isdecimal():
        number = int(token) if len(token) < 10 else 10**9
        if len(token) == 4 and 1000 <= number < 2200:
            return "Y", number
        return ("D" if 1 <= number <= 31 and len(token) < 3 else "N"), number
    try:
        return "N", float(token.replace(",", ""))
    except (ValueError, OverflowError):
        return ";", None


def _is_clock(token: str) -> bool:
    """Tell `11.30` (before `a.m.`) apart from a number: the token pattern has looked ahead."""
    hour, minute = token.split(".")
    return hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) <= 24 and int(minute) < 60


def _ordinal(token: str) -> tuple[str, Value]:
    digits = token.rstrip("stndrh")
    return ("O", int(digits)) if digits.isdigit() and len(digits) < 4 else (";", None)
