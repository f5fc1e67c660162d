"""How Ukrainian words point to a place: inflected names, the people of a place, containment in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, gazetteer
from newsdesk.annotate.places_resolve import Cluster
from newsdesk.annotate.uk.morphology import bases_of_name
from newsdesk.model.text import Span

GAP: Final = re.compile(
    r",\s{1,2}|\s\(|,?\s(?:у|в|на)\s|,\s(?:місто|село|селище|що|містечко|столиця)(?:,\sщо)?\s(?:(?:у|в|на)\s)?"
)
"""Between a place and the wider one it lies in: `Бахмут, місто в Донецькій області`."""
_PEOPLE: Final = re.compile(r"\b(?P<stem>[а-яіїєґ'’ʼ]{2,}(?:ськ|цьк|зьк))[а-яіїє]{1,4}\b", re.IGNORECASE)
_OBLAST: Final = re.compile(r"\s(?:обл\.?|області|область|областю)$")


def lookup(known: Gazetteer, name: str) -> tuple[GazetteerPlace, ...]:
    """Return the places that an inflected name may mean: those of its nominatives, the name itself first."""
    name = _OBLAST.sub(" область", " ".join(name.replace("’", "'").replace("ʼ", "'").split()))
    found: dict[int, GazetteerPlace] = {}
    for base in bases_of_name(name):
        for place in known.lookup(base):
            found.setdefault(place.row, place)
    return tuple(sorted(found.values(), key=lambda place: (-place.population, place.row)))


def name_of(text: str, span: Span) -> str:
    """Return the words of a span."""
    return span.of(text)


@cache
def _peoples() -> dict[str, str]:
    path = files("newsdesk.annotate.uk").joinpath("data/demonyms.tsv")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {stem: country for country, stems in rows for stem in stems.split("|")}


def told_places(text: str) -> list[GazetteerPlace]:
    """Return the countries that a text tells of by an adjective: `російські`."""
    codes = [_peoples().get(match["stem"].lower()) for match in _PEOPLE.finditer(text)]
    return [place for code in codes if code and (place := gazetteer().country(code))]


def note_evidence(text: str, candidates: Sequence[Span], names: Sequence[str], clusters: dict[str, Cluster]) -> None:
    """Nothing that Ukrainian alone shows: regions are written in full."""
