"""From what an expression says to a value of the calendar: the day of publication, tense and narrative decide.

Sources of the method: TIMEX3 as in ISO-TimeML; the year of a date without one is that which puts it nearest to the
dateline on the side that the tense says, a weekday the last one up to the dateline unless the tense looks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from newsdesk.annotate import timex
from newsdesk.annotate.times_meaning import (
    CalendarDate,
    Clock,
    Direction,
    Expression,
    Length,
    Meaning,
    OnlyClock,
    Range,
    Recurrence,
    Shift,
    Vague,
    Written,
)
from newsdesk.annotate.times_reported import Reported

WRONG_SIDE_DAY: Final = 4.0
WRONG_SIDE_MONTH: Final = {Direction.PAST: 6.0, Direction.UNKNOWN: 1.0, Direction.FUTURE: 12.0}
"""How much farther a day, and how much farther a month or season, counts on the side that the tense denies."""
QUARTER_AHEAD: Final = {Direction.PAST: 9.0, Direction.UNKNOWN: 4.0, Direction.FUTURE: 0.9}
"""How much farther a quarter yet to begin counts: results of the last one are reported in any tense."""
_NEAR: Final = 160
"""Characters behind a day within which `local time` is of that day."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolved expression: TIMEX3 type and value, and the stretch it covers where that is known."""

    timex: str
    value: str
    start: datetime | None = None
    end: datetime | None = None
    precision: str = ""
    upper: str = ""
    """The value of the larger of two lengths."""


