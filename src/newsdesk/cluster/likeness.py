"""How like a report is to reports held, channel by channel, for many of them at once.

The rows of all reports to be compared are looked up in one table of the query's terms, so the cost is a few passes of
numpy over some thousand numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.index import Numbers, TermIndex
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.rows import CHANNEL_OF, LIMITS, NONE, WEIGHTS, WIDTH, Ids
from newsdesk.cluster.terms import Channel
from newsdesk.cluster.traits import Traits

Floats = NDArray[np.float64]
_FOLD = np.uint32((1 << 16) - 1)
_POSITIONS = np.arange(1, WIDTH + 1).astype(np.uint8)
_N_WORDS = LIMITS[Channel.WORDS]
_IN_CHANNEL = (CHANNEL_OF[:, None] == np.arange(len(Channel))).astype(np.float32)

MAX_LOOKUPS = 24
"""So many of a report's most telling words are looked up."""
COMMON_SHARE, COMMON_LEAST = 0.02, 400
"""Words that more of the reports held share than this are not looked up, unless there is nothing else."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each report compared, in rows; of `cosine` the columns are the channels."""

    cosine: Floats
    shared: Floats
    """The summed rarity of the words shared."""
    n_shared: Floats
    """How many words are shared."""
    coverage: Floats
    """For each group of reports, the weighted share of the query's words that one of them at least holds."""


class Comparer:
    """Compares one report with many. It holds a table for looking up, empty between calls."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._places = np.zeros(int(_FOLD) + 1, np.uint8)
        self._sums = np.zeros(1024, np.float64)

    def nearest(self, traits: Traits, limit: int) -> list[int]:
        """Return the numbers of the reports that share the most telling words, at most `limit`, best first."""
        memory, words = self._memory, traits.words
        if not len(words) or not memory.reports:
            return []
        rarity = memory.index.rarity(words)
        telling = rarity * WEIGHTS[traits.counts]
        lists, values = self._lists(memory.index, words, telling, rarity)
        if not lists:
            return []
        if len(self._sums) < len(memory.alive):
            self._sums = np.zeros(len(memory.alive), np.float64)
        found = np.frombuffer(b"".join(lists), np.int32)
        np.add.at(self._sums, found, np.repeat(values, [len(one) for one in lists]))
        totals = self._sums[found]
        self._sums[found] = 0.0
        totals[~memory.alive[found]] = 0.0
        return _top(found, totals, limit)

    def _lists(
        self, index: TermIndex, words: Ids, telling: NDArray[np.float32], rarity: NDArray[np.float32]
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
        memory, n_others = self._memory, len(numbers)
        rows = memory.facts["row"][numbers]
        ids = memory.rows.ids[rows]
        theirs = memory.index.rarity(ids)
        theirs[:, :_N_WORDS] *= WEIGHTS[memory.rows.counts[rows]]
        rarity = memory.index.rarity(traits.ids).astype(np.float64)
        own = rarity.copy()
        own[: traits.n_words] *= WEIGHTS[traits.counts]
        hits, terms = self._found(traits.ids, ids)
        at = hits // WIDTH * len(Channel) + CHANNEL_OF[hits % WIDTH]
        dots = np.bincount(at, own[terms] * theirs.ravel()[hits], n_others * len(Channel)).reshape(n_others, -1)
        norms = (theirs * theirs) @ _IN_CHANNEL * ((own * own) @ _IN_CHANNEL)
        words = at % len(Channel) == Channel.WORDS
        of, terms = at[words] // len(Channel), terms[words]
        return Likeness(
            cosine=np.minimum(dots / np.sqrt(np.maximum(norms, 1e-9)), 1.0),
            shared=np.bincount(of, rarity[terms], n_others).astype(np.float64),
            n_shared=np.bincount(of, minlength=n_others).astype(np.float64),
            coverage=_coverage(own[: traits.n_words], terms, owners[of], int(owners[-1]) + 1),
        )

    def _found(self, own: Ids, ids: Ids) -> tuple[Numbers, Numbers]:
        """Where terms of the query stand in `ids`, counted over all rows, and which of its columns each of them is."""
        real = own != NONE
        folded = own[real] & _FOLD
        self._places[folded] = _POSITIONS[real]
        # The table is folded small so that it stays in the processor's cache; what meets by folding alone is left out.
        places = self._places[ids & _FOLD].ravel()
        self._places[folded] = 0
        hits = np.flatnonzero(places)
        terms = places[hits].astype(np.int64) - 1
        same = own[terms] == ids.ravel()[hits]
        return hits[same], terms[same]


def _coverage(own: Floats, terms: Numbers, owners: NDArray[np.int64], n_groups: int) -> Floats:
    """The share of the weight of the query's words that each group holds; `owners` go with the words found."""
    inside = terms < len(own)
    held = np.zeros((n_groups, len(own)))
    held[owners[inside], terms[inside]] = 1.0
    return np.asarray(held @ own / max(float(own.sum()), 1e-9), np.float64)


def _top(found: NDArray[np.int32], totals: Floats, limit: int) -> list[int]:
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
