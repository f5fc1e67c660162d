"""The sample world, read over real HTTP as any other part of the web."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn
from loopback_site import settings

from newsdesk.decoding import decode
from newsdesk.ingest import Found, WebClient, discover, fetch
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form
from newsdesk.model.source import SourceKind
from newsdesk.model.visit import Purpose, Received, Visit
from newsdesk.sample.app import make_app
from newsdesk.sample.sources import sources

STARTED = datetime(2023, 3, 8, 12, tzinfo=UTC)
NOW = STARTED + timedelta(days=1)


@pytest.fixture
async def world() -> AsyncIterator[str]:
    """Serve the world as it is a day after it began; gives its address."""
    # With the protocol named, asyncio turns Nagle's algorithm off, which would hold each answer for 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(make_app(STARTED, lambda: NOW), log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    await serving


async def received(client: WebClient, source_id: str, address: str, found: Found | None = None) -> Received:
    purpose, lead = (found.purpose, found.lead) if found else (Purpose.SOURCE, None)
    visit = Visit.to(address, source_id=source_id, purpose=purpose, due=NOW, lead=lead)
    outcome = await fetch(visit, client, NOW)
    assert isinstance(outcome, Made), (address, outcome)
    return outcome.values[0]


async def test_every_source_leads_to_pages(world: str) -> None:
    async with WebClient(settings(per_host=8)) as client:
        for source in sources(world):
            first = await received(client, source.id, source.address)
            found = discover(first.snapshot, first.body, source)
            if source.kind is SourceKind.PAGE:
                assert first.snapshot.form is Form.HTML
                assert found == ()
                continue
            assert len(found) >= 2, source.address
            pages = await asyncio.gather(*(received(client, source.id, each.address, each) for each in found))

            assert {page.snapshot.form for page in pages} == {Form.HTML}
            assert all(each.lead.title for each in found)
            assert not any("\ufffd" in decode(page.body, page.snapshot.charset, markup=True) for page in pages)
