"""Replay: a dated archive played through the live path, in its own order and time.

Each batch of records is one transaction together with the place reached; then every stage drains before the next
batch is taken. So a process killed at any moment goes on where it was, and ends where an undisturbed one ends. The
clock is the archive's: what is written bears the time at which it would have been written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source
from newsdesk.model.visit import Received
from newsdesk.store import Replay, Store
from newsdesk.work.archive import Plan, Record, plan, records, time_of
from newsdesk.work.fates import Done, recorded
from newsdesk.work.runner import Runner

BATCH = 128
"""Most records ingested at a time; the stages drain after each batch."""
_LATEST = timedelta(hours=6)
"""However fast it is played, nothing is published later than so much after its own time."""
_NAP_S = 0.2


class Progress(Struct, frozen=True, kw_only=True):
    """How far a replay is."""

    done: int
    total: int
    clock: datetime | None
    """The archive's time; None before the first record."""


def replay(
    store: Store,
    path: Path,
    source: Source,
    runner: Runner,
    *,
    speed: float | None = None,
    batch: int = BATCH,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Progress:
    """Play an archive from where it was left, and return how far it came: all of it, unless the runner was stopped.

    `speed` is how many times faster than its own time it plays; None: as fast as it goes. Raises InputError when
    the file is no archive.
    """
    planned = plan(path, source)
    at = _begin(store, path, source, planned)
    if at.clock is not None:
        # What a killed process had ingested and not drained comes before anything new.
        runner.drain(at.clock)
    pace = _Pace(speed, at.clock or planned.first)
    for taken in _batches(records(path, source, planned, at.place), pace, batch):
        if runner.stopping or not pace.wait_for(taken, runner):
            break
        at = _ingest(store, at, taken)
        on_progress(Progress(done=at.place, total=planned.n_records, clock=at.clock))
        if at.clock is not None:
            runner.drain(at.clock)
    if at.place >= planned.n_records and not runner.stopping:
        with store.write() as tx:
            tx.replays.save(replace(at, finished=True))
    return Progress(done=at.place, total=planned.n_records, clock=at.clock)


class _Pace:
    """Maps the archive's time to the wall's."""

    def __init__(self, speed: float | None, start: datetime | None) -> None:
        self._speed, self._start = speed, start
        self._began = time.monotonic()

    def wait_for(self, taken: Sequence[Record], runner: Runner) -> bool:
        """Wait until the batch's first record is due; False when the runner was stopped meanwhile."""
        first = next((at for at in map(time_of, taken) if at), None)
        if self._speed is None or self._start is None or first is None:
            return True
        due = self._began + (first - self._start).total_seconds() / self._speed
        while (left := due - time.monotonic()) > 0:
            if runner.stopping:
                return False
            time.sleep(min(left, _NAP_S))
        return True

    def belongs(self, first: datetime, at: datetime) -> bool:
        """Tell whether a record is played together with the batch's first: within a nap of the wall's time."""
        nap = _LATEST if self._speed is None else min(_LATEST, timedelta(seconds=self._speed * _NAP_S))
        return at - first <= nap


def _batches(played: Iterator[Record], pace: _Pace, size: int) -> Iterator[list[Record]]:
    """Cut the records into batches; a batch ends where the time runs on."""
    taken: list[Record] = []
    first: datetime | None = None
    for record in played:
        at = time_of(record)
        if taken and (len(taken) >= size or (first and at and not pace.belongs(first, at))):
            yield taken
            taken, first = [], None
        taken.append(record)
        first = first or at
    if taken:
        yield taken


def _begin(store: Store, path: Path, source: Source, planned: Plan) -> Replay:
    """Make the source known, and return the place reached before."""
    with store.write() as tx:
        if tx.sources.get(source.id) is None:
            tx.sources.save(source)
        found = tx.replays.get(planned.replay_id)
        at = found or Replay(id=planned.replay_id, source_id=source.id, address=path.resolve().as_uri())
        tx.replays.save(at)
        return at


def _ingest(store: Store, at: Replay, taken: Sequence[Record]) -> Replay:
    """Save a batch's snapshots, its lines in the books and the place reached, in one transaction."""
    clock = at.clock or next((found for found in map(time_of, taken) if found), None)
    lines = []
    received: list[Received] = []
    for place, record in enumerate(taken, at.place):
        found = time_of(record)
        clock = max(clock, found) if clock and found else clock or found
        outputs = tuple(item.snapshot.id for item in record.values) if isinstance(record, Made) else ()
        received.extend(record.values if isinstance(record, Made) else ())
        done = Done(make_id("rec", at.id, place), record)
        lines.append((done, outputs))
    reached = replace(at, place=at.place + len(taken), clock=clock)
    with store.write() as tx:
        tx.snapshots.add(received)
        # A batch without a single dated record bears the earliest time there is.
        when = clock or datetime(1970, 1, 1, tzinfo=UTC)
        tx.outcomes.record(*(recorded("ingest", done, when, outputs) for done, outputs in lines))
        tx.replays.save(reached)
    return reached
