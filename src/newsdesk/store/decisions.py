"""The second log: what editors and standing rules did."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Boolean, Column, Index, String, Table, select

from newsdesk.model.decision import Act, Decision
from newsdesk.store.columns import Moment, Value
from newsdesk.store.family import METADATA, Family

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("story_id", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("act", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("public", Boolean, nullable=False, comment="whether readers see it: an input of publish"),
    Column("payload", Value(Decision), nullable=False),
    Index("ix_decisions_story_id", "story_id", "seq"),
    Index("ix_decisions_item_id", "item_id", "seq"),
)
SHOWN = frozenset({Act.PUBLISH, Act.CORRECT, Act.CLARIFY, Act.RETRACT})


class Decisions(Family):
    """Every act, numbered from 1; nothing here is ever changed."""

    def append(self, decision: Decision) -> bool:
        """Append a decision; False when its id is known, which changes nothing."""
        if self._known(DECISIONS, [decision.id]):
            return False
        lifts_retraction = decision.act is Act.UNDO and decision.item_id != "" and decision.brief is not None
        row = {
            "seq": self._next(DECISIONS),
            "id": decision.id,
            "story_id": decision.story_id,
            "item_id": decision.item_id,
            "actor": decision.actor,
            "act": decision.act.value,
            "at": decision.at,
            "public": decision.act in SHOWN or lifts_retraction,
            "payload": decision,
        }
        self._insert(DECISIONS, [row])
        return True

    def get(self, decision_id: str) -> Decision | None:
        """Return a decision; None: unknown."""
        found: Decision | None = self._value(select(DECISIONS.c.payload).where(DECISIONS.c.id == decision_id))
        return found

    def is_public(self, decision_id: str) -> bool:
        """Tell whether readers see the act: a publication, a correction, a retraction, or one lifted."""
        return bool(self._value(select(DECISIONS.c.public).where(DECISIONS.c.id == decision_id)))

    def of_item(self, item_id: str) -> tuple[Decision, ...]:
        """Return the decisions about an item, oldest first."""
        return self._values(select(DECISIONS.c.payload).where(DECISIONS.c.item_id == item_id).order_by(DECISIONS.c.seq))

    def of_story(self, story_id: str) -> tuple[Decision, ...]:
        """Return the decisions about a story and its items, oldest first. Merges are not followed."""
        return self.of_stories((story_id,))

    def of_stories(self, story_ids: Iterable[str]) -> tuple[Decision, ...]:
        """Return the decisions about several stories and their items, oldest first."""
        query = select(DECISIONS.c.payload).where(DECISIONS.c.story_id.in_(list(story_ids)))
        return self._values(query.order_by(DECISIONS.c.seq))

    def on_stories(self) -> tuple[Decision, ...]:
        """Return every act on stories themselves (merges, splits, moves, and what undoes them), oldest first."""
        return self._values(select(DECISIONS.c.payload).where(DECISIONS.c.item_id == "").order_by(DECISIONS.c.seq))

    def log(self, limit: int, before: str = "") -> tuple[Decision, ...]:
        """Return decisions, newest first; `before`: only those older than the decision of that id."""
        query = select(DECISIONS.c.payload)
        if before:
            mark = select(DECISIONS.c.seq).where(DECISIONS.c.id == before).scalar_subquery()
            query = query.where(DECISIONS.c.seq < mark)
        return self._values(query.order_by(DECISIONS.c.seq.desc()).limit(limit))
