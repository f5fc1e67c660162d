"""Find mentions of places and say which places they are, by the evidence of the whole document.

How a language writes of places is its own business (`annotate/<language>/places_*.py`); which of the places of one name
is meant is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, NamedTuple

from newsdesk.annotate.en import places_around as english
from newsdesk.annotate.en.places_find import find_candidates as find_english
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, gazetteer, plain
from newsdesk.annotate.places_resolve import Cluster, resolve
from newsdesk.model.annotations import Place
from newsdesk.model.text import Span

_Note = Callable[[str, Sequence[Span], Sequence[str], dict[str, Cluster]], None]


class PlaceWords(NamedTuple):
    """What a language gives to the reading of places."""

    find: Callable[[str, Sequence[Span], Gazetteer], tuple[Span, ...]]
    """The spans of a text, by sentences, that name places."""
    name_of: Callable[[str, Span], str]
    """The words of a span, as they are looked up."""
    lookup: Callable[[Gazetteer, str], tuple[GazetteerPlace, ...]]
    """The places that a name may mean."""
    told: Callable[[str], list[GazetteerPlace]]
    """Places that the text tells of in other words, such as demonyms."""
    gap: re.Pattern[str]
    """What stands between a place and the wider one it lies in."""
    note: _Note
    """Notes on the clusters of names what the language alone shows."""


@cache
def words_of(language: str) -> PlaceWords:
    """Return what a language gives; one that is not read in whole gets what English gives."""
    if language == "uk":
        # Imported late: its patterns take a quarter of a second to compile.
        from newsdesk.annotate.uk import places_around as around
        from newsdesk.annotate.uk.places_find import find_candidates as find

        return PlaceWords(find, around.name_of, around.lookup, around.told_places, around.GAP, around.note_evidence)
    return PlaceWords(
        find_english, english.name_of, english.lookup, english.told_places, english.GAP, english.note_evidence
    )


_WIDER: Final = frozenset({"country", "region", "district", "area", "island"})


def find_candidates(
    text: str, sentences: Sequence[Span], known: Gazetteer | None = None, language: str = "en"
) -> tuple[Span, ...]:
    """Return the spans in `text` that name places, by gazetteer (None: the one that ships) and context alone."""
    return words_of(language).find(text, sentences, known or gazetteer())


def find_places(
    text: str,
    candidates: Sequence[Span],
    *,
    sentences: Sequence[Span],
    country: str = "",
    known: Gazetteer | None = None,
    language: str = "en",
) -> tuple[Place, ...]:
    """Return a Place for each candidate, resolved at the level of the document where the evidence suffices.

    `country` is the outlet's home, ISO 3166-1 alpha-2; empty: unknown. `known` is the gazetteer that ships when None.
    """
    known, words = known or gazetteer(), words_of(language)
    clusters: dict[str, Cluster] = {}
    names = []
    for span in candidates:
        name = plain(span.of(text))
        names.append(name)
        if name in clusters:
            clusters[name].n_mentions += 1
        else:
            clusters[name] = Cluster(name, list(words.lookup(known, words.name_of(text, span))))
    _contain(text, candidates, names, clusters, words.gap)
    words.note(text, candidates, names, clusters)
    chosen = resolve([cluster for cluster in clusters.values() if cluster.candidates], country, words.told(text))
    return tuple(_place(text, span, chosen.get(name)) for span, name in zip(candidates, names, strict=True))


def _contain(
    text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster], gap: re.Pattern[str]
) -> None:
    """Note where the words put one place inside the next: `Paris, Texas`, `Bakhmut, a city in Donetsk Oblast`."""
    for (span, name), (wider, wider_name) in zip(
        zip(candidates, names, strict=True), zip(candidates[1:], names[1:], strict=True), strict=False
    ):
        if wider.start <= span.end or wider.start - span.end > 30 or not gap.fullmatch(text[span.end : wider.start]):
            continue
        inner, outer = clusters[name].candidates, clusters[wider_name].candidates
        for place in outer:
            if place.kind not in _WIDER:
                continue
            code = place.district or place.region or place.country if place.kind != "country" else place.country
            if any(code and code in (p.country, p.region, p.district) and p.row != place.row for p in inner):
                clusters[name].inside.add(code)
                clusters[wider_name].inside.add(code)


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
