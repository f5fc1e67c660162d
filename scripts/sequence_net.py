"""Training of the nets that `newsdesk.annotate.nets` evaluates, in numpy: back-propagation, and a chain's likelihood.

The hidden layers are fitted by Adam (Kingma and Ba, 2015), the table of hashed features by AdaGrad (Duchi et al.,
2011).
Sequences are scored as a conditional random field (Lafferty et al., 2001), or each row for itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.nets import places

Array: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]
DROP, DROP_FEATURES, DROP_TRAITS = 0.2, 0.7, 0.1
"""Shares of hidden units, of hashed templates and of traits left out at random: of each batch, the last two."""
RATE, TABLE_RATE, TABLE_DECAY = 1e-3, 0.02, 1e-3
"""Held-out documents chose these: a table that learns faster explains the training texts alone."""
LEVELS = 48
"""Steps on each side of zero in which the tables are stored: with more the file would be over 2.5 MB."""
BATCH = 48
CUTS = 4
"""Batches are cut out of stretches of so many times four batches in order of length, to spare padding."""


@dataclass
class Sequences:
    """What a net is to learn; rows of all sequences in one table each."""

    features: npt.NDArray[np.int32]
    slots: npt.NDArray[np.int32]
    traits: npt.NDArray[np.int32]
    labels: npt.NDArray[np.int8]
    sizes: Ints
    document: Ints
    """The document of each sequence."""

    def rows(self, chosen: Ints) -> Ints:
        """Return the rows of the chosen sequences, in their order."""
        starts = np.cumsum(self.sizes) - self.sizes
        return np.concatenate([np.arange(starts[k], starts[k] + self.sizes[k]) for k in chosen.tolist()])


class Shape(NamedTuple):
    """The sizes of a net; `traits` are the bits of each trait's part of the table of learnt vectors."""

    labels: int
    traits: Sequence[int]
    hidden: int
    width: int
    steps: tuple[int, ...]
    bits: int


class Part:
    """An array of weights with Adam's two means of its slope."""

    def __init__(self, start: npt.NDArray[np.float64], decay: float = 0.0) -> None:
        self.now = start.astype(np.float32)
        self.pace, self.size = np.zeros_like(self.now), np.zeros_like(self.now)
        self.decay = decay

    def step(self, slope: Array, rate: float, n: int, at: Ints | slice = slice(None)) -> None:
        """Take the `n`th step against the slope of the loss, in the rows `at`."""
        self.pace[at] += 0.1 * (slope - self.pace[at])
        self.size[at] += 0.002 * (slope * slope - self.size[at])
        pace, size = self.pace[at] / (1 - 0.9**n), self.size[at] / (1 - 0.998**n)
        self.now[at] -= np.float32(rate) * (pace / (np.sqrt(size) + 1e-7) + np.float32(self.decay) * self.now[at])


@dataclass
class Seen:
    """What a forward pass leaves for the backward pass."""

    vectors: Array
    features: npt.NDArray[np.int32]
    traits: npt.NDArray[np.int32]
    trait_scale: float
    hidden: Array
    hidden_mask: Array
    at: Ints
    far: Array = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    layers: list[tuple[Array, Array, Array]] = field(default_factory=list)
    """Of each convolution what it saw, its answer, and what of that was kept."""


