"""Fixtures of the ingest tests: a site on loopback, and a client that may talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from loopback_site import Site, settings

from newsdesk.ingest import WebClient


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", 0)
    await listener.start()
    made.port = runner.addresses[0][1]
    yield made
    made.let_go()
    await runner.cleanup()


@pytest.fixture
async def client() -> AsyncIterator[WebClient]:
    async with WebClient(settings()) as made:
        yield made
