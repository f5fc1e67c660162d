"""Find quantities: how many, how much, of what, how exactly it is said, by whom, and as of when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from newsdesk.annotate.en import events_words as english
from newsdesk.annotate.en.figures_find import find_quantities as find_english
from newsdesk.model.annotations import Figure, Statement, Time
from newsdesk.model.text import Span


class FigureWords(NamedTuple):
    """What a language gives: its finder of quantities, and the words before a time that dates or bounds them."""

    find: Callable[[str, Sequence[Span]], Iterator[Figure]]
    as_of: re.Pattern[str]
    boundary: re.Pattern[str]


@cache
def _words_of(language: str) -> FigureWords | None:
    if language == "en":
        return FigureWords(find_english, english.AS_OF, english.BOUNDARY)
    if language == "uk":
        # Imported late, as all that is Ukrainian: only who reads it should wait for its patterns.
        from newsdesk.annotate.uk import events_words as ukrainian
        from newsdesk.annotate.uk.figures_find import find_quantities

        return FigureWords(find_quantities, ukrainian.AS_OF, ukrainian.BOUNDARY)
    return None


def find_figures(text: str, sentences: Sequence[Span], times: Sequence[Time], language: str) -> tuple[Figure, ...]:
    """Return the quantities in `text`, in order, without overlaps; what stands in `times` is no figure.

    A language without rules gives none.
    A figure's span begins with the words that say how exact it is and ends with the unit or the noun counted.
    """
    words = _words_of(language.partition("-")[0])
    if words is None:
        return ()
    taken = sorted((time.span.start, time.span.end) for time in times)
    starts = [start for start, _ in taken]
    figures = []
    for figure in words.find(text, sentences):
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
    language: str,
) -> tuple[Figure, ...]:
    """Say of each figure which statement gives it, the innermost, and as of when it holds by its sentence."""
    words = _words_of(language.partition("-")[0])
    contents = sorted((span.start, -span.end, number) for number, one in enumerate(statements) for span in one.content)
    starts = [sentence.start for sentence in sentences]
    at = [time.span.start for time in times]
    found = []
    for figure in figures:
        index = bisect_right(starts, figure.span.start) - 1
        time = _as_of(text, sentences[index], times, at, words) if words and index >= 0 else None
        found.append(replace(figure, statement=_said_in(figure.span, contents), time=time))
    return tuple(found)


def _said_in(span: Span, contents: Sequence[tuple[int, int, int]]) -> int | None:
    """Return the statement whose content begins last before the figure and holds it."""
    behind = bisect_right(contents, (span.start, 0, 0))
    for begin, end, number in reversed(contents[max(0, behind - _NESTED) : behind]):
        if begin <= span.start and span.end <= -end:
            return number
    return None


def _as_of(text: str, sentence: Span, times: Sequence[Time], at: Sequence[int], words: FigureWords) -> int | None:
    """Return the day the sentence gives: the one behind `as of`, else the first that dates rather than bounds."""
    dated = None
    for index in range(bisect_left(at, sentence.start), bisect_left(at, sentence.end)):
        if times[index].start is None or times[index].timex not in ("DATE", "TIME"):
            continue
        before = text[max(sentence.start, times[index].span.start - _LOOK_BACK) : times[index].span.start]
        if words.as_of.search(before):
            return index
        if dated is None and not words.boundary.search(before):
            dated = index
    return dated
