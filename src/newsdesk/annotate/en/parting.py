"""Two sayings read as one: a claim and who disputes it, a report and what it relays, a quotation and a source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.declaring import ADVERBS, FINITE, by_sentence
from newsdesk.annotate.en.relations import Relation
from newsdesk.model.text import Span

_DISPUTED = re.compile(
    r"\s*[,–—]\s*an?\s+(?:claim|statement|charge|accusation|allegation|assertion|figure|report|suggestion|argument|account)\s+"
    rf"(?:that\s+|which\s+)?(?P<source>(?:(?!{FINITE})[^,;:\"“”\n]){{2,80}}?)\s+"
    rf"(?P<cue>{ADVERBS}(?:dismissed|dismisses|denied|denies|deny|rejected|rejects|reject|refuted|refutes|disputed|disputes|"
    r"dispute|questioned|confirmed|confirms|called|calls))\b[^;\"“”\n]*?[.]?$"
)
_RELAYED = re.compile(
    rf"(?:that\s+)?(?P<source>(?:(?!{FINITE})[^,;:\"“”\n]){{2,80}}?)\s+(?P<cue>(?:has|have|had)\s+"
    r"(?:told|informed|warned|assured))\s+[^,;:\"“”\n]{2,60}?\s+(?P<content>that\s.+)",
    re.DOTALL,
)
_SAID = r"(?:said|says|added|wrote|told|warned|insisted|explained)"
_QUOTATION_BEFORE = re.compile(
    rf"(?P<quotation>[\"“][^\"“”\n]+[\"”])\s+(?P<source>he|she|they|(?:[A-Z][\w.’'-]+\s+){{0,3}}[A-Z][\w.’'-]+)\s+"
    rf"(?P<cue>{_SAID}),?\s+(?:(?:referring|alluding|pointing)\s+to\s+|speaking\s+(?:of|about)\s+)?"
)
_CITES = re.compile(r"[Aa]ccording\s+to$")


def parted(document: Document, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations, those that hold two sayings as two, in the order of their cues."""
    near = by_sentence(document, relations)
    found: list[Relation] = []
    for relation in relations:
        beside = near[document.sentence_at(relation.cue.start)]
        found.extend(
            new
            for whole in _relayed(document, relation, _is_free(beside))
            for new in _quoted_and_cited(document, whole, _is_free(beside))
        )
    disputes = [dispute for relation in found for dispute in _disputed(document, relation)]
    anew = sorted(dispute.cue for dispute, is_new in disputes if is_new)
    kept = [relation for relation, is_new in disputes if is_new or not _is_among(relation.cue, anew)]
    return sorted(kept, key=lambda relation: relation.cue)


def _is_among(cue: Span, others: Sequence[Span]) -> bool:
    """Tell whether one of some spans, which are in order and apart, overlaps a cue."""
    at = bisect_right(others, cue.end, key=lambda span: span.start)
    return at > 0 and others[at - 1].overlaps(cue)


def _is_free(relations: Sequence[Relation]) -> Callable[[Span], bool]:
    return lambda cue: not any(relation.cue.overlaps(cue) for relation in relations)


def _disputed(document: Document, relation: Relation) -> Iterator[tuple[Relation, bool]]:
    """Yield a relation up to the comma behind which somebody disputes it, and that dispute, marked as new."""
    match = None
    if relation.content:
        last = relation.content[-1]
        end = max(document.sentences[document.sentence_at(last.start)][0].end, last.end)
        match = _DISPUTED.search(document.version.text, last.start, end)
    if match is None or match.start() <= relation.content[-1].start:
        yield relation, False
        return
    last = relation.content[-1]
    claimed = (*relation.content[:-1], Span(last.start, min(last.end, match.start())))
    yield replace(relation, content=claimed), False
    yield _relation(match, claimed), True


def _relayed(document: Document, relation: Relation, is_free: Callable[[Span], bool]) -> Iterator[Relation]:
    """Yield a relation and the saying that its words tell of: `Reuters reported that | Brandt had told us that …`."""
    yield relation
    if len(relation.content) == 1:
        content = relation.content[0]
        match = _RELAYED.fullmatch(document.version.text, content.start, content.end)
        if match and is_free(Span(*match.span("cue"))):
            yield _relation(match, (Span(*match.span("content")),))


def _quoted_and_cited(document: Document, relation: Relation, is_free: Callable[[Span], bool]) -> Iterator[Relation]:
    """Part a quotation from a clause behind it with a source of its own: `“…,” she said of X, according to Y`."""
    text = document.version.text
    match = None
    if relation.content and _CITES.search(relation.cue.of(text)):
        match = _QUOTATION_BEFORE.match(text, relation.content[0].start, relation.content[0].end)
    if match is None:
        yield relation
        return
    quoted = [Span(*match.span("quotation"))]
    quoted.extend(span for span in relation.content[1:] if text[span.start] in '"“')
    rest = Span(match.end(), relation.content[0].end)
    kept = [span for span in (rest, *relation.content[1:]) if span not in quoted and len(span) > 0]
    if is_free(Span(*match.span("cue"))):
        yield _relation(match, tuple(quoted))
    yield replace(relation, content=tuple(kept))


def _relation(match: re.Match[str], content: tuple[Span, ...]) -> Relation:
    source, cue = Span(*match.span("source")), Span(*match.span("cue"))
    return Relation(head=-1, cue=cue, source=source, content=content, chance=1.0)
