"""Linear models over hashed features: a table of numbers and nothing else.

Features are 64-bit integers made by mixing the hashes of what is seen (a word, a tag, an arc), after
Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009). Whole documents are scored at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Ints: TypeAlias = npt.NDArray[np.uint64]
Floats: TypeAlias = npt.NDArray[np.float32]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def mix(seed: int, *parts: Ints) -> Ints:
    """Combine equally long arrays into one feature each; `seed` keeps the templates apart."""
    value = np.full(parts[0].shape, np.uint64((seed * 0xD6E8FEB86659FD93 + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF))
    for part in parts:
        value = (value ^ part) * _MULTIPLIER
        value ^= value >> _SHIFT
    return value


def rows_of(features: Sequence[Ints], bits: int) -> npt.NDArray[np.int64]:
    """Map features (one array per template) to rows of a table of `2 ** bits`: shape (n, templates)."""
    stacked = np.stack(features, axis=1)
    return (stacked >> np.uint64(64 - bits)).astype(np.int64)


class VectorNet(Struct, frozen=True):
    """One hidden layer over the parser's vectors of a few tokens: what they add to the scores of a hashed model."""

    first: Floats
    """Weights of the hidden layer for each slot: shape (slots, width of a vector, hidden)."""
    bias: Floats
    second: Floats
    absent: Floats
    """The vector that stands for no token."""

    def score(self, vectors: Floats, tokens: npt.NDArray[np.int64]) -> Floats:
        """Return the scores of each row, (n, classes); `tokens` (n, slots) are indices of vectors, -1 for none."""
        known = np.concatenate([vectors, self.absent[None]])
        hidden = np.broadcast_to(self.bias, (len(tokens), len(self.bias))).copy()
        for slot, weights in enumerate(self.first):
            hidden += (known @ weights)[tokens[:, slot]]
        return np.asarray(np.maximum(hidden, 0) @ self.second, dtype=np.float32)


class HashedModel:
    """Weights of a multinomial logistic regression, stored as bytes with one scale."""

    def __init__(self, weights: npt.NDArray[np.int8], scale: float, bias: Floats) -> None:
        self.weights = weights
        self.scale = scale
        self.bias = bias
        self.bits = int(weights.shape[0]).bit_length() - 1

    def score(self, features: Sequence[Ints], more: Floats) -> Floats:
        """Return the log-probability of each class for each row, (n, classes); `more` is added to the raw scores."""
        rows = rows_of(features, self.bits)
        raw = self.weights[rows].sum(axis=1, dtype=np.int32).astype(np.float32) * self.scale + self.bias + more
        raw -= raw.max(axis=1, keepdims=True)
        return np.asarray(raw - np.log(np.exp(raw).sum(axis=1, keepdims=True)), dtype=np.float32)
