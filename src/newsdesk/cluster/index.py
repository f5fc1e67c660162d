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
_ONE = np.float32(1.0)
_AT_ONCE = 4096
"""So many lists are renumbered in one go."""


class _Lists(dict[int, "array[int]"]):
    """Lists by term; one that is asked for to be added to begins here."""

    def __missing__(self, key: int) -> array[int]:
        found = self[key] = array("i")
        return found


class TermIndex:
    """Counts and lists of the reports that hold each term."""

    def __init__(self, prior: dict[int, float]) -> None:
        """Take how often terms stand in news at large: id to share of reports."""
        # One place more: what stands for no term is counted there, for nothing.
        self._prior = np.zeros(N_TERMS + 1, np.int32)
        for key, share in prior.items():
            self._prior[key] = round(share * PRIOR_REPORTS)
        self._seen = self._prior.copy()
        self._lists = _Lists()
        self.n_reports = 0
        self._total = np.float32(0.0)
        self._count_reports(0)

    def rarity(self, ids: Ids | Numbers) -> NDArray[np.float32]:
        """Return the inverse document frequency of each term, from 0 up; 0 where `NONE` stands."""
        found = self._seen.take(ids).astype(np.float32)
        found += _ONE
        np.log(found, out=found)
        return np.subtract(self._total, found, out=found)

    def n_holding(self, ids: Ids) -> NDArray[np.int32]:
        """Return how many reports held hold each term."""
        return np.asarray(self._seen.take(ids) - self._prior.take(ids), np.int32)

    def add(self, number: int, ids: Ids, listed: Ids) -> None:
        """Count a report's terms; list it under those of them that are looked up."""
        self._count(ids, 1)
        for found in map(self._lists.__getitem__, listed.tolist()):
            found.append(number)
        self._count_reports(1)

    def _count(self, ids: Ids, step: int) -> None:
        # Ids that stand twice count once here, and once when they leave.
        places = ids.astype(np.intp)
        self._seen[places] = self._seen.take(places) + np.int32(step)

    def _count_reports(self, step: int) -> None:
        self.n_reports += step
        self._seen[NONE] = self.n_reports + PRIOR_REPORTS
        self._total = np.log(np.float32(self._seen[NONE]) + _ONE)

    def remove(self, ids: Ids) -> None:
        """Take a report out again. Its number leaves the lists when they are renumbered."""
        self._count(ids, -1)
        self._count_reports(-1)

    def list_of(self, key: int) -> array[int]:
        """Return the numbers of the reports that hold a term, earliest first; some may have left."""
        return self._lists.get(key, _EMPTY)

    def renumber(self, new: Numbers) -> None:
        """Give every report held its new number; `new` is -1 for those that have left."""
        lists, keys = self._lists, list(self._lists)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            numbers = new[np.frombuffer(b"".join([lists[key] for key in some]), np.int32)]
            kept = numbers >= 0
            ends = np.concatenate(([0], np.cumsum(kept)))[np.cumsum([len(lists[key]) for key in some])].tolist()
            left = numbers[kept].astype(np.int32)
            for key, begin, end in zip(some, [0, *ends], ends, strict=False):
                if begin < end:
                    lists[key] = array("i", left[begin:end].tobytes())
                else:
                    del lists[key]
