"""Numbers as a text says them, in digits or in English words, by value: `1.2 million`, `1,200,000`, `twelve`."""

from __future__ import annotations

import re
from functools import lru_cache

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
_DIGITS = r"\d+(?:[,.\u00a0\u202f]\d+)*"
_TENS = "|".join(TENS)
_ONES = "|".join(word for word, value in UNITS.items() if 0 < value < 10)
_WORD_NUMBER = rf"(?:(?:{_TENS})[-\s](?:{_ONES})|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_SCALE = rf"(?:{'|'.join(SCALES)})s?\b"
_VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100}
_QUANTITY = re.compile(
    rf"(?<!\w)(?:(?P<vague>(?:tens|dozens|hundreds)\sof\s(?:thousands|millions|billions)\b|(?:tens|scores)(?=\sof\b))"
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
        return value_of_digits(number)
    parts = re.split(r"[-\s]+", number.lower())
    return float(sum(_SMALL[part] for part in parts))


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[tuple[float, str], ...]:
    """Return each number of a text as its value and its words, in order. `one` in words is left out: it often counts
    nothing. A scale alone (`thousands`) has its own value, and so have `scores of` and `tens of thousands`.
    """
    found = []
    for match in _QUANTITY.finditer(text):
        if match["vague"]:
            several, *more = match["vague"].lower().split()
            found.append(
                (float(_VAGUE[several] * SCALES[more[-1].removesuffix("s")] if more else _VAGUE[several]), match[0])
            )
            continue
        number, scale = match["number"], (match["scale"] or match["alone"] or "").lower()
        if number and number.lower() == "one" and not scale:
            continue
        factor = SCALES.get(scale, SCALES.get(scale.removesuffix("s"), 1))
        found.append((round((_value(number) if number else 1.0) * factor, 6), match[0].strip()))
    return tuple(found)
