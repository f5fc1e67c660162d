"""Which points a brief shows: those that together would make most of a round-up, within the budget."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Protocol

import numpy as np
import numpy.typing as npt

from newsdesk.brief.points import Point
from newsdesk.brief.salience import Table, worth
from newsdesk.brief.weights import Vectors
from newsdesk.model.brief import BriefSentence
from newsdesk.reading import count_words

_REPEATS = 0.5
"""Cosine from which a sentence repeats a chosen one."""
_MAX_TRIES = 60
_LEAST_SHARE = 0.75
"""Trimming leaves at least about this share of a sentence's words; longer ones are not even tried."""

Made = tuple[Point, BriefSentence]


class Teller(Protocol):
    """Words points for `choose`."""

    def make(self, point: Point, before: Point | None) -> BriefSentence | None:
        """Word a point, given the point chosen just before it; None when it cannot be shown."""

    def took(self, point: Point) -> None:
        """Hear that a point was chosen."""


class _Choice:
    """The sentences chosen so far, and what each open point would add to their worth."""

    def __init__(self, points: Sequence[Point], rows: Vectors, aim: float, chosen: Sequence[Made]) -> None:
        self._points, self._rows, self._aim = points, rows, aim
        self._at = np.array([point.row for point in points], dtype=np.intp)
        self._pairs = _pairs_of(points)
        self._n_pairs_of = np.array([max(0, len(point.words) - 1) for point in points], dtype=np.float64)
        self._n_fresh = self._pairs.sum(axis=1).astype(np.float64)
        self._n_words = np.array([max(1, len(point.words)) for point in points], dtype=np.float64)
        n_each = np.stack([self._n_words, self._n_words - 1], axis=1)
        self._shares = np.array([point.shares for point in points], dtype=np.float64).reshape(len(points), 2) * n_each
        self._open = np.ones(len(points), dtype=np.bool_)
        self._seen = np.zeros(self._pairs.shape[1], dtype=np.bool_)
        self._n_pairs, self._n_seen, self._length = 0.0, 0, 0.0
        self._sum = np.zeros(2)
        self._worth = -np.inf
        for one, _ in chosen:
            self.add(next((i for i, point in enumerate(points) if point.row == one.row), None))

    def add(self, index: int | None) -> None:
        """Take note that a point was chosen; None: one that is no longer among the points."""
        if index is None:
            return
        self._worth = float(self._worths(np.array([index]))[0])
        # What each point would add of pairs that no chosen point has is counted down as points are chosen.
        fresh = np.flatnonzero(self._pairs[index] & ~self._seen)
        self._n_fresh -= self._pairs[:, fresh].sum(axis=1)
        self._seen[fresh] = True
        self._n_seen += len(fresh)
        self._n_pairs += float(self._n_pairs_of[index])
        self._length += float(self._n_words[index])
        self._sum = self._sum + self._shares[index]
        self._open[index] = False
        self._open &= self._rows[self._at] @ self._rows[self._at[index]] < _REPEATS

    def _worths(self, indices: npt.NDArray[np.intp]) -> Table:
        fresh = self._n_seen + self._n_fresh[indices]
        repetition = 1.0 - fresh / np.maximum(1.0, self._n_pairs + self._n_pairs_of[indices])
        return worth(self._sum + self._shares[indices], self._length + self._n_words[indices], self._aim, repetition)

    def best(self, *, at_any_price: bool) -> int | None:
        """Return the index of the open point that adds most, and close it; None when none adds anything."""
        indices = np.flatnonzero(self._open)
        if not len(indices):
            return None
        worths = self._worths(indices)
        most = int(worths.argmax())
        if worths[most] <= self._worth and not at_any_price:
            return None
        self._open[indices[most]] = False
        return int(indices[most])


def _pairs_of(points: Sequence[Point]) -> npt.NDArray[np.bool_]:
    """Tell which point (row) has which pair of neighbouring words (column)."""
    ids = {word: i for i, word in enumerate(dict.fromkeys(chain.from_iterable(point.words for point in points)))}
    flat = np.array([ids[word] for point in points for word in point.words], dtype=np.intp)
    of_point = np.repeat(np.arange(len(points)), [len(point.words) for point in points])
    beside = of_point[:-1] == of_point[1:]
    keys, columns = np.unique(flat[:-1][beside] * len(ids) + flat[1:][beside], return_inverse=True)
    pairs = np.zeros((len(points), len(keys)), dtype=np.bool_)
    pairs[of_point[:-1][beside], columns] = True
    return pairs


def choose(
    points: Sequence[Point],
    rows: Vectors,
    teller: Teller,
    *,
    aim: float,
    least: float,
    most: int,
    chosen: Sequence[Made] = (),
) -> list[Made]:
    """Choose the points that add most, one after the other, besides those `chosen` before, as long as any adds worth.

    They come to about `aim` words, to `least` if need be by points that add nothing, and never to more than `most`,
    those chosen before included. The teller is asked for few points only, since wording and judging them is what costs.
    """
    choice = _Choice(points, rows, aim, chosen)
    made: list[Made] = []
    used = sum(count_words(sentence.text) for _, sentence in chosen)
    for _ in range(_MAX_TRIES):
        index = choice.best(at_any_price=used < least)
        if index is None:
            break
        point = points[index]
        first = not (made or chosen)
        if not first and used + _LEAST_SHARE * count_words(point.shown.words) > most:
            continue
        sentence = teller.make(point, made[-1][0] if made else None)
        n_words = count_words(sentence.text) if sentence else 0
        if sentence is None or (not first and used + n_words > most):
            continue
        made.append((point, sentence))
        teller.took(point)
        used += n_words
        choice.add(index)
    return made
