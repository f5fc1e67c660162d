"""Find who is said to have said what, by learnt weights: a cue, then the part every token near it plays for it.

Two steps, each a small net over the parse: which tokens may head a cue, and, for each of these, which tokens are its
source, the rest of the cue, and its content; the second is decoded as a sequence (Viterbi, 1967).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from newsdesk.annotate.en.certain import certain_cues, clause_behind, inherited_source
from newsdesk.annotate.en.features import (
    CueRows,
    cue_features,
    cue_slots,
    cue_traits,
    role_features,
    role_slots,
    role_traits,
)
from newsdesk.annotate.en.parsing import Parse, code_of
from newsdesk.annotate.en.phrases import from_clause, whole_phrases
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.hashing import Floats
from newsdesk.annotate.marks import Quotation
from newsdesk.annotate.nets import Committee, committee_of
from newsdesk.model.text import Span

OTHER, SOURCE, CUE, CONTENT = range(4)
_BARRED = 4
"""What another cue is labelled with while contents are completed."""
THRESHOLD = 0.42
"""Least probability of a cue; chosen on the development texts."""
_SURELY = 50
"""What is added to the score of a label that is known."""
_LEAST_CHANCE = 0.06
"""Least probability of a cue for a quotation that would otherwise have no speaker."""
CUES_TOGETHER = 128
"""Cues whose passages are labelled at once; a page full of cues must not fill the memory."""
_MOST_PARTS = 12
"""Parts that what was said falls into at most; more come from text that is no prose."""
MOST_CUES = 40
"""Cues of one passage that are looked into; prose has a fraction of that."""
_LONG = 25
"""Characters from which a quotation is speech rather than a word in quotation marks."""


class Relation(Struct, frozen=True, kw_only=True):
    """A saying as found in one passage, before anybody knows who the speaker is."""

    head: int
    """Index of the cue's governing token."""
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    chance: float
    """How sure the cue is, 0 to 1."""
    relay: Span | None = None
    """The medium that passed the words on, where the sentence tells of it and of its source; None otherwise."""


class Weights(Struct, frozen=True):
    """What was learnt: which tokens head a cue, and which part every token plays for one."""

    cue: Committee
    role: Committee


@cache
def weights() -> Weights:
    """Load the learnt weights, once per process."""
    with (files("newsdesk.annotate.en") / "data" / "statements.npz").open("rb") as file, np.load(file) as table:
        stored = dict(table)
    return Weights(committee_of(stored, "cue"), committee_of(stored, "role"))


def find_relations(tokens: Tokens, threshold: float = THRESHOLD) -> tuple[Relation, ...]:
    """Return the sayings found, in the order of their cues; those without content are dropped."""
    if not len(tokens.parse):
        return ()
    chances = np.maximum(cue_chances(tokens), certain_cues(tokens))
    cues = likeliest(np.flatnonzero(chances >= min(threshold, _LEAST_CHANCE)), chances, tokens.parse.passage)
    if not len(cues):
        return ()
    sure_cues = np.zeros(len(tokens.parse), bool)
    sure_cues[cues[chances[cues] >= threshold]] = True
    found = []
    for start in range(0, len(cues), CUES_TOGETHER):
        some = cues[start : start + CUES_TOGETHER]
        rows = CueRows(tokens, some)
        labels = role_labels(tokens, rows)
        for number, cue in enumerate(some.tolist()):
            low, high = int(rows.offsets[number]), int(rows.offsets[number + 1])
            relation = _relation(tokens, cue, rows.token[low:high], labels[low:high], float(chances[cue]), sure_cues)
            if relation is not None:
                found.append(relation)
    sure = [relation for relation in found if relation.chance >= threshold]
    return tuple(sorted((*sure, *_of_orphans(tokens, sure, found)), key=lambda relation: relation.cue))


def cue_chances(tokens: Tokens) -> Floats:
    """Return for each token the probability that it heads a cue."""
    sizes = np.bincount(tokens.parse.passage)
    sizes, vectors = sizes[sizes > 0], tokens.parse.vectors
    raw = weights().cue.score(cue_features(tokens), cue_traits(tokens), vectors, cue_slots(tokens), sizes)
    return np.asarray(1 / (1 + np.exp(raw[:, 0] - raw[:, 1])), dtype=np.float32)


def role_labels(tokens: Tokens, rows: CueRows) -> npt.NDArray[np.int8]:
    """Return the likeliest label of each row, given that the cues are cues."""
    learnt, vectors = weights().role, tokens.parse.vectors
    raw = learnt.score(role_features(tokens, rows), role_traits(tokens, rows), vectors, role_slots(rows), rows.sizes)
    heads = np.flatnonzero(rows.token == rows.cue)
    raw[heads, CUE] += _SURELY
    return decode(raw, rows.sizes, learnt.transitions)


