"""Decide which of the places of one name is meant, by the evidence of the whole document.

Each name gets a distribution over its candidates: a prior by kind and population, times what the document adds: the
outlet's country, what contains it by the words beside it (`Paris, Texas`), and the other names' candidates in the same
region, the same country or nearby. The distributions are computed again until they stand, a few times at most.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from newsdesk.annotate.gazetteer import GazetteerPlace

N_CANDIDATES, N_ROUNDS = 24, 4
KIND_PRIOR: Final = {
    "country": 3.0, "continent": 3.0, "region": 1.2, "area": 1.1, "ocean": 3.0, "sea": 3.0,
    "town": 0.4,
    "quarter": -2.1, "district": -5.0, "airport": -2.0, "base": 0.0, "river": 0.5, "lake": 0.5,
    "island": 0.5, "mountain": 0.5,
}  # fmt: skip
POPULATION, CAPITAL, NAMESAKE, ALTERNATE = 0.3, 1.8, -6.0, -1.7
ALTERNATE_COUNTRY, ITS_COUNTRY = -0.7, 3.0
"""What a country loses by another of its names, and what a capital and its country gain by each other."""
OUTLET: Final = 1.5
SAME_REGION, SAME_COUNTRY, SAME_DISTRICT, NEAR = 4.5, 1.4, 4.0, 1.6
CONTAINED, TOLD = 6.0, 0.9
NEAR_KM: Final = 150.0
_SMALL_KINDS: Final = frozenset({"town", "quarter", "district"})
_STRAY_POPULATION: Final = 8_000
_STRAY_MENTIONS: Final = 1
_HOME: Final = 2
"""Names of one country from which the document plays there."""


@dataclass(slots=True)
class Cluster:
    """All mentions of one name in a document."""

    name: str
    candidates: list[GazetteerPlace]
    n_mentions: int = 1
    inside: set[str] = field(default_factory=set)
    """Codes of regions and countries that the words beside a mention put it in."""
    borne: bool = False
    """Whether something else bears the name wherever it stands, as in `Orlimore hospital`: a far place is not meant."""
    prior: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


def resolve(clusters: list[Cluster], country: str, told: Sequence[GazetteerPlace] = ()) -> dict[str, GazetteerPlace]:
    """Return the place each name stands for; `told` are places the text tells of in other words, such as demonyms."""
    for cluster in clusters:
        cluster.candidates = _foremost(cluster.candidates)
        cluster.prior = [_prior(place, cluster, country) for place in cluster.candidates]
    likely = [_likely(cluster) for cluster in clusters]
    countries = Counter([*(p.country for p in likely if p and p.kind == "country"), *(p.country for p in told)])
    capitals = Counter(p.country for p in likely if p and p.capital)
    for cluster, own in zip(clusters, likely, strict=True):
        cluster.prior = [
            prior + ITS_COUNTRY * _is_spoken_of(place, own, countries, capitals)
            for place, prior in zip(cluster.candidates, cluster.prior, strict=True)
        ]
        cluster.weights = _softmax(cluster.prior)
    if len(clusters) > 1 or told:
        for _ in range(N_ROUNDS):
            _round(clusters, told)
    chosen = {
        cluster.name: cluster.candidates[max(range(len(cluster.weights)), key=cluster.weights.__getitem__)]
        for cluster in clusters
        if cluster.candidates
    }
    at_home = _at_home(clusters, chosen, country, told)
    return {
        cluster.name: chosen[cluster.name]
        for cluster in clusters
        if cluster.name in chosen and not _is_stray(cluster, chosen[cluster.name], at_home)
    }


def _likely(cluster: Cluster) -> GazetteerPlace | None:
    """Return the place that a name most likely stands for by itself; None: the gazetteer knows none."""
    best = max(range(len(cluster.prior)), key=cluster.prior.__getitem__, default=None)
    return cluster.candidates[best] if best is not None else None


def _is_spoken_of(
    place: GazetteerPlace, own: GazetteerPlace | None, countries: Mapping[str, int], capitals: Mapping[str, int]
) -> bool:
    """Tell whether a capital's country, or a country's capital, is spoken of by another name."""
    code = own.country if own else ""
    if place.kind == "country":
        return capitals[place.country] > bool(own and own.capital and place.country == code)
    counts_itself = own is not None and own.kind == "country" and place.country == code
    return place.capital and not place.alternate and countries[place.country] > counts_itself


def _at_home(
    clusters: Sequence[Cluster], chosen: dict[str, GazetteerPlace], country: str, told: Sequence[GazetteerPlace]
) -> dict[str, int]:
    """Return in how many other ways the document speaks of each country; of the outlet's own in any case."""
    counts: dict[str, int] = defaultdict(int, {country: _HOME} if country else {})
    for place in told:
        counts[place.country] += 1
    for cluster in clusters:
        if cluster.name in chosen:
            counts[chosen[cluster.name].country] += 1
    return counts


