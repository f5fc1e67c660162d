"""Briefs: what was written of each story at each membership."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, select

from newsdesk.model.brief import Brief
from newsdesk.store.columns import Moment, Value
from newsdesk.store.family import METADATA, Family

BRIEFS = Table(
    "briefs",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("story_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("payload", Value(Brief), nullable=False),
    Index("ix_briefs_story_id", "story_id", "seq"),
)


class Briefs(Family):
    """Drafts by machine; what readers see is in the updates."""

    def add(self, *briefs: Brief) -> None:
        """Add briefs; known ids change nothing."""
        known = self._known(BRIEFS, [brief.id for brief in briefs])
        fresh = [brief for brief in briefs if brief.id not in known]
        first = self._next(BRIEFS)
        self._insert(
            BRIEFS,
            [
                {
                    "seq": seq,
                    "id": brief.id,
                    "story_id": brief.story_id,
                    "number": brief.number,
                    "made_at": brief.made_at,
                    "payload": brief,
                }
                for seq, brief in enumerate(fresh, first)
            ],
        )

    def get(self, brief_id: str) -> Brief | None:
        """Return a brief; None: unknown."""
        found: Brief | None = self._value(select(BRIEFS.c.payload).where(BRIEFS.c.id == brief_id))
        return found

    def latest(self, story_id: str) -> Brief | None:
        """Return a story's newest brief; None when it has none. Merges are not followed."""
        query = select(BRIEFS.c.payload).where(BRIEFS.c.story_id == story_id)
        found: Brief | None = self._value(query.order_by(BRIEFS.c.seq.desc()).limit(1))
        return found

    def latest_of(self, story_ids: Sequence[str]) -> dict[str, Brief]:
        """Return the newest brief of each of the stories that has one, by story id."""
        query = select(BRIEFS.c.payload).where(BRIEFS.c.story_id.in_(list(story_ids))).order_by(BRIEFS.c.seq)
        return {brief.story_id: brief for brief in self._values(query)}

    def of_story(self, story_id: str) -> tuple[Brief, ...]:
        """Return a story's briefs, oldest first. Merges are not followed."""
        return self._values(select(BRIEFS.c.payload).where(BRIEFS.c.story_id == story_id).order_by(BRIEFS.c.seq))

    def recent(self, limit: int) -> tuple[Brief, ...]:
        """Return the briefs written last, newest first."""
        return self._values(select(BRIEFS.c.payload).order_by(BRIEFS.c.seq.desc()).limit(limit))
