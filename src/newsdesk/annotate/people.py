"""The desk's own list of people: their names are read as theirs, with the office they hold on the day of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from newsdesk.model.annotations import Entity, Name, NameKind, Statement
from newsdesk.model.own import OwnPerson
from newsdesk.model.text import Span


@lru_cache(maxsize=8)
def _pattern(people: tuple[OwnPerson, ...]) -> re.Pattern[str]:
    names = sorted({name for person in people for name in person.names}, key=lambda name: (-len(name), name))
    words = (r"\s".join(re.escape(word) for word in name.split()) for name in names)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])")


def know_people(
    text: str,
    names: Sequence[Name],
    entities: Sequence[Entity],
    people: tuple[OwnPerson, ...],
    day: date | None,
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Return the names and entities as the list has them.

    A name of the list is that person's even where something else was found there; a longer name of another kind
    around it (`the Petra Lind Foundation`) stays. Further mentions of an entity that the list knows go with it.
    """
    if not people:
        return tuple(names), tuple(entities)
    by_name = {" ".join(name.split()): person for person in people for name in person.names}
    cast = _Cast(list(names), list(entities), day)
    for index, entity in enumerate(entities):
        if entity.kind is NameKind.PERSON and entity.name in by_name:
            cast.list_as(by_name[entity.name], index)
    for match in _pattern(people).finditer(text):
        cast.name_at(Span(*match.span()), by_name[" ".join(match.group().split())])
    return _renumbered(cast.mentions, cast.entities)


@dataclass(slots=True)
class _Cast:
    """Who is named in a text, while the list is laid over it."""

    mentions: list[Name]
    entities: list[Entity]
    day: date | None
    index_of: dict[str, int] = field(default_factory=dict)
    """The entity of each person of the list that was met."""

    def list_as(self, person: OwnPerson, known: int | None) -> int:
        """Return the entity of a person of the list; `known` is one that the text has for them already."""
        index = self.index_of.get(person.name)
        if index is None:
            index = len(self.entities) if known is None else known
            told = "" if known is None else self.entities[known].office
            listed = Entity(kind=NameKind.PERSON, name=person.name, office=person.office_on(self.day) or told)
            self.entities[index:] = [listed, *self.entities[index + 1 :]]
            self.index_of[person.name] = index
        elif known is not None and known != index:
            self.mentions = [replace(one, entity=index) if one.entity == known else one for one in self.mentions]
        return index

    def name_at(self, span: Span, person: OwnPerson) -> None:
        """Read a span as a person's name, unless a longer name of another kind holds it."""
        touching = _touching(self.mentions, span)
        persons = [one for one in touching if one.kind is NameKind.PERSON]
        if any(one.span != span and one.span.covers(span) and one not in persons for one in touching):
            return
        index = self.list_as(person, persons[0].entity if persons else None)
        if not any(one.span.covers(span) for one in persons):
            kept = [one for one in self.mentions if one not in touching]
            named = Name(span=span, kind=NameKind.PERSON, entity=index)
            self.mentions = sorted([*kept, named], key=lambda one: one.span)


def _touching(mentions: Sequence[Name], span: Span) -> list[Name]:
    """Return the mentions, in order, that share a character with a span."""
    first = bisect_left(mentions, span.start + 1, key=lambda mention: mention.span.end)
    touching = []
    for mention in mentions[first:]:
        if mention.span.start >= span.end:
            break
        touching.append(mention)
    return touching


def _renumbered(mentions: Sequence[Name], entities: Sequence[Entity]) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """Leave out entities that no mention refers to any more."""
    used = sorted({mention.entity for mention in mentions})
    place = {entity: number for number, entity in enumerate(used)}
    names = tuple(replace(mention, entity=place[mention.entity]) for mention in mentions)
    return names, tuple(entities[entity] for entity in used)


def know_speakers(
    statements: Sequence[Statement], entities: Sequence[Entity], people: tuple[OwnPerson, ...], day: date | None
) -> tuple[Statement, ...]:
    """Give speakers of the list its name, and the office that it says they held on the day."""
    listed = {person.name: person.office_on(day) for person in people}
    if not listed:
        return tuple(statements)
    known = []
    for statement in statements:
        speaker = statement.speaker
        name = entities[speaker.entity].name if speaker is not None and speaker.entity is not None else ""
        if speaker is not None and name in listed:
            speaker = replace(speaker, name=name, office=listed[name] or speaker.office)
            statement = replace(statement, speaker=speaker)
        known.append(statement)
    return tuple(known)
