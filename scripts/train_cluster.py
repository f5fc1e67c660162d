"""Learn what cluster's decision weighs: `python scripts/train_cluster.py SHARED` writes its two data files.

`SHARED` is the folder with the exams. `english.tsv` gives how often common words stand in news, from the sets marked
*train*; `weights.json` the boosted trees. Training goes through every stream of stories as if all earlier decisions had
been right, and then after the decisions of a first model, so that it learns to live with its own mistakes. Beside the
streams as they are it sees their texts cut to excerpts and crowded in time, and short streams from an empty memory:
what is near in time, or new to a young memory, must prove nothing. `--held-out` trains on each half of the topics,
measures the other half of the whole streams, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from boosted_trees import fit
from evals.cluster import STREAMS, read_stream

from newsdesk.cluster import Clusterer
from newsdesk.cluster.candidates import FEATURES, Candidates
from newsdesk.cluster.decision import Model, TieWeights, Weights, make_model
from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import pieces, words_of
from newsdesk.cluster.traits import Reader, Traits
from newsdesk.model.article import Basis, DateClaim
from newsdesk.model.outcome import Made
from newsdesk.model.story import Joining, Relation, Report

DATA = Path(__file__).parent.parent / "src" / "newsdesk" / "cluster" / "data"
BACKGROUND = ("quotes/polnear.train.jsonl", "names/gum-entities.jsonl", "names/wikigold.jsonl")
LEAST_TEXTS, MOST_DIGITS = 8, 3
JOIN_FROM, MERGE_FROM = 0.43, 0.75
START = datetime(2020, 1, 1, tzinfo=UTC)
N_EPISODES, EPISODE = 120, 45
"""Short streams from an empty memory, and how many reports each has at most."""
EXCERPTS = (0, 200, 400, 800, 3000)
FLAT = Weights(
    features=FEATURES, bias=0.0, asked=((0,),), above=((0.0,),), leaves=((0.0, 0.0),), join_from=1.0, merge_from=1.0,
    ties=TieWeights(name=0, least=0, most=0, hours=1, post=0, quoted=0, linked=0),
)  # fmt: skip
"""Decides nothing: for going through a stream before anything is learnt."""
TIES = TieWeights(name=2.5, least=0.5, most=4.0, hours=240.0, post=3.0, quoted=4.0, linked=2.0)
"""Set by hand, see `newsdesk.cluster.decision`; `evals/cluster.py` holds the sets with annotations to floors."""


Stream = list[tuple[Report, str]]
"""Reports in order of arrival, each with its gold topic."""


@dataclass
class Lesson:
    """What was measured in one stream: rows of features, whether they belong together, and the report's topic."""

    features: list[np.ndarray] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


