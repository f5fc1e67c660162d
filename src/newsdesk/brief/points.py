"""Points: what the sentences of a story say, near-identical ones folded into one, weighed by how essential they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from newsdesk.brief.chances import Chances, expect, story_of
from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.salience import Weights, aim_for, alone, weights
from newsdesk.brief.weights import KEPT_TEXTS, Vectors, vectors
from newsdesk.model.brief import Brief
from newsdesk.model.story import Report
from newsdesk.quantities import quantities

SAME = 0.82
"""Cosine from which two sentences with equal figures are one point."""
_SALIENCE_WEIGHT = 1.4
"""What the most salient sentence of a story weighs by that alone."""
_NEWNESS_WEIGHT = 0.25
_ORIGINS_WEIGHT = 0.1
_RECENCY_WEIGHT = 0.15
_KEPT = 0.12
"""What a point gains that the last brief showed."""
_OVERTAKEN = 0.6
"""What a sentence loses that tells a passing state as present, when only the story's first report tells it."""
_SETTLED = 0.75
"""Place among the story's reports from which what is told as present may still be so."""
_PASSING = re.compile(
    r"\b(?:is|are|['’]re) (?:still |now |currently |already |again )*(?:on (?:its|his|her|their|the) way|under way|"
    r"(?!during|according|nothing|something|missing|being)[a-z]{2,}ing\b|being [a-z]+(?:ed|en|t)\b|"
    r"(?:about|due|expected|scheduled|likely|set) to\b|awaited)|"
    r"\b(?:expects?|forecasts?|could (?:rise|reach|fall)|so far|at the moment|right now|for now|the first \w+ \w+)\b",
    re.IGNORECASE,
)


class Point(Struct, frozen=True, eq=False):
    """One thing the story's reports say, with every sentence that says it."""

    shown: Candidate
    """The sentence to show: that of the earliest report, since the others may have it from there."""
    carriers: tuple[Candidate, ...]
    """All sentences that say it, earliest report first."""
    row: int
    """Its row in the matrix of vectors."""
    weight: float
    """How essential it is; comparable within one story only."""
    index: int
    """Which of the sentences it is of which words and pairs are expected."""
    moved: float
    """What its expected words and pairs count more, or less, for its being new: 1 where time plays no part."""
    newness: float
    """0 for what the first report said, 1 for what only the newest says."""
    recency: float
    """Place of its earliest report among the story's, 0 for the first and 1 for the newest."""

    @property
    def origins(self) -> frozenset[str]:
        """Keys of the independent origins that carry it."""
        return frozenset(candidate.origin for candidate in self.carriers)

    @property
    def first_at(self) -> datetime:
        return self.carriers[0].report.at


@dataclass(frozen=True, slots=True)
class Points:
    """What a story's reports say, heaviest first, and what an editor's round-up is expected to take up of it."""

    points: tuple[Point, ...]
    rows: Vectors
    """One row for each different sentence; a point knows its own."""
    likeness: Vectors
    """The cosine of each two rows."""
    expected: Chances
    aim: int
    """How many words a round-up would have."""
    pair_worth: float
    """What a share of the pairs counts for one of the words."""


def folded_groups(material: Material) -> list[list[Candidate]]:
    """Return the sentences, near-identical ones with equal figures in one group."""
    return _grouped(material).groups


def points_of(material: Material, known: Weights | None = None) -> Points:
    """Fold the sentences into points and weigh them, by the numbers that ship with the package unless others are given.

    The rows of the matrix are theirs by `row`.
    """
    known = known or weights()
    found = _grouped(material)
    groups, heads, rows = found.groups, found.heads, found.rows
    story = story_of(groups, material)
    expected = expect(story, known.words, known.pairs, known.rates)
    aim = aim_for(story, expected, known)
    salience = alone(expected.shared, expected.n_words, aim, known.pair_worth)
    order = _order(material.reports)
    likeness = found.likeness if len(heads) == len(rows) else found.likeness[np.ix_(heads, heads)]
    newness = _newness(order, groups, likeness)
    settled = _SETTLED * max(order.values())
    points = [
        _point(group, order, settled, row=head, index=index, salience=float(own), newness=float(new))
        for index, (group, head, own, new) in enumerate(zip(groups, heads, salience, newness, strict=True))
    ]
    ordered = tuple(sorted(points, key=lambda point: (-point.weight, point.row)))
    return Points(ordered, rows, found.likeness, expected, aim, known.pair_worth)


@dataclass(frozen=True, slots=True)
class _Groups:
    groups: list[list[Candidate]]
    """Near-identical sentences together."""
    heads: list[int]
    """The row of each group's first."""
    rows: Vectors
    """The vectors of all texts."""
    likeness: Vectors
    """The cosine of each two of them."""