def likeliest(
    cues: npt.NDArray[np.int64], chances: npt.NDArray[np.floating], passage: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Keep the likeliest cues of each passage, MOST_CUES at most: a text of cues alone must not cost their square."""
    if len(cues) <= MOST_CUES:
        return cues
    ranked = cues[np.lexsort((-chances[cues], passage[cues]))]
    first = np.searchsorted(passage[ranked], passage[ranked], side="left")
    return np.sort(ranked[np.arange(len(ranked)) - first < MOST_CUES])


def _of_orphans(tokens: Tokens, sure: Sequence[Relation], found: Sequence[Relation]) -> list[Relation]:
    """Return the likeliest saying of each long quotation that no sure one holds."""
    best: dict[Quotation, Relation] = {}
    for relation in found:
        for span in relation.content:
            quotation = next((q for q in tokens.quotations if q.outer.overlaps(span)), None)
            if quotation is None or relation in sure or not _fits(relation, span, quotation):
                continue
            if any(other.overlaps(quotation.outer) for r in sure for other in r.content):
                continue
            if quotation not in best or best[quotation].chance < relation.chance:
                best[quotation] = relation
    return list({relation.head: relation for relation in best.values()}.values())


def _fits(relation: Relation, span: Span, quotation: Quotation) -> bool:
    """Tell whether a doubtful saying's content is the quotation, which is long, and somebody is named outside it."""
    shared = min(span.end, quotation.outer.end) - max(span.start, quotation.outer.start)
    outside = relation.source is not None and not quotation.outer.overlaps(relation.source)
    return outside and len(quotation.inner) >= _LONG and shared >= 0.7 * max(len(span), len(quotation.outer))


def decode(scores: Floats, sizes: npt.NDArray[np.int64], transitions: Floats) -> npt.NDArray[np.int8]:
    """Return the best label sequence of each cue's rows; all cues are decoded side by side."""
    longest, n_cues = int(sizes.max()), len(sizes)
    padded = np.zeros((n_cues, longest, scores.shape[1]), np.float32)
    inside = np.arange(longest)[None, :] < sizes[:, None]
    padded[inside] = scores
    best = padded[:, 0]
    back = np.zeros((n_cues, longest, scores.shape[1]), np.int8)
    for step in range(1, longest):
        ways = best[:, :, None] + transitions[None]
        back[:, step] = ways.argmax(axis=1)
        moved = ways.max(axis=1) + padded[:, step]
        best = np.where(inside[:, step, None], moved, best)
    labels = np.zeros((n_cues, longest), np.int8)
    current = best.argmax(axis=1).astype(np.int8)
    everyone = np.arange(n_cues)
    for step in range(longest - 1, -1, -1):
        labels[:, step] = current
        if step:
            current = np.where(inside[:, step], back[everyone, step, current], current)
    return labels[inside]


def _relation(
    tokens: Tokens,
    head: int,
    at: npt.NDArray[np.int64],
    labels: npt.NDArray[np.int8],
    chance: float,
    cues: npt.NDArray[np.bool_],
) -> Relation | None:
    """Return the saying of one cue; `cues` marks the heads of all, over which no content is completed."""
    labels = labels.copy()
    labels[at == head] = CUE
    labels = from_clause(tokens, head, at, labels, CONTENT, OTHER)
    labels[(labels == OTHER) & cues[at]] = _BARRED
    labels = whole_phrases(tokens, at, labels, CONTENT, OTHER)
    labels[labels == _BARRED] = OTHER
    runs = _runs(labels)
    parse = tokens.parse
    spans = {
        kind: [
            Span(int(parse.start[at[low]]), int(parse.end[at[high - 1]])) for low, high, label in runs if label == kind
        ]
        for kind in (SOURCE, CUE, CONTENT)
    }
    behind = [] if spans[CONTENT] else clause_behind(tokens, head)
    content = _together(parse, (spans[CONTENT] or behind)[:_MOST_PARTS])
    if not content and ":" not in parse.words[int(at[-1])]:
        return None
    place = int(parse.start[head])
    cue = next(span for span in spans[CUE] if span.start <= place < span.end)
    if behind and cue.end > behind[0].start > place:
        cue = Span(cue.start, int(parse.end[parse.start < behind[0].start].max()))
    source = max(spans[SOURCE], key=len, default=None)
    if source is None and _is_speaker(tokens, head, content):
        source, content = content[0], content[1:]
    source = source or inherited_source(tokens, head)
    return Relation(head=head, cue=cue, source=source, content=tuple(content), chance=chance)


def _together(parse: Parse, content: Sequence[Span]) -> list[Span]:
    """Put parts of a content together that only a comma parts."""
    whole: list[Span] = []
    for span in content:
        if whole and span.start - whole[-1].end == 2 and _is_comma(parse, whole[-1].end):
            whole[-1] = Span(whole[-1].start, span.end)
        else:
            whole.append(span)
    return whole


def _is_comma(parse: Parse, place: int) -> bool:
    at = int(np.searchsorted(parse.start, place))
    return at < len(parse) and int(parse.start[at]) == place and parse.words[at] == ","


def _is_speaker(tokens: Tokens, head: int, content: Sequence[Span]) -> bool:
    """Tell whether what was taken for the beginning of a content is the subject of an active cue."""
    parse = tokens.parse
    if len(content) < 2 or not content[0].end <= int(parse.start[head]):
        return False
    first, behind = np.searchsorted(parse.start, [content[0].start, content[0].end])
    own = np.arange(first, behind)
    subjects = own[parse.dep[own] == code_of("nsubj")]
    if ((parse.head[subjects] >= behind) & (parse.head[subjects] <= head)).any():
        return True
    # The parser takes the verb for a second participle: `A resident reached by telephone described hearing …`.
    said = (parse.head == head) & ((parse.dep == code_of("xcomp")) | (parse.dep == code_of("ccomp")))
    return bool(parse.dep[head] == code_of("acl") and first <= parse.head[head] < behind and said.any())


def _runs(labels: npt.NDArray[np.int8]) -> list[tuple[int, int, int]]:
    """Return the stretches of equal labels as (first, after last, label)."""
    edges = np.flatnonzero(np.diff(labels)) + 1
    bounds = [0, *edges.tolist(), len(labels)]
    return [(low, high, int(labels[low])) for low, high in pairwise(bounds)]
