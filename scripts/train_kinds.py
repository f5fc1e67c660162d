"""Learn the weights that judge what a name names, and write them as numbers.

    python scripts/train_kinds.py ENTITIES.jsonl NAMES.jsonl src/newsdesk/annotate/en/data/kinds.npz

Both corpora have a line per document or sentence: `id`, `text` and `ann`, a list of `{"start", "end", "type"}`.
ENTITIES marks every phrase for an entity, nested (`person`, `organization`, `place` and others). NAMES marks names
(PER, ORG, LOC), a sentence a line, with ids that are the document's and four digits.
What is written holds no words: a column of weights and a bias for each kind.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.casing import recased
from newsdesk.annotate.en.judging import CLASSES, features_of, names_of
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.names import ruled_names
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.annotate.marks import find_quotations
from newsdesk.annotate.passages import make_passages
from newsdesk.annotate.places import find_candidates
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

Rows = npt.NDArray[np.float32]
Gold = Sequence[dict[str, Any]]
LINE = re.compile(r"[^\n]+")
PENALTY = 500.0
"""Half of the weight of the squares of the weights: few texts, many features."""
STEPS = 600
OTHER = len(CLASSES) - 1
NAMES = {"PER": 0, "ORG": 1, "LOC": 2}
ENTITIES = {"person": 0, "organization": 1, "place": 2}
MODIFIED = re.compile(r",|\bof\b|\bin\b|\bfor\b|['’]s? |[A-Z]\w+ and |[A-Z]\w+\s*$")
"""What shows, before a name that ends a phrase, that the phrase is not what the name names."""
BEHIND = re.compile(r"\s*,|\s+(?:in|of|at|who|which|that|from|and)\b|\s*\(|['’]s?$")


def of_names(text: str, gold: Gold, span: Span) -> int | None:
    """Return the class of a name by annotated names; None where it overlaps one with other ends."""
    overlapping = [mark for mark in gold if mark["start"] < span.end and span.start < mark["end"]]
    for mark in overlapping:
        if (mark["start"], mark["end"]) == (span.start, span.end):
            return NAMES.get(mark["type"], OTHER)
    return None if overlapping else OTHER


def of_entities(text: str, gold: Gold, span: Span) -> int | None:
    """Return the class of a name by the smallest annotated phrase that is about what the name names."""
    about = []
    for mark in gold:
        if not mark["start"] <= span.start < span.end <= mark["end"]:
            continue
        before, behind = text[mark["start"] : span.start].strip(), text[span.end : mark["end"]]
        alone = before.lower() in {"", "the", "a", "an"}
        ends = not behind.strip(" .,\"”'’s")
        if (alone and BEHIND.match(behind)) or (ends and (alone or not MODIFIED.search(f"{before} "))):
            about.append(mark)
    if not about:
        return None
    kind = ENTITIES.get(min(about, key=lambda mark: mark["end"] - mark["start"])["type"], OTHER)
    return OTHER if kind == 0 and place_of(span.of(text)) else kind


def examples(text: str, gold: Gold, told: Callable[[str, Gold, Span], int | None]) -> Iterator[tuple[Rows, int, float]]:
    """Yield features, class and weight of each distinct name that the rules find in a document."""
    words, places = lexicon(), gazetteer()
    blocks = [Span(*line.span()) for line in LINE.finditer(text)]
    quotations = find_quotations(text, blocks)
    sentences = split_sentences(text, blocks, words.abbreviations)
    spans = [span for span, _ in sentences]
    plain = recased(text, spans, frozenset(), words, places)
    groups = make_passages(sentences, quotations)
    passages = [Span(spans[first].start, spans[last - 1].end) for first, last in groups]
    parse = parse_passages(plain, passages, spans)
    found, votes = ruled_names(plain, parse, find_candidates(plain, spans, places), words, places)
    for (name, kind), mentions in names_of(plain, found).items():
        classes = Counter(one for one in (told(plain, gold, span) for span in mentions) if one is not None)
        if classes and kind in {*CLASSES, NameKind.WORK, NameKind.EVENT}:
            row = features_of(plain, name, kind, mentions, votes, parse, words, places)
            yield row, classes.most_common(1)[0][0], len(mentions) ** 0.5


def documents(path: Path) -> Iterator[tuple[str, Gold]]:
    """Yield text and marks of each document; sentences of one document are joined by line breaks."""
    joined: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        key = re.sub(r"-\d{4}$", "", row["id"])
        text, marks = joined.setdefault(key, ("", []))
        at = len(text) + (1 if text else 0)
        marks += [mark | {"start": mark["start"] + at, "end": mark["end"] + at} for mark in row["ann"]]
        joined[key] = (f"{text}\n{row['text']}" if text else row["text"], marks)
    yield from joined.values()


def fit(rows: Rows, classes: npt.NDArray[np.int64], weight: Rows) -> tuple[Rows, Rows]:
    """Return weights and bias of a multinomial logistic regression, fitted by Nesterov's gradient descent (1983)."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    scaled = np.where(spread > 1e-6, (rows - mean) / np.maximum(spread, 1e-6), 0)
    x = np.concatenate([scaled, np.ones((len(rows), 1))], axis=1)
    goal = np.eye(len(CLASSES))[classes]
    w = ahead = np.zeros((x.shape[1], len(CLASSES)))
    keep = np.append(np.full(x.shape[1] - 1, PENALTY), 1e-3)[:, None]
    # The greatest curvature of the loss bounds the step.
    rate = 1 / (0.5 * np.linalg.norm(x * np.sqrt(weight)[:, None], 2) ** 2 + PENALTY)
    for step in range(STEPS):
        raw = x @ ahead
        chance = np.exp(raw - raw.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        slope = x.T @ ((chance - goal) * weight[:, None]) + keep * ahead
        before, w = w, ahead - rate * slope
        ahead = w + step / (step + 3) * (w - before)
    weights = np.where(spread[:, None] > 1e-6, w[:-1] / np.maximum(spread, 1e-6)[:, None], 0)
    return weights.astype(np.float32), (w[-1] - mean @ weights).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entities", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    found = [
        example
        for path, told in ((options.entities, of_entities), (options.names, of_names))
        for text, gold in documents(path)
        for example in examples(text, gold, told)
    ]
    rows = np.stack([row for row, _, _ in found])
    classes = np.array([one for _, one, _ in found])
    weight = np.array([many for _, _, many in found], np.float32)
    weights, bias = fit(rows, classes, weight)
    right = (weights.T @ rows.T + bias[:, None]).argmax(axis=0) == classes
    print(f"{len(found)} names, {rows.shape[1]} features; {right.mean():.3f} of what was learnt from fits", flush=True)
    # The stubs take any keyword for `allow_pickle`.
    np.savez_compressed(options.target, weights=weights, bias=bias)


if __name__ == "__main__":
    main()
