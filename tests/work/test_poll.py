"""Live polling over real HTTP on loopback: what comes in is saved, and no source stalls another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from newsdesk.ingest import MAX_FOUND, WebClient
from newsdesk.model.reason import Reason
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.work.poll import MAX_PER_SOURCE, Poller

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
SETTINGS = Settings(allow_private=True, min_delay_s=0.0, per_host=50, fetch_timeout_s=20.0)
PAGE = "<html><body><article><h1>A pier broke</h1><p>The pier of Dunmarra broke on Sunday.</p></article></body></html>"
Handler = Callable[[web.Request], "object"]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Site:
    """A small web site: a feed with articles, and addresses that misbehave."""

    def __init__(self) -> None:
        self.n_links = 3
        self.release = asyncio.Event()
        self.asked: list[str] = []

    async def feed(self, request: web.Request) -> web.Response:
        base = f"{request.scheme}://{request.host}"
        items = "".join(f"<item><title>Report {n}</title><link>{base}/a/{n}</link></item>" for n in range(self.n_links))
        text = f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
        return web.Response(text=text, content_type="application/rss+xml")

    async def article(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        return web.Response(text=PAGE.replace("Sunday", request.path), content_type="text/html")

    async def hang(self, request: web.Request) -> web.Response:
        await self.release.wait()
        return web.Response(text="late")

    async def hanging_feed(self, request: web.Request) -> web.Response:
        base = f"{request.scheme}://{request.host}"
        items = "".join(f"<item><title>{n}</title><link>{base}/hang/{n}</link></item>" for n in range(40))
        return web.Response(
            text=f'<rss version="2.0"><channel><title>Slow</title>{items}</channel></rss>',
            content_type="application/rss+xml",
        )

    async def fail(self, request: web.Request) -> web.Response:
        return web.Response(status=500)

    async def garbage(self, request: web.Request) -> web.Response:
        return web.Response(body=bytes(range(256)) * 99, content_type="application/rss+xml")


@asynccontextmanager
async def served(site: Site) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/feed", site.feed)
    app.router.add_get("/a/{n}", site.article)
    app.router.add_get("/hang", site.hang)
    app.router.add_get("/hang/{n}", site.hang)
    app.router.add_get("/slow-feed", site.hanging_feed)
    app.router.add_get("/fail", site.fail)
    app.router.add_get("/garbage", site.garbage)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        site.release.set()
        await runner.cleanup()


def add(store: Store, *sources: Source) -> None:
    with store.write() as tx:
        for source in sources:
            tx.sources.save(source)


async def drained(poller: Poller) -> None:
    """Make all visits that are due, and those they lead to."""
    while await poller.tick():
        await poller.settle()


async def test_a_feed_and_its_articles_are_brought_in(store: Store) -> None:
    """Links are followed once; read again unchanged, nothing new is stored; a new link brings one visit."""
    site, clock = Site(), Clock()
    async with served(site) as base, WebClient(SETTINGS) as client:
        courier = Source.at(f"{base}/feed", SourceKind.FEED, "Courier", min_interval_s=60, max_interval_s=60)
        add(store, courier)
        heard: list[int] = []
        poller = Poller(store, client, clock, lambda: heard.append(1))

        await drained(poller)
        assert sorted(site.asked) == ["/a/0", "/a/1", "/a/2"]
        assert len(heard) == 4

        clock.now += timedelta(minutes=2)
        await drained(poller)
        assert len(site.asked) == 3

        site.n_links = 4
        clock.now += timedelta(minutes=2)
        await drained(poller)
        assert site.asked[3:] == ["/a/3"]

    with store.read() as view:
        snapshots = [snapshot for _, snapshot in view.snapshots.since(0, 99)]
        assert len(snapshots) == 6
        assert {snapshot.lead.title for snapshot in snapshots if snapshot.lead} == {f"Report {n}" for n in range(4)}
        health = view.sources.health(courier.id)
        assert (health.n_visits, health.n_items, health.n_failures_in_a_row) == (3, 4, 0)
        assert health.last_success == clock.now
        ingest = view.outcomes.books()[0]
        assert ingest.balanced
        assert (ingest.n_made, ingest.n_broken) == (7, 0)


async def test_one_bad_source_never_stalls_the_others(store: Store) -> None:
    """Sources that hang, fail, send garbage or are not there leave the good one its places and its health."""
    site, clock = Site(), Clock()
    async with served(site) as base, WebClient(SETTINGS) as client:
        slow = Source.at(f"{base}/slow-feed", SourceKind.FEED, "Slow")
        bad = [
            Source.at(f"{base}/hang", SourceKind.PAGE, "Hangs"),
            Source.at(f"{base}/fail", SourceKind.FEED, "Fails"),
            Source.at(f"{base}/garbage", SourceKind.FEED, "Garbage"),
            Source.at("http://127.0.0.1:9/feed", SourceKind.FEED, "Not there"),
            Source.at("nonsense", SourceKind.FEED, "No address"),
            Source.at("/nowhere/at/all", SourceKind.FOLDER, "No folder"),
        ]
        good = Source.at(f"{base}/feed", SourceKind.FEED, "Good")
        add(store, slow, *bad, good)
        stop = asyncio.Event()
        arrived = asyncio.Event()
        poller = Poller(store, client, clock, lambda: arrived.set() if len(site.asked) >= 3 else None)
        running = asyncio.create_task(poller.run(stop))

        async with asyncio.timeout(15):
            await arrived.wait()
            while n_articles(store, good) < 3 or n_visited(store, bad[1:]) < 5:
                await asyncio.sleep(0)

        with store.read() as view:
            assert len(view.visits.due(NOON, 99)) >= 40
            assert view.sources.health(good.id).n_failures_in_a_row == 0
            assert view.sources.health(bad[0].id).n_visits == 0
            errors = {source.name: view.sources.health(source.id).last_error for source in bad[1:]}
        assert errors["Fails"] is Reason.UNREACHABLE
        assert errors["Not there"] is Reason.UNREACHABLE
        assert errors["No address"] is Reason.BAD_ADDRESS
        assert errors["No folder"] is Reason.GONE
        stop.set()
        await running

    with store.read() as view:
        still_open = view.visits.open_of(slow.id, Purpose.ARTICLE)
        assert len(still_open) == 40
        assert view.outcomes.books()[0].balanced


def n_articles(store: Store, source: Source) -> int:
    with store.read() as view:
        return sum(snapshot.lead is not None for snapshot in view.snapshots.of_source(source.id, 99))


def n_visited(store: Store, sources: list[Source]) -> int:
    with store.read() as view:
        return sum(view.sources.health(source.id).n_visits > 0 for source in sources)


async def test_no_source_takes_more_than_its_share(store: Store) -> None:
    site, clock = Site(), Clock()
    async with served(site) as base, WebClient(SETTINGS) as client:
        add(store, Source.at(f"{base}/slow-feed", SourceKind.FEED, "Slow"))
        poller = Poller(store, client, clock)
        await poller.tick()
        await poller.settle()

        assert await poller.tick() == MAX_PER_SOURCE
        assert await poller.tick() == 0
        site.release.set()
        await poller.settle()


async def test_a_visit_that_breaks_is_counted_and_the_source_comes_again(store: Store) -> None:
    """A bug in reading an answer is that visit's fate alone."""
    clock = Clock()

    class BrokenClient(WebClient):
        async def get(self, address: str, **_more: object) -> object:  # type: ignore[override]
            raise ZeroDivisionError("a bug")

    source = Source.at("http://courier.example/feed", SourceKind.FEED, "Courier")
    add(store, source)
    async with BrokenClient(SETTINGS) as client:
        poller = Poller(store, client, clock)
        await poller.tick()
        await poller.settle()

    with store.read() as view:
        (broken,) = view.outcomes.broken(5)
        assert broken.reason == "ZeroDivisionError"
        assert "a bug" in broken.detail
        health = view.sources.health(source.id)
        assert health.n_failures_in_a_row == 1
        assert health.next_visit and health.next_visit > NOON
        assert view.outcomes.books()[0].balanced


