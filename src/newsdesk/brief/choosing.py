"""Which points a brief shows: the heaviest that repeat nothing, within the budget.

Maximal marginal relevance (Carbonell and Goldstein, 1998): a point counts for its weight less its likeness to what
was chosen before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from newsdesk.brief.points import Point
from newsdesk.brief.weights import Vectors
from newsdesk.model.brief import BriefSentence
from newsdesk.reading import count_words

MAX_WORDS = 260
"""About two minutes' reading, headline and all sections together."""
_SHARE = 0.45
_LEAST_WORDS = 50
_REPETITION = 0.6
_REPEATS = 0.5
"""Cosine from which a sentence repeats a chosen one."""
_LIGHT = 0.12
"""Share of the heaviest point's weight below which a point is not worth its words."""
_MAX_TRIES = 60
_LEAST_SHARE = 0.75
"""Trimming leaves at least about this share of a sentence's words; longer ones are not even tried."""

Made = tuple[Point, BriefSentence]


def budget_for(points: Sequence[Point]) -> int:
    """Return how many words a brief of these points may have: a part of what there is, up to MAX_WORDS."""
    n_words = sum(count_words(point.shown.words) for point in points)
    return int(min(MAX_WORDS, max(_LEAST_WORDS, _SHARE * n_words)))


class Teller(Protocol):
    """Words points for `choose`."""

    def make(self, point: Point, before: Point | None) -> BriefSentence | None:
        """Word a point, given the point chosen just before it; None when it cannot be shown."""

    def took(self, point: Point) -> None:
        """Hear that a point was chosen."""


class _Margins:
    """The points still open, with their weight less their likeness to what was chosen."""

    def __init__(self, points: Sequence[Point], rows: Vectors, chosen: Sequence[Made]) -> None:
        self._points, self._rows = points, rows
        self._at = np.array([point.row for point in points], dtype=np.intp)
        self._weights = np.array([point.weight for point in points], dtype=np.float32)
        self._likeness = np.zeros(len(points), dtype=np.float32)
        self._open = np.ones(len(points), dtype=np.bool_)
        self._least = _LIGHT * float(self._weights.max(initial=0.0))
        for point, _ in chosen:
            self._open[[i for i, one in enumerate(points) if one is point]] = False
            self.repel(point)

    def repel(self, point: Point) -> None:
        """Take note that a point was chosen."""
        self._likeness = np.maximum(self._likeness, self._rows[self._at] @ self._rows[point.row])
        self._open &= self._likeness < _REPEATS

    def best(self) -> Point | None:
        """Return the best open point and close it; None when no open one is worth its words."""
        if not self._open.any():
            return None
        marginal = np.where(self._open, self._weights - _REPETITION * self._likeness, -np.inf)
        index = int(marginal.argmax())
        self._open[index] = False
        return self._points[index] if float(self._weights[index]) >= self._least else None


def choose(
    points: Sequence[Point],
    rows: Vectors,
    budget: int,
    teller: Teller,
    *,
    chosen: Sequence[Made] = (),
    limit: int = 10,
) -> list[Made]:
    """Choose points in order of marginal weight until `budget` words are used, besides those `chosen` before.

    The teller is asked for few points only, since wording and judging them is what costs.
    """
    margins = _Margins(points, rows, chosen)
    made: list[Made] = []
    used = 0
    for _ in range(_MAX_TRIES):
        point = margins.best() if used < budget and len(made) < limit else None
        if point is None:
            break
        first = not (made or chosen)
        if not first and used + _LEAST_SHARE * count_words(point.shown.words) > budget:
            continue
        sentence = teller.make(point, made[-1][0] if made else None)
        n_words = count_words(sentence.text) if sentence else 0
        if sentence is None or (not first and used + n_words > budget):
            continue
        made.append((point, sentence))
        teller.took(point)
        used += n_words
        margins.repel(point)
    return made
