"""What the learnt models get wrong in ways that a rule can see: repairs of relations, one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.document import Document
from newsdesk.annotate.en.extents import with_extent
from newsdesk.annotate.en.hop_patterns import LISTENERS
from newsdesk.annotate.en.relations import Relation
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span

_TAIL = re.compile(r"[\s,;—–-]*(?:\b(?:and|but|while|as|though|although)\b)?[\s,;—–-]*$")
_NEAR_MARK = 2
"""Characters by which a content may miss the quotation mark at its end."""
_TAILS = re.compile(
    r",\s+(?:however|too|though|meanwhile),?$|(?:\s+(?:carried|issued|released|published))?\s+(?:by|from|of|on|at|with|about)"
    r"(?:\s+(?:the|an?|his|her|its|their))?(?:\s+(?:official|state|state-run))?$"
)
_PRONOUN = re.compile(r"\s+(?P<word>it|him|her|them|each\s+other)$")
_LEADING = re.compile(r"[\s,;]+")
_LOOSE = re.compile(r"(?:[\s,\u00a0]+|\s+(?:to|in|of))$")
_NO_VERB = re.compile(
    r"(?:the|an?|this|that|th[eo]se|his|her|its|their|our|my|him|it|them|one|two|three|many|some|several|all|what|how)\b|"
    r"[^a-z]|[\w’'-]+['’]s?\s"
)
"""What stands behind a `to` that belongs to its verb: `referred to | the dam`."""
_BROKEN_OFF = re.compile(
    r"\b(?:in|on|at|to|of|for|by|with|from|the|a|an|was|is|were|are|be|been|and|or|that|will|would|could|has|had|have|not)\s*$"
)
_FEW_LEFT = 3
_QUOTED = re.compile(r"\b(?:quoted|cited)\b")
_QUOTED_AS = re.compile(r"\bquoted\s+as$")
_POSTED = re.compile(
    r"(?<=[\"”])\s+(?:in|on)\s+(?:an?|his|her|its|their)\s+(?:\w+\s+)?(?:post|tweet|statement|letter|interview|video|message|"
    r"e-?mail|speech)\b[^\"“”]*$"
)
_NAME = re.compile(
    r"\s+(?P<name>[A-Z][\w.’'-]*(?:\s+(?:(?:of|the|and|for|\([A-Z][\w.-]*\)(?:\s+and)?)\s*)?(?:[A-Z][\w.’'-]*)?){0,9})\s*"
)
_DAY = re.compile(
    r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:(?:morning|afternoon|evening|night)\s+)?"
    r"(?=(?:that|the|an?|he|she|it|they|we|there|his|her|its|their|no|[A-Z][\w.]+)\b)"
)
"""The day between a verb of saying and the clause: `said | Sunday the case was closed`."""
_SAYING = re.compile(r"\s+(saying|telling)\b\s*")
_PART = re.compile(
    r"(?:one|two|three|four|five|six|some|most|many|several|all|both|half)\s+of\s+(?:them|whom)\b[^,\"“”]{0,30},\s+"
    r"(?P<source>[^,\"“”]{2,60}?)\s*"
)
"""The end of what was said, taken for the speaker: `…, one of them badly, | police said`."""
_SWALLOWED = re.compile(r"(?!the |a |an |his |her |its |their |our |one )[a-z][^,]*,\s+(?P<source>(?:the|an?)\s+[^,]+)")
_BY = re.compile(r"(?:by|in)\s+(?:the\s+)?[A-Z]")
_QUOTED_BY = re.compile(
    r"(?:was|were|is|has been)\s+(?:quoted|cited)\s+(?:by|in)\s+[^,.;:\"“”]{2,60}?\s+as\s+(?:saying|telling)\b"
)
_TOLD = re.compile(r"\b(?:told|tells|tell|telling)(?P<article>\s+(?:the|an?|his|her|its|their))?\s*$")
_LISTENER = re.compile(
    rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?=that\b)|(?:(?:the|an?|his|her|its|their)\s+)?(?:[a-z’'-]+\s+){{0,2}}?"
    rf"(?:{LISTENERS}|reporters|journalists)\s+(?:(?:on|at|in|during)\s+(?:an?|the|his|her|its)\s+(?:\w+\s+)?\w+\s+)?"
    r"(?=(?:that|he|she|they|it|we|his|her|their|its|the|an?|no|not|[A-Z][\w.’'-]*)\b)"
)
"""Whom the words were told, where the model took it for their beginning."""
_RELAYED = re.compile(
    r",?\s+as\s+(?:was\s+)?(?:first\s+)?(?:reported|cited|quoted|relayed)\s+(?:by|in)\s+[^,;\"“”]{2,60}$"
)
"""Who passed the words on, where the model took it for part of them."""
_CITING_BEHIND = re.compile(r",\s+citing\s+[^,;\"“”]{2,80}$")
_HANGING = re.compile(r"(?<=[\"”])\s+(?:while|as|and|but|when|after|before)$")
"""What begins another clause behind a quotation."""
_INNER = re.compile(r",\s+(?P<source>(?:[a-z][\w-]+\s+){0,3}[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,2})\s*$")
_HEAD = re.compile(r"[\s,;:—–-]+")
_REACHED = re.compile(
    r"\s+(?:reached|contacted|interviewed|speaking)\s+(?:by|over|on)\s+(?:the\s+)?(?:tele)?phone\s+(?=\w)"
)
"""How somebody was asked, which the model parts between speaker and cue."""
_FRONTED = re.compile(r"(?:in|at|on|during|after|before|by|with|through|to|for|from|under)\b", re.IGNORECASE)
"""What begins the circumstances of a saying: `In a note, | Brandt wrote that …`."""
_LED_BY_COLON = re.compile(r"[^\"“”:\n]{8,}:\s+(?=[\"“])")
"""What leads up to a quotation and is no part of it."""


def repair(document: Document, relations: Sequence[Relation], times: Sequence[Time]) -> list[Relation]:
    """Return the relations with their contents cut back to what was said; those left without content are dropped."""
    text = document.version.text
    repaired = []
    for relation in relations:
        relation = _without_clause(text, relation)
        content = [_after_time(span, times) for span in relation.content]
        if content and content[0].start - relation.cue.end == 1:
            day = _DAY.match(text, content[0].start, content[0].end)
            content[0] = Span(day.end(), content[0].end) if day else content[0]
        relation, content = _behind_listener(text, relation, content)
        relation, content = _with_saying(text, relation, content)
        if _QUOTED.search(text, relation.cue.start, relation.cue.end):
            content = [span for span in content if not _BY.match(text, span.start, span.end)] or content
        content = [cut for span in content for cut in _without_neighbours(text, span, relation, relations)]
        content = [_without_relay(text, span) for span in content]
        content = [_without_post(text, span) for span in content]
        content = [_without_reasons(text, span) for span in content]
        content = [_without_lead(document, span) for span in content]
        relation, content = _up_to_semicolon(text, relation, _without_fronted(text, relation, content))
        content = [_completed(document, _to_mark(document, span, relations), relation) for span in content]
        trimmed = [_trimmed(document, span) for span in content]
        kept = tuple(span for span in trimmed if span is not None)
        if kept or not relation.content:
            relation = _with_cue_cut(text, _with_name(document, replace(relation, content=kept)))
            repaired.append(with_extent(text, relation))
    return repaired


def _with_inner_source(text: str, relation: Relation) -> Relation:
    """Take the speaker out of an interrupted content: `If it broke, | keeper Ada Brandt | said, all would go`."""
    for at, part in enumerate(relation.content[:-1]):
        found = _INNER.search(text, part.start, part.end) if 0 <= relation.cue.start - part.end <= 1 else None
        if found and found.start() > part.start:
            content = (*relation.content[:at], Span(part.start, found.start()), *relation.content[at + 1 :])
            return replace(relation, source=Span(*found.span("source")), content=content)
    return relation


def _behind_listener(text: str, relation: Relation, content: list[Span]) -> tuple[Relation, list[Span]]:
    """Cut whom the words were told off their beginning: `told | police Wessel had left`, `told the | officer …`."""
    told = _TOLD.search(text, relation.cue.start, relation.cue.end)
    listener = _LISTENER.match(text, content[0].start, content[0].end) if content and told else None
    if told is None or listener is None:
        return relation, content
    if told["article"]:
        relation = replace(relation, cue=Span(relation.cue.start, told.start("article")))
    return relation, [Span(listener.end(), content[0].end), *content[1:]]


def _with_saying(text: str, relation: Relation, content: list[Span]) -> tuple[Relation, list[Span]]:
    """Give a cue that ends in `quoted as` the `saying` behind it, which is no part of what was said."""
    saying = _SAYING.match(text, relation.cue.end) if _QUOTED_AS.search(relation.cue.of(text)) else None
    if saying is None:
        return relation, content
    said = [
        Span(max(span.start, saying.end()), span.end) if span.start >= relation.cue.end else span for span in content
    ]
    return replace(relation, cue=Span(relation.cue.start, saying.end(1))), [span for span in said if len(span) > 0]


def _with_name(document: Document, relation: Relation) -> Relation:
    """Give a saying the name, or its beginning, between quotation and cue: `“…,” Ada Brandt | was quoted`."""
    text = document.version.text
    begin = min(relation.source.start, relation.cue.start) if relation.source else relation.cue.start
    if not relation.content or not 0 <= begin - relation.content[-1].end <= 2:
        return relation
    last = relation.content[-1]
    quotation = next((q for q in document.quotations if last.start <= q.outer.start and q.outer.end < last.end), None)
    name = _NAME.fullmatch(text, quotation.outer.end, last.end) if quotation else None
    if quotation is None or name is None:
        return relation
    content = (*relation.content[:-1], Span(last.start, quotation.outer.end))
    end = relation.source.end if relation.source else name.end("name")
    return replace(relation, source=Span(name.start("name"), end), content=content)


def _without_clause(text: str, relation: Relation) -> Relation:
    """Cut the end of what was said off a speaker behind it: `…, four of them badly, the hospital | said`."""
    source = relation.source
    if source is None:
        return _with_inner_source(text, relation)
    by = _REACHED.search(text, source.start, relation.cue.end)
    if by and by.start() > source.start and by.end() > relation.cue.start:
        return replace(relation, source=Span(source.start, by.start()), cue=Span(by.end(), relation.cue.end))
    part = _PART.fullmatch(text, source.start, relation.cue.start)
    if part and relation.content and relation.content[-1].end <= relation.cue.start:
        return replace(relation, source=Span(*part.span("source")))
    behind = relation.content and 0 <= source.start - relation.content[-1].end <= 2
    swallowed = _SWALLOWED.fullmatch(text, source.start, source.end) if behind else None
    return replace(relation, source=Span(*swallowed.span("source"))) if swallowed else relation


def _without_relay(text: str, span: Span) -> Span:
    relay = _RELAYED.search(text, span.start, span.end)
    return Span(span.start, relay.start()) if relay and relay.start() > span.start else span


def _without_post(text: str, span: Span) -> Span:
    """Cut off by which way it was said, behind a quotation: `“…” in a post on X`."""
    post = _POSTED.search(text, span.start, span.end)
    return Span(span.start, post.start()) if post and post.start() > span.start else span


def _without_reasons(text: str, span: Span) -> Span:
    """Cut off what a speaker leaned on, which the page tells and not the speaker: `…, citing two surveys`."""
    citing = _CITING_BEHIND.search(text, span.start, span.end)
    return Span(span.start, citing.start()) if citing and citing.start() > span.start else span


def _without_lead(document: Document, span: Span) -> Span:
    """Cut off what the page tells before a colon and a quotation: `Brandt was careful: | “We wait,”`."""
    colon = _LED_BY_COLON.match(document.version.text, span.start, span.end)
    if colon is None:
        return span
    quotation = next((q for q in document.quotations if q.outer.start == colon.end()), None)
    return Span(colon.end(), span.end) if quotation and span.end <= quotation.outer.end + 2 else span


def _without_fronted(text: str, relation: Relation, content: list[Span]) -> list[Span]:
    """Drop what stands in front of a speaker whose clause follows the verb: `In a note, | Brandt wrote that …`."""
    first = next((span for span in content if span.start >= relation.cue.end), None)
    source = relation.source
    if (
        first is None
        or source is None
        or source.start > relation.cue.start
        or not text.startswith("that ", first.start)
    ):
        return content
    return [span for span in content if span.start >= source.start or not _FRONTED.match(text, span.start)]


def _up_to_semicolon(text: str, relation: Relation, content: list[Span]) -> tuple[Relation, list[Span]]:
    """Let a saying end at the semicolon behind its cue: `CLAUSE, the mayor said; the council denied it`."""
    cue = relation.cue
    end = cue.end - 1 if text[cue.end - 1] == ";" else cue.end if text.startswith(";", cue.end) else -1
    if end <= cue.start or not content or content[0].end > cue.start:
        return relation, content
    return replace(relation, cue=Span(cue.start, end)), [span for span in content if span.end <= cue.start]


def _with_cue_cut(text: str, relation: Relation) -> Relation:
    """Cut a comma or a loose preposition off the cue's end, and give the content the `to` of its infinitive."""
    cue = relation.cue
    passive = _QUOTED_BY.match(text, cue.start)
    if passive and passive.end() > cue.end:
        return replace(relation, cue=Span(cue.start, passive.end()))
    relation = _with_pronoun(text, _without_tail(text, relation))
    leading = _LEADING.match(text, relation.cue.start, relation.cue.end)
    if leading and leading.end() < relation.cue.end:
        relation = replace(relation, cue=Span(leading.end(), relation.cue.end))
    cue = relation.cue
    loose = _LOOSE.search(text, cue.start, cue.end)
    if loose is None or not loose.start() > cue.start or text[cue.start : cue.end].lower() == "according to":
        return relation
    first, *others = relation.content or (cue,)
    word = loose.group().strip()
    if word == "to" and _NO_VERB.match(text, first.start):
        return relation
    if word == "to" and first.start > cue.end and not text[cue.end : first.start].strip():
        first = Span(loose.end() - 2, first.end)
    elif word.isalpha() and first.start - cue.end <= 1:
        return relation
    content = (first, *others) if relation.content else ()
    return replace(relation, cue=Span(cue.start, loose.start()), content=content)


