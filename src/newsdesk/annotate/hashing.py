"""Hashed features: what is seen of a token as rows of a table of numbers and nothing else.

Features are 64-bit integers made by mixing the hashes of what is seen (a word, a tag, an arc), after
Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

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
