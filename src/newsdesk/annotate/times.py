"""Find expressions of time, and say which time they mean.

The words are a language's own business (`annotate/<language>/times_*.py`); what they mean on the calendar is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from newsdesk.annotate.en.times_find import find_expressions as find_english
from newsdesk.annotate.times_meaning import Expression
from newsdesk.annotate.times_resolve import Resolver
from newsdesk.annotate.timex import FIRST_YEAR, LAST_YEAR
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span

FINDERS: Final[dict[str, Callable[[str, Sequence[Span]], list[Expression]]]] = {"en": find_english}
"""By the language's subtag: what finds its expressions."""


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
    resolver = Resolver(anchor.astimezone(UTC) if anchor and usable else None)
    return tuple(_time(expression, resolver) for expression in find(text, sentences))


def _time(expression: Expression, resolver: Resolver) -> Time:
    reading = resolver.resolve(expression)
    return Time(
        span=Span(expression.start, expression.end),
        timex=reading.timex,
        value=reading.value,
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
    )
