"""How often each term stands in the reports held, and which reports hold it.

All counts are whole numbers that go up when a report is added and down when it leaves, so they depend on nothing but
the reports held. Reports are known by their number in order of placing; numbers only grow until `renumber`.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.rows import NONE, Ids
from newsdesk.cluster.terms import N_TERMS

Numbers = NDArray[np.int64]

PRIOR_REPORTS = 400
"""For how many reports the prior counts stand: they carry a young memory and fade in a full one."""
_EMPTY = array("i")
LONG = 4096
"""Lists of reports longer than this are swept from time to time, not at each leaving."""


class TermIndex:
    """Counts and lists of the reports that hold each term."""

    def __init__(self, prior: dict[int, float]) -> None:
        """Take how often terms stand in news at large: id to share of reports."""
        # One place more: what stands for no term is counted there, for nothing.
        self.held = np.zeros(N_TERMS + 1, np.int32)
        self._seen = np.zeros(N_TERMS + 1, np.int32)
        for key, share in prior.items():
            self._seen[key] = round(share * PRIOR_REPORTS)
        self._logs = np.log(self._seen + np.float32(1.0), dtype=np.float32)
        """The logarithm of one more than how often each term was seen: looked up far oftener than it changes."""
        self._lists: dict[int, array[int]] = {}
        self.n_reports = 0
        self._total = np.float32(0.0)
        self._count_reports(0)

    def rarity(self, ids: Ids) -> NDArray[np.float32]:
        """Return the inverse document frequency of each term, from 0 up; 0 where `NONE` stands."""
        return np.asarray(self._total - self._logs[ids], np.float32)

    def add(self, number: int, ids: Ids, listed: Ids) -> None:
        """Count a report's terms; list it under those of them that are looked up."""
        self._count(ids, 1)
        lists = self._lists
        for key in listed.tolist():
            found = lists.get(key)
            if found is None:
                lists[key] = array("i", (number,))
            else:
                found.append(number)
        self._count_reports(1)

    def _count(self, ids: Ids, step: int) -> None:
        # Ids that stand twice count once here, and once when they leave.
        self.held[ids] += np.int32(step)
        seen = self._seen[ids] + np.int32(step)
        self._seen[ids] = seen
        self._logs[ids] = np.log(seen + np.float32(1.0), dtype=np.float32)

    def _count_reports(self, step: int) -> None:
        self.n_reports += step
        self._total = self._logs[NONE] = np.float32(np.log(self.n_reports + PRIOR_REPORTS + 1.0))

    def remove(self, number: int, ids: Ids, listed: Ids, alive: NDArray[np.bool_]) -> None:
        """Take a report out again; `alive` tells which numbers are still held, this one no longer."""
        self._count(ids, -1)
        lists = self._lists
        for key in listed.tolist():
            found = lists[key]
            if len(found) == 1:
                del lists[key]
            elif len(found) <= LONG:
                found.remove(number)
            elif len(found) > 2 * int(self.held[key]):
                kept = np.frombuffer(found, np.int32)
                lists[key] = array("i", kept[alive[kept]].tobytes())
        self._count_reports(-1)

    def list_of(self, key: int) -> array[int]:
        """Return the numbers of the reports that hold a term, earliest first; some may have left."""
        return self._lists.get(key, _EMPTY)

    def renumber(self, new: Numbers) -> None:
        """Give every report held its new number; `new` is -1 for those that have left."""
        for key, found in list(self._lists.items()):
            kept = new[np.frombuffer(found, np.int32)]
            kept = kept[kept >= 0]
            if len(kept):
                self._lists[key] = array("i", kept.astype(np.int32).tobytes())
            else:
                del self._lists[key]
