"""The live desk: polls the sources and drains the stages until it is stopped.

It runs in the loop of the web server. Visits wait on the network there; what computes runs in the crew's processes,
and what reads and writes the store in one thread beside the loop, so that pages are served meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from newsdesk.errors import StoreError
from newsdesk.ingest import WebClient
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.work.crew import Crew
from newsdesk.work.endpoint import phraser_of
from newsdesk.work.poll import Poller
from newsdesk.work.runner import Runner

_AT_ONCE = 32
"""Inputs of a step: few, so that Ctrl-C is soon obeyed and the first items soon shown."""
_EVERY_S = 2.0
"""The stages are also drained so often when nothing was heard: other processes may have brought something."""


def wall_clock() -> datetime:
    """Return the present time, aware UTC."""
    return datetime.now(UTC)


async def live(
    store: Store,
    settings: Settings,
    crew: Crew,
    stop: asyncio.Event,
    *,
    new: asyncio.Event,
    rule: str = "",
    own: Own = NOTHING_OWN,
    clock: Callable[[], datetime] = wall_clock,
    on_error: Callable[[StoreError], None] = lambda _error: None,
) -> None:
    """Poll and drain until `stop` is set; the step under way then ends, and what is left waits for the next start.

    Setting `new` makes the stages drain at once, as after an editor's act.
    `on_error` hears of a database that could not be used; it is tried again.
    """
    runner = Runner(store, crew, rule=rule, own=own, at_once=_AT_ONCE, phrase=phraser_of(settings))
    new.set()
    async with WebClient(settings) as web, asyncio.TaskGroup() as group:
        group.create_task(Poller(store, web, clock, new.set).run(stop))
        group.create_task(_drain(runner, clock, new, stop, on_error))
        group.create_task(_stop_when(stop, runner))


async def _drain(
    runner: Runner,
    clock: Callable[[], datetime],
    new: asyncio.Event,
    stop: asyncio.Event,
    on_error: Callable[[StoreError], None],
) -> None:
    """Drain when something new was saved, and every few seconds."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="newsdesk-stages") as thread:
        while not stop.is_set():
            new.clear()
            try:
                await loop.run_in_executor(thread, runner.drain, clock())
            except StoreError as error:
                on_error(error)
            await _either(new, stop, _EVERY_S)


async def _stop_when(stop: asyncio.Event, runner: Runner) -> None:
    await stop.wait()
    runner.stop()


async def _either(one: asyncio.Event, other: asyncio.Event, timeout: float) -> None:
    """Wait until either event is set, or so many seconds have passed."""
    waits = {asyncio.create_task(one.wait()), asyncio.create_task(other.wait())}
    await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
