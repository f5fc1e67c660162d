"""Read a Ukrainian version: sentences, statements, persons, times and places, by rules and the gazetteer."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from newsdesk.annotate.document import prepare
from newsdesk.annotate.events import date_sentences
from newsdesk.annotate.figures import attribute_figures, find_figures
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.annotate.people import know_people, know_speakers
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times
from newsdesk.annotate.uk.speakers import Cast
from newsdesk.annotate.uk.statements import find_statements
from newsdesk.model.annotations import Annotations, Entity, Name, NameKind, Sentence
from newsdesk.model.article import Version
from newsdesk.model.own import NOTHING_OWN, Own

LANGUAGE = "uk"


@cache
def abbreviations() -> frozenset[str]:
    """Words that take a full stop and are followed by more of the sentence."""
    table = tomllib.loads(files("newsdesk.annotate.uk").joinpath("data/sentences.toml").read_text("utf-8"))
    return frozenset(table["abbreviations"].split())


def read(version: Version, country: str, own: Own = NOTHING_OWN) -> Annotations:
    """Annotate a Ukrainian version; `country` is the outlet's home; the `own` lists come before the rest."""
    known = gazetteer(own.places)
    document = prepare(version, abbreviations(), country)
    spans = [span for span, _ in document.sentences]
    times = find_times(version.text, spans, document.anchor, LANGUAGE)
    candidates = find_candidates(version.text, spans, known, LANGUAGE)
    places = find_places(version.text, candidates, sentences=spans, country=country, known=known, language=LANGUAGE)
    cast = Cast(version.text)
    cast.meet(version.text)
    day = document.anchor.date() if document.anchor else None
    known_names, known_entities = know_people(version.text, cast.all_names(), cast.entities, own.people, day)
    cast.names, cast.entities = {name.span: name.entity for name in known_names}, list(known_entities)
    statements = know_speakers(find_statements(document, cast, times), cast.entities, own.people, day)
    figures = find_figures(version.text, spans, times, LANGUAGE)
    names = list(cast.all_names())
    entities = list(cast.entities)
    for place in places:
        if place.lat is None or any(name.span.overlaps(place.span) for name in names):
            continue
        known_as = {entity.name: n for n, entity in enumerate(entities) if entity.kind is NameKind.PLACE}
        if place.name not in known_as:
            entities.append(Entity(kind=NameKind.PLACE, name=place.name))
            known_as[place.name] = len(entities) - 1
        names.append(Name(span=place.span, kind=NameKind.PLACE, entity=known_as[place.name]))
    dates = date_sentences(version.text, spans, times, document.anchor, LANGUAGE)
    return Annotations(
        version_id=version.id,
        language=LANGUAGE,
        sentences=tuple(
            Sentence(span=span, block=block, event_date=date)
            for (span, block), date in zip(document.sentences, dates, strict=True)
        ),
        statements=statements,
        names=tuple(sorted(names, key=lambda name: name.span)),
        entities=tuple(entities),
        times=times,
        places=places,
        figures=attribute_figures(version.text, figures, spans, statements, times, LANGUAGE),
    )
