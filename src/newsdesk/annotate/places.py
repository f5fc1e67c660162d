"""Find mentions of places and say which places they are, by the evidence of the whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.en.places_find import find_candidates as find_english
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, gazetteer, plain
from newsdesk.annotate.places_resolve import Cluster, resolve
from newsdesk.model.annotations import Place
from newsdesk.model.text import Span

_TRIMMED: Final = re.compile(
    r"^(?:the|The|[Dd]owntown|[Cc]entral|[Gg]reater|[Mm]ainland|[Mm]etro|[Mm]etropolitan|[Oo]ccupied|[Uu]pstate"
    r"|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern|-?(?:east|west)(?:ern)?)?"
    r"|(?:the )?(?:[Cc]ity|[Ss]tate|[Tt]own) of)[\s-]+"
)
"""What may stand before a place's name in a mention of it."""
_SUFFIX: Final = re.compile(r"(?:['’]s?|\s+(?:area|region|city|City|metropolitan area|border|coast|metro))$")
_CAPITAL: Final = re.compile(r"\b[A-Z][a-z]+(?:an|ian|ese|ish|i|ch|ean|er|s|h)\b")
"""Words that may be a demonym."""
_WIDER: Final = frozenset({"country", "region", "district", "area", "island"})
_GAP: Final = re.compile(
    r",\s{1,2}|\s\(|,\s+capital of\s+|(?:,\s+(?:in|a (?:city|town|village|suburb) (?:in|of))|\s+in)\s+(?:the\s+)?"
)


def find_candidates(text: str, sentences: Sequence[Span], known: Gazetteer | None = None) -> tuple[Span, ...]:
    """Return the spans in `text` that name places, by gazetteer (None: the one that ships) and context alone."""
    return find_english(text, sentences, known or gazetteer())


def find_places(
    text: str,
    candidates: Sequence[Span],
    *,
    sentences: Sequence[Span],
    country: str = "",
    known: Gazetteer | None = None,
) -> tuple[Place, ...]:
    """Return a Place for each candidate, resolved at the level of the document where the evidence suffices.

    `country` is the outlet's home, ISO 3166-1 alpha-2; empty: unknown. `known` is the gazetteer that ships when None.
    """
    known = known or gazetteer()
    clusters: dict[str, Cluster] = {}
    names = []
    for span in candidates:
        name = plain(span.of(text))
        names.append(name)
        if name in clusters:
            clusters[name].n_mentions += 1
        else:
            clusters[name] = Cluster(name, list(lookup(known, _with_period(text, span))))
    _contain(text, candidates, names, clusters)
    _abbreviated(text, candidates, names, clusters)
    _shortened(clusters)
    told = [place for match in _CAPITAL.finditer(text) if (place := place_of(match.group()))]
    chosen = resolve([cluster for cluster in clusters.values() if cluster.candidates], country, told)
    return tuple(_place(text, span, chosen.get(name)) for span, name in zip(candidates, names, strict=True))


def _with_period(text: str, span: Span) -> str:
    """Return the words of a span, with the period of `Fla.` where the span leaves it out."""
    words_found = span.of(text)
    return f"{words_found}." if text.startswith(".", span.end) and words_found.lower() in STATES else words_found


def lookup(known: Gazetteer, name: str) -> tuple[GazetteerPlace, ...]:
    """Return the places that a name may mean; without `downtown`, `the … area` and their like around it if need be."""
    places = known.lookup(name)
    state = _STATE_ALONE.fullmatch(name)
    if state and "." in name:
        code = STATES.get(state[1].lower().replace(" ", ""), "")
        named = known.lookup(words.STATES[code][0]) if code else places
        return tuple(place for place in named if place.kind == "region")
    for _ in range(2):
        if places:
            return places
        people = place_of(name)
        if people:
            return (people,)
        trimmed = _SUFFIX.sub("", _TRIMMED.sub("", name))
        if trimmed == name:
            break
        name = trimmed
        places = known.lookup(name)
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


STATES: Final = {short: code for code, (_, *shorts) in words.STATES.items() for short in shorts}
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


def _shortened(clusters: dict[str, Cluster]) -> None:
    """Let `the Gulf` mean the gulf that the document names in full, the one named most often."""
    for name, cluster in clusters.items():
        bare = name.removeprefix("the ")
        if bare not in words.WATERS:
            continue
        full = [other for other in clusters if other != name and bare in other.split() and other not in words.WATERS]
        if full:
            cluster.candidates = clusters[max(full, key=lambda other: clusters[other].n_mentions)].candidates


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