def _without_tail(text: str, relation: Relation) -> Relation:
    """Cut a broken phrase, or an aside, off the end of a cue: `said in a statement | carried by`, `said |, however`."""
    cue = relation.cue
    tail = _TAILS.search(text, cue.start, cue.end)
    adjoined = any(0 <= span.start - cue.end <= 1 for span in relation.content) and not text.startswith(
        ",", tail.start() if tail else 0
    )
    if tail is None or adjoined or tail.start() <= cue.start:
        return relation
    return replace(relation, cue=Span(cue.start, tail.start()))


def _with_pronoun(text: str, relation: Relation) -> Relation:
    """Give a content the pronoun that the cue ends in: `dismissed | it as “propaganda”`."""
    pronoun = _PRONOUN.search(text, relation.cue.start, relation.cue.end)
    first = relation.content[0] if relation.content else None
    if pronoun is None or first is None or not 0 <= first.start - relation.cue.end <= 1:
        return relation
    content = (Span(pronoun.start("word"), first.end), *relation.content[1:])
    return replace(relation, cue=Span(relation.cue.start, pronoun.start()), content=content)


def _after_time(span: Span, times: Sequence[Time]) -> Span:
    """Keep the end of an expression of time, such as the 8 of March 8, out of the content behind it."""
    for time in times:
        if time.span.start < span.start < time.span.end < span.end:
            return Span(time.span.end, span.end)
    return span


