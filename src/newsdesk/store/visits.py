"""Addresses to be fetched: the queue of ingest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Boolean, Column, Index, String, Table, false, func, select, update

from newsdesk.model.visit import Purpose, Visit
from newsdesk.store.columns import Moment, Value, plain
from newsdesk.store.family import METADATA, Family

VISITS = Table(
    "visits",
    METADATA,
    Column("id", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("address", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("due", Moment, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("payload", Value(Visit), nullable=False),
    Index("ix_visits_open", "closed", "due"),
    Index("ix_visits_source_id", "source_id", "purpose", "closed"),
)


class Visits(Family):
    """What is to be fetched, and what was."""

    def add(self, visits: Sequence[Visit]) -> int:
        """Add visits and return how many were new; those whose ids are known, open or closed, change nothing."""
        fresh = {visit.id: visit for visit in visits}
        for known in self._known(VISITS, fresh):
            del fresh[known]
        self._insert(VISITS, [self._row(visit) for visit in fresh.values()])
        return len(fresh)

    def get(self, visit_id: str) -> Visit | None:
        """Return a visit as it stands; None: unknown."""
        found: Visit | None = self._value(select(VISITS.c.payload).where(VISITS.c.id == visit_id))
        return found

    def due(
        self, now: datetime, limit: int, *, per_source: int = 1_000, leave: Collection[str] = ()
    ) -> tuple[Visit, ...]:
        """Return open visits that are due, earliest first: at most `per_source` of each source, none of `leave`.

        The limit per source keeps one long sitemap from filling the whole batch.
        """
        place = func.row_number().over(partition_by=VISITS.c.source_id, order_by=(VISITS.c.due, VISITS.c.id))
        due = (
            select(VISITS.c.payload, VISITS.c.due, VISITS.c.id, place.label("place"))
            .where(VISITS.c.closed == false(), VISITS.c.due <= now, VISITS.c.id.not_in(list(leave)))
            .subquery()
        )
        chosen = select(due.c.payload).where(due.c.place <= per_source)
        return self._values(chosen.order_by(due.c.due, due.c.id).limit(limit))

    def put_off(self, visit: Visit, until: datetime) -> None:
        """Leave a visit open until then, counted as one attempt more."""
        later = msgspec.structs.replace(visit, due=until, attempt=visit.attempt + 1)
        self._put(VISITS, [self._row(later)])

    def close(self, visit_id: str) -> None:
        """Take a visit out of the queue; it stays in the log."""
        self._connection.execute(update(VISITS).where(VISITS.c.id == visit_id).values(closed=True))

    def close_of(self, source_id: str) -> int:
        """Close every open visit of a source that was removed, and return how many there were."""
        open_ones = update(VISITS).where(VISITS.c.source_id == source_id, VISITS.c.closed == false())
        return self._connection.execute(open_ones.values(closed=True)).rowcount

    def next_due(self) -> datetime | None:
        """Return the time at which the next open visit falls due; None when no visit is open."""
        found: datetime | None = self._value(
            select(VISITS.c.due).where(VISITS.c.closed == false()).order_by(VISITS.c.due).limit(1)
        )
        return found

    def polled(self) -> set[str]:
        """Return the ids of the sources whose own address has an open visit."""
        query = select(VISITS.c.source_id).where(VISITS.c.purpose == Purpose.SOURCE.value, VISITS.c.closed == false())
        return set(self._values(query))

    def open_of(self, source_id: str, purpose: Purpose) -> tuple[Visit, ...]:
        """Return the open visits of a source with this purpose, earliest first."""
        query = select(VISITS.c.payload).where(
            VISITS.c.source_id == source_id, VISITS.c.purpose == purpose.value, VISITS.c.closed == false()
        )
        return self._values(query.order_by(VISITS.c.due, VISITS.c.id))

    def _row(self, visit: Visit) -> dict[str, object]:
        return {
            "id": visit.id,
            "source_id": visit.source_id,
            "address": plain(visit.address),
            "purpose": visit.purpose.value,
            "due": visit.due,
            "closed": False,
            "payload": visit,
        }
