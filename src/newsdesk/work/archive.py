"""An archive's records in order of their own time, read again from any place.

Archives need not be sorted. A first pass reads only the times; a sorted archive (the common case) is then streamed,
an unsorted one is held in memory. A record that could not be read has no time and keeps its place after the record
before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from newsdesk.errors import InputError
from newsdesk.ingest import read_archive
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome
from newsdesk.model.source import Source
from newsdesk.model.visit import Received

Record = Outcome[Received]
_PIECE = 1 << 20


class Plan(Struct, frozen=True, kw_only=True):
    """What a first pass found: how many records, over which time, and in which order they are played."""

    replay_id: str
    """Made from the source and the file's bytes, so that a changed file is another archive."""
    n_records: int
    first: datetime | None
    last: datetime | None
    """The times of the earliest and the latest record; None when no record has a time."""
    order: tuple[int, ...] | None
    """Indices of the records in order of time; None: they stand in that order already."""


def plan(path: Path, source: Source) -> Plan:
    """Read an archive's times; raises InputError when it is no archive, or holds no record that can be read."""
    times: list[datetime] = []
    newest: datetime | None = None
    n_records = 0
    n_readable = 0
    undated = 0
    for record in read_archive(path, source):
        n_records += 1
        n_readable += isinstance(record, Made)
        newest = time_of(record) or newest
        if newest is None:
            undated += 1
        else:
            times.append(newest)
    if not n_readable:
        found = f"{n_records} records, none of which can be read" if n_records else "no record at all"
        raise InputError(str(path), found, "a JSONL or WARC archive with dated reports")
    # Records before the first that has a time are played with it.
    times = [times[0]] * undated + times if times else []
    order = sorted(range(len(times)), key=times.__getitem__)
    return Plan(
        replay_id=make_id("arc", source.id, _digest(path)),
        n_records=n_records,
        first=times[order[0]] if times else None,
        last=times[order[-1]] if times else None,
        order=None if order == list(range(len(times))) else tuple(order),
    )


def records(path: Path, source: Source, planned: Plan, place: int) -> Iterator[Record]:
    """Yield the records in order of their own time, from the given place in that order on."""
    if planned.order is None:
        yield from read_archive(path, source, skip=place)
        return
    held = list(read_archive(path, source))
    yield from (held[index] for index in islice(planned.order, place, None))


def time_of(record: Record) -> datetime | None:
    """Return the archive's time of a record; None when it could not be read."""
    return record.values[0].snapshot.at if isinstance(record, Made) and record.values else None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
