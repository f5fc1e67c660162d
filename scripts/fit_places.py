#!/usr/bin/env python3
"""Fit the weights by which one of the places of a name is chosen, and say what they are worth on texts not seen.

    python scripts/fit_places.py

Takes the two sets of the exams beside the checkout. Prints what the shipped weights give; what round numbers give that
nobody fitted; what weights fitted on one set give on the other; and what weights fitted on two thirds of all documents
give on the rest. It changes no file: the weights in `annotate/places_resolve.py` are a compromise kept by hand.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.__main__ import SHARED
from evals.annotate_grounding import PLACES, given_spans, rows_of

from newsdesk.annotate import places, places_resolve
from newsdesk.annotate.gazetteer import GazetteerPlace, gazetteer, plain
from newsdesk.annotate.places_resolve import KIND_PRIOR, Cluster, resolve

ROUND = {
    "POPULATION": 0.5, "CAPITAL": 1.0, "NAMESAKE": -3.0, "ALTERNATE": -1.0, "SAME_REGION": 2.0, "SAME_COUNTRY": 2.0,
    "SAME_DISTRICT": 2.0, "NEAR": 1.0, "CONTAINED": 5.0, "TOLD": 1.0,
    "country": 2.0, "region": 1.0, "town": 0.0, "quarter": -1.0, "district": -2.0,
}  # fmt: skip
"""Weights, and below them priors of kinds, as one would guess them."""
STEPS = ((-0.8, -0.4, 0.4, 0.8), (-0.2, 0.2))
N_FOLDS, KM = 3, 161.0


@dataclass(slots=True)
class Document:
    """A document made ready, so that only the choice is computed again."""

    clusters: list[Cluster]
    told: Sequence[GazetteerPlace]
    gold: list[tuple[str, float, float, str]]
    """Of each mention: the name, where it lies, its GeoNames id or nothing."""


def weight(key: str) -> float:
    """Return a weight as it stands."""
    return KIND_PRIOR[key] if key in KIND_PRIOR else float(getattr(places_resolve, key))


def put(key: str, value: float) -> None:
    """Set a weight for this process."""
    if key in KIND_PRIOR:
        KIND_PRIOR[key] = value
    else:
        setattr(places_resolve, key, value)


def load(name: str) -> list[Document]:
    """Read a set."""
    words, known = places.words_of("en"), gazetteer()
    documents = []
    for row in rows_of(SHARED / "exams" / PLACES[name]):
        text = row["text"]
        spans = given_spans(row, with_ids_only=name == "geowebnews")
        marks = {(m["start"], m["end"]): m for m in row["ann"] if m.get("lat") is not None}
        names = [plain(span.of(text)) for span in spans]
        clusters: dict[str, Cluster] = {}
        for span, key in zip(spans, names, strict=True):
            if key in clusters:
                clusters[key].n_mentions += 1
            else:
                clusters[key] = Cluster(key, list(words.lookup(known, words.name_of(text, span))))
        places._contain(text, spans, names, clusters, words.gap)
        words.note(text, spans, names, clusters)
        gold = [(key, m["lat"], m["lon"], str(m.get("geonameid") or "")) for span, key in zip(spans, names, strict=True)
                if (m := marks[span.start, span.end])]  # fmt: skip
        documents.append(Document([c for c in clusters.values() if c.candidates], words.told(text), gold))
    return documents


def right(document: Document) -> int:
    """Count the mentions placed within 161 km, or at the very place of the gold."""
    chosen = resolve(document.clusters, "", document.told)
    n_right = 0
    for name, lat, lon, identifier in document.gold:
        place = chosen.get(name)
        if place and (str(place.geonameid) == identifier or _km(place.lat, place.lon, lat, lon) <= KM):
            n_right += 1
    return n_right


def accuracy(documents: Sequence[Document]) -> float:
    """Return the share of mentions placed right, in percent."""
    return 100 * sum(map(right, documents)) / max(1, sum(len(document.gold) for document in documents))


def fit(documents: Sequence[Document]) -> None:
    """Set each weight in turn to the best of a few values, beginning at the round ones."""
    for key, value in ROUND.items():
        put(key, value)
    best = accuracy(documents)
    for steps in STEPS:
        for key in ROUND:
            choice = start = weight(key)
            for step in steps:
                put(key, start + step * max(abs(start), 0.6))
                reached = accuracy(documents)
                if reached > best + 0.01:
                    best, choice = reached, weight(key)
            put(key, choice)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    one, two, across = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(across / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def main() -> None:
    """Print the figures, in percent."""
    sets = {name: load(name) for name in PLACES}
    print("shipped  ", {name: round(accuracy(documents), 1) for name, documents in sets.items()})
    for key, value in ROUND.items():
        put(key, value)
    print("unfitted ", {name: round(accuracy(documents), 1) for name, documents in sets.items()})
    for learnt in sets:
        fit(sets[learnt])
        print(f"fitted on {learnt}:", {name: round(accuracy(documents), 1) for name, documents in sets.items()})
    every = [(name, document) for name, documents in sets.items() for document in documents]
    random.Random(1).shuffle(every)
    counts = {name: [0, 0] for name in sets}
    for fold in range(N_FOLDS):
        fit([document for index, (_, document) in enumerate(every) if index % N_FOLDS != fold])
        for name, document in every[fold::N_FOLDS]:
            counts[name][0] += right(document)
            counts[name][1] += len(document.gold)
    print("by folds ", {name: round(100 * hit / n, 1) for name, (hit, n) in counts.items()})


if __name__ == "__main__":
    main()
