"""Who speaks, in a Ukrainian text: the words beside a verb of saying, and the person or body they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from newsdesk.annotate.uk import speech_words as words
from newsdesk.annotate.uk.morphology import bases
from newsdesk.annotate.uk.places_find import PERSONS as OFFICES
from newsdesk.annotate.uk.places_find import given_names, is_given_name
from newsdesk.model.annotations import Entity, Name, NameKind, Speaker, SpeakerKind
from newsdesk.model.text import Extract, Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
_CAPITALS: Final = re.compile(r"(?:[А-ЯІЇЄҐ][\w’'ʼ-]+\s){0,2}[А-ЯІЇЄҐ][а-яіїєґ’'ʼ-]+(?:-[А-ЯІЇЄҐ][\w’'ʼ]+)?$")
"""A name at the end of what stands beside the verb: a person whose given name is on no list, or a last name."""
PRONOUNS: Final = {"він": "m", "вона": "f", "вони": "", "йому": "m", "її": "f", "його": "m"}
_FEMALE: Final = re.compile(r"(?:а|я|ла|лася)$")


def nominative(words_found: str) -> str:
    """Return a person's name in the nominative, as far as the given name tells it: `Оксани Марченко`."""
    parts = words_found.split()
    if not parts:
        return words_found
    first = next((base for base in bases(parts[0]) if base.lower() in given_names()), parts[0])
    female = bool(_FEMALE.search(first)) and first.lower() not in ("микола", "ілля", "лука", "сава", "микита")
    rest = [_surname(part, female=female, changed=first != parts[0]) for part in parts[1:]]
    return " ".join([first, *rest])


_GENITIVE_FEMALE: Final = (("ської", "ська"), ("цької", "цька"), ("ової", "ова"), ("євої", "єва"), ("ної", "на"))
_GENITIVE_MALE: Final = (
    ("ського", "ський"), ("цького", "цький"), ("ого", "ий"), ("єва", "єв"), ("ова", "ов"), ("іва", "ів"), ("ка", "ко"),
    ("ука", "ук"), ("юка", "юк"), ("ака", "ак"), ("ика", "ик"), ("ця", "ець"), ("ника", "ник"), ("ана", "ан"),
)  # fmt: skip


def _surname(word: str, *, female: bool, changed: bool) -> str:
    if not changed:
        return word
    if female:
        return next((word[: -len(old)] + new for old, new in _GENITIVE_FEMALE if word.endswith(old)), word)
    if word.endswith(("ука", "юка", "ака", "ика", "яка")):
        return word[:-1]
    return next((word[: -len(old)] + new for old, new in _GENITIVE_MALE if word.endswith(old)), word)


@dataclass(slots=True)
class Cast:
    """The persons and bodies of a document, as they are met."""

    text: str
    names: dict[Span, int] = field(default_factory=dict)
    """Span of each mention, with the index of its entity."""
    entities: list[Entity] = field(default_factory=list)

    def meet(self, text: str) -> None:
        """Note every person named in full, so that a last name alone is known later."""
        found = list(_WORD.finditer(text))
        index = 0
        while index + 1 < len(found):
            first, last = found[index], found[index + 1]
            full = (
                first.group()[0].isupper()
                and last.group()[0].isupper()
                and text[first.end() : last.start()] == " "
                and is_given_name(first.group())
            )
            if full:
                self._note(Span(first.start(), last.end()), nominative(text[first.start() : last.end()]))
            index += 2 if full else 1
        self._last_names(text, found)

    def _note(self, span: Span, name: str) -> int:
        for number, entity in enumerate(self.entities):
            if entity.name == name:
                self.names[span] = number
                return number
        office = _office_before(self.text, span.start)
        self.entities.append(Entity(kind=NameKind.PERSON, name=name, office=office))
        self.names[span] = len(self.entities) - 1
        return len(self.entities) - 1

    def _last_names(self, text: str, found: list[re.Match[str]]) -> None:
        known = {entity.name.split()[-1]: number for number, entity in enumerate(self.entities)}
        taken = sorted(self.names)
        for match in found if known else ():
            span = Span(match.start(), match.end())
            if not match.group()[0].isupper() or any(span.overlaps(other) for other in taken):
                continue
            number = next((known[base] for base in _last_name_bases(match.group()) if base in known), None)
            if number is not None:
                self.names[span] = number

    def name_at(self, start: int, end: int) -> tuple[Span, int] | None:
        """Return the first person named within [start, end)."""
        inside = [(span, number) for span, number in self.names.items() if start <= span.start and span.end <= end]
        return min(inside) if inside else None

    def latest(self, before: int, pronoun: str) -> int | None:
        """Return the person named last before an offset whom the pronoun fits."""
        sex = PRONOUNS.get(pronoun, "")
        for span, number in sorted(self.names.items(), reverse=True):
            if span.end <= before and (not sex or sex == _sex(self.entities[number].name)):
                return number
        return None

    def all_names(self) -> tuple[Name, ...]:
        """Return the mentions in order."""
        return tuple(
            Name(span=span, kind=self.entities[number].kind, entity=number)
            for span, number in sorted(self.names.items())
        )


