"""How like a report is to reports held, channel by channel, for many of them at once.

The terms of all reports to be compared are laid end to end and looked up in one table of the query's weights, so the
cost is a few passes of numpy over some thousand numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.index import Numbers, TermIndex
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.terms import N_TERMS, Channel
from newsdesk.cluster.traits import Traits

Floats = NDArray[np.float64]

MAX_LOOKUPS = 24
"""So many of a report's most telling words are looked up."""
COMMON_SHARE, COMMON_LEAST = 0.02, 400
"""Words that more of the reports held share than this are not looked up, unless there is nothing else."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each report compared, in rows, and each channel, in columns."""

    cosine: Floats
    shared: Floats
    """The summed rarity of the terms shared."""
    n_shared: Floats
    coverage: Floats
    """For each group of reports, the weighted share of the query's words that one of them at least holds."""


class Comparer:
    """Compares one report with many. It holds a table for looking up, empty between calls."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._table = np.zeros(N_TERMS, np.float32)
        self._sums = np.zeros(1024, np.float64)

    def nearest(self, traits: Traits, limit: int) -> list[int]:
        """Return the numbers of the reports that share the most telling words, at most `limit`, best first."""
        memory, words = self._memory, traits.ids[traits.channel(Channel.WORDS)]
        if not len(words) or not memory.reports:
            return []
        rarity = memory.index.rarity(words)
        telling = rarity * traits.weights[traits.channel(Channel.WORDS)]
        lists, values = self._lists(memory.index, words, telling, rarity)
        if not lists:
            return []
        if len(self._sums) < len(memory.alive):
            self._sums = np.zeros(len(memory.alive), np.float64)
        found = np.concatenate(lists)
        np.add.at(self._sums, found, np.repeat(values, [len(one) for one in lists]))
        totals = self._sums[found]
        self._sums[found] = 0.0
        totals[~memory.alive[found]] = 0.0
        return _top(found, totals, limit)

    def _lists(
        self, index: TermIndex, words: NDArray[np.uint32], telling: NDArray[np.float32], rarity: NDArray[np.float32]
    ) -> tuple[list[Numbers], Floats]:
        """The lists to read, most telling word first, with what each is worth."""
        most = max(COMMON_LEAST, int(COMMON_SHARE * index.n_reports))
        held = index.held[words]
        usable = np.flatnonzero((held > 0) & (held <= most))
        if not len(usable):
            usable = np.flatnonzero((held > 0) & (held <= 4 * most))
        order = usable[np.lexsort((words[usable], -telling[usable]))][:MAX_LOOKUPS]
        values = (telling * rarity)[order].astype(np.float64)
        return [index.list_of(key) for key in words[order].tolist()], values

    def compare(self, traits: Traits, numbers: Sequence[int], owners: NDArray[np.int64]) -> Likeness:
        """Return how like the report is to each of the reports held under `numbers`; `owners` tells their groups."""
        others = [self._memory.reports[number].traits for number in numbers]
        ids = np.concatenate([other.ids for other in others])
        weights = np.concatenate([other.weights for other in others])
        n_channels = len(Channel)
        ends = np.array([other.ends for other in others], np.int64)
        starts = np.concatenate(([0], np.cumsum(ends[:, -1])))[:-1]
        bounds = np.column_stack((starts, ends + starts[:, None]))
        index = self._memory.index
        own_rarity = index.rarity(traits.ids)
        own = traits.weights * own_rarity
        self._table[traits.ids] = 0.0
        rarity = index.rarity(ids)
        theirs = weights * rarity
        products = np.empty((3, len(ids)), np.float64)
        products[1] = theirs * theirs
        hits = self._look_up(traits, own, ids)
        products[0] = hits * theirs
        shared = hits > 0
        products[2] = shared * rarity
        sums = np.concatenate((np.zeros((4, 1)), np.cumsum(np.vstack((products, shared)), axis=1)), axis=1)
        parts = np.asarray(sums[:, bounds[:, 1:]], np.float64) - np.asarray(sums[:, bounds[:, :-1]], np.float64)
        own_ends = (0, *traits.ends)
        norms = np.array(
            [float(own[own_ends[i] : own_ends[i + 1]] @ own[own_ends[i] : own_ends[i + 1]]) for i in range(n_channels)]
        )
        cosine = parts[0] / np.sqrt(np.maximum(parts[1] * norms, 1e-9))
        coverage = self._coverage(traits, own, ids, np.repeat(owners, ends[:, -1]), shared)
        return Likeness(np.clip(cosine, 0.0, 1.0), parts[2], parts[3], coverage)

    def _coverage(
        self,
        traits: Traits,
        own: NDArray[np.float32],
        ids: NDArray[np.uint32],
        owners: NDArray[np.int64],
        shared: NDArray[np.bool_],
    ) -> Floats:
        """The share of the query's word weight that each group holds."""
        n_words = traits.ends[0]
        total = float(own[:n_words].sum())
        held = np.unique(owners[shared] * N_TERMS + ids[shared])
        group, key = held // N_TERMS, held % N_TERMS
        self._table[traits.ids[:n_words]] = own[:n_words]
        weights = self._table[key]
        self._table[traits.ids[:n_words]] = 0.0
        return np.bincount(group, weights, minlength=int(owners[-1]) + 1 if len(owners) else 1) / max(total, 1e-9)

    def _look_up(self, traits: Traits, own: NDArray[np.float32], ids: NDArray[np.uint32]) -> NDArray[np.float32]:
        """The query's weight of each of the terms."""
        self._table[traits.ids] = own
        hits = self._table[ids]
        self._table[traits.ids] = 0.0
        return hits


def _top(found: Numbers, totals: Floats, limit: int) -> list[int]:
    """The numbers with the greatest totals, each once, best first; of equals the later placed ones."""
    alive = totals > 0
    found, totals = found[alive], totals[alive]
    if len(found) > 8 * limit:
        # A report stands in as many lists as it shares words; taking more than are wanted leaves enough once merged.
        least = np.partition(totals, len(totals) - limit * 8)[len(totals) - limit * 8]
        kept = totals >= least
        found, totals = found[kept], totals[kept]
    best: dict[int, float] = dict(zip(found.tolist(), totals.tolist(), strict=True))
    return sorted(best, key=lambda number: (-best[number], -number))[:limit]
