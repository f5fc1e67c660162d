"""Read an English version: everything the stage finds, in the order in which one finding needs another."""

from __future__ import annotations

from newsdesk.annotate.document import Document, prepare
from newsdesk.annotate.en.casing import recased
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.names import find_names
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.en.relations import find_relations
from newsdesk.annotate.en.ruled import relations_by_rule
from newsdesk.annotate.en.skipping import may_hold_name
from newsdesk.annotate.en.statements import StatementReader
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.events import date_sentences
from newsdesk.annotate.figures import attribute_figures, find_figures
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.annotate.passages import make_passages
from newsdesk.annotate.people import know_people, know_speakers
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times
from newsdesk.model.annotations import Annotations, NameKind, Sentence
from newsdesk.model.article import BlockKind, Version
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.model.text import Span

LANGUAGE = "en"


def read(version: Version, country: str, own: Own = NOTHING_OWN, rules_only: bool = False) -> Annotations:
    """Annotate an English version; the outlet's `country` may be empty, the `own` lists come before the rest."""
    words, known = lexicon(), gazetteer(own.places)
    document = prepare(version, words.abbreviations, country)
    spans = [span for span, _ in document.sentences]
    text = recased(version.text, spans, _headlines(document), words, known)
    tokens = _tokens(document, spans, text)
    times = find_times(version.text, spans, document.anchor, LANGUAGE)
    names, entities = find_names(text, tokens.parse, find_candidates(text, spans, known), words, known)
    day = document.anchor.date() if document.anchor else None
    names, entities = know_people(version.text, names, entities, own.people, day)
    candidates = [name.span for name in names if name.kind is NameKind.PLACE]
    dates = date_sentences(version.text, spans, times, document.anchor, LANGUAGE)
    relations = relations_by_rule(tokens, words) if rules_only else find_relations(tokens)
    statements = StatementReader(document, names, entities, times, words).read(relations)
    statements = know_speakers(statements, entities, own.people, day)
    figures = find_figures(version.text, spans, times, LANGUAGE)
    return Annotations(
        version_id=version.id,
        language=LANGUAGE,
        sentences=tuple(
            Sentence(span=span, block=block, event_date=date)
            for (span, block), date in zip(document.sentences, dates, strict=True)
        ),
        statements=statements,
        names=names,
        entities=entities,
        times=times,
        places=find_places(version.text, candidates, sentences=spans, country=country, known=known),
        figures=attribute_figures(version.text, figures, spans, statements, times, LANGUAGE),
    )


def _headlines(document: Document) -> set[int]:
    """Return the indices of the sentences in headlines and headings."""
    set_apart = {BlockKind.HEADLINE, BlockKind.HEADING}
    return {index for index, (_, block) in enumerate(document.sentences) if document.blocks[block].kind in set_apart}


def _tokens(document: Document, spans: list[Span], text: str) -> Tokens:
    groups = make_passages(document.sentences, document.quotations)
    passages = [Span(spans[first].start, spans[last - 1].end) for first, last in groups]
    named = [may_hold_name(passage.of(text)) for passage in passages]
    return Tokens(parse_passages(text, passages, spans, named), document.quotations)
