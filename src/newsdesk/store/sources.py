"""Sources and how visits to them go."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table, select, update

from newsdesk.model.source import Source, SourceHealth
from newsdesk.store.columns import Moment, Value, plain
from newsdesk.store.family import METADATA, Family

SOURCES = Table(
    "sources",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("address", String, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("payload", Value(Source), nullable=False),
)
HEALTH = Table(
    "source_health",
    METADATA,
    Column("source_id", String, primary_key=True),
    Column("next_visit", Moment),
    Column("payload", Value(SourceHealth), nullable=False),
)


class Sources(Family):
    """Who is read, and how it goes."""

    def save(self, source: Source) -> None:
        """Add a source, or replace the one with its id; one that was removed comes back."""
        row = {"id": source.id, "kind": source.kind.value, "address": plain(source.address), "removed": False}
        self._put(SOURCES, [{**row, "payload": source}])

    add = save

    def get(self, source_id: str) -> Source | None:
        """Return a source, also one that was removed, since its reports still name it; None: unknown."""
        found: Source | None = self._value(select(SOURCES.c.payload).where(SOURCES.c.id == source_id))
        return found

    def all(self) -> tuple[Source, ...]:
        """Return the sources that are not removed, by name."""
        found = self._values(select(SOURCES.c.payload).where(~SOURCES.c.removed))
        return tuple(sorted(found, key=lambda source: (source.name.casefold(), source.id)))

    def known(self) -> dict[str, Source]:
        """Return every source ever known by its id, removed ones too."""
        return {source.id: source for source in self._values(select(SOURCES.c.payload))}

    def remove(self, source_id: str) -> bool:
        """Stop reading a source; its row stays, because snapshots name it. False: there is none with that id."""
        gone = update(SOURCES).where(SOURCES.c.id == source_id, ~SOURCES.c.removed).values(removed=True)
        return self._connection.execute(gone).rowcount > 0

    def health(self, source_id: str) -> SourceHealth:
        """Return how visits to a source have gone; a fresh value when it was never visited."""
        found: SourceHealth | None = self._value(select(HEALTH.c.payload).where(HEALTH.c.source_id == source_id))
        return found or SourceHealth(source_id=source_id)

    def save_health(self, health: SourceHealth) -> None:
        """Save how visits to a source have gone."""
        row = {"source_id": health.source_id, "next_visit": health.next_visit, "payload": health}
        self._put(HEALTH, [row])

    def all_health(self) -> tuple[SourceHealth, ...]:
        """Return the health of every source ever visited, by source id."""
        return self._values(select(HEALTH.c.payload).order_by(HEALTH.c.source_id))
