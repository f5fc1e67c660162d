"""What a brief shows beside its sentences: origins, places and people, taken from the words it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsdesk.brief.material import Material
from newsdesk.brief.who import Who, plain_office
from newsdesk.essentials import folded
from newsdesk.model.annotations import Entity, NameKind, Place
from newsdesk.model.brief import BriefSentence, NamedPerson, NamedPlace, OriginShown
from newsdesk.model.story import Dossier, OriginKind

MAX_PLACES = 6
MAX_PEOPLE = 8
_THING_WORDS = (
    "agency airport army association authority bank board bridge bureau centre center church city club coast committee "
    "company corp corporation council county court daily department district energy ferries ferry foundation group "
    "harbour herald holdings hospital inc institute island islands journal lake ledger limited line lines ltd mail "
    "media minerals mine mines ministry mountain museum news office party police port post press radio railways "
    "republic river school sea senate ship society star station street television times today town tribune union "
    "university valley village watch wire"
)
_NOT_OF_PEOPLE = frozenset(_THING_WORDS.split())
_BEFORE_THINGS = (
    "the|in|at|near|off|into|around|above|below|outside|inside|aboard|ship|ferry|vessel|operator|company|owner|"
    "town of|city of|village of|port of|county of|island of|river|lake|paper|newspaper|broadcaster|station"
)
_INNER_CAPITAL = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<=[a-z])[A-Z]")
_DOES = (
    "said|says|told|tells|added|adds|wrote|writes|asked|asks|called|calls|denied|denies|warned|warns|announced|claimed|"
    "insisted|admitted|promised|confirmed|declined|explained|noted|argued|replied|resigned|died|met|spoke|visited|"
    "thanked|urged|ordered|accused|praised|criticised|criticized|offered|agreed|accepted|recommended|was born|"
    "is on (?:his|her) way"
)
_TITLE = (
    r"mr\.?|mrs\.?|ms\.?|dr\.?|sir|president|minister|mayor|commander|director|chief|executive|leader|spokesman|"
    r"spokeswoman|spokesperson|captain|engineer|hydrologist|passenger|professor|general|colonel|judge|senator|governor|"
    r"secretary|commissioner|officer|king|queen|prince|princess|pope|bishop|coach|lawyer|chairman|chairwoman|chair|"
    r"head|harbourmaster|analyst|expert|author|resident|teacher|farmer|miner|ambassador|chancellor|consul|detective|"
    r"sergeant|sheriff|lieutenant|inspector|witness|victim|suspect|gunman"
)


_NEAR = 40
"""Characters before a name in which the word stands that tells what it names."""
_THING_BEFORE = re.compile(rf"\b(?:{_BEFORE_THINGS})\s+$", re.IGNORECASE)
_KIN_AFTER = re.compile(r"['’]s\s+(?:family|wife|husband)")
_DOES_AFTER = re.compile(rf"(?:,[^.;]{{2,60}})?,?\s+(?:also\s+|has\s+|had\s+|have\s+)?(?:{_DOES})\b")
_APPOSED_AFTER = re.compile(r",\s+(?:\d\d\b|an?\s|the\s|who\s|[a-z]+\s+of\s)")
_TITLE_BEFORE = re.compile(rf"\b(?:{_DOES}|(?i:{_TITLE}))\s+$")
_FREE_BEFORE = re.compile(r"(?:^|[^\w\s]\s+|\n|\b[a-z]\w*\s+)$")


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
        names.setdefault(key, report.outlet)
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
    outlets = _outlets(material)
    bodies = [report.version.text for report in material.reports]
    judged: dict[str, bool] = {}
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
                if entity.name not in judged:
                    outlet = folded(entity.name) in outlets or entity.medium
                    judged[entity.name] = not outlet and reads_as_person(entity.name, bodies)
                if entity.name not in named_places and judged[entity.name] and _is_somebody(entity, speakers):
                    _count_person(found, entity)
    return found


def _outlets(material: Material) -> frozenset[str]:
    """The names of the outlets, folded: a source is never one of the people of its story."""
    names = {name for report in material.reports for name in (report.source.name, report.version.site_name)}
    hops = (hop for one in material.reports for said in one.annotations.statements for hop in said.chain)
    return frozenset(folded(name) for name in (*names, *(hop.party for hop in hops)) if name)


def reads_as_person(name: str, texts: Iterable[str]) -> bool:
    """Tell a person's name from that of a ship, a company, a body or a town, by how the texts use it.

    `the Port Star`, `in Lower Vale` and `Vale Ferries` are nobody; a name must also once be used as a person's: with
    an office or a title before it, words of saying around it, or the surname by itself doing something.
    """
    words = name.split()
    if any(word.casefold().strip(".,'’") in _NOT_OF_PEOPLE for word in words):
        return False
    seen = False
    for text in texts:
        places = list(_places(text, name))
        if any(_is_thing(text, start, end) for start, end in places):
            return False
        seen = seen or any(_is_person(text, start, end) for start, end in places)
        # The surname by itself counts where no other name stands before it.
        seen = seen or any(
            _DOES_AFTER.match(text, end) and _FREE_BEFORE.search(text[max(0, start - _NEAR) : start])
            for start, end in _places(text, words[-1])
        )
    return seen


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in a text as words of their own at their end."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not text[end : end + 1].isalnum():
            yield start, end
        start = text.find(words, end)


def _is_thing(text: str, start: int, end: int) -> bool:
    return bool(_THING_BEFORE.search(text[max(0, start - _NEAR) : start])) and not _KIN_AFTER.match(text, end)


def _is_person(text: str, start: int, end: int) -> bool:
    told = _DOES_AFTER.match(text, end) or _APPOSED_AFTER.match(text, end)
    return bool(told) or bool(_TITLE_BEFORE.search(text[max(0, start - _NEAR) : start]))


def _is_somebody(entity: Entity, speakers: set[str]) -> bool:
    """Tell a person from what only looks like one: one word without an office that nobody is heard under, capitals."""
    if entity.name.isupper() or not entity.name.strip() or _INNER_CAPITAL.search(entity.name):
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


def people_of(found: About, who: Who) -> tuple[NamedPerson, ...]:
    """Return the people named most, under their fullest name."""
    names = [found.fullest[key] for key, _ in found.people.most_common(MAX_PEOPLE)]
    return tuple(NamedPerson(name=entity.name, office=_office(entity, who)) for entity in names)


def _office(entity: Entity, who: Who) -> str:
    """The fullest wording of an office in the story, when it holds the one at hand."""
    own, known = plain_office(entity.office), who.person(entity.name)
    return known.office if known and own.casefold() in known.office.casefold() else own
