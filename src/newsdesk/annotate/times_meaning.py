"""What an expression of time says by itself, before it is known in which text and on which day it stands.

A language's grammar gives these; `times_resolve` turns them into values of the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Direction(IntEnum):
    """On which side of the day of reference a time lies, by its own words or by the tense around it."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day: by the clock, or as a part of the day."""

    hour: int | None = None
    minute: int | None = None
    part: str = ""
    """TIMEX3 code of the part of the day, such as `MO` or `NI`; empty: by the clock."""
    offset_min: int | None = None
    """Minutes east of UTC, in winter where `summer` names a rule; None: no zone is named."""
    summer: str = ""
    """Whose rule of summer time holds in the zone, `eu` or `us`; empty: none does."""
    eve: bool = False
    """Whether the part begins on the day before the one named, as `the night to 8 March` does."""
    local: bool = False
    """Whether the text says `local time`, or names a zone that we do not know: the moment stays unresolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDate:
    """A date by names and numbers, as far as they are given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """1 is Monday, as in ISO 8601."""
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: str = ""
    """The digits of the decade (`199`) or century (`19`); `9` for the nineties of an unnamed century."""
    direction: Direction | None = None
    """What the words themselves say (`last Friday`, `next March`); None: they leave it open."""
    week_shift: int | None = None
    """Of a weekday: in which week it lies, counted from the present one; None: not said."""
    strict: bool = False
    """Whether the present unit itself is excluded, as in `last March`."""
    same_part: bool = False
    """Whether that part of the year is meant that was reported on before, as in `the 1988 quarter`."""
    around: str = ""
    """The unit around the day that is meant: `Easter week`, `Labor Day weekend`; empty: the day itself."""
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """So many units before or after the day of publication or, when `narrative`, the time told of just before."""

    amount: float
    unit: str
    grain: str = ""
    """Unit in which the result is written; empty: `unit`."""
    narrative: bool = False
    follows_grain: bool = False
    """Whether the result is as fine as the time told of before (`a year earlier` after `the third quarter`)."""
    clock: Clock | None = None
    month: int | None = None
    """A month within the year reached (`March next year`, `the end of last year` → 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time. `direction` tells whether it ends (past) or begins (future) at the day of reference."""

    amount: float | None
    unit: str
    direction: Direction = Direction.UNKNOWN
    days: int | None = None
    """Of a range of days of one month: the number of days, both included."""
    upper: float | None = None
    """The larger amount of `two to three days`; None: one amount is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From one date through another."""

    first: CalendarDate
    last: CalendarDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Something that comes again and again; `value` is its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """`PAST_REF`, `PRESENT_REF` or `FUTURE_REF`."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyClock:
    """A time of day whose day is not said with it."""

    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A value that the text itself gives complete, such as an ISO date."""

    value: str
    offset_min: int | None = None


Meaning = CalendarDate | Shift | Length | Range | Recurrence | Vague | OnlyClock | Written


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time found in a text: where, and what it says."""

    start: int
    end: int
    meaning: Meaning
    direction: Direction = Direction.UNKNOWN
    """What the tense and the prepositions around it say."""
    through: bool = False
    """Whether it ends a stretch that the expression before it begins, as in `Wednesday to Friday`."""
    closing: bool = False
    """Whether it is the day up to which the period named before it lasted: `the quarter ended Sept. 30`."""
