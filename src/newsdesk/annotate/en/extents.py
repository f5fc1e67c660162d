"""Which words belong to a cue rather than to what was said or to nobody: where it was said, and to which medium.

The learnt models end a cue at its verb: `said | on CNN | that …`, `declined | to comment on the report`.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.names import is_medium_name
from newsdesk.annotate.en.relations import Relation
from newsdesk.model.text import Span

_SAID = re.compile(r"\b(?:said|says|wrote|writes|claimed|claims)$")
_WAY = re.compile(r"(?P<words>\s+(?:in|on)\s+[^,;:\"“”\n]{2,60}?)\s+(?=(?:that|to)\b)")
_OCCASION = re.compile(
    r"\s+(?:at|during)\s+an?\s+(?:\w+\s+){0,2}(?:briefing|conference)\b(?:\s+(?:in|on|at)\s+[^,;:\"“”\n]{2,30}?)?(?=[.]?(?:\n|$))"
)
_GAVE = re.compile(r"(?P<verb>(?:gave|gives|give))\s+(?P<what>an?\s.+)")
_TOLD = re.compile(r"\b(?:told|tells)$")
_LISTENER = re.compile(r"(?P<words>\s+[A-Z][\w.’'-]*)\s+")
_REFUSED = re.compile(r"\b(?:declin|refus)\w+$")
_COMMENT = re.compile(r"to\s+(?:comment|elaborate|speak|expand)(?:\s+(?:on|about))?\s+")
_IT = re.compile(r"it\b", re.IGNORECASE)
_ASKED_BY = re.compile(r"\s+(?P<source>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3})\s*[.,\n]")
"""A name behind a verb, up to the end of its clause: `“…?” asked | Ada Brandt.`"""

_LEFT_OUT = re.compile(r"(?:^|\n)[ \t]*(?P<dash>[—–])\s+$")
"""A dash that stands where a paragraph would name the speaker."""


def with_extent(text: str, relation: Relation) -> Relation:
    """Return a saying with its cue at its full length, and the speaker behind the cue where none was found."""
    if not relation.content:
        return relation
    return _with_way(text, _of_gift(text, _with_comment(text, _with_subject(text, _with_speaker(text, relation)))))


def _with_way(text: str, relation: Relation) -> Relation:
    """Give a cue what stands between it and its clause: `said | on Tuesday | that …`, `told | Reuters | …`."""
    cue = relation.cue
    occasion = _OCCASION.match(text, cue.end) if _SAID.search(cue.of(text)) else None
    if occasion:
        return replace(relation, cue=Span(cue.start, occasion.end()))
    behind = min((span.start for span in relation.content if span.start >= cue.end), default=cue.end)
    words = cue.of(text)
    form = _WAY if _SAID.search(words) else _LISTENER if _TOLD.search(words) else None
    match = form.fullmatch(text, cue.end, behind) if form is _LISTENER else form and form.match(text, cue.end)
    if not match or match.end() != behind:
        return relation
    if form is _LISTENER and not is_medium_name(match["words"].strip(), lexicon()):
        return relation
    return replace(relation, cue=Span(cue.start, match.end("words")))


def _with_comment(text: str, relation: Relation) -> Relation:
    """Give a refusal what was refused: `declined | to comment on | the report`."""
    first, cue = relation.content[0], relation.cue
    if first.start - cue.end != 1 or not _REFUSED.search(cue.of(text)):
        return relation
    match = _COMMENT.match(text, first.start, first.end)
    if match is None or match.end() >= first.end:
        return relation
    said = (Span(match.end(), first.end), *relation.content[1:])
    return replace(relation, cue=Span(cue.start, first.start + len(match[0].rstrip())), content=said)


def _of_gift(text: str, relation: Relation) -> Relation:
    """Take what was given into what was said: `gave | a lower figure of 19`."""
    match = _GAVE.fullmatch(text, relation.cue.start, relation.cue.end)
    first, *rest = relation.content
    if match is None or not 0 <= first.start - relation.cue.end <= 1:
        return relation
    return replace(relation, cue=Span(*match.span("verb")), content=(Span(match.start("what"), first.end), *rest))


def _with_subject(text: str, relation: Relation) -> Relation:
    """Give a passive the `it` that stands for the clause behind it: `It | was reported | that …`."""
    first, *rest = relation.content
    if not rest or relation.cue.start - first.end != 1 or not _IT.fullmatch(text, first.start, first.end):
        return relation
    return replace(relation, cue=Span(first.start, relation.cue.end), content=tuple(rest))


def _with_speaker(text: str, relation: Relation) -> Relation:
    """Find the speaker behind the cue of a quotation, or left out: `“…?” asked | Ada Brandt`, `— said`."""
    last, cue = relation.content[-1], relation.cue
    dash = _LEFT_OUT.search(text, max(0, cue.start - 8), cue.start)
    if relation.source is None and dash:
        return replace(relation, source=Span(*dash.span("dash")))
    if relation.source is not None or text[last.end - 1] not in "\"”’'" or not 0 <= cue.start - last.end <= 2:
        return relation
    match = _ASKED_BY.match(text, cue.end)
    return replace(relation, source=Span(*match.span("source"))) if match else relation
