"""A small net that labels sequences: hashed features, the parser's vectors and learnt traits, weighed over neighbours.

Each row of a sequence (a token, or a token as seen from a cue) has a hidden layer over vectors and traits; layers of
convolution with growing steps (Yu and Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", 2016) let a
row see those beside it, so that a stretch begins and ends in the right place. All sequences of a document are read at
once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from newsdesk.annotate.hashing import Floats, Ints, rows_of

Indices: TypeAlias = npt.NDArray[np.int64]


class Layer(Struct, frozen=True):
    """One convolution over a row and those `step` rows before and behind it."""

    step: int
    weights: Floats
    """Shape (3 * width below, width): for the row before, the row itself and the row behind."""
    bias: Floats


class SequenceNet(Struct, frozen=True):
    """What was learnt for one task: scores of each label for each row, and of labels that follow each other."""

    table: npt.NDArray[np.int8]
    """Weights of the hashed features, in units of `scale`."""
    scale: float
    bias: Floats
    first: Floats
    """Weights of the hidden layer for each slot: shape (slots, width of a vector, hidden)."""
    hidden: Floats
    """Bias of the hidden layer."""
    absent: Floats
    """The vector that stands for no token."""
    traits: Floats
    """What each trait adds to the hidden layer: shape (rows, hidden)."""
    layers: tuple[Layer, ...]
    near: Floats
    """From the hidden layer to the labels."""
    far: Floats
    """From the last convolution to the labels."""
    transitions: Floats
    ends: Floats
    """Scores of the first label and of the last."""

    def score(
        self, features: Sequence[Ints], traits: Indices, vectors: Floats, slots: Indices, sizes: Indices
    ) -> Floats:
        """Return the score of each label for each row, (n, labels); `sizes` are the rows of the sequences.

        `traits` (n, traits) are rows of the traits' table; `slots` (n, slots) are indices of vectors, -1 for none.
        """
        rows = rows_of(features, int(self.table.shape[0]).bit_length() - 1)
        raw = self.table[rows].sum(axis=1, dtype=np.int32).astype(np.float32) * np.float32(self.scale) + self.bias
        known, slots = self._known(vectors, slots)
        hidden = np.broadcast_to(self.hidden, (len(slots), len(self.hidden))).copy()
        for slot, weights in enumerate(self.first):
            hidden += (known @ weights)[slots[:, slot]]
        for column in traits.T:
            hidden += self.traits[column]
        np.maximum(hidden, 0, out=hidden)
        raw += hidden @ self.near + self._far(hidden, sizes) @ self.far
        last = np.cumsum(sizes) - 1
        raw[last - sizes + 1] += self.ends[0]
        raw[last] += self.ends[1]
        return np.asarray(raw, dtype=np.float32)

    def _known(self, vectors: Floats, slots: Indices) -> tuple[Floats, Indices]:
        """Return the stretch of vectors that some slots refer to, with the absent one at its end, and the slots in it.

        Sequences are scored in batches; each weighs its own tokens, not the whole document's.
        """
        held = slots[slots >= 0]
        low, high = (int(held.min()), int(held.max()) + 1) if len(held) else (0, 0)
        return np.concatenate([vectors[low:high], self.absent[None]]), np.where(slots < 0, high - low, slots - low)

    def _far(self, rows: Floats, sizes: Indices) -> Floats:
        """Return the last convolution's answer for each row."""
        gap = max(layer.step for layer in self.layers)
        at, n_places = places(sizes, gap), int(sizes.sum()) + gap * (len(sizes) + 1)
        for number, layer in enumerate(self.layers):
            width = rows.shape[1]
            spread = np.zeros((n_places, width), np.float32)
            spread[at] = rows
            before, own, behind = (layer.weights[k * width : (k + 1) * width] for k in range(3))
            seen = spread[at - layer.step] @ before + rows @ own + spread[at + layer.step] @ behind
            answer = np.maximum(seen + layer.bias, 0)
            rows = answer + rows if number else answer
        return rows


class Committee(Struct, frozen=True):
    """Nets that learnt the same from other random starts, whose scores are averaged: each errs in places of its own."""

    nets: tuple[SequenceNet, ...]

    @property
    def transitions(self) -> Floats:
        """The mean score of labels that follow each other."""
        return np.asarray(np.mean([net.transitions for net in self.nets], axis=0), dtype=np.float32)

    def score(
        self, features: Sequence[Ints], traits: Indices, vectors: Floats, slots: Indices, sizes: Indices
    ) -> Floats:
        """Return the mean score of each label for each row; see `SequenceNet.score`."""
        scores = [net.score(features, traits, vectors, slots, sizes) for net in self.nets]
        return np.asarray(np.mean(scores, axis=0), dtype=np.float32)


def trait_rows(traits: Sequence[Ints], widths: Sequence[int]) -> Indices:
    """Map traits to rows of one table, in which each has a part of so many bits of its own: shape (n, traits)."""
    columns, base = [], 0
    for values, bits in zip(traits, widths, strict=True):
        columns.append((values >> np.uint64(64 - bits)).astype(np.int64) + base)
        base += 1 << bits
    return np.stack(columns, axis=1)


def places(sizes: Indices, gap: int) -> Indices:
    """Return where the rows of sequences stand when `gap` empty rows are put before, between and behind them."""
    return np.arange(int(sizes.sum())) + gap * (1 + np.repeat(np.arange(len(sizes)), sizes))


def committee_of(stored: Mapping[str, npt.NDArray[np.generic]], name: str) -> Committee:
    """Read all nets that the training script wrote for one task."""
    n_nets = sum(key.startswith(name) and key.endswith("_table") for key in stored)
    return Committee(tuple(net_of(stored, f"{name}{number}") for number in range(n_nets)))


def net_of(stored: Mapping[str, npt.NDArray[np.generic]], name: str) -> SequenceNet:
    """Read a net from what the training script wrote under a name."""

    def part(key: str) -> Floats:
        return np.asarray(stored[f"{name}_{key}"], dtype=np.float32)

    return SequenceNet(
        table=np.asarray(stored[f"{name}_table"], dtype=np.int8), scale=float(part("scale")), bias=part("bias"),
        first=part("first"), hidden=part("hidden"), absent=part("absent"), traits=part("traits") * part("trait_scale"),
        layers=tuple(
            Layer(int(step), part(f"weights{k}"), part(f"bias{k}")) for k, step in enumerate(part("steps").tolist())
        ),
        near=part("near"), far=part("far"), transitions=part("transitions"), ends=part("ends"),
    )  # fmt: skip
