"""TIMEX3 values: how a stretch of the calendar is written, and which stretch a value covers.

Days are counted in UTC: a text seldom says in which zone its days begin.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

MONTHS_OF: Final = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
DAYS_OF: Final = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
SECONDS_OF: Final = {"second": 1, "minute": 60, "hour": 3600}
LETTER: Final = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "WE", "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "H", "season": "S", "year": "Y", "decade": "E", "century": "C",
    "millennium": "L",
}  # fmt: skip
SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
PART_HOURS: Final = {"MO": (5, 12), "MI": (12, 13), "AF": (12, 18), "EV": (17, 22), "NI": (20, 30), "DT": (7, 19)}
FIRST_YEAR, LAST_YEAR = 1, 9000


class Stretch(NamedTuple):
    """A half-open stretch of time and how precisely it is known."""

    start: datetime
    end: datetime
    precision: str


def at(year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0) -> datetime:
    """Return the moment, aware, in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def plus_months(moment: datetime, n_months: int) -> datetime | None:
    """Return the moment `n_months` later, on the month's last day if need be; None beyond the calendar."""
    months = moment.year * 12 + moment.month - 1 + n_months
    year, month = divmod(months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return moment.replace(year=year, month=month + 1, day=min(moment.day, days_in(year, month + 1)))


def plus(moment: datetime, amount: float, unit: str) -> datetime | None:
    """Return the moment `amount` units later (earlier when negative); None beyond the calendar."""
    if unit in MONTHS_OF:
        months = amount * MONTHS_OF[unit]
        if abs(months) > 12 * LAST_YEAR:
            return None
        return plus_months(moment, round(months))
    seconds = amount * (DAYS_OF[unit] * 86400 if unit in DAYS_OF else SECONDS_OF[unit])
    if abs(seconds) > 86400 * 366 * 8000:
        return None
    try:
        moved = moment + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def value_of(moment: datetime, unit: str) -> str:
    """Write the unit of the calendar in which `moment` lies, such as `2023-W10` for its week."""
    if unit in ("day", "night"):
        return f"{moment:%Y-%m-%d}"
    if unit in ("week", "fortnight", "weekend"):
        year, week, _ = moment.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{moment:%Y-%m}"
    if unit == "quarter":
        return f"{moment.year:04}-Q{(moment.month + 2) // 3}"
    if unit == "half":
        return f"{moment.year:04}-H{1 if moment.month <= 6 else 2}"
    if unit == "hour":
        return f"{moment:%Y-%m-%dT%H}"
    if unit in ("minute", "second"):
        return f"{moment:%Y-%m-%dT%H:%M}"
    if unit == "decade":
        return f"{moment.year:04}"[:3]
    if unit == "century":
        return f"{moment.year:04}"[:2]
    if unit == "millennium":
        return f"{moment.year:04}"[:1]
    return f"{moment.year:04}"


def duration_value(amount: float | None, unit: str) -> str:
    """Write a length of time, such as `P7M` or `PT5H30M`; `PXM` when how many is not said."""
    prefix = "PT" if unit in SECONDS_OF else "P"
    if amount is None:
        return f"{prefix}X{LETTER[unit]}"
    if unit in ("decade", "century", "millennium"):
        amount, unit = amount * MONTHS_OF[unit] / 12, "year"
    if unit == "fortnight":
        amount *= 2
    whole = int(amount)
    if amount == whole:
        return f"{prefix}{whole}{LETTER[unit]}"
    if amount - whole == 0.5 and unit in ("year", "hour", "minute"):
        half = {"year": "6M", "hour": "30M", "minute": "30S"}[unit]
        return f"{prefix}{whole}{LETTER[unit]}{half}" if whole else f"{prefix}{half}"
    return f"{prefix}{amount:g}{LETTER[unit]}"


def in_summer_time(moment: datetime, rule: str) -> bool:
    """Tell whether clocks are an hour ahead on this day, by the rule of the European Union or the United States.

    The hour of the change itself is left out of account: the day of the change counts as summer in spring.
    """
    if rule == "eu":
        first, last = _sunday(moment.year, 3, -1), _sunday(moment.year, 10, -1)
    elif rule == "us":
        first, last = _sunday(moment.year, 3, 1), _sunday(moment.year, 11, 0)
    else:
        return False
    return first <= moment.date() < last


def _sunday(year: int, month: int, nth: int) -> date:
    """Return a month's Sunday, counted from 0, or from the end when negative."""
    first = date(year, month, 1)
    sundays = [first + timedelta(days=n) for n in range(days_in(year, month)) if (first.weekday() + n) % 7 == 6]
    return sundays[nth]


_SHAPES: Final = (
    ("minute", re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")),
    ("part_of_day", re.compile(r"(\d{4})-(\d\d)-(\d\d)T([A-Z]{2})")),
    ("hour", re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d)")),
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("weekend", re.compile(r"(\d{4})-W(\d\d)-WE")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("half", re.compile(r"(\d{4})-H([12])")),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
    ("year", re.compile(r"(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d\d)")),
)


def stretch_of(value: str) -> Stretch | None:
    """Return the stretch that a date's or time's value covers; None for vague, recurrent and unresolved values."""
    for shape, pattern in _SHAPES:
        match = pattern.fullmatch(value)
        if match:
            try:
                return _stretch(shape, match.groups())
            except (ValueError, OverflowError):
                return None
    return None


def _stretch(shape: str, parts: tuple[str, ...]) -> Stretch | None:
    if shape == "part_of_day":
        day = at(*map(int, parts[:3]))
        begin, end = PART_HOURS.get(parts[3], (0, 24))
        return Stretch(day + timedelta(hours=begin), day + timedelta(hours=end), shape)
    if shape == "season":
        start = at(int(parts[0]), SEASON_MONTH[parts[1]])
        return _until(start, 1, "season", "quarter")
    numbers = [int(part) for part in parts]
    if shape in ("week", "weekend"):
        monday = datetime.combine(date.fromisocalendar(numbers[0], numbers[1], 1), datetime.min.time(), UTC)
        if shape == "weekend":
            return Stretch(monday + timedelta(days=5), monday + timedelta(days=7), "day")
        return Stretch(monday, monday + timedelta(days=7), "week")
    if shape in ("quarter", "half"):
        return _until(at(numbers[0], (numbers[1] - 1) * MONTHS_OF[shape] + 1), 1, shape, "quarter")
    if shape in ("decade", "century"):
        years = numbers[0] * (10 if shape == "decade" else 100)
        return _until(at(years), 1, shape, shape) if years else None
    if shape == "hour" and numbers[3] == 24:
        return Stretch(at(*numbers[:3]) + timedelta(days=1), at(*numbers[:3]) + timedelta(days=1, hours=1), shape)
    if shape == "minute" and numbers[3] == 24:
        return _until(at(*numbers[:3]) + timedelta(days=1), 1, shape, shape)
    return _until(at(*numbers), 1, shape, shape)


def _until(start: datetime, amount: float, unit: str, precision: str) -> Stretch | None:
    end = plus(start, amount, unit)
    return Stretch(start, end, precision) if end else None
