"""Numbers as a text says them, by value: in digits or words of English (`1.2 million`, `twelve`) or Ukrainian."""

from __future__ import annotations

import re
from functools import lru_cache

from newsdesk import quantities_uk as uk

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), 2)}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bln": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SMALL = {**UNITS, **TENS}
_DIGITS = rf"(?:{uk.DIGITS}|\d+(?:[,.\u00a0\u202f]\d+)*)"
_TENS = "|".join(TENS)
_ONES = "|".join(word for word, value in UNITS.items() if 0 < value < 10)
_WORD_NUMBER = rf"(?:{uk.WORDS}|(?:{_TENS})[-\s](?:{_ONES})|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_SCALE = rf"(?:(?:{'|'.join(SCALES)})s?|{uk.SCALE})\b"
_VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100}
_QUANTITY = re.compile(
    rf"(?<!\w)(?:(?P<vague>(?:tens|dozens|hundreds)\sof\s(?:thousands|millions|billions)\b|(?:tens|scores)(?=\sof\b)"
    rf"|{uk.VAGUE})"
    rf"|(?P<number>{_DIGITS}|{_WORD_NUMBER}(?!\w))(?:[-\s]?(?P<scale>{_SCALE}))?|(?P<alone>{_SCALE}))",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?")


def value_of_digits(digits: str) -> float:
    """Return the value of a number in digits; commas that group thousands are left out, others are decimal."""
    if _GROUPED.fullmatch(digits):
        return float(re.sub(r"[,\u00a0\u202f]", "", digits))
    parts = re.split(r"[,.\u00a0\u202f]", digits)
    if len(parts) == 2:
        return float(f"{parts[0]}.{parts[1]}")
    return float("".join(parts)[:300])


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number.replace(" ", "").replace(",", ".")) if " " in number else value_of_digits(number)
    ukrainian = uk.value_of_words(number)
    return ukrainian or float(sum(_SMALL[part] for part in re.split(r"[-\s]+", number.lower())))


def _vague(words: str) -> float:
    several, *more = words.lower().split()
    ukrainian = uk.value_of_vague(words)
    return ukrainian or float(_VAGUE[several] * (SCALES[more[-1].removesuffix("s")] if more else 1))


def _factor(scale: str) -> float:
    return SCALES.get(scale) or SCALES.get(scale.removesuffix("s")) or uk.scale_of(scale) or 1


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[tuple[float, str], ...]:
    """Return each number of a text as its value and its words, in order. `one` in words is left out: it often counts
    nothing. A scale alone (`thousands`) has its own value, and so have `scores of` and `tens of thousands`.
    """
    found = []
    for match in _QUANTITY.finditer(text):
        if match["vague"]:
            found.append((_vague(match[0]), match[0]))
            continue
        number, scale = match["number"], (match["scale"] or match["alone"] or "").lower()
        if number and (number.lower() == "one" or uk.is_one(number)) and not scale:
            continue
        found.append(
            (round((_value(number) if number else 1.0) * (_factor(scale) if scale else 1), 6), match[0].strip())
        )
    return tuple(found)
