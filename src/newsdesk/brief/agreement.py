"""How a story's reports, headlines and independent origins agree with each of its sentences, by their words.

A story is written again with each report it gains, so all that a sentence says by itself is remembered by its words,
and what the others make of it is counted over all sentences at once.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.weights import STOP_STEMS, tokens

Table = npt.NDArray[np.float64]
Ids = npt.NDArray[np.intp]

COLUMNS = (
    "own_title_covered", "of_own_title", "of_titles", "titles_covered", "nearest_origin", "nearest_origin_squared",
    "mean_origin", "origin_shared", "central", "content", "half_share", "full_share", "pairs_half", "pairs_full",
    "half_share_squared", "full_share_squared", "pairs_half_squared", "in_title", "in_titles", "pairs_in_titles",
)  # fmt: skip
_FEW = 40
KEPT_TEXTS = 8192
"""Sentences remembered: those of more than a dozen stories."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says by itself, as crude stems."""

    words: tuple[str, ...]
    content: frozenset[str]
    """Those that carry meaning."""
    length: float
    """Of the vector of the words that carry meaning, each counted as often as it stands there."""


@lru_cache(maxsize=KEPT_TEXTS)
def read(text: str) -> Reading:
    """Return what a sentence says by itself."""
    words = tokens(text)
    content = frozenset(words) - STOP_STEMS
    return Reading(words, content, math.sqrt(sum(words.count(word) ** 2 for word in content)) or 1.0)


def agreement(candidates: Sequence[Candidate], material: Material) -> Table:
    """Return one row of COLUMNS for each of the candidates, which are the material's."""
    return _Story(material).rows(candidates)


class _Story:
    """Which independent origin says which words and pairs of neighbouring words, and how its headline puts it."""

    def __init__(self, material: Material) -> None:
        # Each sentence once for each origin: a copy more changes nothing.
        apart = dict.fromkeys((one.origin, one.plain) for one in material.candidates)
        self.index = {one: i for i, one in enumerate(apart)}
        self.said = [read(words) for _, words in apart]
        self.origin_at = {key: i for i, key in enumerate(dict.fromkeys(key for key, _ in apart))}
        self.of_origin = np.array([self.origin_at[key] for key, _ in apart], dtype=np.intp)
        self.half = max(1, len(self.origin_at) - 1) / 2
        self._read_words()
        self._read_titles(material)

    def _read_words(self) -> None:
        self.ids = {
            word: i for i, word in enumerate(dict.fromkeys(chain.from_iterable(one.words for one in self.said)))
        }
        flat = np.array([self.ids[word] for one in self.said for word in one.words], dtype=np.intp)
        of_text = np.repeat(np.arange(len(self.said)), [len(one.words) for one in self.said])
        tells = np.array([word not in STOP_STEMS for word in self.ids], dtype=np.bool_)
        self.words = _Members(flat, of_text, len(self.ids), len(self.said))
        self.telling = self.words.where(tells[flat])
        # Two neighbours in one sentence are a pair, known by the ids of both.
        beside = of_text[:-1] == of_text[1:]
        self.pair_keys, pairs = np.unique(flat[:-1][beside] * len(self.ids) + flat[1:][beside], return_inverse=True)
        self.pairs = _Members(pairs, of_text[:-1][beside], len(self.pair_keys), len(self.said))
        self.content = self.telling.held_by(self.of_origin, len(self.origin_at)).astype(np.float64)
        self.counts = self.telling.counts().astype(np.float64)
        self.length = math.sqrt(float(self.counts @ self.counts)) or 1.0

    def _read_titles(self, material: Material) -> None:
        titles: dict[str, tuple[str, ...]] = {}
        for report in material.reports:
            if report.version.title:
                titles.setdefault(material.origin_of[report.version.id], tokens(report.version.title))
        self.titles = {key: frozenset(title) - STOP_STEMS for key, title in titles.items()}
        self.title_words = frozenset(word for title in titles.values() for word in title) - STOP_STEMS
        self.n_titles = np.zeros(len(self.ids))
        pairs: list[int] = []
        for title in titles.values():
            ids = [self.ids.get(word, -1) for word in title]
            self.n_titles[[one for one in set(ids) if one >= 0]] += 1
            pairs += [one * len(self.ids) + other for one, other in pairwise(ids) if one >= 0 and other >= 0]
        self.pair_in_title = np.isin(self.pair_keys, pairs).astype(np.float64)

    def rows(self, candidates: Sequence[Candidate]) -> Table:
        """Return one row of COLUMNS for each of the candidates."""
        at = np.array([self.index[one.origin, one.plain] for one in candidates], dtype=np.intp)
        owns = [self.titles.get(one.origin, frozenset()) for one in candidates]
        said = [self.said[i] for i in at]
        n_own, n_content = _at_least_one(owns), _at_least_one([one.content for one in said])
        of_own = np.array([len(one.content & own) for one, own in zip(said, owns, strict=True)]) / n_own
        of_titles = np.array([len(one.content & self.title_words) for one in said])
        central = self.telling.total(self.counts)[at] / (self.length * np.array([one.length for one in said]))
        share_telling = self.telling.lengths[at] / _at_least_one([one.words for one in said])
        shared = [values[at] for values in (*self._shared(self.telling), *self._shared(self.pairs))]
        near = [values[at] for values in self._near_others()]
        half, full, pairs_half, pairs_full = shared
        columns = (
            of_own, of_own * n_own / n_content, of_titles / n_content, of_titles / max(1, len(self.title_words)),
            near[0], near[0] ** 2, near[1], near[2], central, share_telling,
            half, full, pairs_half, pairs_full, half**2, full**2, pairs_half**2,
            self.telling.mean((self.n_titles > 0).astype(np.float64))[at],
            self.telling.mean((self.n_titles > 1).astype(np.float64))[at],
            self.pairs.mean(self.pair_in_title)[at],
        )  # fmt: skip
        return np.stack(columns, axis=1)

    def _shared(self, members: _Members) -> tuple[Table, Table]:
        """Return how much of each text half and all of the other origins have."""
        others = members.held_by(self.of_origin, len(self.origin_at)).sum(axis=0) - 1
        beyond = np.maximum(0.0, (others - self.half) / self.half)
        return members.mean(np.minimum(1.0, others / self.half)), members.mean(beyond)

    def _near_others(self) -> tuple[Table, Table, Table]:
        """Return the share of each text's content in the nearest of the first origins but its own, and on average; and
        how much of all that its origin says others do.
        """
        first = self.content[: _FEW + 1]
        compared = _others(len(self.origin_at))
        n_compared = np.maximum(1, compared.sum(axis=1))
        alike = (self.content @ first.T) / np.maximum(1.0, self.content.sum(axis=1))[:, None]
        likeness = (alike * compared).sum(axis=1) / n_compared
        shares = self.telling.once().means(first.T) * compared[self.of_origin]
        mean = shares.sum(axis=1) / n_compared[self.of_origin]
        return shares.max(axis=1, initial=0.0), mean, likeness[self.of_origin]


