"""The live polling loop: makes the visits that are due, and saves what came of each.

Sources are independent: each has a few visits under way at most, so that one that is slow, broken or endless never
takes the places of others, and what one visit brings is saved by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from newsdesk.errors import InputError, StoreError
from newsdesk.ingest import WebClient, fetch, read_folder
from newsdesk.model.outcome import Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose, Received, Visit
from newsdesk.store import Store
from newsdesk.work.arrivals import local_path, open_polls, save_files, save_health, save_visit
from newsdesk.work.fates import Done, broken, recorded

MAX_UNDER_WAY = 64
MAX_PER_SOURCE = 4
_NAP_S = 1.0


class Poller:
    """Makes due visits until stopped."""

    def __init__(
        self,
        store: Store,
        web: WebClient,
        clock: Callable[[], datetime],
        on_new: Callable[[], None] = lambda: None,
    ) -> None:
        """`clock` gives aware UTC; `on_new` is called in the loop when something new was saved."""
        self._store, self._web, self._clock, self._on_new = store, web, clock, on_new
        self._under_way: dict[str, Visit] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set, then let go of the visits under way: they stay open, and are made next time."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                # A database that is locked or gone stops nothing here: what is due stays due.
                with contextlib.suppress(StoreError):
                    await self.tick()
                woken = asyncio.create_task(self._wake.wait())
                await asyncio.wait({stopped, woken}, timeout=_NAP_S, return_when=asyncio.FIRST_COMPLETED)
                woken.cancel()
                self._wake.clear()
        finally:
            stopped.cancel()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def tick(self) -> int:
        """Begin the visits that are due and have room, and return how many were begun."""
        visits = await asyncio.to_thread(self._due)
        for visit, source in visits:
            self._under_way[visit.id] = visit
            task = asyncio.create_task(self._make(visit, source))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return len(visits)

    async def settle(self) -> None:
        """Wait for the visits under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    def _due(self) -> list[tuple[Visit, Source]]:
        """Choose the visits to begin: those due, within the limits, each with its source."""
        now = self._clock()
        room = MAX_UNDER_WAY - len(self._under_way)
        if room <= 0:
            return []
        with self._store.write() as tx:
            sources = {source.id: source for source in tx.sources.all() if source.active}
            open_polls(tx, sources.values(), now)
            found = tx.visits.due(now, 4 * MAX_UNDER_WAY, per_source=MAX_PER_SOURCE, leave=tuple(self._under_way))
        busy = Counter(visit.source_id for visit in self._under_way.values())
        chosen: list[tuple[Visit, Source]] = []
        for visit in found:
            source = sources.get(visit.source_id)
            if source is not None and busy[visit.source_id] < MAX_PER_SOURCE and len(chosen) < room:
                busy[visit.source_id] += 1
                chosen.append((visit, source))
        return chosen

    async def _make(self, visit: Visit, source: Source) -> None:
        """Make one visit and save what came of it, whatever that is."""
        try:
            if source.kind is SourceKind.FOLDER:
                new = await asyncio.to_thread(self._read_files, visit, source)
            else:
                outcome = await fetch(visit, self._web, self._clock())
                new = await asyncio.to_thread(save_visit, self._store, visit, source, outcome, self._clock())
            if new:
                self._on_new()
        except StoreError:
            # The database is locked or gone; the visit stays open and is made again.
            await asyncio.sleep(_NAP_S)
        except Exception as error:  # noqa: BLE001  the worker's edge: a visit that breaks is counted, and stops no other
            await asyncio.to_thread(self._break, visit, source, error)
        finally:
            self._under_way.pop(visit.id, None)
            self._wake.set()

    def _read_files(self, visit: Visit, source: Source) -> int:
        now = self._clock()
        try:
            return save_files(self._store, visit, source, read_folder(local_path(source.address), source, now), now)
        except InputError as error:
            gone: Outcome[Received] = Refused(Reason.GONE, str(error))
            return save_visit(self._store, visit, source, gone, now)

    def _break(self, visit: Visit, source: Source, error: Exception) -> None:
        """Count a visit as broken; the source is visited again in its turn."""
        now = self._clock()
        with self._store.write() as tx:
            tx.visits.close(visit.id)
            tx.outcomes.record(recorded("ingest", Done(visit.id, broken(error)), now))
            if visit.purpose is Purpose.SOURCE:
                put_off: Outcome[Received] = PutOff(now, Reason.UNREACHABLE, f"{type(error).__name__}: {error}")
                save_health(tx, source, put_off, 0, now)