def _without_neighbours(text: str, span: Span, relation: Relation, others: Sequence[Relation]) -> list[Span]:
    """Cut off the end that attributes the words to somebody else: `…, but Smith | said`, `…, according to Smith`."""
    for other in others:
        if other is relation:
            continue
        start = min(other.cue.start, other.source.start) if other.source else other.cue.start
        if not span.start < start < span.end:
            continue
        ends_with_source = other.source is not None and other.cue.start >= span.end
        told_again = other.cue.end <= span.end <= max(other.cue.end, other.source.end if other.source else 0) + 2
        if ends_with_source or (told_again and any(said.start < start for said in other.content)):
            tail = _TAIL.search(text, span.start, start)
            return [Span(span.start, tail.start() if tail else start)] if start > span.start else []
    return [span]


def _to_mark(document: Document, span: Span, relations: Sequence[Relation]) -> Span:
    """Let a content that breaks off inside a quotation it holds the beginning of go on to the mark."""
    for quotation in document.quotations:
        if quotation.closed and span.start <= quotation.outer.start < span.end < quotation.outer.end:
            rest = Span(span.end, quotation.outer.end)
            taken = (part for other in relations for part in (other.cue, *([other.source] if other.source else ())))
            return span if any(rest.overlaps(part) for part in taken) else Span(span.start, quotation.outer.end)
    return span


