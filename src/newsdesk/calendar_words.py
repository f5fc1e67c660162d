"""Days as a text names them: `March 8`, `8 March 2023`, `2023-03-08`, and `Wednesday` or `yesterday` of a known day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_MONTH_NAMES = "January February March April May June July August September October November December"
_WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = tuple(_MONTH_NAMES.split())
WEEKDAYS = tuple(_WEEKDAY_NAMES.split())
_NUMBER_OF = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
_MONTH = "|".join(f"{month}|{month[:3]}\\.?|{month[:4]}\\.?" for month in MONTHS)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<{0}>(?:19|20)\d\d)\b)?"
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_MONTH})\s+{_DAY.format('day')}\b(?!,?\d){_YEAR.format('year')}")
_DAY_FIRST = re.compile(rf"\b{_DAY.format('day')}\s+(?:of\s+)?(?P<month>{_MONTH})(?=\W|$){_YEAR.format('year')}")
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")
_RELATIVE = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(WEEKDAYS)})|(?P<zero>today|tonight|this (?:morning|afternoon|evening))"
    r"|(?P<minus>yesterday|last night)|(?P<plus>tomorrow))\b",
    re.IGNORECASE,
)


class NamedDay(NamedTuple):
    """A day as named; `year` is 0 where none is said."""

    year: int
    month: int
    day: int
    start: int
    end: int
    """Offsets of its words."""


@lru_cache(maxsize=4096)
def named_days(text: str) -> tuple[NamedDay, ...]:
    """Return the days a text names by month and day, in order and without overlap."""
    found: list[NamedDay] = []
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                month = match["month"]
                number = int(month) if month.isdigit() else _month_number(month)
                found.append(NamedDay(int(match["year"] or 0), number, int(match["day"]), match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def _month_number(word: str) -> int:
    return _NUMBER_OF[word[:3].title()]


def relative_days(text: str, today: date) -> set[date]:
    """Return the days that `Wednesday`, `yesterday`, `tonight` and the like may mean in a text written on `today`.

    The name of the very day means that day; another weekday may be the last one or the next.
    """
    days: set[date] = set()
    for match in _RELATIVE.finditer(text):
        if match["weekday"]:
            ahead = (WEEKDAYS.index(match["weekday"].title()) - today.weekday()) % 7
            days |= {today + timedelta(days=ahead), today + timedelta(days=ahead - 7)} if ahead else {today}
        elif match["zero"]:
            days.add(today)
        else:
            days.add(today + timedelta(days=1 if match["plus"] else -1))
    return days


def relative_words(text: str) -> list[str]:
    """Return the words that mean a day as seen from another: `yesterday`, `tonight`, but not weekdays."""
    return [match[0] for match in _RELATIVE.finditer(text) if not match["weekday"]]


def day_in_words(day: date, present_year: int) -> str:
    """Return `March 8`, with the year when it is not the present one."""
    words = f"{MONTHS[day.month - 1]} {day.day}"
    return words if day.year == present_year else f"{words}, {day.year}"


def iso_day(value: str) -> date | None:
    """Return the day at the head of an ISO day or time; None when there is none."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
