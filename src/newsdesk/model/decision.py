"""What an editor did, or a standing rule: the second of the three logs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.brief import Brief


class Act(StrEnum):
    """What can be done to an item or a story."""

    DRAFT = "draft"
    """Take a brief up as the draft of an item, replacing an earlier draft."""
    SUBMIT = "submit"
    """Put the draft up for review."""
    RETURN = "return"
    """Send it back from review to draft."""
    EDIT = "edit"
    """Change words, order or headline of the draft; citations stay."""
    APPROVE = "approve"
    PUBLISH = "publish"
    """Show it to readers: a first publication, or an update when the item is already public."""
    CORRECT = "correct"
    """Put right an error readers were shown; `note` tells them what was wrong."""
    CLARIFY = "clarify"
    RETRACT = "retract"
    """Withdraw it; `note` tells readers why. The address stays, with the note."""
    MERGE = "merge"
    """Join the story with `other_story_id`."""
    SPLIT = "split"
    """Take `version_ids` out of the story into one of their own (`other_story_id`)."""
    MOVE = "move"
    """Take `version_ids` out of the story into one that stands already (`other_story_id`)."""
    UNDO = "undo"
    """Take back the decision `undoes`."""


class Decision(Struct, frozen=True, kw_only=True):
    """One act, append-only. Exactly one of `item_id` and a story act (MERGE, SPLIT, MOVE) is concerned."""

    id: str
    actor: str
    """`editor:NAME` or `rule:NAME`."""
    at: datetime
    act: Act
    reason: str
    story_id: str
    item_id: str = ""
    brief: Brief | None = None
    """The text decided on, whole; None for acts that change no text."""
    note: str = ""
    """For readers: what was corrected, clarified or withdrawn."""
    other_story_id: str = ""
    version_ids: tuple[str, ...] = ()
    undoes: str = ""
    chances: tuple[float, ...] = ()
    """Of a merge, split or move: how likely clustering held it, where it decided otherwise, that the reports belong
    together. It teaches clustering. Empty: it had not judged them."""


class ItemState(StrEnum):
    """Where an item stands: it follows from its decisions alone."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
