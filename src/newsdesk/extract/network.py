"""The learnt classifier of blocks: two small networks; the second sees what the first said of the neighbours."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsdesk.extract.features import Context, Floats, closer_features, features_of
from newsdesk.extract.hints import Hints
from newsdesk.extract.page import Indices, Page

_REACH = 3
_MAYBE, _SURE, _BESIDE = 0.03, 0.5, 1
"""A block is looked at closely when it is likelier than the first, or stands this near one likelier than the second."""
_LIMIT = 5.0
_UNTHREADED = 260_000
"""Multiplications in one product up to which OpenBLAS stays on one core."""


class Network(NamedTuple):
    """A feed-forward network with rectified layers and one logistic output; inputs are standardised and clipped."""

    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def __call__(self, inputs: Floats) -> Floats:
        """Return the probability for each row."""
        rows = np.clip((inputs - self.mean) / self.scale, -_LIMIT, _LIMIT).astype(np.float32, copy=False)
        for weights, bias in self.layers[:-1]:
            rows = np.maximum(_times(rows, weights) + bias, 0)
        weights, bias = self.layers[-1]
        logits = np.clip((rows @ weights + bias)[:, 0], -30, 30)
        likely: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
        return likely


def _times(rows: Floats, weights: Floats) -> Floats:
    """Multiply in slices too small for BLAS to start threads over, which would cost more than they save."""
    n = max(_UNTHREADED // weights.size, 1)
    if len(rows) <= n:
        return rows @ weights
    return np.concatenate([rows[start : start + n] @ weights for start in range(0, len(rows), n)])


class Learnt(NamedTuple):
    """All that was learnt: word weights and both networks."""

    hints: Hints
    first: Network
    second: Network


@lru_cache(maxsize=1)
def learnt() -> Learnt:
    """Load the weights that ship with the package, once."""
    folder = resources.files("newsdesk.extract") / "data"
    words = json.loads((folder / "hints.json").read_text("utf-8"))
    with (folder / "blocks.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        networks = [_unpack(arrays, name) for name in ("first", "second")]
    return Learnt(Hints(words["names"], words["words"]), *networks)


def _unpack(arrays: np.lib.npyio.NpzFile, name: str) -> Network:
    n_layers = sum(key.startswith(f"{name}_weights") for key in arrays)
    layers = tuple(
        (arrays[f"{name}_weights{i}"].astype(np.float32), arrays[f"{name}_bias{i}"].astype(np.float32))
        for i in range(n_layers)
    )
    return Network(arrays[f"{name}_mean"].astype(np.float32), arrays[f"{name}_scale"].astype(np.float32), layers)


def probabilities(page: Page, context: Context, learnt: Learnt) -> Floats:
    """Return, for each block, how likely it belongs to the article's body.

    The first network looks at all blocks from afar; the second only at those that may belong to it, and closely.
    """
    features = features_of(page, context, learnt.hints)
    if not len(features):
        return np.zeros(0, np.float32)
    likely = learnt.first(features)
    chosen = candidates(likely)
    if len(chosen):
        closer = closer_features(page, context, learnt.hints, chosen)
        likely[chosen] = learnt.second(together(page, features, closer, likely, chosen))
    return likely


def candidates(first: Floats) -> Indices:
    """The blocks that may belong to the body: the first network doubts it, or is sure of one beside them."""
    beside = np.zeros(len(first) + 2 * _BESIDE, np.float32)
    for shift in range(2 * _BESIDE + 1):
        np.maximum(beside[shift : shift + len(first)], first, out=beside[shift : shift + len(first)])
    return np.flatnonzero((first > _MAYBE) | (beside[_BESIDE:-_BESIDE] > _SURE))


def together(page: Page, features: Floats, closer: Floats, first: Floats, chosen: Indices) -> Floats:
    """What the second network takes: both looks, and what the first network says of the blocks around."""
    around = surroundings(page, features, first)[chosen]
    return np.concatenate([features[chosen], around, closer], axis=1, dtype=np.float32)


def surroundings(page: Page, features: Floats, first: Floats) -> Floats:
    """What the first network says of the blocks around each: near by, in the same boxes, and of the page so far."""
    n = len(first)
    size = features[:, 0]
    weight = size * first
    padded = np.zeros(n + 2 * _REACH, np.float32)
    padded[_REACH : _REACH + n] = first
    columns: list[npt.NDArray[np.floating]] = [padded[shift : shift + n] for shift in range(2 * _REACH + 1)]
    box, parents, box_first, box_last, _, _ = page.columns
    parents = np.maximum(parents, 0)
    sums, sizes = _running(weight), _running(size)
    for _ in range(3):
        low, high = box_first[box], box_last[box]
        columns.append((sums[high] - sums[low]) / np.maximum(sizes[high] - sizes[low], 1e-3))
        box = parents[box]
    total = max(float(sums[-1]), 1e-3)
    columns += [sums[:-1] / total, np.full(n, np.log1p(total)), np.full(n, first.max())]
    for reach in (6, 12):
        low, high = np.maximum(np.arange(n) - reach, 0), np.minimum(np.arange(n) + reach + 1, n)
        at = np.arange(n)
        columns += [(sums[at] - sums[low]) / reach, (sums[high] - sums[at + 1]) / reach]
    columns.append(_since_sure(first))
    columns.append(_since_sure(first[::-1])[::-1])
    return np.array(columns, np.float32).T


def _running(column: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    return np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))


def _since_sure(first: Floats) -> Floats:
    """Number of blocks since the last one that surely belongs to the body, at most 20, as a share of 20."""
    places = np.arange(len(first))
    last = np.maximum.accumulate(np.where(first > 0.8, places, -20))
    since: Floats = (np.minimum(places - last, 20) / 20).astype(np.float32)
    return since