def _completed(document: Document, span: Span, relation: Relation) -> Span:
    """Give a content that breaks off at a preposition or auxiliary the few words left of its sentence."""
    text = document.version.text
    if not _BROKEN_OFF.search(text, span.start, span.end):
        return span
    end = next(
        (sentence.end for sentence, _ in document.sentences if sentence.start < span.end <= sentence.end), span.end
    )
    if end > span.end and text[end - 1] in ".:" and not _inside(document, end - 1):
        end -= 1
    rest = Span(span.end, end)
    taken = (relation.cue, *([relation.source] if relation.source else ()))
    few = len(rest.of(text).split()) <= _FEW_LEFT
    return Span(span.start, end) if few and not any(rest.overlaps(other) for other in taken) else span


def _trimmed(document: Document, span: Span) -> Span | None:
    """Cut white space and stray marks at both ends, and the full stop of a sentence that ends outside quotations."""
    text = document.version.text
    lead = _HEAD.match(text, span.start, span.end)
    start, end = lead.end() if lead else span.start, span.end
    while end > start and text[end - 1].isspace():
        end -= 1
    for quotation in document.quotations:
        if quotation.closed and 0 < quotation.outer.end - end <= _NEAR_MARK and quotation.outer.start < end:
            end = quotation.outer.end
        if 0 < start - quotation.outer.start <= _NEAR_MARK and start < quotation.outer.end:
            start = quotation.outer.start
    hanging = _HANGING.search(text, start, end)
    end = hanging.start() if hanging and hanging.start() > start else end
    if end - start > 1 and text[end - 1] == "," and not _inside(document, end - 1):
        end -= 1
    if end - start > 1 and text[end - 1] == "." and text[end - 2].islower() and not _inside(document, end - 1):
        end -= 1
    return Span(start, end) if end > start else None


def _inside(document: Document, place: int) -> bool:
    return any(quotation.outer.start <= place < quotation.outer.end for quotation in document.quotations)
