"""What is disputed: figures of the same counted thing that differ between independent origins at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.points import Point
from newsdesk.brief.weights import Vectors
from newsdesk.model.annotations import Bound, Figure

AT_ONE_TIME = timedelta(hours=18)
"""Figures further apart in time are taken for a revision: tolls rise."""
_CLOSE = 0.1
_NEAR = 0.22
"""Cosine two sentences need for their figures to be of one thing; a harm to people needs less than other things."""
_NEAR_OTHERWISE = 0.45
_HARMS = frozenset(
    {
        "arrest", "arrested", "body", "casualty", "dead", "death", "detained", "die", "died", "displaced", "evacuated",
        "fatality", "homeless", "hostage", "hurt", "injured", "injury", "killed", "missing", "victim", "wounded",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of one origin, and the sentence that gives it."""

    candidate: Candidate
    figure: Figure
    key: str
    row: int


def disputes(material: Material, points: Sequence[Point], rows: Vectors) -> list[tuple[Side, ...]]:
    """Return the sides of each dispute, one per value, earliest first; most origins first. Revisions are left out."""
    by_key: dict[str, list[Side]] = defaultdict(list)
    for point in points:
        for candidate in point.carriers:
            for figure in _figures(candidate):
                by_key[_key(figure)].append(Side(candidate, figure, _key(figure), point.row))
    found = [sides for key, group in by_key.items() if (sides := _sides(group, rows, key))]
    return sorted(found, key=lambda sides: (-len({one.candidate.origin for one in sides}), sides[0].key))


def _figures(candidate: Candidate) -> list[Figure]:
    return [
        figure
        for figure in candidate.report.annotations.figures
        if figure.counted and figure.unit in ("", "person") and candidate.span.covers(figure.span)
    ]


def _key(figure: Figure) -> str:
    """Harms are one thing whatever word is counted (`people killed`, `killed`); other things go by their whole name."""
    words = figure.counted.lower().split()
    harm = next((word for word in reversed(words) if word in _HARMS), "")
    alike = {"dead": "killed", "death": "killed", "die": "killed", "died": "killed", "fatality": "killed",
             "wounded": "injured", "hurt": "injured", "injury": "injured", "arrest": "arrested"}  # fmt: skip
    return alike.get(harm, harm) or " ".join(words)


def _sides(group: list[Side], rows: Vectors, key: str) -> tuple[Side, ...]:
    """Of each origin only the newest figure counts; two origins disagree when theirs cannot both hold."""
    newest: dict[str, Side] = {}
    for side in sorted(group, key=lambda one: (one.candidate.report.at, -one.candidate.place)):
        newest[side.candidate.origin] = side
    sides = sorted(newest.values(), key=lambda one: (one.candidate.report.at, one.candidate.report.version.id))
    if len(sides) < 2:
        return ()
    threshold = _NEAR if key in _HARMS else _NEAR_OTHERWISE
    last = sides[-1]
    apart = [
        one
        for one in sides[:-1]
        if last.candidate.report.at - one.candidate.report.at <= AT_ONE_TIME
        and float(rows[one.row] @ rows[last.row]) >= threshold
        and not compatible(one.figure, last.figure)
    ]
    by_value = {one.figure.quantity: one for one in apart}
    return (*by_value.values(), last) if by_value else ()


def compatible(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can both be true, given their bounds."""
    low_one, high_one = _reach(one)
    low_other, high_other = _reach(other)
    return low_one <= high_other and low_other <= high_one


def _reach(figure: Figure) -> tuple[float, float]:
    value, infinity = figure.quantity, float("inf")
    if figure.bound is Bound.AT_LEAST:
        return value, infinity
    if figure.bound is Bound.AT_MOST:
        return -infinity, value
    if figure.bound is Bound.ABOUT:
        return value * (1 - _CLOSE), value * (1 + _CLOSE)
    return value, figure.high if figure.high is not None else value
