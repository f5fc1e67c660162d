"""Learn the weights of the statement models from an attribution corpus, and write them as numbers.

    python scripts/train_statements.py CORPUS.jsonl src/newsdesk/annotate/en/data/statements.npz

The corpus has a line per document: `text` and `rel`, a list of `{"source", "cue", "content"}` with lists of offsets.
What is written holds no words: for each net tables of small numbers, indexed by hashes, and its layers.

The first nets tell which tokens head a cue; the second label the passage of each head. `--held-out` learns without
every fourth document, for measuring on these. Four nets are trained, at about a quarter of a minute an epoch.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from sequence_net import Ints, Net, Sequences, Shape, fit

from newsdesk.annotate.en.features import (
    CUE_TRAITS,
    ROLE_TRAITS,
    CueRows,
    cue_features,
    cue_slots,
    cue_traits,
    role_features,
    role_slots,
    role_traits,
)
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.hashing import rows_of
from newsdesk.annotate.marks import find_quotations
from newsdesk.annotate.passages import make_passages
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.text import Span

BITS = 18
CUE = Shape(labels=2, traits=CUE_TRAITS, hidden=96, width=48, steps=(1, 2), bits=BITS)
ROLE = Shape(labels=4, traits=ROLE_TRAITS, hidden=96, width=64, steps=(1, 2, 4), bits=BITS)
EPOCHS, EPOCHS_OF_ROLE = 4, 6
SEEDS = (7, 8)
"""A net is learnt from each; their scores are averaged."""
Table: TypeAlias = npt.NDArray[np.int32]
LINE = re.compile(r"[^\n]+")


class Document(NamedTuple):
    """A parsed document, with the labels of every token by cue head: 0 other, 1 source, 2 cue, 3 content."""

    tokens: Tokens
    gold: dict[int, npt.NDArray[np.int8]]


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


def read_corpus(path: Path) -> Iterator[Document]:
    """Yield the documents of a corpus, parsed."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        tokens = read_tokens(row["text"])
        yield Document(tokens, gold_of(tokens, row["rel"]))


def table_of(features: Sequence[npt.NDArray[np.uint64]], traits: Ints, slots: Ints, start: int) -> list[Table]:
    """Return the hashed features, the slots among all vectors of the corpus, and the traits of some rows."""
    table = [rows_of(features, BITS), np.where(slots < 0, -1, slots + start), traits]
    return [part.astype(np.int32) for part in table]


def joined(parts: Sequence[tuple[list[Table], npt.NDArray[np.int8], Ints]]) -> Sequences:
    """Put what is to be learnt of all documents, each a table, labels and sizes, in one row."""
    tables = [np.concatenate([part[0][k] for part in parts]) for k in range(3)]
    documents = [np.full(len(part[2]), number) for number, part in enumerate(parts)]
    labels, sizes = np.concatenate([part[1] for part in parts]), np.concatenate([part[2] for part in parts])
    return Sequences(tables[0], tables[1], tables[2], labels, sizes, np.concatenate(documents))


def cue_sequences(documents: Sequence[Document]) -> Sequences:
    """Return the passages, with a mark at every head of a cue."""
    parts, start = [], 0
    for tokens, gold in documents:
        labels, sizes = np.zeros(len(tokens.parse), np.int8), np.bincount(tokens.parse.passage)
        labels[list(gold)] = 1
        parts.append((table_of(cue_features(tokens), cue_traits(tokens), cue_slots(tokens), start), labels, sizes))
        start += len(tokens.parse)
    return joined(parts)


def role_sequences(documents: Sequence[Document]) -> Sequences:
    """Return the passages as seen from every head of a cue in them."""
    parts, start = [], 0
    for tokens, gold in documents:
        heads = np.array(sorted(gold), np.int64)
        rows = CueRows(tokens, heads)
        bounds = zip(heads.tolist(), rows.offsets[:-1], rows.offsets[1:], strict=True)
        labels = [np.zeros(0, np.int8), *(gold[head][rows.token[low:high]] for head, low, high in bounds)]
        table = table_of(role_features(tokens, rows), role_traits(tokens, rows), role_slots(rows), start)
        parts.append((table, np.concatenate(labels), rows.sizes))
        start += len(tokens.parse)
    return joined(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    documents = list(read_corpus(options.corpus))
    vectors = np.concatenate([document.tokens.parse.vectors for document in documents])
    print(f"{len(documents)} documents read, {len(vectors)} tokens", flush=True)
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for name, given, shape, epochs in (
        ("cue", cue_sequences(documents), CUE, EPOCHS),
        ("role", role_sequences(documents), ROLE, EPOCHS_OF_ROLE),
    ):
        learn = np.flatnonzero((given.document % 4 > 0) | (not options.held_out))
        for number, seed in enumerate(SEEDS):
            net = Net(vectors, given.slots.shape[1], shape, seed)
            fit(net, given, learn, epochs, chained=name == "role")
            stored |= net.stored(f"{name}{number}")
    # The stubs take any keyword for `allow_pickle`.
    np.savez_compressed(options.target, **stored)


if __name__ == "__main__":
    main()
