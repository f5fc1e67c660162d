"""The period that a report on business is about: what `a year earlier`, `the quarter` and `the latest period` mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from newsdesk.annotate import timex
from newsdesk.annotate.times_meaning import CalendarDate, Direction, Length, Meaning

_LONGER: Final = {("month", 6.0), ("month", 9.0), ("month", 12.0), ("year", 1.0)}
"""The lengths, beside a quarter, on which companies report."""


@dataclass(slots=True)
class Reported:
    """Remembers the last quarter or half that has begun, until a longer period is reported on."""

    anchor: datetime | None
    value: str = ""

    def hear(self, meaning: Meaning, value: str, direction: Direction) -> None:
        """Take in the next expression and the value it was given; a comparison with another year changes nothing."""
        if isinstance(meaning, Length):
            if meaning.direction is Direction.UNKNOWN and (meaning.unit, meaning.amount) in _LONGER:
                self.value = ""
            return
        if not isinstance(meaning, CalendarDate) or meaning.same_part or not (meaning.quarter or meaning.half):
            return
        stretch = timex.stretch_of(value)
        if stretch is None or self.anchor is None or stretch.start > self.anchor:
            return
        if direction is not Direction.FUTURE or stretch.end <= self.anchor:
            self.value = value

    def in_year(self, year: int) -> str:
        """Return the same part of another year; the year itself where no part of one is reported on."""
        return f"{year:04}{self.value[4:]}"

    def shifted(self, years: float) -> str:
        """Return the same part so many years on; empty where no part of a year is reported on."""
        return self.in_year(int(self.value[:4]) + int(years)) if self.value[:4].isdigit() else ""
