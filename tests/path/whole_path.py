"""Runs the whole path in a test: a real server on loopback, the real poller, the real stages, one clock."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

import uvicorn
from starlette.types import ASGIApp

from newsdesk.ingest import WebClient
from newsdesk.model.source import Source
from newsdesk.ownlists import read_own
from newsdesk.sample import PLACES
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.work.crew import Crew
from newsdesk.work.poll import Poller
from newsdesk.work.runner import Runner


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on a free port of loopback; gives its address."""
    # With the protocol named, asyncio turns Nagle's algorithm off, which would hold each answer for 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


async def read_and_publish(
    store: Store, sources: Iterable[Source], clock: Clock, moments: Iterable[datetime], *, rule: str
) -> None:
    """At each of the moments, make every visit that is due and drain every stage."""
    settings = Settings(allow_private=True, min_delay_s=0.0, per_host=8)
    with store.write() as tx:
        for source in sources:
            tx.sources.save(source)
    runner = Runner(store, Crew.inline(), rule=rule, own=read_own(PLACES, None))
    async with WebClient(settings) as web:
        poller = Poller(store, web, clock)
        for moment in moments:
            clock.now = moment
            while await poller.tick():
                await poller.settle()
            runner.drain(moment)
