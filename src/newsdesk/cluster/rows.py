"""The terms of reports in rows of fixed width: each channel has its columns, and what it doesn't fill holds `NONE`.

The rows of all reports held lie in one block of memory, so that those of some dozens are taken and compared in a few
passes of numpy.
"""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.terms import N_TERMS, Channel

if TYPE_CHECKING:
    from newsdesk.cluster.traits import Traits

LIMITS = {Channel.WORDS: 96, Channel.TITLE: 16, Channel.NAMES: 32, Channel.FIGURES: 16, Channel.PAIRS: 16}
"""How many terms of a report are kept in each channel."""
MOST_COUNTED = 255
"""A word that stands there more often counts no more for it."""
NONE = N_TERMS
"""Stands where a channel has no further term. It is as common as can be: its rarity is 0."""

STARTS = tuple(accumulate(LIMITS.values(), initial=0))
"""In which column each channel begins, and at the end how many columns there are."""
WIDTH = STARTS[-1]
CHANNEL_OF = np.repeat(np.arange(len(Channel)), list(LIMITS.values()))
"""The channel of each column."""
WEIGHTS = np.concatenate(([0.0], 1.0 + np.log(np.arange(1, MOST_COUNTED + 1)))).astype(np.float32)
"""What a word weighs that stands in a report so many times; terms of other channels weigh 1."""

_NOTHING = array("i", [NONE]) * max(LIMITS.values())

Ids = NDArray[np.int32]
Counts = NDArray[np.uint8]


def row_of(groups: tuple[list[int], ...]) -> Ids:
    """Return the terms of all channels as one row."""
    row = array("i")
    for group, limit in zip(groups, LIMITS.values(), strict=True):
        row.extend(group)
        row.extend(_NOTHING[len(group) : limit])
    return np.frombuffer(row, np.int32)


class TermRows:
    """The rows of the reports held. A row that is let go is given to a report that comes later."""

    def __init__(self, n_rows: int) -> None:
        """Make room for at most so many reports; what was never filled takes no memory."""
        self.ids: Ids = np.zeros((n_rows, WIDTH), np.int32)
        self.counts: Counts = np.zeros((n_rows, LIMITS[Channel.WORDS]), np.uint8)
        self._free: list[int] = []
        self._used = 0

    def put(self, traits: Traits) -> int:
        """Keep a report's terms and return in which row."""
        if self._free:
            row = self._free.pop()
        else:
            row = self._used
            self._used += 1
        self.ids[row] = traits.ids
        self.counts[row, : traits.n_words] = traits.counts
        return row

    def free(self, row: int) -> None:
        """Let a row go."""
        self._free.append(row)
