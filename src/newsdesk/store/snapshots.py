"""The first log: bytes as received. Bodies are stored once per digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import zstandard
from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, func, select

from newsdesk.errors import StoreError
from newsdesk.model.snapshot import Snapshot
from newsdesk.model.visit import Received
from newsdesk.store.columns import Moment, Value, plain
from newsdesk.store.family import METADATA, Family

SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("source_id", String, ForeignKey("sources.id"), nullable=False),
    Column("address", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("digest", String, ForeignKey("bodies.digest"), nullable=False),
    Column("payload", Value(Snapshot), nullable=False),
    Index("ix_snapshots_address", "address", "seq"),
    Index("ix_snapshots_source_id", "source_id", "seq"),
)
BODIES = Table(
    "bodies",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
_LEVEL = 6


class Snapshots(Family):
    """What was received, numbered from 1 in the order in which it came."""

    def add(self, received: Sequence[Received]) -> int:
        """Append what is not known yet, bodies packed and stored once, and return how many snapshots were new."""
        fresh = {item.snapshot.id: item for item in received}
        for known in self._known(SNAPSHOTS, fresh):
            del fresh[known]
        if not fresh:
            return 0
        self._add_bodies({item.snapshot.digest: item.body for item in fresh.values()})
        first = self._next(SNAPSHOTS)
        self._insert(SNAPSHOTS, [self._row(number, item.snapshot) for number, item in enumerate(fresh.values(), first)])
        return len(fresh)

    def get(self, snapshot_id: str) -> Snapshot | None:
        """Return a snapshot; None: unknown."""
        found: Snapshot | None = self._value(select(SNAPSHOTS.c.payload).where(SNAPSHOTS.c.id == snapshot_id))
        return found

    def many(self, snapshot_ids: Sequence[str]) -> dict[str, Snapshot]:
        """Return those of the snapshots that are known, by id."""
        query = select(SNAPSHOTS.c.payload).where(SNAPSHOTS.c.id.in_(list(snapshot_ids)))
        return {snapshot.id: snapshot for snapshot in self._values(query)}

    def body(self, digest: str) -> bytes:
        """Return the bytes with this digest; raises StoreError when there are none, or they are damaged."""
        packed = self._value(select(BODIES.c.packed).where(BODIES.c.digest == digest))
        if packed is None:
            raise StoreError(f"body {digest}: not in the database; every snapshot's body should be")
        try:
            return zstandard.decompress(bytes(packed))
        except zstandard.ZstdError as error:
            raise StoreError(f"body {digest}: {error}; expected the bytes received") from None

    def since(self, seq: int, limit: int) -> tuple[tuple[int, Snapshot], ...]:
        """Return snapshots with their numbers, those after `seq`, in order of arrival."""
        query = select(SNAPSHOTS.c.seq, SNAPSHOTS.c.payload).where(SNAPSHOTS.c.seq > seq)
        rows = self._connection.execute(query.order_by(SNAPSHOTS.c.seq).limit(limit))
        return tuple((number, snapshot) for number, snapshot in rows)

    def by_address(self, address: str, limit: int = 100) -> tuple[Snapshot, ...]:
        """Return what an address gave, newest first."""
        query = select(SNAPSHOTS.c.payload).where(SNAPSHOTS.c.address == plain(address))
        return self._values(query.order_by(SNAPSHOTS.c.seq.desc()).limit(limit))

    def latest_of(self, address: str) -> Snapshot | None:
        """Return the newest snapshot of an address; None when it was never received."""
        return next(iter(self.by_address(address, limit=1)), None)

    def newest_time(self) -> datetime | None:
        """Return the latest time of any snapshot; None when there is none."""
        found: datetime | None = self._value(select(func.max(SNAPSHOTS.c.at)))
        return found

    def of_source(self, source_id: str, limit: int) -> tuple[Snapshot, ...]:
        """Return what came from a source, newest first."""
        query = select(SNAPSHOTS.c.payload).where(SNAPSHOTS.c.source_id == source_id)
        return self._values(query.order_by(SNAPSHOTS.c.seq.desc()).limit(limit))

    def _add_bodies(self, bodies: dict[str, bytes]) -> None:
        known = set(self._values(select(BODIES.c.digest).where(BODIES.c.digest.in_(list(bodies)))))
        packer = zstandard.ZstdCompressor(level=_LEVEL)
        rows = [
            {"digest": digest, "size": len(body), "packed": packer.compress(body)}
            for digest, body in bodies.items()
            if digest not in known
        ]
        self._insert(BODIES, rows)

    def _row(self, number: int, snapshot: Snapshot) -> dict[str, object]:
        return {
            "seq": number,
            "id": snapshot.id,
            "source_id": snapshot.source_id,
            "address": plain(snapshot.address),
            "at": snapshot.at,
            "digest": snapshot.digest,
            "payload": snapshot,
        }
