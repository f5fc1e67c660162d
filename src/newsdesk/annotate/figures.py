"""Find quantities: how many, how much, of what, and how exactly it is said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from newsdesk.annotate.en.figures_find import find_quantities
from newsdesk.model.annotations import Figure, Time
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