class Remembering(Reader):
    """A reader that reads each report once."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[int, tuple[Report, Traits]] = {}

    def read(self, report: Report) -> Traits:
        if id(report) not in self._read:
            self._read[id(report)] = report, super().read(report)
        return self._read[id(report)][1]


class Pupil(Clusterer):
    """A clusterer that notes what it measured, and what gold says to it."""

    def __init__(self, model: Model, reader: Reader, gold: dict[str, str]) -> None:
        super().__init__(model=model)
        self._reader, self._gold, self.lesson = reader, gold, Lesson()

    def _find(self, traits: Traits) -> Candidates | None:
        found = super()._find(traits)
        if found is not None:
            own = self._gold[traits.version_id]
            held = self._memory.reports
            for story in found.stories:
                fits = sum(self._gold[held[number].traits.version_id] == own for number in story.numbers)
                self.lesson.labels.append(2 * fits > len(story.numbers))
                self.lesson.topics.append(own)
            self.lesson.features.append(found.features)
        return found

    def be_told(self, report: Report) -> None:
        """Measure a report, and place it where gold has it."""
        traits = self._reader.read(report)
        self._find(traits)
        story_id = f"gold-{self._gold[traits.version_id]}"
        joining = Joining(
            version_id=traits.version_id, article_id=traits.article_id, story_id=story_id, relation=Relation.JOIN,
            score=1.0, reason="", at=traits.at,
        )  # fmt: skip
        self._add(traits, joining)


def background(exams: Path) -> str:
    """Return the lines of `english.tsv`: word, tab, share of texts. Words that are names, and years, are left out."""
    counts: Counter[str] = Counter()
    n_texts = 0
    for name in BACKGROUND:
        for line in (exams / name).open(encoding="utf-8"):
            words = set(words_of(json.loads(line)["text"])) - STOPWORDS
            lower = {word for word in words if word.islower()}
            counts.update({piece for word in lower for piece in pieces(word) if len(piece) > 1})
            counts.update(word for word in words if word.isdecimal() and len(word) <= MOST_DIGITS)
            n_texts += 1
    kept = sorted(
        word for word, count in counts.items() if count >= LEAST_TEXTS and (word.isalpha() or word.isdecimal())
    )
    return "".join(f"{word}\t{counts[word] / n_texts:.4f}\n" for word in kept)


def walk(stream: Stream, model: Model | None, reader: Reader) -> tuple[Lesson, list[str]]:
    """Go through a stream placing reports as the model decides (None: as gold has it); return what was seen, and the
    stories."""
    pupil = Pupil(model or make_model(FLAT), reader, {report.version.id: gold for report, gold in stream})
    placed: list[str] = []
    leads: dict[str, str] = {}
    for report, gold in stream:
        if model is None:
            pupil.be_told(report)
            placed.append(gold)
            continue
        outcome = pupil.place(report)
        if isinstance(outcome, Made):
            placement = outcome.values[0]
            placed.append(placement.joining.story_id)
            leads.update({merge.from_id: merge.into_id for merge in placement.merges})
        else:
            placed.append(report.version.id)
    for i, story_id in enumerate(placed):
        while story_id in leads:
            story_id = leads[story_id]
        placed[i] = story_id
    return pupil.lesson, placed


def learn(lessons: Iterable[Lesson], parity: int | None = None) -> Weights:
    """Fit the trees on the rows whose topics have the parity (None: on all). Streams weigh by size, up to a limit."""
    features, labels, weights = [], [], []
    for lesson in lessons:
        kept = np.array([parity is None or parity_of(topic) == parity for topic in lesson.topics])
        features.append(np.vstack(lesson.features)[kept])
        labels.append(np.array(lesson.labels, float)[kept])
        weights.append(np.full(kept.sum(), 5000 * min(1.0, len(kept) / 3000) / len(kept)))
    trees = fit(np.vstack(features), np.concatenate(labels), np.concatenate(weights))

    def listed(array: np.ndarray, places: int) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(row) for row in np.round(array, places).tolist())

    return Weights(
        features=FEATURES,
        bias=round(trees.bias, 4),
        asked=tuple(tuple(row) for row in trees.asked.tolist()),
        above=listed(trees.above, 5),
        leaves=listed(trees.leaves, 4),
        join_from=JOIN_FROM,
        merge_from=MERGE_FROM,
        ties=TIES,
    )


def parity_of(topic: str) -> int:
    """Tell in which half of the topics one is."""
    return crc32(topic.encode()) % 2


def excerpt(report: Report, n_chars: int) -> Report:
    """The report with so many characters of its body."""
    version = report.version
    end = version.body_start + n_chars
    blocks = tuple(
        msgspec.structs.replace(block, span=msgspec.structs.replace(block.span, end=min(block.span.end, end)))
        for block in version.blocks
        if block.span.start < end
    )
    cut = msgspec.structs.replace(version, text=version.text[:end], blocks=blocks)
    return msgspec.structs.replace(report, version=cut)


def retimed(report: Report, minutes: float) -> Report:
    """The report as if it had come so many minutes after a fixed moment."""
    at = START + timedelta(minutes=minutes)
    claim = DateClaim(at=at, precision="second", basis=Basis.STATED, evidence="record")
    return msgspec.structs.replace(report, version=msgspec.structs.replace(report.version, published=claim, seen=at))


def crowded(stream: Stream, rng: random.Random) -> Stream:
    """The stream cut to excerpts, with 144 reports a day."""
    return [
        (retimed(excerpt(report, rng.choice(EXCERPTS)), 10 * (i + rng.random())), gold)
        for i, (report, gold) in enumerate(stream)
    ]


def episodes(streams: list[Stream], rng: random.Random) -> list[Stream]:
    """Short streams of a few topics in a mixed order, at several paces and lengths of text."""
    by_topic: list[dict[str, list[Report]]] = []
    for stream in streams:
        topics: dict[str, list[Report]] = defaultdict(list)
        for report, gold in stream:
            topics[gold].append(report)
        by_topic.append(topics)
    made = []
    for _ in range(N_EPISODES):
        topics = rng.choice(by_topic)
        chosen = rng.sample(sorted(topics), min(len(topics), rng.randint(3, 12)))
        items = [(one, gold) for gold in chosen for one in rng.sample(topics[gold], min(len(topics[gold]), 12))]
        rng.shuffle(items)
        pace, n_chars = rng.choice((1, 5, 30, 120)), rng.choice((*EXCERPTS[1:], 100_000))
        made.append(
            [
                (retimed(excerpt(one, n_chars), pace * (i + rng.random())), gold)
                for i, (one, gold) in enumerate(items[:EPISODE])
            ]
        )
    return made


def b_cubed(gold: list[str], placed: list[str], parity: int) -> tuple[float, float, float]:
    """B-cubed precision, recall and F over the reports whose topics have the parity, in stories of the whole stream."""
    golden, found, both = Counter(gold), Counter(placed), Counter(zip(gold, placed, strict=True))
    pairs = [pair for pair in zip(gold, placed, strict=True) if parity_of(pair[0]) == parity]
    precision = sum(both[pair] / found[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / golden[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measure(streams: dict[str, Stream], weights: Weights, parity: int, reader: Reader) -> None:
    """Print B-cubed precision, recall and F for several thresholds."""
    for join_from in (0.43, 0.55):
        model = make_model(msgspec.structs.replace(weights, join_from=join_from))
        for name, stream in streams.items():
            figures = b_cubed([gold for _, gold in stream], walk(stream, model, reader)[1], parity)
            print(f"{join_from} {name:16}" + " ".join(f"{100 * value:.1f}" for value in figures), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    exams = arguments.shared / "exams"
    if not arguments.held_out:
        (DATA / "english.tsv").write_text(background(exams), "utf-8")
    rng = random.Random(5)
    streams = {name: read_stream(exams, name) for name in (*STREAMS, "basil")}
    texts = [stream for stream in streams.values() if any(report.version.body for report, _ in stream)]
    lived = [*streams.values(), *(crowded(stream, rng) for stream in texts)]
    short = episodes(list(streams.values()), rng)
    reader = Remembering()
    told = [walk(stream, None, reader)[0] for stream in lived]
    told.append(joined(walk(stream, None, reader)[0] for stream in short))
    for parity in (0, 1) if arguments.held_out else (None,):
        first = make_model(learn(told, parity))
        own = [walk(stream, first, reader)[0] for stream in lived]
        weights = learn([*told, *own], parity)
        if parity is None:
            (DATA / "weights.json").write_bytes(msgspec.json.encode(weights) + b"\n")
        else:
            measure(streams, weights, 1 - parity, reader)


def joined(lessons: Iterable[Lesson]) -> Lesson:
    """Several lessons as one."""
    whole = Lesson()
    for lesson in lessons:
        whole.features += lesson.features
        whole.labels += lesson.labels
        whole.topics += lesson.topics
    return whole


if __name__ == "__main__":
    main()