async def test_what_is_left_of_a_long_feed_is_told(store: Store) -> None:
    site = Site()
    site.n_links = MAX_FOUND + 3
    async with served(site) as base, WebClient(SETTINGS) as client:
        archive = Source.at(f"{base}/feed", SourceKind.FEED, "All of it")
        add(store, archive)
        poller = Poller(store, client, Clock())

        await poller.tick()
        await poller.settle()

    with store.read() as view:
        health = view.sources.health(archive.id)
        assert len(view.visits.open_of(archive.id, Purpose.ARTICLE)) == MAX_FOUND
    assert (health.last_error, health.n_failures_in_a_row) == (Reason.TOO_MANY_LINKS, 0)
    assert health.last_error_detail == "1003 links; the first 1000 are followed"


async def test_a_folder_is_read_once(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.html").write_text(PAGE)
    (folder / "two.txt").write_text("The lock at Sorrin opened again on Monday, the canal office said.")
    (folder / "odd.bin").write_bytes(bytes(range(256)) * 20)
    source = Source.at(str(folder), SourceKind.FOLDER, "Inbox", min_interval_s=60, max_interval_s=60)
    add(store, source)
    clock = Clock()
    async with WebClient(SETTINGS) as client:
        poller = Poller(store, client, clock)
        await drained(poller)
        clock.now += timedelta(minutes=5)
        await drained(poller)

    with store.read() as view:
        snapshots = view.snapshots.of_source(source.id, 99)
        assert {snapshot.address.rpartition("/")[2] for snapshot in snapshots} >= {"one.html", "two.txt"}
        assert len({snapshot.address for snapshot in snapshots}) == len(snapshots)
        assert view.sources.health(source.id).n_visits == 2