def _grouped(material: Material) -> _Groups:
    by_text: dict[str, list[Candidate]] = {}
    for candidate in material.candidates:
        by_text.setdefault(candidate.plain, []).append(candidate)
    # Equal sentences share a row before words are counted, so that a copy more changes nothing.
    rows = vectors(list(by_text))
    likeness = rows @ rows.T
    alike = _folded(list(by_text), likeness)
    same = list(by_text.values())
    groups = [[candidate for index in indices for candidate in same[index]] for indices in alike]
    return _Groups(groups, [indices[0] for indices in alike], rows, likeness)


def _folded(texts: Sequence[str], likeness: Vectors) -> list[list[int]]:
    """Group the indices of near-identical sentences with equal figures; each group begins with its earliest."""
    if not texts:
        return []
    near = likeness >= SAME
    group_of: dict[int, list[int]] = {}
    groups: list[list[int]] = []

    partners: dict[int, list[int]] = {}
    later, earlier = np.nonzero(near)
    apart = earlier < later
    for i, j in zip(later[apart].tolist(), earlier[apart].tolist(), strict=True):
        partners.setdefault(i, []).append(j)
    for i, text in enumerate(texts):
        partner = next((j for j in partners.get(i, ()) if _figures(texts[j]) == _figures(text)), None)
        if partner is None:
            group_of[i] = []
            groups.append(group_of[i])
        else:
            group_of[i] = group_of[partner]
        group_of[i].append(i)
    return groups


@lru_cache(maxsize=KEPT_TEXTS)
def _figures(text: str) -> frozenset[float]:
    return frozenset(value for value, _ in quantities(text))


@lru_cache(maxsize=KEPT_TEXTS)
def _tells_a_passing_state(words: str) -> bool:
    return _PASSING.search(words) is not None


def _order(reports: Sequence[Report]) -> dict[str, float]:
    """Where each report's time stands among theirs, 0 to 1: by their order, since stories pause and resume."""
    times = {report.version.id: report.at for report in reports}
    place = {at: i for i, at in enumerate(sorted(set(times.values())))}
    return {version_id: place[at] / (len(place) - 1) if len(place) > 1 else 0.0 for version_id, at in times.items()}


def _newness(order: Mapping[str, float], groups: Sequence[Sequence[Candidate]], likeness: Vectors) -> Vectors:
    """How new each group is, 0 for what the first report said and 1 for what only the last says.

    What only rewords an older report is as much less new as it is like it. Each group begins with its earliest.
    """
    begun = np.array([order[group[0].report.version.id] for group in groups], dtype=np.float32)
    if not len(begun):
        return begun
    of_older = np.where(begun[None, :] < begun[:, None], likeness, 0.0).max(axis=1)
    return np.asarray(begun * (1.0 - of_older), dtype=np.float32)


def _point(
    carriers: Sequence[Candidate],
    order: Mapping[str, float],
    settled: float,
    *,
    row: int,
    index: int,
    salience: float,
    newness: float,
) -> Point:
    ordered = tuple(carriers)
    if len(ordered) > 1:
        ordered = tuple(sorted(carriers, key=lambda one: (one.report.at, one.place, one.report.version.id)))
    n_origins = len({one.origin for one in ordered})
    recency, last = order[ordered[0].report.version.id], order[ordered[-1].report.version.id]
    own = _SALIENCE_WEIGHT * max(salience, 0.01)
    origins = _ORIGINS_WEIGHT * min(3, n_origins - 1)
    weight = own + _NEWNESS_WEIGHT * newness + _RECENCY_WEIGHT * last + origins
    if last < settled and _tells_a_passing_state(ordered[0].words):
        weight -= _OVERTAKEN * (1.0 - last)
    return Point(
        shown=ordered[0],
        carriers=ordered,
        row=row,
        weight=weight,
        index=index,
        moved=max(0.0, weight) / own,
        newness=newness,
        recency=recency,
    )


def cited_by(brief: Brief | None) -> frozenset[tuple[str, int]]:
    """Return where the sentences stand that a brief cites, by version id and start."""
    sentences = brief.sentences if brief else ()
    return frozenset((one.version_id, one.extract.span.start) for each in sentences for one in each.citations)


def preferred(point: Point, cited: frozenset[tuple[str, int]]) -> Point:
    """Weigh what the last brief cited a little more, so that a brief changes only for something better."""
    kept = bool(cited) and any((one.report.version.id, one.span.start) in cited for one in point.carriers)
    return replace(point, weight=point.weight + _KEPT) if kept else point
