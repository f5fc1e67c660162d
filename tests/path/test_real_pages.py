"""Real pages and real archives through the whole path: nothing breaks, the books balance."""

from __future__ import annotations

import gzip
import json
import math
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from whole_path import Clock, read_and_publish, served

from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store, View, create_store, problems
from newsdesk.work.crew import Crew
from newsdesk.work.replay import replay
from newsdesk.work.runner import Runner

EXAMS = Path(__file__).parents[2].parent / "shared" / "exams"
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
N_PAGES, IN_FEED = 2106, 500
STREAMS = ("streams/reuters1987.jsonl", "stories/gva.jsonl", "timelines/t17.docs.jsonl")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not EXAMS.is_dir(), reason="the shared exams are not beside the checkout"),
]


def assert_sound(view: View) -> None:
    """Nothing is broken, the books balance, and what was published can be traced to its bytes."""
    assert view.outcomes.broken(5) == ()
    assert [line.stage for line in view.outcomes.books() if not line.balanced] == []
    assert list(problems(view)) == []


def pages_with_feeds(n_pages: int) -> Starlette:
    """A site that serves pages spread over all sets, and feeds of their addresses, IN_FEED in each."""
    with (EXAMS / "extract" / "pages.jsonl").open("rb") as stream:
        rows = [json.loads(line) for line in islice(stream, 0, None, max(1, N_PAGES // n_pages))][:n_pages]

    async def feed(request: Request) -> Response:
        first = int(request.path_params["n"]) * IN_FEED
        numbers = range(first, min(first + IN_FEED, len(rows)))
        items = "".join(f"<item><title>{n}</title><link>/page/{n}</link></item>" for n in numbers)
        return Response(f"<rss version='2.0'><channel>{items}</channel></rss>", media_type="application/rss+xml")

    async def page(request: Request) -> Response:
        row = rows[int(request.path_params["n"])]
        body = gzip.decompress((EXAMS / "extract" / row["html"]).read_bytes())
        return Response(body, headers={"Content-Type": "text/html"})

    return Starlette(routes=[Route("/feed/{n:int}", feed), Route("/page/{n:int}", page)])


async def test_real_pages_served_over_http(tmp_path: Path, whole: bool) -> None:
    n_pages = N_PAGES if whole else 50
    store = create_store(f"sqlite:///{tmp_path / 'newsdesk.sqlite3'}")
    async with served(pages_with_feeds(n_pages)) as address:
        feeds = range(math.ceil(n_pages / IN_FEED))
        sources = [Source.at(f"{address}/feed/{n}", SourceKind.FEED, f"Real pages {n}") for n in feeds]
        await read_and_publish(store, sources, Clock(NOW), [NOW], rule="all")

    with store.read() as view:
        assert_sound(view)
        books = {line.stage: line for line in view.outcomes.books()}
        assert books["ingest"].n_made == n_pages + len(feeds)
        assert books["extract"].n_made >= 0.8 * n_pages
    store.close()


@pytest.mark.parametrize("stream", STREAMS)
def test_each_stream(stream: str, tmp_path: Path, whole: bool) -> None:
    """The beginning of each, or all of it."""
    archive = tmp_path / "archive.jsonl"
    with (EXAMS / stream).open("rb") as lines:
        rows = list(islice(lines, None if whole else 60))
    archive.write_bytes(b"".join(rows))
    store: Store = create_store(f"sqlite:///{tmp_path / 'newsdesk.sqlite3'}")
    source = Source.at(str(archive), SourceKind.ARCHIVE, "An archive", language="en")

    replay(store, archive, source, Runner(store, Crew.inline(), rule="all"))

    with store.read() as view:
        assert_sound(view)
        books = {line.stage: line for line in view.outcomes.books()}
        assert books["ingest"].n_in == len(rows)
        assert books["publish"].n_made > 0
    store.close()
