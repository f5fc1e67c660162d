"""Real pages, served by a local server with a feed over them, come through unharmed."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path

import pytest
from aiohttp import web
from loopback_site import NOW, settings

from newsdesk.decoding import decode
from newsdesk.ingest import WebClient, discover, fetch
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose, Visit

SHARED = Path(__file__).parents[2].parent / "shared" / "exams" / "extract"
MARK = "\ufffd"
N_PAGES = 40


@pytest.fixture
async def pages() -> AsyncIterator[tuple[str, dict[str, bytes]]]:
    """Serve pages spread over the sets; gives the feed's address and the bodies by path."""
    if not SHARED.exists():
        pytest.skip("the shared exams are not beside the repository")
    with (SHARED / "pages.jsonl").open("rb") as stream:
        rows = [json.loads(line) for line in islice(stream, 0, None, 52)][:N_PAGES]
    bodies = {f"/page/{n}": gzip.decompress((SHARED / row["html"]).read_bytes()) for n, row in enumerate(rows)}
    items = "".join(f"<item><title>{n}</title><link>{path}</link></item>" for n, path in enumerate(bodies))

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/feed":
            return web.Response(text=f"<rss><channel>{items}</channel></rss>", content_type="application/rss+xml")
        if request.path not in bodies:
            return web.Response(status=404)
        response = web.Response(body=bodies[request.path], content_type="text/html")
        response.enable_compression()
        return response

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/feed", bodies
    await runner.cleanup()


async def test_real_pages_come_through(pages: tuple[str, dict[str, bytes]]) -> None:
    address, bodies = pages
    source = Source.at(address, SourceKind.FEED, "Exams")
    async with WebClient(settings(max_body_mb=20.0)) as client:
        poll = Visit.to(address, source_id=source.id, purpose=Purpose.SOURCE, due=NOW)
        outcome = await fetch(poll, client, NOW)
        assert isinstance(outcome, Made)
        found = discover(outcome.values[0].snapshot, outcome.values[0].body, source)
        assert len(found) == N_PAGES

        for each in found:
            visit = Visit.to(each.address, source_id=source.id, purpose=Purpose.ARTICLE, due=NOW, lead=each.lead)
            made = await fetch(visit, client, NOW)
            assert isinstance(made, Made)
            (received,) = made.values
            expected = bodies[each.address.removeprefix(address.removesuffix("/feed"))]
            text = decode(received.body, received.snapshot.charset, markup=True)

            assert received.body == expected
            assert received.snapshot.form is Form.HTML
            assert text.count(MARK) == expected.count(MARK.encode())