@dataclass(slots=True)
class Resolver:
    """Resolves the expressions of one document in order, remembering what was told of before."""

    anchor: datetime | None
    told: str = ""
    """Value of the last date resolved: what `a day earlier` counts from."""
    told_by_grain: dict[str, str] = field(default_factory=dict)
    history: bool = False
    """Whether the text tells of bygone years, so that a month or day without a year goes with the year told of."""
    told_year: int = 0
    told_at: int = -_NEAR
    """Where the last date ended, and where the expression being read begins."""
    here: int = 0
    reported: Reported = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is reported on yet."""
        self.reported = Reported(self.anchor)

    def resolve(self, expression: Expression) -> Reading:
        """Return the reading of the next expression."""
        self.here = expression.start
        reading = self._read(expression.meaning, expression.direction)
        if expression.through and isinstance(expression.meaning, CalendarDate):
            reading = self._not_before(reading, expression.meaning)
        self.reported.hear(expression.meaning, reading.value, expression.direction)
        if reading.timex in ("DATE", "TIME") and reading.start is not None and not expression.closing:
            self._remember(expression.meaning, reading.value.partition("T")[0])
            self.told_at = expression.end
            if self.history and self.anchor is not None and reading.start.year < self.anchor.year - 1:
                self.told_year = reading.start.year
        return reading

    def _not_before(self, reading: Reading, meaning: CalendarDate) -> Reading:
        """Let the end of a stretch follow its beginning: `Wednesday to Friday`, `December 20 to January 5`."""
        begun = timex.stretch_of(self.told)
        if begun is None or reading.start is None or reading.start >= begun.start or meaning.year:
            return reading
        unit, amount = ("day", 7) if meaning.weekday and not meaning.month else ("year", 1)
        moved = timex.plus(reading.start, amount, unit)
        if moved is None or moved < begun.start or "T" in reading.value:
            return reading
        return _dated(timex.value_of(moved, reading.precision))

    def _remember(self, meaning: Meaning, value: str) -> None:
        """Keep what was told of; a comparison with the year before (`a year earlier`) leaves the quarter told of."""
        grain = "season" if value[5:] in timex.SEASON_MONTH else _grain_of(value)
        if isinstance(meaning, Shift) and (meaning.follows_grain or meaning.grain == "quarter"):
            return
        if isinstance(meaning, CalendarDate) and meaning.same_part:
            return
        self.told = value
        self.told_by_grain[grain] = value

    def _read(self, meaning: Meaning, direction: Direction) -> Reading:
        if isinstance(meaning, Vague):
            return Reading("DATE", meaning.value, precision="vague")
        if isinstance(meaning, Recurrence):
            return Reading("SET", meaning.value)
        if isinstance(meaning, Length):
            upper = timex.duration_value(meaning.upper, meaning.unit) if meaning.upper else ""
            return replace(self._length(meaning), upper=upper)
        if isinstance(meaning, Range):
            return self._range(meaning, direction)
        if isinstance(meaning, Written):
            return _dated(meaning.value, Clock(offset_min=meaning.offset_min))
        if isinstance(meaning, OnlyClock):
            return self._only_clock(meaning.clock)
        if isinstance(meaning, Shift):
            return self._shift(meaning)
        value = self._calendar(meaning, direction)
        day = timex.stretch_of(value) if meaning.around else None
        if day:
            # The weekend of a Monday's holiday lies before it.
            before = meaning.around == "weekend" and day.start.weekday() == 0
            value = timex.value_of(day.start - timedelta(days=before), meaning.around)
        return _with_clock(value, meaning.clock)

    # ------------------------------------------------------------ lengths
    def _length(self, length: Length) -> Reading:
        value = timex.duration_value(length.amount, length.unit)
        if self.anchor is None or length.amount is None or length.direction is Direction.UNKNOWN:
            return Reading("DURATION", value, precision="" if length.amount is not None else "vague")
        other = timex.plus(self.anchor, length.amount * length.direction, length.unit)
        if other is None:
            return Reading("DURATION", value)
        start, end = sorted((self.anchor, other))
        return Reading("DURATION", value, start, end, length.unit)

    def _range(self, meaning: Range, direction: Direction) -> Reading:
        first, last = (self._calendar(side, direction) for side in (meaning.first, meaning.last))
        begins, ends = timex.stretch_of(first), timex.stretch_of(last)
        if begins is None or ends is None or ends.end <= begins.start:
            return Reading("DURATION", "")
        if begins.precision == "year":
            n_years = ends.start.year - begins.start.year
            return Reading("DURATION", f"P{n_years}Y", begins.start, ends.end, "year")
        return Reading("DURATION", f"P{(ends.end - begins.start).days}D", begins.start, ends.end, "day")

    # ------------------------------------------------------------ shifts
    def _shift(self, shift: Shift) -> Reading:
        reference, grain = self._reference(shift), shift.grain or shift.unit
        kind = "TIME" if shift.clock or grain in ("hour", "minute", "second") else "DATE"
        if reference is None:
            return Reading(kind, "")
        if kind == "TIME" and not shift.clock and (reference.hour, reference.minute) == (0, 0):
            return Reading(kind, "")
        moved = timex.plus(reference, shift.amount, shift.unit)
        if moved is None or self._is_open(shift):
            return Reading(kind, "")
        if shift.month is not None:
            moved = moved.replace(day=1, month=min(shift.month, 12))
        told = self.told_by_grain.get("quarter") if grain == "quarter" and shift.unit == "year" and shift.amount else ""
        part = self.reported.shifted(shift.amount) if shift.follows_grain and shift.unit == "year" else ""
        if part and (shift.amount or grain == "quarter"):
            return _dated(part)
        if told and shift.month is None and (quarter := timex.stretch_of(told)):
            grain, moved = "quarter", timex.plus(quarter.start, shift.amount, "year") or moved
        if shift.follows_grain and grain == "quarter":
            grain = "year"
        if shift.narrative and shift.amount == 0 and shift.month is None:
            return self._again(shift, moved)
        return _with_clock(timex.value_of(moved, grain), shift.clock)

    def _reference(self, shift: Shift) -> datetime | None:
        if not shift.narrative or (shift.amount == 0 and shift.month is None):
            return self.anchor
        told = timex.stretch_of(self.told)
        return told.start if told else self.anchor

    def _is_open(self, shift: Shift) -> bool:
        """Tell whether days, weeks or months count from something longer than a month: `two days later` behind `in
        2020`. Behind a week or a month its beginning is near enough."""
        told = timex.stretch_of(self.told) if shift.narrative and shift.amount else None
        longest = timex.plus(told.start, 1, shift.unit) if told else None
        return bool(told and longest and told.end > longest and told.end - told.start > timedelta(days=31))

    def _again(self, shift: Shift, moved: datetime) -> Reading:
        """`the quarter`: the one told of, else the last one that ended (quarters) or the present one.

        `That year` is the year of whatever was told of last.
        """
        unit = shift.unit
        last = timex.stretch_of(self.told)
        if unit == "day" and last and last.precision not in ("day", "part_of_day", "hour", "minute"):
            # `that day` behind `in May 2011` may be any of its days.
            return Reading("DATE", "")
        if shift.follows_grain and last and last.end - last.start <= timedelta(days=366):
            return _dated(timex.value_of(last.start, unit))
        told = self.told_by_grain.get(unit)
        if told and (self.anchor is None or told[:4] <= f"{self.anchor.year:04}"):
            return _dated(told)
        if unit == "quarter":
            return _dated(timex.value_of(timex.plus_months(moved, -3) or moved, unit))
        return _dated(timex.value_of(moved, unit))

    # ------------------------------------------------------------ dates
    def _calendar(self, meaning: CalendarDate, direction: Direction) -> str:
        """Return the value of a date; with `XXXX` for the year where nothing says which."""
        side = direction if meaning.direction is None else meaning.direction
        if meaning.decade:
            return self._decade(meaning.decade)
        if meaning.month is not None:
            return self._month_or_day(meaning, side)
        if meaning.weekday is not None:
            return self._weekday(meaning, side)
        if meaning.quarter is not None or meaning.half is not None:
            return self._quarter(meaning, side)
        if meaning.season:
            return self._season(meaning, side)
        if meaning.year and meaning.same_part:
            return self.reported.in_year(meaning.year)
        return f"{meaning.year:04}" if meaning.year else ""

    def _decade(self, digits: str) -> str:
        if len(digits) > 1:
            return digits
        if self.anchor is None:
            return f"XX{digits}"
        century = self.anchor.year // 100
        return f"{century if int(digits) * 10 <= self.anchor.year % 100 else century - 1:02}{digits}"

    def _month_or_day(self, meaning: CalendarDate, side: Direction) -> str:
        month = meaning.month or 1
        tail = f"{month:02}" + (f"-{meaning.day:02}" if meaning.day else "")
        if meaning.year:
            return f"{meaning.year:04}-{tail}"
        if self.anchor is None:
            return f"XXXX-{tail}"
        if self.told_year and meaning.direction is None and side is not Direction.FUTURE:
            return f"{self.told_year:04}-{tail}"
        here = self.anchor.month + (self.anchor.day - 1) / 31
        there = month + ((meaning.day or 1) - 1) / 31 if meaning.day else float(month)
        wrong = WRONG_SIDE_DAY if meaning.day else WRONG_SIDE_MONTH[side]
        base = here if meaning.day else float(self.anchor.month)
        year = (
            self.anchor.year
            + _nearest([there - base + 12 * n for n in (-1, 0, 1)], side, strict=meaning.strict, wrong=wrong)
            - 1
        )
        return f"{year:04}-{tail}"

    def _weekday(self, meaning: CalendarDate, side: Direction) -> str:
        weekday = meaning.weekday or 1
        if self.anchor is None:
            return f"XXXX-WXX-{weekday}"
        if meaning.week_shift is not None:
            monday = self.anchor - timedelta(days=self.anchor.isoweekday() - 1)
            return f"{monday + timedelta(days=7 * meaning.week_shift + weekday - 1):%Y-%m-%d}"
        back = (self.anchor.isoweekday() - weekday) % 7
        ahead = (weekday - self.anchor.isoweekday()) % 7
        if meaning.strict:
            back, ahead = back or 7, ahead or 7
        future = side is Direction.FUTURE or (meaning.direction is Direction.UNKNOWN and side is not Direction.PAST)
        return f"{self.anchor + timedelta(days=ahead if future else -back):%Y-%m-%d}"

    def _quarter(self, meaning: CalendarDate, side: Direction) -> str:
        length, number = (3, meaning.quarter) if meaning.quarter else (6, meaning.half or 1)
        letter = "Q" if meaning.quarter else "H"
        if meaning.year:
            return f"{meaning.year:04}-{letter}{number}"
        if self.anchor is None or number is None:
            return f"XXXX-{letter}{number}"
        begins = (number - 1) * length + 1
        ahead = QUARTER_AHEAD[side]
        offsets = [float(begins - self.anchor.month + 12 * n) for n in (-1, 0, 1)]
        costs = [offset * ahead if offset > 0 else -offset for offset in offsets]
        return f"{self.anchor.year + costs.index(min(costs)) - 1:04}-{letter}{number}"

    def _season(self, meaning: CalendarDate, side: Direction) -> str:
        code = meaning.season
        if code == "weekend":
            return self._weekend(side)
        if code not in timex.SEASON_MONTH:
            return self._feast(code, meaning.year, side)
        if meaning.year:
            return f"{meaning.year:04}-{code}"
        if self.anchor is None:
            return f"XXXX-{code}"
        if self.told_year and meaning.direction is None and side is not Direction.FUTURE:
            return f"{self.told_year:04}-{code}"
        begins = timex.SEASON_MONTH[code] + 1.5
        offsets = [begins - self.anchor.month + 12 * n for n in (-1, 0, 1)]
        strict = meaning.strict
        return f"{self.anchor.year + _nearest(offsets, side, strict=strict) - 1:04}-{code}"

    def _weekend(self, side: Direction) -> str:
        """`the weekend`: the last one up to a weekday's dateline, or the coming one; on a Sunday, this one."""
        if self.anchor is None:
            return ""
        weekday = self.anchor.isoweekday()
        past = side is not Direction.FUTURE and weekday < 6
        return timex.value_of(self.anchor - timedelta(days=weekday if past else 0), "weekend")

    def _feast(self, rule: str, year: int | None, side: Direction) -> str:
        if year:
            return f"{feast(rule, year):%Y-%m-%d}"
        if self.anchor is None:
            return ""
        days = [feast(rule, self.anchor.year + n) for n in (-1, 0, 1)]
        return f"{days[_nearest([(day - self.anchor) / timedelta(days=30) for day in days], side)]:%Y-%m-%d}"

    def _only_clock(self, clock: Clock) -> Reading:
        """A time of day without its day: on the day told of or of the dateline, when the text is precise to the day."""
        told = self.told if _grain_of(self.told) == "day" else ""
        if self.anchor is None or (clock.local and not (told and self.here - self.told_at < _NEAR)):
            return Reading("TIME", _clock_value(clock), precision="part_of_day" if clock.part else "minute")
        return _with_clock(told or timex.value_of(self.anchor, "day"), clock)


