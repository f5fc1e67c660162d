"""Learn the weights of the statement models from an attribution corpus, and write them as numbers.

    python scripts/train_statements.py CORPUS.jsonl src/newsdesk/annotate/en/data/statements.npz

The corpus has a line per document: `text` and `rel`, a list of `{"source", "cue", "content"}` with lists of offsets.
What is written holds no words: for each of two models a table of small integers, indexed by hashes, and the weights of
a small net over the parser's vectors.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.features import CueRows, cue_features, cue_slots, role_features, role_slots
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.linear import rows_of
from newsdesk.annotate.marks import find_quotations
from newsdesk.annotate.passages import make_passages
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.text import Span

Table = npt.NDArray[np.int32]
Vectors = npt.NDArray[np.float32]
BATCH = 512
DROP = 0.2
"""Share of the hidden layer left out of each batch at random."""
LINE = re.compile(r"[^\n]+")


def read_tokens(text: str) -> Tokens:
    """Parse a whole document as the stage does, every passage of it."""
    blocks = [Span(line.start(), line.end()) for line in LINE.finditer(text)]
    quotations = find_quotations(text, blocks)
    sentences = split_sentences(text, blocks, lexicon().abbreviations)
    groups = make_passages(sentences, quotations)
    passages = [Span(sentences[first][0].start, sentences[last - 1][0].end) for first, last in groups]
    return Tokens(parse_passages(text, passages, [sentence for sentence, _ in sentences]), quotations)


def tokens_in(tokens: Tokens, spans: Sequence[Sequence[int]]) -> npt.NDArray[np.bool_]:
    """Mark the tokens that overlap any of the spans."""
    hit = np.zeros(len(tokens.parse), bool)
    for start, end in spans:
        hit |= (tokens.parse.start < end) & (tokens.parse.end > start)
    return hit


def head_of(tokens: Tokens, hit: npt.NDArray[np.bool_]) -> int:
    """Return the token of a cue that governs the others; -1 when the cue covers no token."""
    at = np.flatnonzero(hit)
    if not len(at):
        return -1
    free = [k for k in at.tolist() if not hit[tokens.parse.head[k]] or tokens.parse.head[k] == k]
    return max(free, key=lambda k: tokens.right[k] - tokens.left[k])


def gold_of(tokens: Tokens, rel: Sequence[dict[str, list[list[int]]]]) -> dict[int, npt.NDArray[np.int8]]:
    """Return for each cue head the label of every token: 0 other, 1 source, 2 cue, 3 content."""
    gold: dict[int, npt.NDArray[np.int8]] = {}
    for relation in rel:
        head = head_of(tokens, tokens_in(tokens, relation["cue"]))
        if head < 0 or not relation["content"]:
            continue
        labels = gold.setdefault(head, np.zeros(len(tokens.parse), np.int8))
        for label, role in ((3, "content"), (1, "source"), (2, "cue")):
            labels[tokens_in(tokens, relation[role])] = label
    return gold


class Example(NamedTuple):
    """What one model is to learn: rows of hashed features, whose vectors go with each, and the right labels."""

    rows: Table
    slots: Table
    labels: npt.NDArray[np.int8]


def examples(path: Path, bits: int) -> Iterator[tuple[Example, Example, Vectors, list[int]]]:
    """Yield for each document what both models are to learn, the vectors, and the sizes of the cues' passages."""
    for line in path.open(encoding="utf-8"):
        document = json.loads(line)
        tokens = read_tokens(document["text"])
        gold = gold_of(tokens, document["rel"])
        heads = np.array(sorted(gold), np.int64)
        is_cue = np.zeros(len(tokens.parse), np.int8)
        is_cue[heads] = 1
        rows = CueRows(tokens, heads)
        bounds = zip(heads.tolist(), rows.offsets[:-1], rows.offsets[1:], strict=True)
        roles = np.concatenate([gold[c][rows.token[a:b]] for c, a, b in bounds] or [np.zeros(0, np.int8)])
        of_cues = rows_of(cue_features(tokens), bits).astype(np.int32)
        of_roles = rows_of(role_features(tokens, rows), bits).astype(np.int32)
        yield (
            Example(of_cues, cue_slots(tokens).astype(np.int32), is_cue),
            Example(of_roles, role_slots(rows).astype(np.int32), roles),
            tokens.parse.vectors, rows.sizes.tolist(),
        )  # fmt: skip


