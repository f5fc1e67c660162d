"""What a brief shows beside its sentences: origins, places and people, taken from the words it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from newsdesk.brief.material import Material
from newsdesk.model.annotations import Entity, NameKind, Place
from newsdesk.model.brief import BriefSentence, NamedPerson, NamedPlace, OriginShown
from newsdesk.model.story import Dossier, OriginKind

MAX_PLACES = 6
MAX_PEOPLE = 8


class About(NamedTuple):
    """How often the cited words name each place and person."""

    places: Counter[NamedPlace]
    people: Counter[str]
    """By surname, in small letters."""
    fullest: dict[str, Entity]
    """Each surname's fullest name."""


def origins_shown(dossier: Dossier, material: Material) -> tuple[OriginShown, ...]:
    """Return the independent origins; where clustering gave none, each report that is no copy is one."""
    if dossier.origins:
        return tuple(
            OriginShown(
                kind=one.kind.value, name=one.name, reason=one.reason, held=one.held, version_ids=one.version_ids
            )
            for one in dossier.origins
        )
    groups: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for report in dossier.reports:
        key = material.origin_of[report.version.id]
        groups.setdefault(key, []).append(report.version.id)
        names.setdefault(key, report.source.name)
    return tuple(
        OriginShown(
            kind=OriginKind.OWN.value,
            name=names[key],
            reason="It names nobody it has its report from.",
            held=True,
            version_ids=tuple(version_ids),
        )
        for key, version_ids in groups.items()
    )


def about(material: Material, sentences: Sequence[BriefSentence]) -> About:
    """Count the places and people in the cited words, each report's citations once."""
    by_version = {report.version.id: report for report in material.reports}
    speakers = {one.attribution.speaker.casefold() for one in sentences if one.attribution}
    found = About(Counter(), Counter(), {})
    for citation in (citation for sentence in sentences for citation in sentence.citations):
        report, span = by_version[citation.version_id], citation.extract.span
        annotations, text = report.annotations, report.version.text
        named_places = {place.span.of(text) for place in annotations.places}
        for place in annotations.places:
            if span.covers(place.span) and (shown := _place(place)):
                found.places[shown] += 1
        for name in annotations.names:
            if name.kind is NameKind.PERSON and span.covers(name.span):
                entity = annotations.entities[name.entity]
                if entity.name not in named_places and _is_somebody(entity, speakers):
                    _count_person(found, entity)
    return found


def _is_somebody(entity: Entity, speakers: set[str]) -> bool:
    """Tell a person from what only looks like one: one word without an office that nobody is heard under, capitals."""
    if entity.name.isupper() or not entity.name.strip():
        return False
    return bool(entity.office) or len(entity.name.split()) > 1 or entity.name.casefold() in speakers


def _count_person(found: About, entity: Entity) -> None:
    surname = entity.name.split()[-1].casefold()
    found.people[surname] += 1
    held = found.fullest.get(surname)
    if held is None or (len(entity.name), len(entity.office)) > (len(held.name), len(held.office)):
        found.fullest[surname] = entity


def _place(place: Place) -> NamedPlace | None:
    if place.lat is None or place.lon is None:
        return None
    return NamedPlace(name=place.name, kind=place.kind, lat=place.lat, lon=place.lon, country=place.country)


def places_of(found: About) -> tuple[NamedPlace, ...]:
    """Return the places named most, by name and position."""
    return tuple(place for place, _ in found.places.most_common(MAX_PLACES))


def people_of(found: About) -> tuple[NamedPerson, ...]:
    """Return the people named most, under their fullest name."""
    names = [found.fullest[key] for key, _ in found.people.most_common(MAX_PEOPLE)]
    return tuple(NamedPerson(name=entity.name, office=entity.office) for entity in names)
