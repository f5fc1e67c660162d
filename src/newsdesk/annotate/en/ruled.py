"""Find who is said to have said what by rules over the tree, without weights learnt from a corpus of statements.

A verb of the word list is a cue where it has a subject and governs a clause, or where a quotation stands beside it; so
is `according to`. What was said is the clause or the quotation, the speaker the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.certain import inherited_source
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.parsing import code_of
from newsdesk.annotate.en.relations import MOST_CUES, Relation, likeliest
from newsdesk.annotate.en.stems import stem, stem_code
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.marks import Quotation
from newsdesk.model.annotations import CueClass
from newsdesk.model.text import Span

_VERBS = ("VBD", "VBZ", "VBP", "VBG", "VBN", "VB")
_AUXILIARIES = ("aux", "auxpass", "neg", "advmod")
_OBJECTS = ("dobj", "oprd", "attr", "prep", "xcomp")
_NAMING = frozenset(["call", "describe", "dub", "brand", "label", "criticiz", "praise"])
"""Stems of verbs that tell what somebody called something."""
_NEAR = 60
"""Characters between a cue or its subject and the quotation that belongs to it."""
_LONG = 12
"""Characters from which a quotation is speech by itself; a shorter one is part of a clause."""
_GOVERNS_INFINITIVES = frozenset([CueClass.PROMISE, CueClass.ORDER])


def relations_by_rule(tokens: Tokens, lexicon: Lexicon) -> tuple[Relation, ...]:
    """Return the sayings found, in the order of their cues."""
    cues = _cues(tokens, lexicon)
    found = [*(_of_verb(tokens, int(cue), lexicon) for cue in cues), *_according(tokens)]
    return tuple(sorted((relation for relation in found if relation is not None), key=lambda relation: relation.cue))


def _cues(tokens: Tokens, lexicon: Lexicon) -> npt.NDArray[np.int64]:
    parse = tokens.parse
    known = np.array(sorted(stem_code(word) for word in {*lexicon.sayings, *_NAMING}), np.uint64)
    tags = np.array([code_of(tag) for tag in _VERBS])
    at = np.flatnonzero(np.isin(tokens.stem, known) & np.isin(parse.tag, tags))
    return likeliest(at, np.ones(len(parse)), parse.passage)


def _of_verb(tokens: Tokens, cue: int, lexicon: Lexicon) -> Relation | None:
    parse = tokens.parse
    verb = Span(int(parse.start[cue]), int(parse.end[cue]))
    source = _source(tokens, cue)
    clause = _clause(tokens, cue, lexicon)
    taken = [verb, *([source] if source else [])]
    content = [_with_quotations(tokens, span, taken) for span in clause] or [
        *_quoted_beside(tokens, verb, source),
        *_quoted_object(tokens, cue),
    ][:1]
    if stem(parse.words[cue].lower()) in _NAMING and content and content[0].start > verb.end:
        content = [Span(int(parse.start[cue + 1]), content[0].end), *content[1:]]
    own_quotation = tokens.quote[cue] >= 0 and any(
        tokens.quotations[int(tokens.quote[cue])].outer.overlaps(span) for span in content
    )
    if not content or own_quotation or (source is None and not any(_quotation_in(tokens, span) for span in content)):
        return None
    return Relation(head=cue, cue=_with_auxiliaries(tokens, cue), source=source, content=tuple(content), chance=1.0)


def _source(tokens: Tokens, cue: int) -> Span | None:
    """Return the phrase of the verb's subject, of the agent of a passive, or the subject that a participle inherits."""
    parse = tokens.parse
    subject = int(tokens.subject[cue])
    if subject >= 0 and parse.dep[subject] == code_of("nsubjpass"):
        agents = np.flatnonzero((parse.head == cue) & (parse.dep == code_of("agent")))
        objects = np.flatnonzero((parse.head == agents[0]) & (parse.dep == code_of("pobj"))) if len(agents) else agents
        return _phrase(tokens, int(objects[0]), cue) if len(objects) else None
    if subject >= 0:
        return _phrase(tokens, subject, cue)
    return inherited_source(tokens, cue)


def _phrase(tokens: Tokens, head: int, cue: int) -> Span | None:
    left, right = int(tokens.left[head]), int(tokens.right[head])
    return None if left <= cue <= right else Span(int(tokens.parse.start[left]), int(tokens.parse.end[right]))


