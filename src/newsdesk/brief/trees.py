"""Boosted oblivious trees (Prokhorenkova et al., 2018): all nodes of a level ask the same question."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Trees(msgspec.Struct, frozen=True, dict=True):
    """A learnt model of chances as it stands in its file; `scripts/boosted_trees.py` fits it."""

    bias: float
    asked: tuple[tuple[int, ...], ...]
    """For each tree, which feature each level asks about."""
    above: tuple[tuple[float, ...], ...]
    """For each tree, the value that the feature must exceed."""
    leaves: tuple[tuple[float, ...], ...]
    """For each tree, what it adds to the logit; the answers, first level first, are the bits of the leaf's number."""

    @cached_property
    def _arrays(self) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
        return np.array(self.asked, dtype=np.intp), np.array(self.above), np.array(self.leaves)

    def chances(self, table: Floats) -> Floats:
        """Return the chance of each row of features."""
        asked, above, leaves = self._arrays
        bits = 1 << np.arange(asked.shape[1])[::-1]
        logit = np.full(len(table), self.bias)
        columns = np.ascontiguousarray(table.T)
        for features, limits, values in zip(asked, above, leaves, strict=True):
            leaf = np.zeros(len(table), dtype=np.intp)
            for feature, limit, bit in zip(features, limits, bits, strict=True):
                leaf += bit * (columns[feature] > limit)
            logit += values[leaf]
        return np.asarray(1.0 / (1.0 + np.exp(-logit)))
