"""How English words point to a place: what may stand around a name, short forms of states, containment in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, plain
from newsdesk.annotate.places_resolve import Cluster
from newsdesk.datelines import DATED_LINE
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
GAP: Final = re.compile(
    r",\s{1,2}|\s\(|,\s+capital of\s+|(?:,\s+(?:in|a (?:city|town|village|suburb) (?:in|of))|\s+in)\s+(?:the\s+)?"
)

"""Between a place and the wider one it lies in."""
_POSTAL: Final = frozenset(words.STATES)
STATES: Final = {short: code for code, (_, *shorts) in words.STATES.items() for short in shorts}
_STATE_ALONE: Final = re.compile(r"([A-Z][a-z]{1,5}|[NSWRD]\.\s?[A-Z][a-z]?[a-z]?)\.?(?<=[.a-zCYJHMI])")
_STATE: Final = re.compile(r",\s+(?:([A-Z]{2})\b|([A-Z][a-z]{1,4}|[NSWRD]\.\s?[A-Z][a-z]?[a-z]?)\.)")


def lookup(known: Gazetteer, name: str) -> tuple[GazetteerPlace, ...]:
    """Return the places that a name may mean; without `downtown`, `the … area` and their like around it if need be."""
    if name in _POSTAL or name.lower() in words.NO_PLACES:
        full = words.STATES[name][0] if name in _POSTAL else ""
        return tuple(place for place in known.lookup(full) if place.kind == "region")
    places = known.lookup(name)
    people = place_of(name) if places and all(place.alternate for place in places) else None
    if people:
        # `Thai` is also another name of some town.
        return (people,)
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


def name_of(text: str, span: Span) -> str:
    """Return the words of a span, with the period of `Fla.` where the span leaves it out."""
    words_found = span.of(text)
    return f"{words_found}." if text.startswith(".", span.end) and words_found.lower() in STATES else words_found


def told_places(text: str) -> list[GazetteerPlace]:
    """Return the places that a text tells of by their people: `Ukrainian`."""
    return [place for match in _CAPITAL.finditer(text) if (place := place_of(match.group()))]


_HEAD: Final = 1500
_DATELINE_WORTH: Final = 3
"""Mentions that the place of the dateline counts for: what a report names lies near where it was written."""


def note_evidence(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Note what English alone says of a place: a state in short behind it, a gulf named in full elsewhere."""
    _abbreviated(text, candidates, names, clusters)
    _shortened(clusters)
    _widened(clusters)
    _borne(text, candidates, names, clusters)
    line = DATED_LINE.search(text, 0, _HEAD)
    if line and (cluster := clusters.get(plain(line["place"]))):
        cluster.n_mentions += _DATELINE_WORTH


_BEARER = re.compile(
    r"['’]s? (?:Square|Basilica|Cathedral|Church|Hospital)\b|"
    r" (?:hospital|funicular|tram|basilica|cathedral|church|square|stadium|cemetery|exchange|hotel|clinic)s?\b"
)
"""Behind a name that something bears: `the Orlimore hospital`, `St. Orlim's Square`."""


def _borne(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Note the names that stand nowhere without what bears them."""
    free = {name for span, name in zip(candidates, names, strict=True) if not _BEARER.match(text, span.end)}
    for name, cluster in clusters.items():
        cluster.borne = name not in free


def _abbreviated(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Note a state given in short behind a town: `Alexandria, La.`, `Buffalo, NY`."""
    for span, name in zip(candidates, names, strict=True):
        match = _STATE.match(text, span.end)
        if match:
            code = match[1] or STATES.get(match[2].lower().replace(" ", ""), "")
            if code and any(place.region == f"US.{code}" for place in clusters[name].candidates):
                clusters[name].inside.add(f"US.{code}")


def _widened(clusters: dict[str, Cluster]) -> None:
    """Let a name mean the region where the document names its town apart: `Gaza` beside `Gaza City`."""
    for name, cluster in clusters.items():
        town = clusters.get(f"{name} city")
        regions = [place for place in cluster.candidates if place.kind == "region" and plain(place.name) != name]
        if town is not None and {p.row for p in town.candidates} & {p.row for p in cluster.candidates}:
            cluster.candidates = regions[:1] or cluster.candidates


def _shortened(clusters: dict[str, Cluster]) -> None:
    """Let `the Gulf` mean the gulf that the document names in full, the one named most often."""
    for name, cluster in clusters.items():
        bare = name.removeprefix("the ")
        if bare not in words.WATERS:
            continue
        full = [other for other in clusters if other != name and bare in other.split() and other not in words.WATERS]
        if full:
            cluster.candidates = clusters[max(full, key=lambda other: clusters[other].n_mentions)].candidates