def _others(n: int) -> npt.NDArray[np.bool_]:
    """Tell, for each origin, with which of the first ones it is compared: with so few that are not itself."""
    compared = np.ones((n, min(n, _FEW + 1)), dtype=np.bool_)
    np.fill_diagonal(compared, val=False)
    compared[_FEW + 1 :, _FEW:] = False
    return compared


def _at_least_one(lists: Sequence[Collection[object]]) -> Table:
    return np.array([max(1, len(one)) for one in lists], dtype=np.float64)


class _Members:
    """The words, or the pairs of words, of texts: `flat` are their ids and `of_text` the index of each one's text."""

    def __init__(self, flat: Ids, of_text: Ids, n_members: int, n_texts: int) -> None:
        self.flat, self.of_text, self.n_members, self.n_texts = flat, of_text, n_members, n_texts
        self.lengths = np.bincount(of_text, minlength=n_texts).astype(np.float64)

    def where(self, kept: npt.NDArray[np.bool_]) -> _Members:
        """Return some of the members, each with the id it has."""
        return _Members(self.flat[kept], self.of_text[kept], self.n_members, self.n_texts)

    def once(self) -> _Members:
        """Return each text's members once."""
        keys = np.unique(self.of_text * self.n_members + self.flat)
        of_text, flat = np.divmod(keys, max(1, self.n_members))
        return _Members(flat, of_text, self.n_members, self.n_texts)

    def held_by(self, group_of: Ids, n: int) -> npt.NDArray[np.bool_]:
        """Tell which of `n` groups of texts holds which member, given the group of each text."""
        holds = np.zeros((n, self.n_members), dtype=np.bool_)
        holds[group_of[self.of_text], self.flat] = True
        return holds

    def counts(self) -> Ids:
        """Return how often each member stands in all texts."""
        return np.bincount(self.flat, minlength=self.n_members)

    def total(self, values: Table) -> Table:
        """Return the sum of the members' values for each text."""
        return np.bincount(self.of_text, weights=values[self.flat], minlength=self.n_texts).astype(np.float64)

    def mean(self, values: Table) -> Table:
        """Return the mean of the members' values for each text; 0 for one without members."""
        return self.total(values) / np.maximum(1.0, self.lengths)

    def means(self, table: Table) -> Table:
        """Return the mean of the members' rows for each text; zeros for one without members."""
        found = np.zeros((self.n_texts, table.shape[1]))
        starts = np.flatnonzero(np.diff(self.of_text, prepend=-1))
        if len(starts):
            found[self.of_text[starts]] = np.add.reduceat(table[self.flat], starts, axis=0)
        return found / np.maximum(1.0, self.lengths)[:, None]
