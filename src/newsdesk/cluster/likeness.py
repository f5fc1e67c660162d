"""How like a report is to reports held, channel by channel, for many of them at once.

The terms of all reports to be compared are laid end to end and looked up in one table of the query's weights, so the
cost is a few passes of numpy over some thousand numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.index import Numbers, TermIndex
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.terms import Channel
from newsdesk.cluster.traits import Traits

Floats = NDArray[np.float64]
_FOLD = np.uint32((1 << 18) - 1)

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
        self._places = np.zeros(_FOLD + np.uint32(1), np.int32)
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
        found = np.frombuffer(b"".join(lists), np.int64)
        np.add.at(self._sums, found, np.repeat(values, [len(one) for one in lists]))
        totals = self._sums[found]
        self._sums[found] = 0.0
        totals[~memory.alive[found]] = 0.0
        return _top(found, totals, limit)

    def _lists(
        self, index: TermIndex, words: NDArray[np.uint32], telling: NDArray[np.float32], rarity: NDArray[np.float32]
    ) -> tuple[list[array[int]], Floats]:
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
        lengths = np.array([other.lengths for other in others], np.int64).ravel()
        cells = np.repeat(np.arange(len(lengths)), lengths)
        rarity = self._memory.index.rarity(traits.ids).astype(np.float64)
        own = traits.weights * rarity
        theirs = np.concatenate([other.weights for other in others]) * self._memory.index.rarity(ids)
        self._places[traits.ids & _FOLD] = np.arange(1, len(own) + 1)
        # The table is folded small so that it stays in the processor's cache; what meets by folding alone is left out.
        places = self._places[ids & _FOLD]
        self._places[traits.ids & _FOLD] = 0
        hits = np.flatnonzero(places)
        terms = places[hits] - 1
        same = traits.ids[terms] == ids[hits]
        hits, terms = hits[same], terms[same]
        at = cells[hits]
        shape = (len(others), len(Channel))
        dots = np.bincount(at, own[terms] * theirs[hits], len(lengths)).reshape(shape)
        norms = np.bincount(cells, theirs * theirs, len(lengths)).reshape(shape)
        norms *= np.bincount(np.repeat(np.arange(len(Channel)), traits.lengths), own * own, len(Channel))
        return Likeness(
            cosine=np.minimum(dots / np.sqrt(np.maximum(norms, 1e-9)), 1.0),
            shared=np.bincount(at, rarity[terms], len(lengths)).reshape(shape).astype(np.float64),
            n_shared=np.bincount(at, minlength=len(lengths)).reshape(shape).astype(np.float64),
            coverage=_coverage(traits, own, terms, owners[at // len(Channel)], int(owners[-1]) + 1),
        )


def _coverage(
    traits: Traits, own: Floats, terms: NDArray[np.int32], owners: NDArray[np.int64], n_groups: int
) -> Floats:
    """The share of the query's word weight that each group holds; `owners` go with the terms found."""
    n_words = traits.ends[0]
    held = np.zeros((n_groups, len(own)), np.bool_)
    held[owners, terms] = True
    return np.asarray(held[:, :n_words] @ own[:n_words] / max(float(own[:n_words].sum()), 1e-9), np.float64)


def _top(found: Numbers, totals: Floats, limit: int) -> list[int]:
    """The numbers with the greatest totals, each once, best first; of equals the later placed ones."""
    alive = totals > 0
    found, totals = found[alive], totals[alive]
    if len(found) > 8 * limit:
        # A report stands in as many lists as it shares words; taking more than are wanted leaves enough once merged.
        least = np.partition(totals, len(totals) - limit * 8)[len(totals) - limit * 8]
        kept = totals >= least
        found, totals = found[kept], totals[kept]
    order = np.lexsort((-found, -totals))
    return list(dict.fromkeys(found[order].tolist()))[:limit]
