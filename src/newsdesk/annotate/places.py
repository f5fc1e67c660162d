"""Find mentions of places and say which places they are, by the evidence of the whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.places_find import find_candidates as find_english
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, gazetteer, plain
from newsdesk.annotate.places_resolve import Cluster, resolve
from newsdesk.model.annotations import Place
from newsdesk.model.text import Span

_TRIMMED: Final = re.compile(
    r"^(?:the|The|downtown|Downtown|central|Central|greater|Greater|mainland|Metro|metropolitan|(?:north|south|east|west)(?:ern|-?(?:east|west)(?:ern)?)?"
    r"|(?:North|South|East|West)(?:ern|(?:east|west)(?:ern)?)|[Oo]ccupied|[Uu]pstate|the city of|City of|city of|State of|state of|town of|Town of)[\s-]+"
)
_SUFFIX: Final = re.compile(r"(?:['’]s?|\s+(?:area|region|city|City|metropolitan area|border|coast|metro))$")
_CAPITAL: Final = re.compile(r"\b[A-Z][a-z]+(?:an|ian|ese|ish|i|ch|ean|er|s|h)\b")
"""Words that may be a demonym."""
_WIDER: Final = frozenset({"country", "region", "district", "area", "island"})
_GAP: Final = re.compile(
    r",\s{1,2}|\s\(|,\s+(?:in|a (?:city|town|village|suburb) (?:in|of))\s+(?:the\s+)?|\s+in\s+(?:the\s+)?|,\s+capital of\s+"
)


def find_candidates(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in `text` that name places, by gazetteer and context alone."""
    return find_english(text, sentences)


def find_places(
    text: str, candidates: Sequence[Span], *, sentences: Sequence[Span], country: str = ""
) -> tuple[Place, ...]:
    """Return a Place for each candidate, resolved at the level of the document where the evidence suffices.

    `country` is the outlet's home, ISO 3166-1 alpha-2; empty: unknown.
    """
    known = gazetteer()
    clusters: dict[str, Cluster] = {}
    names = []
    for span in candidates:
        name = plain(span.of(text))
        names.append(name)
        if name in clusters:
            clusters[name].n_mentions += 1
        else:
            clusters[name] = Cluster(name, list(lookup(known, span.of(text))))
    _contain(text, candidates, names, clusters)
    _abbreviated(text, candidates, names, clusters)
    told = [place for match in _CAPITAL.finditer(text) if (place := place_of(match.group()))]
    chosen = resolve([cluster for cluster in clusters.values() if cluster.candidates], country, told)
    return tuple(_place(text, span, chosen.get(name)) for span, name in zip(candidates, names, strict=True))


def lookup(known: Gazetteer, words: str) -> tuple[GazetteerPlace, ...]:
    """Return the places that the words may name; without what stands around a name (`downtown`, `the … area`) if need be."""
    places = known.lookup(words)
    state = _STATE_ALONE.fullmatch(words)
    if state and "." in words:
        code = STATES.get(state[1].lower().replace(" ", ""), "")
        return (
            tuple(p for p in known.lookup(STATE_NAMES[code]) if p.kind == "region") if code in STATE_NAMES else places
        )
    for _ in range(2):
        if places:
            return places
        people = place_of(words)
        if people:
            return (people,)
        trimmed = _SUFFIX.sub("", _TRIMMED.sub("", words))
        if trimmed == words:
            break
        words = trimmed
        places = known.lookup(words)
    return places


def _contain(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Note where the words put one place inside the next: `Paris, Texas`, `Bakhmut, a city in Donetsk Oblast`."""
    for (span, name), (wider, wider_name) in zip(
        zip(candidates, names, strict=True), zip(candidates[1:], names[1:], strict=True), strict=False
    ):
        if wider.start <= span.end or wider.start - span.end > 30 or not _GAP.fullmatch(text[span.end : wider.start]):
            continue
        inner, outer = clusters[name].candidates, clusters[wider_name].candidates
        for place in outer:
            if place.kind not in _WIDER:
                continue
            code = place.district or place.region or place.country if place.kind != "country" else place.country
            if any(code and code in (p.country, p.region, p.district) and p.row != place.row for p in inner):
                clusters[name].inside.add(code)
                clusters[wider_name].inside.add(code)


STATES: Final = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL", "ga": "GA",
    "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN",
    "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "pa": "PA", "tenn": "TN",
    "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "wis": "WI", "wyo": "WY", "n.y": "NY", "n.j": "NJ", "n.c": "NC",
    "s.c": "SC", "n.d": "ND", "s.d": "SD", "n.h": "NH", "n.m": "NM", "w.va": "WV", "r.i": "RI", "d.c": "DC",
}  # fmt: skip
STATE_NAMES: Final = {code: name.replace("_", " ") for code, name in (pair.split("=") for pair in (
    "AL=Alabama AK=Alaska AZ=Arizona AR=Arkansas CA=California CO=Colorado CT=Connecticut DE=Delaware FL=Florida GA=Georgia HI=Hawaii "
    "ID=Idaho IL=Illinois IN=Indiana IA=Iowa KS=Kansas KY=Kentucky LA=Louisiana ME=Maine MD=Maryland MA=Massachusetts MI=Michigan "
    "MN=Minnesota MS=Mississippi MO=Missouri MT=Montana NE=Nebraska NV=Nevada NH=New_Hampshire NJ=New_Jersey NM=New_Mexico "
    "NY=New_York NC=North_Carolina ND=North_Dakota OH=Ohio OK=Oklahoma OR=Oregon PA=Pennsylvania RI=Rhode_Island SC=South_Carolina "
    "SD=South_Dakota TN=Tennessee TX=Texas UT=Utah VT=Vermont VA=Virginia WA=Washington WV=West_Virginia WI=Wisconsin WY=Wyoming "
    "DC=District_of_Columbia"
).split())}  # fmt: skip
_STATE_ALONE: Final = re.compile(r"([A-Z][a-z]{1,5}|[NSWRD]\.\s?[A-Z][a-z]?[a-z]?)\.?(?<=[.a-zCYJHMI])")
_STATE: Final = re.compile(r",\s+(?:([A-Z]{2})\b|([A-Z][a-z]{1,4}|[NSWRD]\.\s?[A-Z][a-z]?[a-z]?)\.)")


def _abbreviated(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Note a state given in short behind a town: `Alexandria, La.`, `Buffalo, NY`."""
    for span, name in zip(candidates, names, strict=True):
        match = _STATE.match(text, span.end)
        if match:
            code = match[1] or STATES.get(match[2].lower().replace(" ", ""), "")
            if code and any(place.region == f"US.{code}" for place in clusters[name].candidates):
                clusters[name].inside.add(f"US.{code}")


def _place(text: str, span: Span, place: GazetteerPlace | None) -> Place:
    if place is None:
        return Place(span=span, name=span.of(text))
    return Place(
        span=span,
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        geonameid=place.geonameid,
    )
