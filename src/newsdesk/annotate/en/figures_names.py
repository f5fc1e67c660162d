"""Numbers that name and don't count: addresses, ages, stations, models, clock times without a clock."""

from __future__ import annotations

import re
from typing import Final

from newsdesk.annotate.en import figures_words as words
from newsdesk.annotate.en.places_words import STREETS
from newsdesk.model.text import Span

_NUMBERED: Final = "|".join(
    re.escape(name).replace("\\ ", r"\s") for name in sorted(words.NUMBERED, key=len, reverse=True) if len(name) > 1
)
_BAD_BEFORE: Final = re.compile(rf"(?:(?:[#№/:]|\bNo\.|\b(?:{_NUMBERED}))[\s-]?|\b[A-Z]-?)$")
"""Before a number that is part of a name: `Flight 370`, `Room 12`, `No. 2`."""
_ADDRESS: Final = re.compile(
    r"\s(?:block\b|(?:[A-Z][\w.]*\s){1,3}(?:(?:St|Ave|Rd|Dr|Blvd|Ln|Ct)\.|(?P<street>[A-Z][a-z]+)\b))"
)
_AGED: Final = re.compile(r"[\s-]years?[\s-](?:old\b|of\sage\b)")
_EMERGENCY: Final = re.compile(r"\s(?:calls?|operators?|dispatch\w*|emergency|tapes?|caller)\b")
_STATION: Final = re.compile(r"\b[A-Z]{3,5}\s$")
_AGE_BEFORE: Final = re.compile(
    r"\b(?:children|child|kids|boys|girls|minors|babies|infants|women|men|people|those|adults|anyone|everyone|pupils|students)\s"
    r"(?:aged\s|age\s)?(?:under|over|below|above|between|aged)\s$",
    re.IGNORECASE,
)
"""Before an age: `children under six`."""
_MODEL_BEFORE: Final = re.compile(r"(?<=[\w,] )[A-Z][\w-]+\s$")
_PRONOUN: Final = re.compile(r"\s(?:I|he|she|it|we|they|you)\b")
_HOUR_BEFORE: Final = re.compile(r"(?:\b(?:about|around|at|by|until|before|after)|^|[\"“])\s?$", re.IGNORECASE)
_HOURS: Final = 12
_SOMEBODY: Final = re.compile(
    r"\s(?:does|doesn|can|cannot|could|would|should|must|might|may|has|had|is|was|needs|wonders)\b"
)
_AT: Final = re.compile(r"\b(?:at|on)\s$", re.IGNORECASE)
_AT_ONE: Final = re.compile(r"\s(?:point|time|stage|side|hand|end|level|moment|occasion)\b")
_NO_ONE: Final = re.compile(r"\bno\s$", re.IGNORECASE)


def is_name(text: str, start: int, end: int, floor: int) -> bool:
    """Tell numbers that name from numbers that count: `900 Garden Way`, `the 500 block`, `WXYZ 12 News`, `911 call`.

    Ages are no figures either, with hyphens or without. `floor` is where the sentence begins.
    """
    if _BAD_BEFORE.search(text, max(floor, start - 14), start):
        return True
    digits = text[start:end].strip()
    address = _ADDRESS.match(text, end)
    if address and (not address["street"] or address["street"].lower() in STREETS):
        return True
    if digits in ("911", "999", "112") and _EMERGENCY.match(text, end):
        return True
    named = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() and digits.isdigit() and len(digits) < 3
    return bool(_AGED.match(text, end)) or (named and bool(_STATION.search(text, max(0, start - 6), start)))


def is_name_of(text: str, start: int, noun: Span, floor: int) -> bool:
    """Tell an age and a model by what stands around: `children under six`, `the Estline 2 power cable`."""
    if _AGE_BEFORE.search(text, max(floor, start - 30), start):
        return True
    number = text[start : noun.start].strip()
    last = noun.of(text).split()[-1:] or [""]
    several = last[0].endswith("s") or last[0].lower() in {*words.IRREGULAR_PLURALS, *words.PARTICIPLES}
    if not number.isdigit() or len(number) > 2 or number == "1" or several or not last[0]:
        return False
    return _MODEL_BEFORE.search(text, max(floor, start - 30), start) is not None


def is_counted_by_no_one(text: str, start: int, end: int, quantity: float) -> bool:
    """Tell `no one` and an hour that somebody names without a clock: `Around five they stopped`."""
    if quantity == 1 and (_NO_ONE.search(text, max(0, start - 4), start) or _SOMEBODY.match(text, end)):
        return True
    if quantity == 1 and _AT_ONE.match(text, end) and _AT.search(text, max(0, start - 4), start):
        return True
    hour = quantity <= _HOURS and _PRONOUN.match(text, end) is not None
    return hour and _HOUR_BEFORE.search(text, max(0, start - 8), start) is not None
