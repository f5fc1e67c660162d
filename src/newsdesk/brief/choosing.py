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

_REPEATS = 0.6
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


class Choice:
    """The points chosen so far, and what each open one would add to their worth."""

    def __init__(self, points: Sequence[Point], among: Points, aim: float) -> None:
        """`aim` is about how many words the choice comes to."""
        self.points, self.made, self.n_words = points, list[Made](), 0
        expected = among.expected
        self._expected, self._likeness, self._aim, self._pair_worth = expected, among.likeness, aim, among.pair_worth
        self._at = np.array([point.index for point in points], dtype=np.intp)
        self._rows = np.array([point.row for point in points], dtype=np.intp)
        self._moved = np.array([point.moved for point in points], dtype=np.float64)[:, None]
        self._n_words = np.maximum(1.0, expected.n_words[self._at])
        # What each sentence would add that no chosen one has is counted down as points are chosen.
        self._adds = expected.shared.copy()
        self._open = np.ones(len(points), dtype=np.bool_)
        self._told = np.zeros(len(expected.sums), dtype=np.intp)
        self._seen = np.zeros(len(expected.of_pairs), dtype=np.bool_)
        self._length, self._sum, self._worth = 0.0, np.zeros(2), -np.inf
        self._chosen: list[int] = []
        self._ranked: list[tuple[float, int]] | None = None
        """The worth of the choice with each open point, the lowest first; None when it is to be counted anew."""

    def add(self, index: int, sentence: BriefSentence) -> None:
        """Take the point of an index into the choice, worded."""
        self.made.append((self.points[index], sentence))
        self.n_words += count_words(sentence.text)
        self._chosen.append(index)
        at = self._at[index]
        self._worth = float(self._worths(np.array([index]))[0])
        self._sum = self._sum + self._moved[index] * self._adds[at]
        self._length += float(self._n_words[index])
        self._tell_words(at)
        self._tell_pairs(at)
        self._close(index)

    def reopen(self) -> None:
        """Let every point be asked for again that repeats no chosen one."""
        self._open[:] = True
        for index in self._chosen:
            self._close(index)

    def _close(self, index: int) -> None:
        self._open[index] = False
        self._open &= self._likeness[self._rows, self._rows[index]] < _REPEATS
        self._ranked = None

    def _tell_words(self, at: int) -> None:
        """Let what the words of a sentence add to all sentences count from their next occurrence."""
        words, sums = self._expected.words, self._expected.sums
        own = slice(*np.searchsorted(words.of, (at, at + 1)))
        before, after = self._told, self._told.copy()
        after[words.key[own]] = np.minimum(MAX_TIMES, before[words.key[own]] + words.times[own])
        held = (after > before)[words.key]
        keys, times = words.key[held], words.times[held]
        adds = [
            sums[keys, np.minimum(MAX_TIMES, told[keys] + times)] - sums[keys, told[keys]] for told in (before, after)
        ]
        self._adds[:, 0] += np.bincount(words.of[held], adds[1] - adds[0], minlength=len(self._adds))
        self._told = after

    def _tell_pairs(self, at: int) -> None:
        """Let the pairs of a sentence add nothing any more."""
        pairs = self._expected.pairs
        fresh = np.zeros(len(self._seen), dtype=np.bool_)
        fresh[pairs.key[slice(*np.searchsorted(pairs.of, (at, at + 1)))]] = True
        fresh &= ~self._seen
        held = fresh[pairs.key]
        told = self._expected.of_pairs[pairs.key[held]]
        self._adds[:, 1] -= np.bincount(pairs.of[held], told, minlength=len(self._adds))
        self._seen |= fresh

    def _worths(self, indices: npt.NDArray[np.intp]) -> Floats:
        shared = self._sum + self._moved[indices] * self._adds[self._at[indices]]
        return worth(shared, self._length + self._n_words[indices], self._aim, self._pair_worth)

    def best(self, *, at_any_price: bool) -> int | None:
        """Return the index of the open point that adds most, and close it; None when none adds anything."""
        if self._ranked is None:
            indices = np.flatnonzero(self._open)
            worths = self._worths(indices)
            # Of equals the earliest comes first.
            order = np.argsort(-worths, kind="stable")[::-1]
            self._ranked = list(zip(worths[order].tolist(), indices[order].tolist(), strict=True))
        if not self._ranked or (self._ranked[-1][0] <= self._worth and not at_any_price):
            return None
        _, index = self._ranked.pop()
        self._open[index] = False
        return index


def choose(choice: Choice, teller: Teller, *, least: float, most: int) -> None:
    """Add those points to a choice that add most to its worth, one after the other, while any adds.

    They come to `least` words if need be by points that add nothing, and never to more than `most`, those chosen before
    included. The teller is asked for few points only, since wording and judging them is what costs.
    """
    n_before = len(choice.made)
    for _ in range(_MAX_TRIES):
        index = choice.best(at_any_price=choice.n_words < least)
        if index is None:
            break
        point, first = choice.points[index], not choice.made
        if not first and choice.n_words + _LEAST_SHARE * count_words(point.shown.words) > most:
            continue
        sentence = teller.make(point, choice.made[-1][0] if len(choice.made) > n_before else None)
        if sentence is None or (not first and choice.n_words + count_words(sentence.text) > most):
            continue
        choice.add(index, sentence)
        teller.took(point)
