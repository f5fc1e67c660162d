"""What readers were shown: the third of the three logs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.brief import Brief


class UpdateKind(StrEnum):
    PUBLICATION = "publication"
    UPDATE = "update"
    """The story moved on."""
    CORRECTION = "correction"
    """We were wrong."""
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"


class Update(Struct, frozen=True, kw_only=True):
    """One state of one public item. An item's updates are numbered from 1 and never change; the newest is shown."""

    id: str
    item_id: str
    """The item's id and public address, for ever."""
    number: int
    kind: UpdateKind
    story_id: str
    decision_id: str
    at: datetime
    """When readers were first shown this state. Aware UTC."""
    first_published: datetime
    """`at` of the item's first update."""
    slug: str
    """Words for the address, fixed at first publication."""
    brief: Brief
    """The words shown, with their citations. Of a retraction: the last words shown before it."""
    note: str = ""
    """What was corrected, clarified or withdrawn, in words for readers."""
    changed: tuple[str, ...] = ()
    """What differs from the state before: `headline`, `sentences`, `origins`, …"""
    by_rule: str = ""
    """The standing rule that published it; empty: an editor did."""

    @property
    def address(self) -> str:
        """Path of the item's page on the public site."""
        return f"/news/{self.slug}-{self.item_id.removeprefix('itm-')[:10]}"