def joined(parts: Sequence[Example], starts: Sequence[int]) -> Example:
    """Put the examples of all documents in one row; `starts` are the places of their first vectors."""
    slots = [np.where(part.slots < 0, -1, part.slots + start) for part, start in zip(parts, starts, strict=True)]
    return Example(
        np.concatenate([part.rows for part in parts]),
        np.concatenate(slots),
        np.concatenate([part.labels for part in parts]),
    )


class Net:
    """One hidden layer over vectors, fitted by Adam (Kingma and Ba, 2015) with a rate that falls to a tenth."""

    def __init__(self, vectors: Vectors, n_slots: int, hidden: int, classes: int, n_steps: int) -> None:
        self.chance = np.random.default_rng(7)
        self.mean, self.spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        self.known = np.concatenate([(vectors - self.mean) / self.spread, np.zeros((1, vectors.shape[1]))], dtype="f4")
        width = vectors.shape[1] * n_slots
        first = self.chance.standard_normal((width, hidden)) / np.sqrt(width)
        self.parts = [first.astype("f4"), np.zeros(hidden, "f4"), np.zeros((hidden, classes), "f4")]
        self.pace, self.size = [np.zeros_like(p) for p in self.parts], [np.zeros_like(p) for p in self.parts]
        self.step, self.n_steps = 0, n_steps

    def forward(self, slots: Table) -> Vectors:
        """Return the raw scores of a batch, with a fifth of the hidden layer left out at random."""
        self.seen = self.known[slots].reshape(len(slots), -1)
        self.kept = (self.chance.random((len(slots), len(self.parts[1])), dtype=np.float32) > DROP).astype(
            "f4"
        ) / np.float32(1 - DROP)
        self.hidden = np.maximum(self.seen @ self.parts[0] + self.parts[1], 0) * self.kept
        return self.hidden @ self.parts[2]

    def backward(self, slope: Vectors) -> None:
        """Take a step against the slope of the loss by the scores last given."""
        below = (slope @ self.parts[2].T) * (self.hidden > 0) * self.kept
        slopes = [self.seen.T @ below, below.sum(axis=0), self.hidden.T @ slope]
        rate = 1e-3 * (1 - 0.9 * self.step / self.n_steps)
        self.step += 1
        for at, raw in enumerate(slopes):
            change = raw / len(slope)
            self.pace[at] += 0.1 * (change - self.pace[at])
            self.size[at] += 0.001 * (change**2 - self.size[at])
            pace, size = self.pace[at] / (1 - 0.9**self.step), self.size[at] / (1 - 0.999**self.step)
            decay = 1e-4 * self.parts[at] if self.parts[at].ndim > 1 else 0
            self.parts[at] -= np.float32(rate) * (pace / (np.sqrt(size) + 1e-8) + decay)

    def table(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        """Return the weights as they are stored, for vectors as the parser gives them."""
        first = self.parts[0].reshape(-1, len(self.mean), len(self.parts[1]))
        bias = self.parts[1] - sum((self.mean / self.spread) @ slot for slot in first)
        return {
            f"{name}_first": (first / self.spread[None, :, None]).astype(np.float16),
            f"{name}_hidden": bias.astype(np.float32),
            f"{name}_second": self.parts[2],
            f"{name}_absent": self.mean.astype(np.float32),
        }


def train(
    given: Example, classes: int, bits: int, epochs: int, net: Net, *, l2: float = 3e-5, drop: float = 0.5
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Fit a multinomial logistic regression by AdaGrad (Duchi et al., 2011), and the net with it; return both's scores.

    `drop` is the share of templates left out of each batch at random, against features that explain too much alone.
    Returned are the averaged weights and the bias of the regression.
    """
    rows, labels, chance = given.rows, given.labels, net.chance
    weights = np.zeros((1 << bits, classes), np.float32)
    energy, total = np.full_like(weights, 1e-3), np.zeros_like(weights)
    bias = np.log((np.bincount(labels, minlength=classes) + 1) / (len(labels) + classes)).astype(np.float32)
    n_kept = round(rows.shape[1] * (1 - drop))
    for epoch in range(epochs):
        loss = 0.0
        order = chance.permutation(len(labels))
        for low in range(0, len(order), BATCH):
            batch = order[low : low + BATCH]
            used = rows[batch][:, chance.permutation(rows.shape[1])[:n_kept]]
            raw = weights[used].sum(axis=1) * np.float32(rows.shape[1] / n_kept) + bias
            slope, batch_loss = slope_of(raw + net.forward(given.slots[batch]), labels[batch])
            net.backward(slope)
            unique, inverse = np.unique(used.ravel(), return_inverse=True)
            spread = np.repeat(slope, n_kept, axis=0)
            change = np.stack([np.bincount(inverse, spread[:, k], len(unique)) for k in range(classes)], axis=1)
            change = change.astype(np.float32) + l2 * weights[unique]
            energy[unique] += change * change
            weights[unique] -= 0.1 / np.sqrt(energy[unique]) * change
            loss += batch_loss
        if epoch >= epochs // 2:
            total += weights / (epochs - epochs // 2)
        print(f"epoch {epoch} loss {loss / len(order):.4f}", flush=True)
    return total, bias


def slope_of(raw: Vectors, truth: npt.NDArray[np.int8]) -> tuple[Vectors, float]:
    """Return the slope of a batch's loss by raw score, and the loss."""
    chances = np.exp(raw - raw.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    at = np.arange(len(truth))
    loss = -float(np.log(chances[at, truth] + 1e-9).sum())
    chances[at, truth] -= 1
    return chances, loss


def transitions_of(labels: npt.NDArray[np.int8], sizes: Sequence[int]) -> npt.NDArray[np.float32]:
    """Count how labels follow each other, as log-probabilities less the prior of the second."""
    counts = np.full((4, 4), 0.5)
    at = 0
    for size in sizes:
        np.add.at(counts, (labels[at : at + size - 1], labels[at + 1 : at + size]), 1)
        at += size
    prior = counts.sum(axis=0) / counts.sum()
    return np.asarray(np.log(counts / counts.sum(axis=1, keepdims=True)) - np.log(prior), dtype=np.float32)


def packed(weights: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], np.float32]:
    """Store weights as bytes with one scale; the few largest are clipped."""
    scale = np.float32(np.quantile(np.abs(weights[weights != 0]), 0.9999) / 127)
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--bits", type=int, default=18)
    options = parser.parse_args()
    parts = list(examples(options.corpus, options.bits))
    vectors = np.concatenate([part[2] for part in parts])
    starts = np.cumsum([0, *(len(part[2]) for part in parts[:-1])]).tolist()
    sizes = [size for part in parts for size in part[3]]
    print(f"{len(parts)} documents read, {len(vectors)} tokens, {len(sizes)} cues", flush=True)
    stored: dict[str, npt.NDArray[np.generic] | np.generic] = {}
    for name, at, classes, epochs, hidden in (("cue", 0, 2, 4, 64), ("role", 1, 4, 5, 96)):
        given = joined([part[at] for part in parts], starts)
        n_steps = epochs * (1 + len(given.labels) // BATCH)
        net = Net(vectors, given.slots.shape[1], hidden, classes, n_steps)
        weights, bias = train(given, classes, options.bits, epochs, net)
        bytes_, scale = packed(weights)
        stored |= {name: bytes_, f"{name}_scale": scale, f"{name}_bias": bias, **net.table(name)}
    stored["transitions"] = transitions_of(given.labels, sizes)
    # The stubs take any keyword for `allow_pickle`.
    np.savez_compressed(options.target, **stored)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
