"""How far each dated archive or folder has been read."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import BigInteger, Boolean, Column, String, Table, select

from newsdesk.store.columns import Moment, plain
from newsdesk.store.family import METADATA, Family

REPLAYS = Table(
    "replays",
    METADATA,
    Column("id", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("address", String, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("clock", Moment),
    Column("finished", Boolean, nullable=False),
)


class Replay(Struct, frozen=True, kw_only=True):
    """How far one archive has been read."""

    id: str
    """Made from the source and the archive's content, so that a changed file is another archive."""
    source_id: str
    address: str
    place: int = 0
    """Records taken, refused ones too; the next to take has this index in order of time."""
    clock: datetime | None = None
    """The time of the last record taken; None before the first."""
    finished: bool = False


class Replays(Family):
    """The places reached, each saved in the transaction that saved the records before it."""

    def get(self, replay_id: str) -> Replay | None:
        """Return how far an archive has been read; None when it was never begun."""
        row = self._connection.execute(select(REPLAYS).where(REPLAYS.c.id == replay_id)).mappings().first()
        return Replay(**row) if row else None

    def all(self) -> tuple[Replay, ...]:
        """Return every archive ever begun."""
        rows = self._connection.execute(select(REPLAYS).order_by(REPLAYS.c.id)).mappings()
        return tuple(Replay(**row) for row in rows)

    def save(self, replay: Replay) -> None:
        """Save the place reached."""
        row = {name: getattr(replay, name) for name in Replay.__struct_fields__}
        self._put(REPLAYS, [{**row, "address": plain(replay.address)}])
