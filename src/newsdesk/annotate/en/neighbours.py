"""Sayings that stand in one sentence: whose the second is, and where the first one's words end.

`Brandt said the dam would hold, warning that …` is two sayings of Brandt; `Brandt said the dam would hold, while Keller
cautioned that …` is one of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.relations import Relation
from newsdesk.annotate.en.stems import stem
from newsdesk.model.text import Span

_PARTICIPLE = re.compile(r"(?!according)(?:also|then|further|again)?\s*[a-z]+ing\b")
_JOINED = re.compile(r"[,\s]+(?:(?:and|but|or|then|also|later)\s+)*$")
_CONJUNCTION = re.compile(r"(?:,\s*)?\b(?:and|but|yet|though)\s+(?:(?:also|later|then|has|had|have)\s+)*$")
_TURN = re.compile(r"(?:\s*;\s*|,\s+(?:while|whereas|but)\s+)(?:and\s+|but\s+|however,\s+)?$")
_NEXT_CLAUSE = re.compile(
    r";\s+(?:he|she|they|it|[a-z]+\s+[a-z]+|[A-Z][\w’'-]*)\s+(?:did\s+not|didn['’]t|declined|refused|gave\s+no|added|said|also)\b"
)
_PASSIVE = re.compile(r"(?:was|were|is|are|been|be)\s+\w+ed\b")
_ASKED = re.compile(r"\b(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Qq]uizzed)\b")
_WORD = re.compile(r"[A-Za-z’'-]+")
_SAME = 0.8
"""Share of what two sayings have in common from which they tell of the same words."""
_WITHIN = 400
"""Characters of a sentence within which two sayings belong together."""


def with_neighbours(document: Document, relations: Sequence[Relation], lexicon: Lexicon) -> list[Relation]:
    """Return the relations, in the order of their cues, each with its own speaker and its own words."""
    text = document.version.text
    kept = [relation for relation in relations if not _is_question_put(text, relation)]
    for number, relation in enumerate(kept):
        before = next((other for other in reversed(kept[:number]) if other.cue.end <= relation.cue.start), None)
        if (
            before is None
            or relation.cue.start - before.cue.end > _WITHIN
            or "\n" in text[before.cue.end : relation.cue.start]
        ):
            continue
        kept[number] = _of_same_speaker(text, before, relation)
    kept = [_up_to_others(text, relation, kept) for relation in kept]
    kept = [relation for relation in kept if not _is_told_twice(relation, kept)]
    return [relation for relation in kept if not _is_said_better(text, relation, kept, lexicon)]


def _is_question_put(text: str, relation: Relation) -> bool:
    """Tell whether the cue tells what the speaker was asked: `Asked whether …, she answered`."""
    if not _ASKED.match(relation.cue.of(text)):
        return False
    if relation.cue.of(text)[0].isupper():
        return True
    before = text[max(0, relation.cue.start - 24) : relation.cue.start].rstrip()
    if re.search(r"(?:^|[.!?\n,]|\bwhen|\bif|\bwhile)$", before):
        return not (relation.source is not None and 0 <= relation.cue.start - relation.source.end <= 2)
    return False


def _is_told_twice(relation: Relation, others: Sequence[Relation]) -> bool:
    """Tell whether a cue holds that of a saying of the same words: `published articles alleging`, `alleging`."""
    return any(
        len(relation.cue) > len(other.cue) and relation.cue.covers(other.cue) and _share(relation, other) >= _SAME
        for other in others
        if other is not relation
    )


def _is_said_better(text: str, relation: Relation, others: Sequence[Relation], lexicon: Lexicon) -> bool:
    """Tell whether a doing is told with the words of a saying beside it: `voted no, arguing that …`."""
    passive = _PASSIVE.match(relation.cue.of(text))
    if passive and any(
        span.covers(relation.cue) for other in others if other is not relation for span in other.content
    ):
        return True
    if _is_known(text, relation, lexicon):
        return False
    return any(
        other is not relation and _is_known(text, other, lexicon) and _share(relation, other) >= _SAME
        for other in others
    )


def _is_known(text: str, relation: Relation, lexicon: Lexicon) -> bool:
    words = [word.lower() for word in _WORD.findall(relation.cue.of(text))]
    return any(stem(word) in lexicon.sayings for word in words) and not set(words) & {"citing", "cited"}


def _share(one: Relation, other: Relation) -> float:
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return common / max(1, min(sum(map(len, one.content)), sum(map(len, other.content))))


def _of_same_speaker(text: str, before: Relation, relation: Relation) -> Relation:
    """Give a participle, and a second verb joined to the first, the speaker of the first."""
    lead = text[max(0, relation.cue.start - 30) : relation.cue.start]
    told = any(span.covers(relation.source) for span in before.content) if relation.source else False
    own = relation.source is not None and relation.source.start > before.cue.start and not told
    if not own and before.source is not None and _PARTICIPLE.match(relation.cue.of(text)) and _JOINED.search(lead):
        return replace(relation, source=before.source)
    source = relation.source
    if source is not None and before.source is not None and source.start == before.source.start:
        return replace(relation, source=max(source, before.source, key=len))
    joined = _CONJUNCTION.search(lead) and source is not None and any(span.covers(source) for span in before.content)
    opens = [span for span in (*before.content[:1], *relation.content[:1]) if text.startswith("that ", span.start)]
    if joined and before.source is not None and len(opens) == 2:
        return replace(relation, source=before.source)
    return relation


def _up_to_others(text: str, relation: Relation, others: Sequence[Relation]) -> Relation:
    """Cut a content at the semicolon, `while`, `and` or comma behind which somebody says something else."""
    content = list(relation.content)
    for other in others:
        if other is relation or other.cue.start < relation.cue.end:
            continue
        content = [cut for span in content for cut in _cut(text, span, relation, other)]
    content = [_cut_at_clause(text, span) for span in content if _WORD.search(text, span.start, span.end)]
    return replace(relation, content=tuple(content)) if content or not relation.content else relation


def _cut(text: str, span: Span, relation: Relation, other: Relation) -> list[Span]:
    own = other.source is not None and other.source != relation.source and other.source.start > relation.cue.end
    start = min(other.source.start, other.cue.start) if own and other.source is not None else other.cue.start
    if not span.start < start < span.end or any(said.start < start for said in other.content):
        # What stands behind the participle is its own.
        same = other.source == relation.source and other.source is not None
        behind = same and span.start > other.cue.start and any(said.overlaps(span) for said in other.content)
        return [] if behind else [span]
    lead = text[span.start : start]
    turn = _TURN.search(lead)
    if turn is None and other.source == relation.source and other.source is not None:
        participle = _PARTICIPLE.match(other.cue.of(text)) is not None
        turn = _JOINED.search(lead) if participle else _CONJUNCTION.search(lead)
    return [Span(span.start, span.start + turn.start())] if turn and turn.start() else [span]


def _cut_at_clause(text: str, span: Span) -> Span:
    """Cut a content that isn't quoted before a clause that the page tells: `…; he did not mention the dam`."""
    match = _NEXT_CLAUSE.search(text, span.start, span.end)
    if match is None or text.count('"', span.start, match.start()) % 2:
        return span
    opened, closed = (text.count(mark, span.start, match.start()) for mark in "“”")
    return Span(span.start, match.start()) if match.start() > span.start and opened == closed else span
