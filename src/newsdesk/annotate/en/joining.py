"""Join what two sayings tell of one utterance: `X said …, according to Y`, `Reuters reported that X said …`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from newsdesk.annotate.en.chains import ChainReader
from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.names import is_medium_name
from newsdesk.model.annotations import Entity, Hop, HopKind, SpeakerKind, Statement
from newsdesk.model.text import Span

_NEAR_SENTENCES = 8
"""Sentences within which two sayings may tell of one utterance."""
_MOST = 0.75
"""Share of what a medium reported that another's saying takes up, where it reported nothing else."""


class Joiner:
    """Joins the statements of one document that tell of one utterance."""

    def __init__(self, entities: Sequence[Entity], lexicon: Lexicon, chains: ChainReader) -> None:
        self._entities, self._lexicon, self._chains = entities, lexicon, chains

    def joined(self, made: Sequence[tuple[int, Statement]]) -> list[tuple[int, Statement]]:
        """Return the statements, each utterance once, with what relays it as a hop."""
        kept: list[tuple[int, Statement]] = []
        for place, statement in made:
            others = [
                other for _, other in made
                if other is not statement and abs(other.sentence - statement.sentence) <= _NEAR_SENTENCES
            ]  # fmt: skip
            inner = next((other for other in others if _is_within(other, statement)), None)
            same = any(_is_same(other, statement) for other in others)
            if same and _is_according(statement) and statement.speaker and self._is_relay(statement):
                continue
            around = [other for other in others if _is_within(statement, other)]
            if any(_is_hearsay(other) for other in around):
                continue
            if inner is not None and self._is_relay(statement) and _covers_most(inner, statement):
                continue
            outer = next((other for other in around if self._is_relay(other)), None)
            hop = self._hop_of(outer) if outer is not None else None
            if hop is not None and not any(h.party == hop.party for h in statement.chain):
                statement = replace(statement, chain=(*statement.chain[:-1], hop, statement.chain[-1]))
            kept.append((place, statement))
        return kept

    def _is_relay(self, statement: Statement) -> bool:
        """Tell whether the speaker is a medium, or somebody by a channel, who passes on what others said."""
        if _is_according(statement) and any(hop.kind is HopKind.POST for hop in statement.chain):
            return True
        speaker = statement.speaker
        if speaker is None:
            return False
        if is_medium_name(speaker.name, self._lexicon):
            return True
        return speaker.entity is not None and self._entities[speaker.entity].medium

    def _hop_of(self, outer: Statement) -> Hop | None:
        if outer.speaker is None:
            return None
        return self._chains.hop(HopKind.CITED_BY, outer.speaker.words.span, outer.speaker.name)


def _is_according(statement: Statement) -> bool:
    return statement.cue is not None and statement.cue.words.lower().startswith("according")


def _is_hearsay(statement: Statement) -> bool:
    """Tell whether somebody unnamed is the source of all that a sentence tells: `…, according to two people`."""
    unnamed = {SpeakerKind.UNNAMED, SpeakerKind.COLLECTIVE}
    return _is_according(statement) and statement.speaker is not None and statement.speaker.kind in unnamed


def _is_within(inner: Statement, outer: Statement) -> bool:
    return inner.cue is not None and any(span.covers(inner.cue.span) for span in outer.content)


def _is_same(one: Statement, other: Statement) -> bool:
    a, b = _extent(one), _extent(other)
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.6 * min(len(a), len(b)) and one.sentence == other.sentence


def _covers_most(inner: Statement, outer: Statement) -> bool:
    """Tell whether all that a medium is said to have reported is that somebody else said something."""
    parts = [
        *inner.content,
        *([inner.cue.span] if inner.cue else []),
        *([inner.speaker.words.span] if inner.speaker else []),
    ]
    whole = _extent(outer)
    start, end = max(whole.start, min(part.start for part in parts)), min(whole.end, max(part.end for part in parts))
    return end - start >= _MOST * len(whole)


def _extent(statement: Statement) -> Span:
    return Span(statement.content[0].start, statement.content[-1].end)
