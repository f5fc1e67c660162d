"""An item's public history: each state, who decided it, and what changed, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.model.brief import Brief
from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.diff import SAME, LineDiff, Piece, diff_briefs
from newsdesk.web.public.views import PartView, StateView

KINDS = {
    UpdateKind.PUBLICATION: "First published",
    UpdateKind.UPDATE: "Updated",
    UpdateKind.CORRECTION: "Corrected",
    UpdateKind.CLARIFICATION: "Clarified",
    UpdateKind.RETRACTION: "Withdrawn",
}
CHANGED = {"sentences": "what it says", "order": "the order of its sentences", "origins": "its origins"}


def states_of(updates: Sequence[Update]) -> tuple[StateView, ...]:
    """Every state, the newest first; `updates` is given oldest first."""
    before: list[Brief | None] = [None, *(update.brief for update in updates)]
    made = [_state_of(update, earlier) for update, earlier in zip(updates, before, strict=False)]
    return tuple(reversed(made))


def _state_of(update: Update, earlier: Brief | None) -> StateView:
    return StateView(
        number=update.number,
        kind=KINDS[update.kind],
        at=update.at,
        note=update.note,
        by=f"By the standing rule “{update.by_rule}”." if update.by_rule else "By an editor.",
        changed=tuple(CHANGED.get(name, f"the {name}") for name in update.changed),
        diff=diff_of(earlier, update.brief) if earlier else (),
        text=() if update.kind is UpdateKind.RETRACTION else text_of(update.brief),
    )


def text_of(brief: Brief) -> tuple[str, ...]:
    """The headline and the sentences."""
    return (brief.headline.text, *(sentence.text for sentence in brief.sentences))


def diff_of(before: Brief, after: Brief) -> tuple[tuple[PartView, ...], ...]:
    """The headline and the sentences that differ, word by word; empty when only other things differ."""
    difference = diff_briefs(before, after)
    headline = LineDiff(kind=SAME, pieces=())
    if any(piece.kind != SAME for piece in difference.headline):
        headline = LineDiff(kind="changed", pieces=difference.headline)
    return tuple(_parts(line.pieces) for line in (headline, *difference.lines) if line.kind != SAME)


def _parts(pieces: Sequence[Piece]) -> tuple[PartView, ...]:
    return tuple(PartView(piece.kind, piece.words) for piece in pieces)
