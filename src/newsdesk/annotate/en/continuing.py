"""Quotations that go on after the sentence that attributes them: in the next sentences, or over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.marks import Quotation
from newsdesk.model.text import Span

_CITES = re.compile(r"[Aa]ccording\s+to$")
_LEAST = 12
"""Characters below which a quoted stretch is a word in quotation marks, not a quotation that goes on."""
_MOST = 12
"""Quotations that one attribution carries at most."""


def with_continuations(document: Document, relations: Sequence[Relation]) -> list[Relation]:
    """Add to each relation the quoted sentences behind it that nobody else is said to have said.

    A relation that comes without content, as before `Ada Brandt said:` and a quoted paragraph, is dropped when
    nothing follows.
    """
    taken = sorted(span for relation in relations for span in (*relation.content, relation.cue))
    kept = []
    for number, relation in enumerate(relations):
        if _is_aside(document, relation, relations[:number]):
            kept.append(relation)
            continue
        behind = (r for r in relations[number + 1 :] if r.cue.start > relation.cue.start)
        later = min(
            (r.cue.start for r in behind if not _is_aside(document, r, relations[number : number + 1])),
            default=None,
        )
        kept.append(_continued(document, relation, later, taken))
    return [relation for relation in kept if relation.content]


def _is_aside(document: Document, relation: Relation, earlier: Sequence[Relation]) -> bool:
    """Tell whether a source is given, unquoted, behind a quotation that may go on: `“…,” she said, according to Y`."""
    if not _CITES.search(relation.cue.of(document.version.text)) or _quotes(document, relation) or not earlier:
        return False
    sentence = document.sentence_at(relation.cue.start)
    return document.sentence_at(earlier[-1].cue.start) == sentence and _quotes(document, earlier[-1])


def _quotes(document: Document, relation: Relation) -> bool:
    return any(document.version.text[span.start] in '"“' for span in relation.content)


def _continued(document: Document, relation: Relation, later: int | None, taken: Sequence[Span]) -> Relation:
    at = document.sentence_at(relation.cue.start)
    last_content = relation.content[-1] if relation.content else relation.cue
    end = max(document.sentences[at][0].end, last_content.end)
    opens = document.version.text[: document.sentences[at][0].end].endswith(":")
    last = next((q for q in reversed(document.quotations) if q.outer.overlaps(last_content)), None)
    added: list[Span] = []
    for quotation in _after(document.quotations, end):
        if later is not None and later < quotation.outer.start:
            break
        if not _goes_on(document, end, quotation, last, opens=opens):
            break
        if any(span.overlaps(quotation.outer) for span in taken):
            break
        added.append(quotation.outer)
        end, last, opens = quotation.outer.end, quotation, opens and not relation.content
    return replace(relation, content=tuple(sorted((*relation.content, *added)))) if added else relation


def _after(quotations: Sequence[Quotation], place: int) -> list[Quotation]:
    return [quotation for quotation in quotations if quotation.outer.start >= place][:_MOST]


def _goes_on(document: Document, end: int, quotation: Quotation, last: Quotation | None, *, opens: bool) -> bool:
    """Tell whether nothing but the end of a sentence, or of an unclosed paragraph, lies between."""
    between = document.version.text[end : quotation.outer.start]
    if quotation.single or len(quotation.inner) < _LEAST or between.strip(' .,;:\n”"'):
        return False
    if "\n" in between and not opens:
        return last is not None and not last.closed
    return _fills_its_sentences(document, quotation)


def _fills_its_sentences(document: Document, quotation: Quotation) -> bool:
    """Tell whether the quotation begins a sentence, and ends one."""
    inside = [sentence for sentence, _ in document.sentences if quotation.outer.overlaps(sentence)]
    return bool(inside) and inside[0].start == quotation.outer.start and inside[-1].end <= quotation.outer.end + 1
