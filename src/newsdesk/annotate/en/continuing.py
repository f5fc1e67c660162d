"""Quotations that go on after the sentence that attributes them: in the next sentences, or over paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.marks import Quotation
from newsdesk.model.text import Span

_LEAST = 12
"""Characters below which a quoted stretch is a word in quotation marks, not a quotation that goes on."""


def with_continuations(document: Document, relations: Sequence[Relation]) -> list[Relation]:
    """Add to each relation with a quotation the quoted sentences behind it that nobody else is said to have said."""
    taken = sorted(span for relation in relations for span in (*relation.content, relation.cue))
    kept = []
    for number, relation in enumerate(relations):
        later = relations[number + 1] if number + 1 < len(relations) else None
        kept.append(_continued(document, relation, later, taken))
    return kept


def _continued(document: Document, relation: Relation, later: Relation | None, taken: Sequence[Span]) -> Relation:
    text = document.version.text
    end = max(relation.cue.end, relation.content[-1].end)
    last = next((q for q in reversed(document.quotations) if q.outer.overlaps(relation.content[-1])), None)
    if last is None and not text[relation.cue.start : relation.cue.end].rstrip().endswith(":"):
        return relation
    added: list[Span] = []
    for quotation in _after(document.quotations, end):
        if not _goes_on(document, end, quotation, last) or any(span.overlaps(quotation.outer) for span in taken):
            break
        if later is not None and later.cue.start < quotation.outer.start:
            break
        added.append(quotation.outer)
        end, last = quotation.outer.end, quotation
    return replace(relation, content=tuple(sorted((*relation.content, *added)))) if added else relation


def _after(quotations: Sequence[Quotation], place: int) -> list[Quotation]:
    return [quotation for quotation in quotations if quotation.outer.start >= place][:12]


def _goes_on(document: Document, end: int, quotation: Quotation, last: Quotation | None) -> bool:
    """Tell whether nothing but the end of a sentence, or of an unclosed paragraph, lies between."""
    text = document.version.text
    between = text[end : quotation.outer.start]
    if quotation.single or len(quotation.inner) < _LEAST or between.strip(' .,;:\n”"'):
        return False
    if "\n" in between:
        return last is not None and not last.closed
    return _fills_its_sentences(document, quotation)


def _fills_its_sentences(document: Document, quotation: Quotation) -> bool:
    return any(sentence.start == quotation.outer.start for sentence, _ in document.sentences) and any(
        sentence.end <= quotation.outer.end + 1
        and quotation.outer.covers(Span(sentence.start, min(sentence.end, quotation.outer.end)))
        for sentence, _ in document.sentences
    )
