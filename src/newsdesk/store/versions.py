"""Readings of snapshots."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, select

from newsdesk.model.article import Version
from newsdesk.store.columns import Moment, Value, plain
from newsdesk.store.family import METADATA, Family

VERSIONS = Table(
    "versions",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("article_id", String, nullable=False),
    Column("snapshot_id", String, ForeignKey("snapshots.id"), nullable=False),
    Column("source_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("address", String, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("payload", Value(Version), nullable=False),
    Index("ix_versions_article_id", "article_id", "seq"),
    Index("ix_versions_snapshot_id", "snapshot_id", "position"),
    Index("ix_versions_address", "address"),
)


class Versions(Family):
    """Articles as they were read, numbered in the order of their snapshots and of the page."""

    def add(self, versions: Sequence[Version]) -> None:
        """Add versions; known ids change nothing."""
        fresh = {version.id: version for version in versions}
        for known in self._known(VERSIONS, fresh):
            del fresh[known]
        if fresh:
            first = self._next(VERSIONS)
            self._insert(VERSIONS, [self._row(number, version) for number, version in enumerate(fresh.values(), first)])

    def get(self, version_id: str) -> Version | None:
        """Return a version; None: unknown."""
        found: Version | None = self._value(select(VERSIONS.c.payload).where(VERSIONS.c.id == version_id))
        return found

    def many(self, version_ids: Sequence[str]) -> dict[str, Version]:
        """Return those of the versions that are known, by id."""
        query = select(VERSIONS.c.payload).where(VERSIONS.c.id.in_(list(version_ids)))
        return {version.id: version for version in self._values(query)}

    def of_article(self, article_id: str) -> tuple[Version, ...]:
        """Return every reading of an article, oldest first."""
        query = select(VERSIONS.c.payload).where(VERSIONS.c.article_id == article_id)
        return self._values(query.order_by(VERSIONS.c.seq))

    def of_snapshot(self, snapshot_id: str) -> tuple[Version, ...]:
        """Return the articles of a snapshot in the order of the page."""
        query = select(VERSIONS.c.payload).where(VERSIONS.c.snapshot_id == snapshot_id)
        return self._values(query.order_by(VERSIONS.c.position, VERSIONS.c.seq))

    def by_address(self, address: str) -> tuple[Version, ...]:
        """Return the readings whose canonical address this is, oldest first."""
        query = select(VERSIONS.c.payload).where(VERSIONS.c.address == plain(address))
        return self._values(query.order_by(VERSIONS.c.seq))

    def since(self, seq: int, limit: int) -> tuple[tuple[int, Version], ...]:
        """Return versions with their numbers, those above `seq`, in order."""
        query = select(VERSIONS.c.seq, VERSIONS.c.payload).where(VERSIONS.c.seq > seq).order_by(VERSIONS.c.seq)
        return tuple((number, version) for number, version in self._connection.execute(query.limit(limit)))

    def latest(self, limit: int) -> tuple[Version, ...]:
        """Return the versions read last, newest first."""
        return self._values(select(VERSIONS.c.payload).order_by(VERSIONS.c.seq.desc()).limit(limit))

    def _row(self, number: int, version: Version) -> dict[str, object]:
        return {
            "seq": number,
            "id": version.id,
            "article_id": version.article_id,
            "snapshot_id": version.snapshot_id,
            "source_id": version.source_id,
            "position": version.position,
            "address": plain(version.address),
            "seen": version.seen,
            "payload": version,
        }
