"""Which points a brief shows: the heaviest that repeat nothing, within the budget.

Maximal marginal relevance (Carbonell and Goldstein, 1998): a point counts for its weight less its likeness to what
was chosen before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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


def choose(
    points: Sequence[Point],
    rows: Vectors,
    budget: int,
    make: Callable[[Point, Point | None], BriefSentence | None],
    took: Callable[[Point], None],
    *,
    chosen: Sequence[Made] = (),
    limit: int = 10,
) -> list[Made]:
    """Choose points in order of marginal weight until `budget` words are used.

    `make` words a point, given the point chosen just before it, or returns None when it cannot be shown; it is
    called for few points only, since it is what costs. `took` is told of each point that is chosen.
    """
    likeness = np.zeros(len(points), dtype=np.float32)
    at = np.array([point.row for point in points], dtype=np.intp)
    weights = np.array([point.weight for point in points], dtype=np.float32)
    open_points = np.ones(len(points), dtype=np.bool_)
    for point, _ in chosen:
        likeness = np.maximum(likeness, rows[at] @ rows[point.row])
        open_points[[i for i, one in enumerate(points) if one is point]] = False
    least = _LIGHT * float(weights.max(initial=0.0))
    made: list[Made] = []
    used = 0
    for _ in range(_MAX_TRIES):
        if used >= budget or len(made) == limit:
            break
        open_points &= likeness < _REPEATS
        if not open_points.any():
            break
        marginal = np.where(open_points, weights - _REPETITION * likeness, -np.inf)
        best = int(marginal.argmax())
        if float(weights[best]) < least:
            break
        open_points[best] = False
        if (made or chosen) and used + _LEAST_SHARE * count_words(points[best].shown.words) > budget:
            continue
        sentence = make(points[best], made[-1][0] if made else None)
        n_words = count_words(sentence.text) if sentence else 0
        if sentence is None or ((made or chosen) and used + n_words > budget):
            continue
        made.append((points[best], sentence))
        took(points[best])
        used += n_words
        likeness = np.maximum(likeness, rows[at] @ rows[points[best].row])
    return made
