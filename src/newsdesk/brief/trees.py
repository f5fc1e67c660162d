"""Boosted oblivious trees (Prokhorenkova et al., 2018): all nodes of a level ask the same question."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_AT_ONCE = 256
"""Rows whose answers stay in a processor's cache."""


class Trees(msgspec.Struct, frozen=True, dict=True):
    """A learnt model of chances as it stands in its file; `scripts/boosted_trees.py` fits it."""

    bias: float
    asked: tuple[tuple[int, ...], ...]
    """For each tree, which feature each level asks about."""
    above: tuple[tuple[float, ...], ...]
    """For each tree, the value that the feature must exceed."""
    leaves: tuple[tuple[float, ...], ...]
    """For each tree, what it adds to the logit; the answers, first level first, are the bits of the leaf's number."""

    def chances(self, table: Floats) -> Floats:
        """Return the chance of each row of features."""
        columns = np.ascontiguousarray(table.T)
        logit = np.empty(len(table))
        for start in range(0, len(table), _AT_ONCE):
            logit[start : start + _AT_ONCE] = self._logits(columns[:, start : start + _AT_ONCE])
        return np.asarray(1.0 / (1.0 + np.exp(-logit)))

    def _logits(self, columns: Floats) -> Floats:
        asked, which, values = self._arrays
        n = columns.shape[1]
        # Each question is put once, to all rows at a time, whichever trees ask it.
        answers = np.concatenate([columns[feature] > limits for feature, limits in asked]).view(np.uint8)
        leaf = np.zeros((len(which), n), dtype=np.uint16)
        leaf += np.arange(len(which), dtype=np.uint16)[:, None]
        for level in which.T:
            leaf <<= 1
            leaf |= answers[level]
        return np.asarray(self.bias + values[leaf.astype(np.intp)].sum(axis=0))

    @cached_property
    def _arrays(self) -> tuple[list[tuple[int, Floats]], npt.NDArray[np.intp], Floats]:
        """The questions by feature, the numbers of each tree's questions, and the values of all leaves."""
        pairs = [list(zip(*both, strict=True)) for both in zip(self.asked, self.above, strict=True)]
        number = {question: i for i, question in enumerate(sorted({one for tree in pairs for one in tree}))}
        asked = [
            (feature, np.array([[limit] for of, limit in number if of == feature]))
            for feature in sorted({feature for feature, _ in number})
        ]
        which = np.array([[number[one] for one in tree] for tree in pairs], dtype=np.intp)
        return asked, which, np.array(self.leaves).ravel()
