"""Which points a brief shows: those that together would make most of a round-up, within the budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from newsdesk.brief.chances import MAX_TIMES
from newsdesk.brief.points import Point, Points
from newsdesk.brief.salience import worth
from newsdesk.brief.trees import Floats
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

    def __init__(self, points: Sequence[Point], among: Points, aim: float, chosen: Sequence[Made]) -> None:
        expected = among.expected
        at = np.array([point.index for point in points], dtype=np.intp)
        self._rows, self._aim, self._pair_worth = among.rows, aim, among.pair_worth
        self._at = np.array([point.row for point in points], dtype=np.intp)
        self._counts, self._pairs = expected.counts[at], expected.pairs[at]
        self._sums, self._of_pairs = expected.sums, expected.of_pairs
        self._moved = np.array([point.moved for point in points], dtype=np.float64)[:, None]
        self._n_words = np.maximum(1.0, expected.n_words[at])
        # What each point would add that no chosen one has is counted down as points are chosen.
        self._adds = expected.shared[at]
        self._open = np.ones(len(points), dtype=np.bool_)
        self._told = np.zeros(len(self._sums), dtype=np.intp)
        self._seen = np.zeros(len(self._of_pairs), dtype=np.bool_)
        self._length, self._sum, self._worth = 0.0, np.zeros(2), -np.inf
        for one, _ in chosen:
            self.add(next((i for i, point in enumerate(points) if point.row == one.row), None))

    def add(self, index: int | None) -> None:
        """Take note that a point was chosen; None: one that is no longer among the points."""
        if index is None:
            return
        self._worth = float(self._worths(np.array([index]))[0])
        self._sum = self._sum + self._moved[index] * self._adds[index]
        self._length += float(self._n_words[index])
        self._tell(index)
        fresh = np.flatnonzero(self._pairs[index] & ~self._seen)
        self._adds[:, 1] -= self._pairs[:, fresh] @ self._of_pairs[fresh]
        self._seen[fresh] = True
        self._open[index] = False
        self._open &= self._rows[self._at] @ self._rows[self._at[index]] < _REPEATS

    def _tell(self, index: int) -> None:
        """Let what the words of a point add to all points count from their next occurrence."""
        words = np.flatnonzero(self._counts[index])
        before = self._told[words]
        after = np.minimum(MAX_TIMES, before + self._counts[index, words])
        held = self._counts[:, words]
        adds = [
            self._sums[words, np.minimum(MAX_TIMES, told + held)] - self._sums[words, told] for told in (before, after)
        ]
        self._adds[:, 0] += (adds[1] - adds[0]).sum(axis=1)
        self._told[words] = after

    def _worths(self, indices: npt.NDArray[np.intp]) -> Floats:
        shared = self._sum + self._moved[indices] * self._adds[indices]
        return worth(shared, self._length + self._n_words[indices], self._aim, self._pair_worth)

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


def choose(
    points: Sequence[Point],
    among: Points,
    teller: Teller,
    *,
    aim: float,
    least: float,
    most: int,
    chosen: Sequence[Made] = (),
) -> list[Made]:
    """Choose those of the `points` that add most, one after the other, besides those `chosen` before, while any adds.

    They come to about `aim` words, to `least` if need be by points that add nothing, and never to more than `most`,
    those chosen before included. The teller is asked for few points only, since wording and judging them is what costs.
    """
    choice = _Choice(points, among, aim, chosen)
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
