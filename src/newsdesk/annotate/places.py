"""Find mentions of places and say which places they are, by the evidence of the whole document."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.model.annotations import Place
from newsdesk.model.text import Span


def find_candidates(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans in `text` that name places, by gazetteer and context alone."""
    return ()


def find_places(
    text: str, candidates: Sequence[Span], *, sentences: Sequence[Span], country: str = ""
) -> tuple[Place, ...]:
    """Return a Place for each candidate, resolved at the level of the document where the evidence suffices.

    `country` is the outlet's home, ISO 3166-1 alpha-2; empty: unknown.
    """
    return ()