def _nearest(offsets: list[float], side: Direction, *, strict: bool = False, wrong: float = WRONG_SIDE_DAY) -> int:
    """Return the index of the offset (months from the dateline) nearest to it on the side said."""

    def cost(offset: float) -> float:
        if strict and (offset == 0 or offset * side < 0):
            return 99.0
        denied = side is not Direction.UNKNOWN and offset * side < 0
        return abs(offset) * (wrong if denied else 1.0)

    return min(range(len(offsets)), key=lambda index: (cost(offsets[index]), -index))


def feast(rule: str, year: int) -> datetime:
    """Return the day of a movable feast: `easter 1` (days from Easter), `4 thursday 11`, `-1 monday 5`."""
    words = rule.split()
    if words[0] == "easter":
        return _easter(year) + timedelta(days=int(words[1]))
    nth, weekday, month = int(words[0]), ("monday", "tuesday", "wednesday", "thursday").index(words[1]), int(words[2])
    if nth < 0:
        last = timex.at(year, month, timex.days_in(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = timex.at(year, month)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> datetime:
    """Return Easter Sunday of the Gregorian calendar, by the method of Meeus and Jones."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return timex.at(year, month, day + 1)


def _grain_of(value: str) -> str:
    stretch = timex.stretch_of(value)
    return stretch.precision if stretch else ""


def _clock_value(clock: Clock) -> str:
    return f"T{clock.part}" if clock.part else f"T{clock.hour:02}:{clock.minute or 0:02}"


def _with_clock(value: str, clock: Clock | None) -> Reading:
    """Add a time of day to a day's value; a value coarser than a day is left as it is."""
    if clock is None:
        return _dated(value)
    if len(value) != 10:
        return Reading("TIME", value)
    day = timex.stretch_of(value) if clock.eve else None
    if day and (before := timex.plus(day.start, -1, "day")):
        value = timex.value_of(before, "day")
    return _dated(value + _clock_value(clock), clock)


def _dated(value: str, clock: Clock | None = None) -> Reading:
    kind = "TIME" if "T" in value else "DATE"
    stretch = timex.stretch_of(value)
    if stretch is None:
        return Reading(kind, value)
    start, end = stretch.start, stretch.end
    if clock is not None and clock.local:
        return Reading(kind, value, precision=stretch.precision)
    if clock is not None and clock.offset_min is not None and stretch.precision in ("minute", "hour"):
        shift = timedelta(minutes=clock.offset_min + (60 if timex.in_summer_time(start, clock.summer) else 0))
        if abs(shift) < timedelta(hours=24) and 2 < start.year < timex.LAST_YEAR:
            start, end = start - shift, end - shift
    return Reading(kind, value, start.astimezone(UTC), end.astimezone(UTC), stretch.precision)
