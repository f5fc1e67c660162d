"""Find quantities: how many, how much, of what, how exactly it is said, by whom, and as of when."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.en.events_words import AS_OF, BOUNDARY
from newsdesk.annotate.en.figures_find import find_quantities
from newsdesk.model.annotations import Figure, Statement, Time
from newsdesk.model.text import Span


def find_figures(text: str, sentences: Sequence[Span], times: Sequence[Time]) -> tuple[Figure, ...]:
    """Return the quantities in `text`, in order, without overlaps; what stands in `times` is no figure.

    A figure's span begins with the words that say how exact it is and ends with the unit or the noun counted.
    """
    taken = sorted((time.span.start, time.span.end) for time in times)
    starts = [start for start, _ in taken]
    figures = []
    for figure in find_quantities(text, sentences):
        index = bisect_right(starts, figure.span.end - 1) - 1
        if index >= 0 and taken[index][1] > figure.span.start:
            continue
        figures.append(figure)
    return tuple(figures)


_LOOK_BACK = 24
_NESTED = 24
"""Contents before a figure that are looked at: no sentence of a person nests deeper."""


def attribute_figures(
    text: str,
    figures: Sequence[Figure],
    sentences: Sequence[Span],
    statements: Sequence[Statement],
    times: Sequence[Time],
) -> tuple[Figure, ...]:
    """Say of each figure which statement gives it, the innermost, and as of when it holds by its sentence."""
    contents = sorted((span.start, -span.end, number) for number, one in enumerate(statements) for span in one.content)
    starts = [sentence.start for sentence in sentences]
    at = [time.span.start for time in times]
    found = []
    for figure in figures:
        index = bisect_right(starts, figure.span.start) - 1
        time = _as_of(text, sentences[index], times, at) if index >= 0 else None
        found.append(replace(figure, statement=_said_in(figure.span, contents), time=time))
    return tuple(found)


def _said_in(span: Span, contents: Sequence[tuple[int, int, int]]) -> int | None:
    """Return the statement whose content begins last before the figure and holds it."""
    behind = bisect_right(contents, (span.start, 0, 0))
    for begin, end, number in reversed(contents[max(0, behind - _NESTED) : behind]):
        if begin <= span.start and span.end <= -end:
            return number
    return None


def _as_of(text: str, sentence: Span, times: Sequence[Time], at: Sequence[int]) -> int | None:
    """Return the day the sentence gives: the one behind `as of`, else the first that dates rather than bounds."""
    dated = None
    for index in range(bisect_left(at, sentence.start), bisect_left(at, sentence.end)):
        if times[index].start is None or times[index].timex not in ("DATE", "TIME"):
            continue
        before = text[max(sentence.start, times[index].span.start - _LOOK_BACK) : times[index].span.start]
        if AS_OF.search(before):
            return index
        if dated is None and not BOUNDARY.search(before):
            dated = index
    return dated
