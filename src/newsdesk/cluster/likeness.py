"""How like a report is to reports held, channel by channel, for many of them at once.

The rows of all reports to be compared are looked up in one table of the query's terms, so the cost is a few passes of
numpy over some thousand numbers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.index import Numbers, TermIndex
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.rows import CHANNEL_OF, LIMITS, NONE, WEIGHTS, WIDTH, Ids
from newsdesk.cluster.terms import Channel
from newsdesk.cluster.traits import Traits

Floats = NDArray[np.float64]
_LEAST = float(np.finfo(np.float64).smallest_subnormal)
"""The least number above 0."""
_FOLD = (1 << 16) - 1
_POSITIONS = np.arange(1, WIDTH + 1).astype(np.uint8)
_WORDS, _N_CHANNELS, _N_WORDS = int(Channel.WORDS), len(Channel), LIMITS[Channel.WORDS]
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
        self._places = np.zeros(_FOLD + 1, np.uint8)
        self._sums = np.zeros(1024, np.float64)
        self._at = np.empty(0, np.int64)

    def nearest(self, traits: Traits, limit: int) -> list[int]:
        """Return the numbers of the reports that share the most telling words, at most `limit`, best first."""
        memory, words = self._memory, traits.words
        if not len(words) or not memory.reports:
            return []
        rarity = memory.index.rarity(words)
        telling = rarity * WEIGHTS.take(traits.counts)
        lists, values = self._lists(memory.index, words, telling, rarity)
        if not lists:
            return []
        if len(self._sums) < len(memory.alive):
            self._sums = np.zeros(len(memory.alive), np.float64)
        lengths = list(map(len, lists))
        found = np.frombuffer(b"".join(lists), np.int32).astype(np.intp)
        np.add.at(self._sums, found, values.repeat(lengths))
        totals = self._sums.take(found)
        self._sums[found] = 0.0
        # A report stands in as many lists as it shares words; taking more than are wanted leaves enough once merged.
        wanted = 8 * limit
        least = _reached_by(wanted, zip(values.tolist(), lengths, strict=True))
        reached = _reaching(totals, least, found, memory.alive)
        if len(reached) < wanted:
            reached = _reaching(totals, _LEAST, found, memory.alive)
        return _top(found.take(reached), totals.take(reached), limit, wanted)

    def _lists(
        self, index: TermIndex, words: Ids, telling: NDArray[np.float32], rarity: NDArray[np.float32]
    ) -> tuple[list[array[int]], Floats]:
        """The lists to read, most telling word first, with what each is worth."""
        most = max(COMMON_LEAST, int(COMMON_SHARE * index.n_reports))
        held = index.n_holding(words)
        usable = ((held > 0) & (held <= most)).nonzero()[0]
        if not len(usable):
            usable = ((held > 0) & (held <= 4 * most)).nonzero()[0]
        order = usable.take(np.lexsort((words.take(usable), -telling.take(usable)))[:MAX_LOOKUPS])
        values = (telling * rarity).take(order).astype(np.float64)
        return list(map(index.list_of, words.take(order).tolist())), values

    def compare(self, traits: Traits, rows: NDArray[np.int32], owners: NDArray[np.int64]) -> Likeness:
        """Return how like the report is to each of the reports held in these rows; `owners` tells their groups."""
        memory, n_others = self._memory, len(rows)
        ids = memory.rows.ids.take(rows, axis=0).astype(np.intp)
        theirs = memory.index.rarity(ids)
        theirs[:, :_N_WORDS] *= WEIGHTS.take(memory.rows.counts.take(rows, axis=0))
        rarity = memory.index.rarity(traits.ids).astype(np.float64)
        own = rarity.copy()
        own[: traits.n_words] *= WEIGHTS.take(traits.counts)
        hits, terms = self._found(traits.ids, ids.ravel())
        at = self._sums_at(n_others).take(hits)
        dots = np.bincount(at, own.take(terms) * theirs.ravel().take(hits), n_others * _N_CHANNELS)
        norms = (theirs * theirs) @ _IN_CHANNEL * ((own * own) @ _IN_CHANNEL)
        of, channel = np.divmod(at, _N_CHANNELS)
        words = (channel == _WORDS).nonzero()[0]
        of, terms = of.take(words), terms.take(words)
        return Likeness(
            cosine=np.minimum(dots.reshape(norms.shape) / np.sqrt(np.maximum(norms, 1e-9)), 1.0),
            shared=np.bincount(of, rarity.take(terms), n_others).astype(np.float64, copy=False),
            n_shared=np.bincount(of, minlength=n_others).astype(np.float64),
            coverage=_coverage(own[: traits.n_words], terms, owners.take(of), int(owners[-1]) + 1),
        )

    def _sums_at(self, n_rows: int) -> Numbers:
        """For each place of so many rows, at which place its channel's sum stands."""
        if len(self._at) < n_rows * WIDTH:
            self._at = (np.arange(2 * n_rows)[:, None] * _N_CHANNELS + CHANNEL_OF).ravel()
        return self._at

    def _found(self, own: Ids, ids: Numbers) -> tuple[Numbers, Numbers]:
        """Where terms of the query stand in `ids`, which are all rows in one, and which of its columns each is."""
        real = (own != NONE).nonzero()[0]
        folded = own.take(real) & _FOLD
        self._places[folded] = _POSITIONS.take(real)
        # The table is folded small so that it stays in the processor's cache; what meets by folding alone is left out.
        places = self._places.take(ids & _FOLD)
        self._places[folded] = 0
        hits = (places != 0).nonzero()[0]
        terms = places.take(hits).astype(np.intp) - 1
        same = (own.take(terms) == ids.take(hits)).nonzero()[0]
        return hits.take(same), terms.take(same)


def _coverage(own: Floats, terms: Numbers, owners: NDArray[np.int64], n_groups: int) -> Floats:
    """The share of the weight of the query's words that each group holds; `owners` go with the words found."""
    inside = (terms < len(own)).nonzero()[0]
    held = np.zeros(n_groups * len(own))
    held[owners.take(inside) * len(own) + terms.take(inside)] = 1.0
    return np.asarray(held.reshape(n_groups, -1) @ own / max(float(own.sum()), 1e-9), np.float64)


def _reached_by(wanted: int, lists: Iterable[tuple[float, int]]) -> float:
    """A total that so many entries reach at least, given what each list is worth and its length."""
    n_entries = 0
    for value, length in sorted(lists, reverse=True):
        n_entries += length
        if n_entries >= wanted:
            return max(value, _LEAST)
    return _LEAST


def _reaching(totals: Floats, least: float, found: Numbers, alive: NDArray[np.bool_]) -> Numbers:
    """Where the entries stand whose total is at least so much and whose report has not left."""
    reached = (totals >= least).nonzero()[0]
    return reached[alive.take(found.take(reached))]


def _top(found: Numbers, totals: Floats, limit: int, wanted: int) -> list[int]:
    """The numbers with the greatest totals, each once, best first; of equals the later placed ones. Looks at the
    `wanted` best entries."""
    if len(found) > wanted:
        kept = (totals >= np.partition(totals, len(totals) - wanted)[len(totals) - wanted]).nonzero()[0]
        found, totals = found.take(kept), totals.take(kept)
    order = np.lexsort((-found, -totals))
    return list(dict.fromkeys(found.take(order).tolist()))[:limit]
