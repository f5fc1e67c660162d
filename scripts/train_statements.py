"""Learn the weights of the statement models from an attribution corpus, and write them as numbers.

    python scripts/train_statements.py CORPUS.jsonl src/newsdesk/annotate/en/data/statements.npz

The corpus has a line per document: `text` and `rel`, a list of `{"source", "cue", "content"}` with lists of offsets.
What is written holds no words: two tables of small integers, indexed by hashes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.features import CueRows, cue_features, role_features
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.linear import rows_of
from newsdesk.annotate.marks import find_quotations
from newsdesk.annotate.passages import make_passages
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.text import Span

Table = npt.NDArray[np.int32]
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


def examples(
    path: Path, bits: int
) -> Iterator[tuple[Table, npt.NDArray[np.int8], Table, npt.NDArray[np.int8], list[int]]]:
    """Yield for each document the rows and labels of both models, and the sizes of the cues' passages."""
    for line in path.open(encoding="utf-8"):
        document = json.loads(line)
        tokens = read_tokens(document["text"])
        gold = gold_of(tokens, document["rel"])
        heads = np.array(sorted(gold), np.int64)
        is_cue = np.zeros(len(tokens.parse), np.int8)
        is_cue[heads] = 1
        rows = CueRows(tokens, heads)
        roles = (
            np.concatenate(
                [
                    gold[c][rows.token[a:b]]
                    for c, a, b in zip(heads.tolist(), rows.offsets[:-1], rows.offsets[1:], strict=True)
                ]
            )
            if len(heads)
            else np.zeros(0, np.int8)
        )
        yield (
            rows_of(cue_features(tokens), bits).astype(np.int32), is_cue,
            rows_of(role_features(tokens, rows), bits).astype(np.int32), roles, rows.sizes.tolist(),
        )  # fmt: skip


def train(
    rows: Table, labels: npt.NDArray[np.int8], classes: int, bits: int, epochs: int, l2: float, *, drop: float = 0.0
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Fit a multinomial logistic regression by AdaGrad (Duchi et al., 2011); return averaged weights and the bias.

    `drop` is the share of templates left out of each batch at random, against features that explain too much alone.
    """
    chance = np.random.default_rng(7)
    weights = np.zeros((1 << bits, classes), np.float32)
    energy = np.full((1 << bits, classes), 1e-3, np.float32)
    total = np.zeros_like(weights)
    bias = np.log((np.bincount(labels, minlength=classes) + 1) / (len(labels) + classes)).astype(np.float32)
    n_kept = round(rows.shape[1] * (1 - drop))
    for epoch in range(epochs):
        loss = 0.0
        order = chance.permutation(len(labels))
        for low in range(0, len(order), 512):
            batch = order[low : low + 512]
            used = rows[batch][:, chance.permutation(rows.shape[1])[:n_kept]]
            slope, batch_loss = slope_of(weights, bias, used, labels[batch], rows.shape[1] / n_kept)
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


def slope_of(
    weights: npt.NDArray[np.float32],
    bias: npt.NDArray[np.float32],
    used: Table,
    truth: npt.NDArray[np.int8],
    gain: float,
) -> tuple[npt.NDArray[np.float32], float]:
    """Return the gradient of a batch by row and class, and its loss."""
    raw = weights[used].sum(axis=1) * np.float32(gain) + bias
    raw -= raw.max(axis=1, keepdims=True)
    chances = np.exp(raw)
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
    parser.add_argument("--epochs", type=int, default=6)
    options = parser.parse_args()
    parts = list(examples(options.corpus, options.bits))
    print(f"{len(parts)} documents read", flush=True)
    cue_rows, cue_labels = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    role_rows, role_labels = np.concatenate([part[2] for part in parts]), np.concatenate([part[3] for part in parts])
    sizes = [size for part in parts for size in part[4]]
    print(cue_rows.shape, int(cue_labels.sum()), role_rows.shape, np.bincount(role_labels), flush=True)
    cue, cue_bias = train(cue_rows, cue_labels, 2, options.bits, options.epochs, 1e-5, drop=0.3)
    role, role_bias = train(role_rows, role_labels, 4, options.bits, options.epochs, 1e-5, drop=0.3)
    cue_bytes, cue_scale = packed(cue)
    role_bytes, role_scale = packed(role)
    np.savez_compressed(
        options.target, cue=cue_bytes, cue_scale=cue_scale, cue_bias=cue_bias, role=role_bytes, role_scale=role_scale,
        role_bias=role_bias, transitions=transitions_of(role_labels, sizes),
    )  # fmt: skip


if __name__ == "__main__":
    main()