def _clause(tokens: Tokens, cue: int, lexicon: Lexicon) -> list[Span]:
    """Return the clause that a verb governs, in two parts where the verb stands inside it."""
    parse = tokens.parse
    arcs = ["ccomp"]
    if lexicon.cue_classes.get(stem(parse.words[cue].lower())) in _GOVERNS_INFINITIVES:
        arcs.append("xcomp")
    for arc in arcs:
        for child in np.flatnonzero((parse.head == cue) & (parse.dep == code_of(arc))).tolist():
            return list(_parts(tokens, child, cue))
    return []


def _parts(tokens: Tokens, head: int, cue: int) -> Iterator[Span]:
    left, right = int(tokens.left[head]), int(tokens.right[head])
    yield from _between(tokens, [(left, right)] if not left <= cue <= right else [(left, cue - 1), (cue + 1, right)])


def _quoted_beside(tokens: Tokens, verb: Span, source: Span | None) -> list[Span]:
    """Return the long quotations that end right before a cue and its subject, or begin right behind them."""
    start = min(verb.start, source.start) if source else verb.start
    end = max(verb.end, source.end) if source else verb.end
    return [
        quotation.outer
        for quotation in tokens.quotations
        if len(quotation.inner) >= _LONG
        and (0 <= start - quotation.outer.end <= _NEAR // 10 or 0 <= quotation.outer.start - end <= _NEAR)
    ]


def _quoted_object(tokens: Tokens, cue: int) -> Iterator[Span]:
    """Yield what stands behind a verb where some of it is quoted: `called the plan "a toy"`."""
    parse, right = tokens.parse, int(tokens.right[cue])
    children = np.flatnonzero((parse.head == cue) & np.isin(parse.dep, np.array([code_of(arc) for arc in _OBJECTS])))
    behind = children[children > cue].tolist()
    if behind and (tokens.quote[int(tokens.left[behind[0]]) : right + 1] >= 0).any():
        yield from _between(tokens, [(int(tokens.left[behind[0]]), int(tokens.right[behind[-1]]))])


def _with_quotations(tokens: Tokens, span: Span, taken: Sequence[Span]) -> Span:
    """Return a clause with the whole of the quotations that it reaches into, short of cue and source."""
    for quotation in tokens.quotations:
        if quotation.outer.overlaps(span):
            whole = Span(min(span.start, quotation.outer.start), max(span.end, quotation.outer.end))
            span = span if any(whole.overlaps(other) for other in taken) else whole
    return span


def _quotation_in(tokens: Tokens, span: Span) -> Quotation | None:
    return next((q for q in tokens.quotations if q.outer.overlaps(span)), None)


def _with_auxiliaries(tokens: Tokens, cue: int) -> Span:
    """Return the span of a verb with `has`, `did not` and the like right before it."""
    parse, first = tokens.parse, cue
    known = np.array([code_of(arc) for arc in _AUXILIARIES])
    while first and parse.head[first - 1] == cue and parse.dep[first - 1] in known:
        first -= 1
    return Span(int(parse.start[first]), int(parse.end[cue]))


def _according(tokens: Tokens) -> Iterator[Relation]:
    """Yield what somebody is said to have said by `according to`: the rest of its sentence."""
    parse = tokens.parse
    behind = np.append(parse.lower[1:], np.uint64(0))
    at = np.flatnonzero((parse.lower == code_of("according")) & (behind == code_of("to"))).tolist()
    for cue in at[: MOST_CUES * (1 + int(parse.passage[-1]) if len(parse) else 1)]:
        top = cue
        while int(parse.head[top]) != top:
            top = int(parse.head[top])
        low, high = int(tokens.left[top]), int(tokens.right[top])
        objects = np.flatnonzero((parse.head == cue + 1) & (parse.dep == code_of("pobj")))
        source = _phrase(tokens, int(objects[0]), cue) if len(objects) else None
        if source is None:
            continue
        before, after = (low, cue - 1), (int(np.searchsorted(parse.start, source.end)), high)
        content = [span for span in _between(tokens, (before, after)) if len(span) > _LONG]
        if content:
            words = Span(int(parse.start[cue]), int(parse.end[cue + 1]))
            yield Relation(head=cue, cue=words, source=source, content=(content[0],), chance=1.0)


def _between(tokens: Tokens, bounds: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield the spans of tokens `(first, last)` without the marks around them, save those of quotations."""
    parse = tokens.parse
    for low, high in bounds:
        while low <= high and not parse.words[low][0].isalnum() and tokens.quote[low] < 0:
            low += 1
        while high >= low and not parse.words[high][-1].isalnum() and tokens.quote[high] < 0:
            high -= 1
        if low <= high:
            yield Span(int(parse.start[low]), int(parse.end[high]))
