"""What a brief shows beside its sentences: origins, places and people, taken from the words it cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsdesk.brief.material import Material
from newsdesk.model.annotations import Entity, NameKind, Place
from newsdesk.model.brief import BriefSentence, NamedPerson, NamedPlace, OriginShown
from newsdesk.model.story import Dossier, OriginKind

MAX_PLACES = 6
MAX_PEOPLE = 8

About = tuple[Counter[tuple[str, str, float, float, str]], Counter[str], dict[str, Entity]]


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
    by_version = {report.version.id: report.annotations for report in material.reports}
    places: Counter[tuple[str, str, float, float, str]] = Counter()
    people: Counter[str] = Counter()
    fullest: dict[str, Entity] = {}
    for citation in (citation for sentence in sentences for citation in sentence.citations):
        annotations, span = by_version[citation.version_id], citation.extract.span
        for place in annotations.places:
            if span.covers(place.span) and (key := _place_key(place)):
                places[key] += 1
        for name in annotations.names:
            if name.kind is NameKind.PERSON and span.covers(name.span):
                entity = annotations.entities[name.entity]
                surname = entity.name.split()[-1].casefold() if entity.name.split() else ""
                people[surname] += 1
                held = fullest.get(surname)
                if held is None or (len(entity.name), len(entity.office)) > (len(held.name), len(held.office)):
                    fullest[surname] = entity
    return places, people, fullest


def _place_key(place: Place) -> tuple[str, str, float, float, str] | None:
    if place.lat is None or place.lon is None:
        return None
    return place.name, place.kind, place.lat, place.lon, place.country


def places_of(found: About) -> tuple[NamedPlace, ...]:
    """Return the places named most, by name and position."""
    return tuple(
        NamedPlace(name=name, kind=kind, lat=lat, lon=lon, country=country)
        for (name, kind, lat, lon, country), _ in found[0].most_common(MAX_PLACES)
    )


def people_of(found: About) -> tuple[NamedPerson, ...]:
    """Return the people named most, under their fullest name."""
    _, people, fullest = found
    names = [key for key, _ in people.most_common(MAX_PEOPLE) if key]
    return tuple(NamedPerson(name=fullest[key].name, office=fullest[key].office) for key in names)
