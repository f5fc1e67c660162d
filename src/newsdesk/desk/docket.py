"""What the desk knows of one story: its items, where each stands, what readers were shown of it and when.

Everything here follows from the story's decisions alone, so that the log of decisions stays the only truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from newsdesk.desk.states import SHOWS, standing, state_of
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act, Decision, ItemState
from newsdesk.model.identity import make_id

LOCKING = frozenset({Act.EDIT, Act.SUBMIT, Act.RETURN, Act.APPROVE, Act.DRAFT, Act.CORRECT, Act.CLARIFY, Act.RETRACT})
"""The acts of an editor after which no standing rule touches the item."""


class Item(Struct, frozen=True, kw_only=True):
    """One item of a story, as its decisions leave it."""

    id: str
    story_id: str
    decisions: tuple[Decision, ...] = ()
    """Its decisions, oldest first, those taken back included."""

    @property
    def standing(self) -> tuple[Decision, ...]:
        """Its decisions without those taken back, oldest first."""
        return standing(self.decisions)

    @property
    def state(self) -> ItemState | None:
        """Where it stands; None before its first decision."""
        return state_of(self.decisions) if self.standing else None

    @property
    def public(self) -> bool:
        """Whether readers can see its words now."""
        return self.state in (ItemState.PUBLISHED, ItemState.CORRECTED)

    @property
    def text(self) -> Brief | None:
        """The words the desk works on: the newest draft, or what was shown last; None before its first decision."""
        return next((one.brief for one in reversed(self.standing) if one.brief), None)

    @property
    def shown(self) -> Brief | None:
        """The words readers were shown last; None when it was never published."""
        return next((one.brief for one in reversed(self.standing) if one.act in SHOWS and one.brief), None)

    @property
    def first_published(self) -> datetime | None:
        """When readers first saw it; None when they never did."""
        return next((one.at for one in self.standing if one.act in SHOWS), None)

    @property
    def locked_by(self) -> str:
        """The editor whose act a standing rule may not override; empty: it is free.

        An editor holds an item who drafted, edited, returned, approved, corrected or retracted it. Publishing it
        gives it free again, unless the editor had changed its words.
        """
        holder = ""
        for decision in self.standing:
            if decision.actor.startswith("editor:") and decision.act in LOCKING:
                holder = decision.actor
            elif decision.act is Act.PUBLISH and not _worded_by_editor(decision.brief):
                holder = ""
        return holder


class Docket(Struct, frozen=True, kw_only=True):
    """The items of one story, oldest first."""

    story_id: str
    items: tuple[Item, ...] = ()

    @classmethod
    def of(cls, story_id: str, decisions: Iterable[Decision]) -> Docket:
        """Lay out a story's decisions, given oldest first, by item; acts on the story itself are left aside."""
        by_item: dict[str, list[Decision]] = {}
        for decision in decisions:
            if decision.item_id:
                by_item.setdefault(decision.item_id, []).append(decision)
        items = [Item(id=key, story_id=story_id, decisions=tuple(group)) for key, group in by_item.items()]
        return cls(story_id=story_id, items=tuple(items))

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id; None when the story has none."""
        return next((item for item in self.items if item.id == item_id), None)

    def new_item(self) -> Item:
        """Return the story's next item, without decisions; its id follows from the story and how many it has."""
        number, taken = len(self.items) + 1, {item.id for item in self.items}
        while (item_id := make_id("itm", self.story_id, number)) in taken:
            number += 1
        return Item(id=item_id, story_id=self.story_id)

    @property
    def newest(self) -> Item | None:
        """The item begun last; None when there is none."""
        return self.items[-1] if self.items else None


def _worded_by_editor(brief: Brief | None) -> bool:
    if brief is None:
        return False
    return any(sentence.edited_by for sentence in (brief.headline, *brief.sentences))
