"""Learn what cluster's decision weighs: `python scripts/train_cluster.py SHARED` writes its two data files.

`SHARED` is the folder with the exams. `english.tsv` gives how often common words stand in news, from the sets marked
*train*; `weights.json` the logistic regression. Training goes twice through every stream of stories: first as if all
earlier decisions had been right, then after the decisions of the first model, so that it learns to live with its own
mistakes. `--held-out` trains on one half of the topics and measures on the other instead, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.cluster import STREAMS, b_cubed, read_stream

from newsdesk.cluster.candidates import FEATURES, find_candidates
from newsdesk.cluster.clusterer import MAX_AGE, MAX_REPORTS
from newsdesk.cluster.decision import Model, TieWeights, Weights, load_prior, make_model
from newsdesk.cluster.likeness import Comparer
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import pieces, words_of
from newsdesk.cluster.traits import Reader, Traits

DATA = Path(__file__).parent.parent / "src" / "newsdesk" / "cluster" / "data"
BACKGROUND = ("quotes/polnear.train.jsonl", "names/gum-entities.jsonl", "names/wikigold.jsonl")
LEAST_TEXTS = 8
PENALTY = 40.0
JOIN_FROM, MERGE_FROM = 0.43, 0.75
TIES = TieWeights(name=2.0, least=0.5, most=4.0, hours=48.0, post=3.0, quoted=4.0, linked=2.0)
"""Set by hand, see `newsdesk.cluster.decision`; `evals/cluster.py` holds the sets with annotations to floors."""


@dataclass
class Lesson:
    """What was measured in one stream: rows of features, whether they belong together, and the gold topic."""

    features: np.ndarray
    labels: np.ndarray
    topics: list[str]


def background(exams: Path) -> str:
    """Return the lines of `english.tsv`: word, tab, share of texts. Words that are names are left out."""
    counts: Counter[str] = Counter()
    n_texts = 0
    for name in BACKGROUND:
        for line in (exams / name).open(encoding="utf-8"):
            words = {word for word in words_of(json.loads(line)["text"]) if word.islower() and word not in STOPWORDS}
            counts.update({piece for word in words for piece in pieces(word) if len(piece) > 1})
            n_texts += 1
    kept = sorted(word for word, count in counts.items() if count >= LEAST_TEXTS and word.isalpha())
    return "".join(f"{word}\t{counts[word] / n_texts:.4f}\n" for word in kept)


def walk(stream: list[tuple[Traits, str]], model: Model | None) -> tuple[Lesson, list[str]]:
    """Go through a stream placing reports as the model decides (None: as gold has it); return what was seen."""
    memory = Memory(load_prior(), MAX_REPORTS, MAX_AGE)
    comparer = Comparer(memory)
    members: dict[str, Counter[str]] = defaultdict(Counter)
    rows, labels, topics, placed = [], [], [], []
    for i, (traits, gold) in enumerate(stream):
        found = find_candidates(memory, comparer, traits, [])
        story_id = f"gold-{gold}" if model is None else f"story-{i}"
        if found is not None:
            rows.append(found.features)
            for story in found.stories:
                labels.append(members[story.id][gold] / members[story.id].total())
                topics.append(gold)
            if model is not None:
                likely = model.probability(found.features, found.ties)
                best = int(likely.argmax())
                if likely[best] >= model.join_from:
                    story_id = found.stories[best].id
        memory.add(traits, story_id, edited=False, original=True)
        members[story_id][gold] += 1
        placed.append(story_id)
    return Lesson(np.vstack(rows), np.array(labels) > 0.5, topics), placed


def fit(lessons: list[Lesson]) -> Weights:
    """Fit the regression; each stream weighs as much as any other of its size class."""
    x = np.vstack([lesson.features for lesson in lessons])
    y = np.concatenate([lesson.labels for lesson in lessons]).astype(float)
    weight = np.concatenate(
        [np.full(len(one.labels), 5000 * min(1.0, len(one.labels) / 3000) / len(one.labels)) for one in lessons]
    )
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = np.clip((x - mean) / scale, -4, 4)
    first, second = np.triu_indices(len(FEATURES))
    design = np.column_stack((np.ones(len(z)), z, z[:, first] * z[:, second]))
    spread = np.concatenate(([1.0], design[:, 1:].std(axis=0) + 1e-6))
    beta = newton(design / spread, y, weight) / spread
    n = len(FEATURES)
    products = np.zeros((n, n))
    products[first, second] = beta[n + 1 :]
    products = (products + products.T) / 2

    def listed(array: np.ndarray) -> tuple[float, ...]:
        return tuple(np.round(array, 5).tolist())

    return Weights(
        features=FEATURES,
        mean=listed(mean),
        scale=listed(scale),
        bias=round(float(beta[0]), 5),
        linear=listed(beta[1 : n + 1]),
        products=tuple(listed(row) for row in products),
        join_from=JOIN_FROM,
        merge_from=MERGE_FROM,
        ties=TIES,
    )


def newton(design: np.ndarray, y: np.ndarray, weight: np.ndarray, steps: int = 30) -> np.ndarray:
    """Maximise the penalised likelihood by Newton's method."""
    beta = np.zeros(design.shape[1])
    ridge = np.full(design.shape[1], PENALTY)
    ridge[0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weight * (y - p)) - ridge * beta
        hessian = (design * (weight * np.maximum(p * (1 - p), 1e-6))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        size = np.abs(step).max()
        beta += step * min(1.0, 2.0 / size)
        if size < 1e-5:
            break
    return beta


def learn(streams: list[list[tuple[Traits, str]]]) -> Weights:
    """Train on the streams, three times round."""
    lessons = [walk(stream, None)[0] for stream in streams]
    weights = fit(lessons)
    for _ in range(2):
        lessons += [walk(stream, make_model(weights))[0] for stream in streams]
        weights = fit(lessons)
    return weights


def half(stream: list[tuple[Traits, str]], parity: int) -> list[tuple[Traits, str]]:
    """The reports of every second topic."""
    return [(traits, gold) for traits, gold in stream if crc32(gold.encode()) % 2 == parity]


def measure(streams: dict[str, list[tuple[Traits, str]]], weights: Weights) -> None:
    """Print B-cubed precision, recall and F for several thresholds, merges apart."""
    for join_from in (0.4, 0.43, 0.5):
        model = make_model(msgspec.structs.replace(weights, join_from=join_from))
        for name, stream in streams.items():
            figures = b_cubed([gold for _, gold in stream], walk(stream, model)[1])
            print(f"{join_from} {name:16}" + " ".join(f"{100 * value:.1f}" for value in figures), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    exams = arguments.shared / "exams"
    if not arguments.held_out:
        (DATA / "english.tsv").write_text(background(exams), "utf-8")
    reader = Reader()
    streams = {
        name: [(reader.read(report), gold) for report, gold in read_stream(exams, name)] for name in (*STREAMS, "basil")
    }
    if arguments.held_out:
        for parity in (0, 1):
            weights = learn([half(stream, 1 - parity) for stream in streams.values()])
            measure({name: half(stream, parity) for name, stream in streams.items()}, weights)
        return
    weights = learn(list(streams.values()))
    (DATA / "weights.json").write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1))
    measure(streams, weights)


if __name__ == "__main__":
    main()