def _is_stray(cluster: Cluster, place: GazetteerPlace, at_home: dict[str, int]) -> bool:
    """Tell whether a small place far from all the rest is more likely something that the gazetteer does not hold."""
    if place.kind not in _SMALL_KINDS or cluster.inside or at_home[place.country] > 1:
        return False
    elsewhere = max((count for code, count in at_home.items() if code != place.country), default=0)
    small = place.population < _STRAY_POPULATION and cluster.n_mentions <= _STRAY_MENTIONS
    return elsewhere >= _HOME and (cluster.borne or small)


def _foremost(places: list[GazetteerPlace]) -> list[GazetteerPlace]:
    """The candidates worth weighing: all large ones, and towns up to the limit."""
    return sorted(places, key=lambda p: (-KIND_PRIOR.get(p.kind, 0.0), -p.population, p.row))[:N_CANDIDATES]


def _prior(place: GazetteerPlace, cluster: Cluster, country: str) -> float:
    score = KIND_PRIOR.get(place.kind, 0.0) + POPULATION * math.log(place.population + 300)
    if place.capital:
        score += CAPITAL
    elif place.kind == "region" and any(_its_town(other, place) for other in cluster.candidates):
        score += NAMESAKE
    if place.alternate:
        score += ALTERNATE_COUNTRY if place.kind == "country" else ALTERNATE
    if country and place.country == country:
        score += OUTLET
    if cluster.inside and cluster.inside & {place.country, place.region, place.district} - {""}:
        score += CONTAINED
    return score


def _its_town(town: GazetteerPlace, region: GazetteerPlace) -> bool:
    """Tell whether the town gave the region its name: written alone, the name then means the town."""
    return town.kind == "town" and town.region == region.region and town.population > 0.05 * region.population


def _softmax(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    grown = [math.exp(score - top) for score in scores]
    total = sum(grown)
    return [value / total for value in grown]


def _round(clusters: list[Cluster], told: Sequence[GazetteerPlace]) -> None:
    """Weigh each candidate again by how much of the rest of the document lies where it lies."""
    regions, countries, districts = _mass(clusters)
    for place in told:
        countries[place.country] += TOLD
    cells = _cells(clusters)
    fresh = []
    for cluster in clusters:
        share = math.log1p(cluster.n_mentions)
        scores = []
        for place, prior, weight in zip(cluster.candidates, cluster.prior, cluster.weights, strict=True):
            own = weight * share
            wide = place.kind in ("country", "continent", "ocean", "sea", "area")
            region = regions.get(place.region, 0.0) - own * bool(place.region)
            nation = countries.get(place.country, 0.0) - own * bool(place.country)
            district = districts.get(place.district, 0.0) - own * bool(place.district)
            near = 0.0 if wide else _near(cells, place) - own
            scores.append(
                prior
                + SAME_COUNTRY * math.log1p(max(nation, 0.0))
                + SAME_REGION * math.log1p(max(region, 0.0))
                + SAME_DISTRICT * math.log1p(max(district, 0.0))
                + NEAR * math.log1p(max(near, 0.0))
            )
        fresh.append(_softmax(scores))
    for cluster, weights in zip(clusters, fresh, strict=True):
        cluster.weights = weights


def _mass(clusters: list[Cluster]) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    regions: dict[str, float] = defaultdict(float)
    countries: dict[str, float] = defaultdict(float)
    districts: dict[str, float] = defaultdict(float)
    for cluster in clusters:
        share = math.log1p(cluster.n_mentions)
        for place, weight in zip(cluster.candidates, cluster.weights, strict=True):
            if place.region:
                regions[place.region] += weight * share
            if place.country:
                countries[place.country] += weight * share
            if place.district:
                districts[place.district] += weight * share
    return regions, countries, districts


def _cells(clusters: list[Cluster]) -> dict[tuple[int, int], float]:
    """How much of the document lies in each cell of one degree."""
    cells: dict[tuple[int, int], float] = defaultdict(float)
    for cluster in clusters:
        share = math.log1p(cluster.n_mentions)
        for place, weight in zip(cluster.candidates, cluster.weights, strict=True):
            if place.kind in ("town", "quarter", "district", "base", "airport") and weight > 0.01:
                cells[round(place.lat), round(place.lon)] += weight * share
    return cells


def _near(cells: dict[tuple[int, int], float], place: GazetteerPlace) -> float:
    row, column = round(place.lat), round(place.lon)
    return sum(cells.get((row + i, column + j), 0.0) for i in (-1, 0, 1) for j in (-1, 0, 1))