class Net:
    """The net in training."""

    def __init__(self, vectors: Array, n_slots: int, shape: Shape, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.mean, self.spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        self.known = np.concatenate([(vectors - self.mean) / self.spread, np.zeros((1, vectors.shape[1]))], dtype="f4")
        labels, hidden, width = shape.labels, shape.hidden, shape.width
        self.labels, self.steps = labels, shape.steps
        self.first = self._random(vectors.shape[1] * n_slots, hidden)
        self.hidden = Part(np.zeros(hidden))
        n_traits = sum(1 << bits for bits in shape.traits)
        self.traits = Part(self.chance.standard_normal((n_traits, hidden)) * 0.05, 1e-2)
        widths = [hidden, *([width] * (len(shape.steps) - 1))]
        self.weights = [self._random(3 * below, width) for below in widths]
        self.biases = [Part(np.zeros(width)) for _ in shape.steps]
        self.near, self.far = Part(np.zeros((hidden, labels)), 1e-4), Part(np.zeros((width, labels)), 1e-4)
        self.transitions, self.ends = Part(np.zeros((labels, labels))), Part(np.zeros((2, labels)))
        self.bias = Part(np.zeros(labels))
        self.table = np.zeros((1 << shape.bits, labels), np.float32)
        self.energy = np.full_like(self.table, 1e-3)
        self.n_steps = 0

    def _random(self, rows: int, columns: int) -> Part:
        return Part(self.chance.standard_normal((rows, columns)) / np.sqrt(rows), 1e-4)

    def parts(self) -> list[Part]:
        """Return all weights but the table."""
        single = [self.first, self.hidden, self.traits, self.near, self.far, self.transitions, self.ends, self.bias]
        return [*single, *self.weights, *self.biases]

    def _mask(self, like: Array, training: bool) -> Array:
        if not training:
            return np.ones((1, 1), np.float32)
        kept = self.chance.random(like.shape, dtype=np.float32) > DROP
        return kept.astype(np.float32) / np.float32(1 - DROP)

    def _chosen(self, rows: npt.NDArray[np.int32], drop: float, training: bool) -> tuple[npt.NDArray[np.int32], float]:
        """Leave out some templates of a batch; return the rest and by how much it is to be weighed more."""
        n = rows.shape[1]
        kept = max(1, round(n * (1 - drop))) if training else n
        return (rows[:, self.chance.permutation(n)[:kept]] if kept < n else rows), n / kept

    def forward(self, given: Sequences, chosen: Ints, training: bool = False) -> Array:
        """Return the raw scores of the chosen sequences' rows."""
        rows = given.rows(chosen)
        traits, trait_scale = self._chosen(given.traits[rows], DROP_TRAITS, training)
        features, scale = self._chosen(given.features[rows], DROP_FEATURES, training)
        vectors = self.known[given.slots[rows]].reshape(len(rows), -1)
        raw = vectors @ self.first.now + self.hidden.now
        raw += self.traits.now[traits].sum(axis=1) * np.float32(trait_scale)
        hidden = np.maximum(raw, 0)
        mask = self._mask(hidden, training)
        at = places(given.sizes[chosen], max(self.steps))
        self.seen = Seen(vectors, features, traits, trait_scale, hidden, mask, at)
        self._convolve(hidden * mask, training)
        scores = (hidden * mask) @ self.near.now + self.seen.far @ self.far.now + self.bias.now
        return np.asarray(scores + self.table[features].sum(axis=1) * np.float32(scale), dtype=np.float32)

    def _convolve(self, rows: Array, training: bool) -> None:
        seen = self.seen
        n_all = int(seen.at[-1]) + 1 + max(self.steps)
        for number, (step, weights, bias) in enumerate(zip(self.steps, self.weights, self.biases, strict=True)):
            spread = np.zeros((n_all, rows.shape[1]), np.float32)
            spread[seen.at] = rows
            around = np.concatenate([spread[seen.at - step], rows, spread[seen.at + step]], axis=1)
            answer = np.maximum(around @ weights.now + bias.now, 0)
            mask = self._mask(answer, training)
            seen.layers.append((around, answer, mask))
            rows = answer * mask + rows if number else answer * mask
        seen.far = rows

    def backward(self, slope: Array, between: Array, ends: Array, n_sequences: int, rate: float) -> None:
        """Take a step against the slopes of the loss by raw score, by transition, and by first and last label."""
        self.n_steps += 1
        seen, share = self.seen, np.float32(4 * n_sequences)
        changes = [
            (self.near, (seen.hidden * seen.hidden_mask).T @ slope), (self.far, seen.far.T @ slope),
            (self.bias, slope.sum(axis=0)), (self.transitions, between), (self.ends, ends),
        ]  # fmt: skip
        below = slope @ self.far.now.T
        for number in reversed(range(len(self.steps))):
            below, more = self._below(number, below)
            changes += more
        below = (below + slope @ self.near.now.T) * seen.hidden_mask * (seen.hidden > 0)
        changes += [(self.first, seen.vectors.T @ below), (self.hidden, below.sum(axis=0))]
        at, of_traits = summed(seen.traits, below)
        self.traits.step(of_traits * np.float32(seen.trait_scale) / share, rate, self.n_steps, at)
        for part, change in changes:
            part.step(np.asarray(change / share, np.float32), rate, self.n_steps)
        self._step_table(slope)

    def _below(self, number: int, slope: Array) -> tuple[Array, list[tuple[Part, Array]]]:
        """Return the slope by what a convolution saw, and the slopes by its weights."""
        around, answer, mask = self.seen.layers[number]
        inner = slope * mask * (answer > 0)
        back = inner @ self.weights[number].now.T
        width, at, step = back.shape[1] // 3, self.seen.at, self.steps[number]
        spread = np.zeros((int(at[-1]) + 1 + max(self.steps), width), np.float32)
        spread[at - step] += back[:, :width]
        spread[at] += back[:, width : 2 * width]
        spread[at + step] += back[:, 2 * width :]
        down = spread[at] + slope if number else spread[at]
        return down, [(self.weights[number], around.T @ inner), (self.biases[number], inner.sum(axis=0))]

    def _step_table(self, slope: Array) -> None:
        used = self.seen.features
        at, inverse = np.unique(used.ravel(), return_inverse=True)
        spread = np.repeat(slope, used.shape[1], axis=0)
        change = np.stack([np.bincount(inverse, spread[:, k], len(at)) for k in range(self.labels)], axis=1)
        change = change.astype(np.float32) + np.float32(TABLE_DECAY) * self.table[at]
        self.energy[at] += change * change
        self.table[at] -= np.float32(TABLE_RATE) / np.sqrt(self.energy[at]) * change

    def stored(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return the weights as `newsdesk.annotate.nets.net_of` reads them, for vectors as the parser gives them."""
        first = self.first.now.reshape(-1, len(self.mean), len(self.hidden.now))
        hidden = self.hidden.now - sum((self.mean / self.spread) @ slot for slot in first)
        table, scale = packed(self.table)
        traits, trait_scale = packed(self.traits.now)
        half: dict[str, Array] = {"first": first / self.spread[None, :, None]}
        half |= {f"weights{k}": part.now for k, part in enumerate(self.weights)}
        whole: dict[str, npt.ArrayLike] = {
            "hidden": hidden, "absent": self.mean, "near": self.near.now, "far": self.far.now, "bias": self.bias.now,
            "transitions": self.transitions.now, "ends": self.ends.now, "steps": np.array(self.steps), "scale": scale,
            "trait_scale": trait_scale, **{f"bias{k}": part.now for k, part in enumerate(self.biases)},
        }  # fmt: skip
        kept: dict[str, npt.NDArray[np.generic]] = {"table": table, "traits": traits}
        kept |= {key: np.asarray(value, np.float16) for key, value in half.items()}
        kept |= {key: np.asarray(value, np.float32) for key, value in whole.items()}
        return {f"{name}_{key}": value for key, value in kept.items()}


def packed(weights: Array) -> tuple[npt.NDArray[np.int8], np.float32]:
    """Store weights as small numbers with one scale; the few largest are clipped."""
    scale = np.float32(np.quantile(np.abs(weights[weights != 0]), 0.9999) / LEVELS)
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def summed(rows: npt.NDArray[np.int32], slope: Array) -> tuple[Ints, Array]:
    """Sum the slope over all uses of each row of a table; return the rows used and their sums."""
    flat = rows.ravel()
    order = np.argsort(flat, kind="stable")
    ranked = flat[order]
    first = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1]))
    return ranked[first].astype(np.int64), np.add.reduceat(slope[order // rows.shape[1]], first, axis=0)


def batches(chance: np.random.Generator, sizes: Ints, chosen: Ints) -> Iterator[Ints]:
    """Yield the chosen sequences in random batches of like length."""
    order = chance.permutation(chosen)
    cut: list[Ints] = []
    for low in range(0, len(order), 4 * CUTS * BATCH):
        part = order[low : low + 4 * CUTS * BATCH]
        part = part[np.argsort(sizes[part], kind="stable")]
        cut += [part[k : k + BATCH] for k in range(0, len(part), BATCH)]
    for number in chance.permutation(len(cut)).tolist():
        yield cut[number]


def fit(net: Net, given: Sequences, chosen: Ints, epochs: int, *, chained: bool) -> None:
    """Fit a net; its weights at the end are the means over the epochs of the second half."""
    n_batches, done = epochs * -(-len(chosen) // BATCH), 0
    parts, n_kept = net.parts(), epochs - epochs // 2
    total = [np.zeros_like(part.now) for part in parts]
    table = np.zeros_like(net.table)
    for epoch in range(epochs):
        loss, began = 0.0, time.perf_counter()
        for batch in batches(net.chance, given.sizes, chosen):
            rate = RATE * (1 - 0.95 * done / n_batches)
            raw, labels = net.forward(given, batch, training=True), given.labels[given.rows(batch)].astype(np.int64)
            cost, *slopes = chain_loss(net, raw, given.sizes[batch], labels) if chained else row_loss(net, raw, labels)
            net.backward(slopes[0], slopes[1], slopes[2], len(batch), rate)
            loss, done = loss + cost, done + 1
        if epoch >= epochs // 2:
            table += net.table / n_kept
            total = [mean + part.now / np.float32(n_kept) for mean, part in zip(total, parts, strict=True)]
        print(f"epoch {epoch} loss {loss / len(chosen):.4f}, {time.perf_counter() - began:.0f} s", flush=True)
    net.table = table
    for part, mean in zip(parts, total, strict=True):
        part.now = mean


def row_loss(net: Net, raw: Array, labels: Ints) -> tuple[float, Array, Array, Array]:
    """Return the loss of rows that are labelled each for itself, and its slopes."""
    chances = np.exp(raw - raw.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    at = np.arange(len(labels))
    loss = -float(np.log(chances[at, labels] + 1e-9).sum())
    chances[at, labels] -= 1
    return loss, chances, np.zeros_like(net.transitions.now), np.zeros_like(net.ends.now)


def chain_loss(net: Net, raw: Array, sizes: Ints, labels: Ints) -> tuple[float, Array, Array, Array]:
    """Return the loss of whole sequences of labels, and its slopes by raw score, transition and end."""
    inside = np.arange(int(sizes.max()))[None] < sizes[:, None]
    padded = np.zeros((*inside.shape, net.labels))
    padded[inside] = raw
    highest = padded.max(axis=2, keepdims=True)
    moves, ends = np.exp(net.transitions.now.astype(np.float64)), np.exp(net.ends.now.astype(np.float64))
    log_total, shares, between = forward_backward(np.exp(padded - highest), inside, moves, ends)
    last = np.cumsum(sizes) - 1
    first, at = last - sizes + 1, np.arange(len(labels))
    joined = np.setdiff1d(at, last)
    slope = shares[inside]
    of_ends = np.stack([slope[first].sum(axis=0), slope[last].sum(axis=0)])
    right = float(raw[at, labels].sum() + net.transitions.now[labels[joined], labels[joined + 1]].sum())
    right += float(net.ends.now[0][labels[first]].sum() + net.ends.now[1][labels[last]].sum())
    slope[at, labels] -= 1
    np.add.at(between, (labels[joined], labels[joined + 1]), -1)
    np.add.at(of_ends, (np.repeat([0, 1], len(sizes)), np.append(labels[first], labels[last])), -1)
    loss = float(log_total + highest[inside].sum()) - right
    return loss, slope.astype(np.float32), between.astype(np.float32), of_ends.astype(np.float32)


Doubles: TypeAlias = npt.NDArray[np.float64]


def forward_backward(
    weight: Doubles, inside: npt.NDArray[np.bool_], moves: Doubles, ends: Doubles
) -> tuple[float, Doubles, Doubles]:
    """Return the log of the sum over all label sequences, the share of each label at each row, and of each move."""
    n, longest, labels = weight.shape
    ahead, scale = np.zeros_like(weight), np.ones((n, longest))
    for k in range(longest):
        now = (ahead[:, k - 1] @ moves) * weight[:, k] if k else weight[:, 0] * ends[0]
        now = np.where(inside[:, k, None], now, ahead[:, k - 1])
        scale[:, k] = np.where(inside[:, k], now.sum(axis=1), 1)
        ahead[:, k] = now / scale[:, k, None]
    final = (ahead[:, -1] * ends[1]).sum(axis=1)
    behind = ends[1] / final[:, None]
    shares, between = np.zeros_like(weight), np.zeros((labels, labels))
    for k in reversed(range(longest)):
        shares[:, k] = ahead[:, k] * behind
        if k:
            part = np.where(inside[:, k, None], weight[:, k] * behind / scale[:, k, None], 0)
            between += moves * (ahead[:, k - 1].T @ part)
            behind = np.where(inside[:, k, None], part @ moves.T, behind)
    return float(np.log(scale).sum() + np.log(final).sum()), shares, between