def _sex(name: str) -> str:
    first = name.split()[0].lower()
    return "f" if first.endswith(("а", "я")) and first not in ("микола", "ілля", "лука", "сава", "микита") else "m"


def _last_name_bases(word: str) -> tuple[str, ...]:
    """The nominatives of a last name, which of a man's and a woman's may both be meant."""
    shapes = [_surname(word, female=sex, changed=True) for sex in (False, True)]
    return tuple(dict.fromkeys((word, *shapes, *bases(word))))


def _office_before(text: str, start: int) -> str:
    """Return the office right before a name: `міністр оборони Олексій Рудий`."""
    line = text[max(0, start - 90, text.rfind("\n", 0, start) + 1) : start]
    parts = re.split(r"[,.;:!?«»\"“”—–()]", line)[-1].split()
    for index, word in enumerate(parts):
        if word.lower() in OFFICES:
            return " ".join(parts[index:])
    return ""


def speaker_of(text: str, span: Span, cast: Cast, before: int) -> Speaker | None:
    """Return who is meant by the words at a span; None when they tell of nobody who can speak."""
    person = cast.name_at(span.start, span.end)
    while span.of(text).endswith((" не", " також", " вже")):
        span = Span(span.start, span.start + span.of(text).rindex(" "))
    found = Extract(span, span.of(text))
    if person:
        entity = cast.entities[person[1]]
        return Speaker(
            words=Extract(person[0], person[0].of(text)), kind=SpeakerKind.NAMED, name=entity.name,
            office=entity.office, entity=person[1],
        )  # fmt: skip
    low = found.words.lower()
    if low in PRONOUNS:
        number = cast.latest(before, low)
        name = cast.entities[number].name if number is not None else ""
        kind = SpeakerKind.COLLECTIVE if low == "вони" else SpeakerKind.NAMED
        return Speaker(words=found, kind=kind, name=name, entity=number)
    tokens = [match.group() for match in _WORD.finditer(found.words)]
    run = _CAPITALS.search(found.words)
    if run and not any(_kind(token) not in (None, SpeakerKind.UNNAMED) for token in tokens):
        at = Span(span.start + run.start(), span.start + run.end())
        while at.of(text).split()[0].lower() in OFFICES and " " in at.of(text):
            at = Span(at.start + at.of(text).index(" ") + 1, at.end)
        office = _office_before(text, at.start)
        return Speaker(words=Extract(at, at.of(text)), kind=SpeakerKind.NAMED, name=at.of(text), office=office)
    kind_found = next((sort for token in tokens if (sort := _kind(token))), None)
    return Speaker(words=found, kind=kind_found, name=_body(found.words)) if kind_found else None


def _body(found: str) -> str:
    """Return the nominative of one word for a body or document: `поліції` → `поліція`."""
    listed = words.ORGANISATIONS | words.DOCUMENTS | words.COLLECTIVE
    return (
        next((base for base in bases(found) if base != found and base in listed), found) if " " not in found else found
    )


def _kind(token: str) -> SpeakerKind | None:
    for listed, kind in (
        (words.COLLECTIVE, SpeakerKind.COLLECTIVE),
        (words.ORGANISATIONS, SpeakerKind.ORGANISATION),
        (words.DOCUMENTS, SpeakerKind.DOCUMENT),
        (words.PERSONS | OFFICES, SpeakerKind.UNNAMED),
    ):
        if token in listed or token.lower() in listed:
            return kind
    return None
