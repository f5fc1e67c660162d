"""Whether one text is a copy of another, whole or in part: df-weighted containment of sampled fingerprints.

Runs of letters that many reports share (templates, page chrome, standing paragraphs) weigh little; the runs that only
these two share weigh much. What is weighed is the share of the shorter text that the longer one contains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.prints import Prints, letters, prints_of, thin

COPY_FROM = 0.5
"""From this share of common weight on a report counts as a copy."""
FULL_HOURS, FADE_HOURS = 30.0, 24.0
"""Apart by up to so much, two texts may be copies without a doubt; beyond, doubt halves the score each so often."""
GROUP_FROM = 0.33
"""The same where all texts are there to compare: by then, what is common wording is known better."""
HALF_LETTERS = 80
"""Short texts prove little: one of so many letters scores half of what a long one would."""
MAX_HOLDERS, MAX_PARTNERS = 40, 12
"""Fingerprints that more texts hold bring no pairs together; so many partners of a text are looked at."""


class Background:
    """How many texts hold each fingerprint, counted over a body of texts such as an archive."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._counts: dict[int, int] = {}
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Count one more text."""
        for key in prints_of(letters(text))[0].tolist():
            self._counts[key] = self._counts.get(key, 0) + 1

    def weights(self, prints: Prints) -> NDArray[np.float64]:
        """Return the weight of each fingerprint; those never counted weigh 1."""
        counts = np.array([max(1, self._counts.get(key, 1) - 1) for key in prints.tolist()], np.float64)
        return rarity_weights(counts)


def rarity_weights(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of fingerprints that so many reports hold: one through the root of how many."""
    return 1.0 / np.sqrt(np.maximum(counts, 1.0))


def containment(shared: float, own: float, theirs: float) -> float:
    """Return the share of the lighter text's weight that is shared, 0 to 1."""
    lighter = min(own, theirs)
    return min(1.0, shared / lighter) if lighter > 0 else 0.0


def nearness(hours: float) -> float:
    """Return the factor by which being apart in time lowers a score."""
    return 1.0 if hours <= FULL_HOURS else 0.5 ** ((hours - FULL_HOURS) / FADE_HOURS)


def score(text_a: str, text_b: str, *, hours_apart: float = 0.0, background: Background | None = None) -> float:
    """Return how sure it is, 0 to 1, that the texts are copies or write-throughs of one report.

    `background` tells which runs are common; without it all weigh the same. A title may stand before each text.
    """
    plain_a, plain_b = letters(text_a), letters(text_b)
    if plain_a and plain_a == plain_b:
        return nearness(hours_apart)
    (prints_a, rate_a), (prints_b, rate_b) = prints_of(plain_a), prints_of(plain_b)
    rate = max(rate_a, rate_b)
    prints_a, prints_b = thin(prints_a, rate), thin(prints_b, rate)
    known = background or Background()
    own, theirs = (float(known.weights(prints).sum()) for prints in (prints_a, prints_b))
    shared = np.intersect1d(prints_a, prints_b, assume_unique=True)
    length = min(len(plain_a), len(plain_b))
    return (
        length
        / (length + HALF_LETTERS)
        * nearness(hours_apart)
        * containment(float(known.weights(shared).sum()), own, theirs)
    )


def _proof(plain_a: str, plain_b: str) -> float:
    """How much sharing proves, by the length of the shorter text."""
    length = min(len(plain_a), len(plain_b))
    return length / (length + HALF_LETTERS)


def groups(texts: Sequence[str], *, threshold: float = GROUP_FROM) -> list[int]:
    """Return for each text the index of the first text it is a copy of, by way of others if need be; else its own.

    Pairs are found by the fingerprints that few texts hold, so the cost grows with the copies, not with all pairs.
    """
    plains = [letters(text) for text in texts]
    sampled = [prints_of(plain) for plain in plains]
    holders: dict[int, list[int]] = {}
    for i, (prints, _) in enumerate(sampled):
        for key in prints.tolist():
            holders.setdefault(key, []).append(i)
    leader = list(range(len(texts)))
    for i, (prints, rate) in enumerate(sampled):
        shared: Counter[int] = Counter()
        for key in prints.tolist():
            if len(holders[key]) <= MAX_HOLDERS:
                shared.update(holders[key])
        for j, _ in shared.most_common(MAX_PARTNERS):
            other, other_rate = sampled[j]
            common = max(rate, other_rate)
            if j >= i:
                continue
            share = _overlap(thin(prints, common), thin(other, common), holders)
            if share * _proof(plains[i], plains[j]) >= threshold:
                one, two = sorted((_root(leader, i), _root(leader, j)))
                leader[two] = one
    return [_root(leader, i) for i in range(len(texts))]


def _overlap(own: Prints, theirs: Prints, holders: Mapping[int, list[int]]) -> float:
    """The weighted containment, with the rarity of each fingerprint among all the texts."""

    def weight(prints: Prints) -> float:
        # A text and its copy hold their runs together: half the count says how many reports do.
        return float(rarity_weights(np.array([len(holders[key]) / 2 for key in prints.tolist()], np.float64)).sum())

    return containment(weight(np.intersect1d(own, theirs, assume_unique=True)), weight(own), weight(theirs))


def _root(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i
