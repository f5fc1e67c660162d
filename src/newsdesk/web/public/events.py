"""`/events`: updates as they are published, as server-sent events (HTML Standard, section 9.2)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from newsdesk.model.update import Update
from newsdesk.store import Store
from newsdesk.store.updates import is_real

POLL_S = 1.0
"""Time between two looks into the log, shared by all open pages of a process."""
HEARTBEAT_S = 15.0
"""A comment is sent after this much silence, so that proxies keep the connection."""
LONGEST_S = 900.0
"""A connection is closed after this time; the browser opens another and names the last event it saw."""
MOST_LISTENERS = 500


class Announced(Struct, frozen=True, kw_only=True):
    """One event: an update, as open pages need it."""

    item_id: str
    address: str
    headline: str
    kind: str
    at: str


class Newswire:
    """Watches the log of updates for all open pages, and only while there are any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked = 0.0
        self._seq = -1
        self._turn = asyncio.Lock()
        self.n_listeners = 0

    async def last(self) -> int:
        """Number of the newest update, at most POLL_S old."""
        async with self._turn:
            if time.monotonic() - self._looked >= POLL_S:
                self._seq = await run_in_threadpool(self._last_seq)
                self._looked = time.monotonic()
        return self._seq

    async def since(self, seq: int) -> tuple[tuple[int, Update], ...]:
        """Updates after number `seq`, oldest first."""
        return await run_in_threadpool(self._since, seq)

    def _last_seq(self) -> int:
        with self._store.read() as view:
            return view.updates.last_seq()

    def _since(self, seq: int) -> tuple[tuple[int, Update], ...]:
        with self._store.read() as view:
            return view.updates.since(seq)


async def events(request: Request) -> Response:
    """The stream from `Last-Event-ID`, else `since`, else from now on; 503 when too many pages listen."""
    wire: Newswire = request.app.state.newswire
    if wire.n_listeners >= MOST_LISTENERS:
        return Response("Too many listeners; the page works without.", 503, {"retry-after": "60"})
    asked = request.headers.get("last-event-id") or request.query_params.get("since") or ""
    newest = await wire.last()
    seq = min(int(asked), newest) if asked.isdecimal() and len(asked) < 16 else newest
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_stream(request, wire, seq), media_type="text/event-stream", headers=headers)


async def _stream(request: Request, wire: Newswire, seq: int) -> AsyncIterator[bytes]:
    wire.n_listeners += 1
    began = spoken = time.monotonic()
    try:
        yield b"retry: 3000\n\n"
        while time.monotonic() - began < LONGEST_S and not await request.is_disconnected():
            if await wire.last() > seq:
                for number, update in await wire.since(seq):
                    seq = number
                    if is_real(update):
                        yield event(number, update)
                        spoken = time.monotonic()
            if time.monotonic() - spoken > HEARTBEAT_S:
                yield b": still here\n\n"
                spoken = time.monotonic()
            await asyncio.sleep(POLL_S)
    finally:
        wire.n_listeners -= 1


def event(number: int, update: Update) -> bytes:
    """One update as an event."""
    announced = Announced(
        item_id=update.item_id,
        address=update.address,
        headline=update.brief.headline.text,
        kind=update.kind.value,
        at=update.at.isoformat(),
    )
    return b"id: %d\nevent: update\ndata: %b\n\n" % (number, msgspec.json.encode(announced))
