"""Find expressions of time, and say which time they mean.

The words are a language's own business (`annotate/<language>/times_*.py`); what they mean on the calendar is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from newsdesk.annotate.en.times_find import find_expressions as find_english
from newsdesk.annotate.times_meaning import CalendarDate, Expression, Meaning, Shift
from newsdesk.annotate.times_resolve import Resolver
from newsdesk.annotate.timex import FIRST_YEAR, LAST_YEAR, stretch_of
from newsdesk.datelines import DATED_LINE
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span


def _find_ukrainian(text: str, sentences: Sequence[Span]) -> list[Expression]:
    # Imported late: its patterns take a quarter of a second to compile.
    from newsdesk.annotate.uk.times_find import find_expressions

    return find_expressions(text, sentences)


FINDERS: Final[dict[str, Callable[[str, Sequence[Span]], list[Expression]]]] = {
    "en": find_english,
    "uk": _find_ukrainian,
}
"""By the language's subtag: what finds its expressions."""
_WIRE_DAYS: Final = 7
"""How far a page may lie from the day its report is dated; farther off, another day is meant."""
_HEAD: Final = 1500
"""Characters in which the dateline stands: behind the headline, the byline and what a page sets between."""


def find_times(text: str, sentences: Sequence[Span], anchor: datetime | None, language: str) -> tuple[Time, ...]:
    """Return the expressions of time in `text`, in order, without overlaps.

    `anchor` is the day of publication, aware; without it, or at the ends of the calendar, relative times stay
    unresolved.
    A language without rules gives none.
    """
    find = FINDERS.get(language.partition("-")[0])
    if find is None:
        return ()
    usable = anchor is not None and FIRST_YEAR + 100 < anchor.year < LAST_YEAR - 100
    expressions = find(text, sentences)
    day = anchor.astimezone(UTC) if anchor and usable else None
    day = _dateline_day(text, expressions, day) or day
    resolver = Resolver(day, history=_tells_history(expressions, day))
    return _with_upper_ends(expressions, [_time(expression, resolver) for expression in expressions])


def _with_upper_ends(expressions: Sequence[Expression], times: list[Time]) -> tuple[Time, ...]:
    """Give the beginning of a stretch (`from May to July`) the value that it reaches to."""
    for index in range(1, len(times)):
        first, last = times[index - 1], times[index]
        ordered = first.start and last.start and first.start < last.start
        if expressions[index].through and (ordered or first.timex == last.timex == "DURATION"):
            times[index - 1] = replace(first, upper=last.value)
    return tuple(times)


def _dateline_day(text: str, expressions: Sequence[Expression], anchor: datetime | None) -> datetime | None:
    """Return the day in the line before the first sentence (`HALVEK, March 4 (Northline) —`); None: there is none.

    Relative expressions count from it, though the page came out a day or two later.
    """
    line = DATED_LINE.search(text, 0, _HEAD)
    for expression in expressions if line and anchor else ():
        meaning = expression.meaning
        if line and line.start() <= expression.start < line.end() and isinstance(meaning, CalendarDate) and meaning.day:
            stretch = stretch_of(Resolver(anchor).resolve(expression).value)
            if stretch and anchor and abs((stretch.start - anchor).days) <= _WIRE_DAYS:
                return stretch.start
    return None


_LEAST_YEARS: Final = 5
_BYGONE: Final = 0.8


def _tells_history(expressions: Sequence[Expression], anchor: datetime | None) -> bool:
    """Tell whether a text is history rather than news: it names years, nearly all lie well before its day, and hardly
    anything counts from that day."""
    years = [e.meaning.year for e in expressions if isinstance(e.meaning, CalendarDate) and e.meaning.year]
    if anchor is None or len(years) < _LEAST_YEARS:
        return False
    bygone = sum(year < anchor.year - 1 for year in years)
    here = sum(_points_here(expression.meaning) for expression in expressions)
    return bygone >= _BYGONE * len(years) and here * _LEAST_YEARS <= bygone


def _points_here(meaning: Meaning) -> bool:
    """Tell whether an expression counts from the day of the text: `yesterday`, `last week`, `Friday`."""
    if isinstance(meaning, Shift):
        return not meaning.narrative
    return isinstance(meaning, CalendarDate) and meaning.weekday is not None and meaning.day is None


def _time(expression: Expression, resolver: Resolver) -> Time:
    reading = resolver.resolve(expression)
    return Time(
        span=Span(expression.start, expression.end),
        timex=reading.timex,
        value=reading.value,
        upper=reading.upper,
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
    )
