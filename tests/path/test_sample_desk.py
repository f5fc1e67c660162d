"""The sample world from bytes to feed, over real HTTP, with a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from whole_path import Clock, read_and_publish, served

from newsdesk.model.annotations import HopKind
from newsdesk.model.update import UpdateKind
from newsdesk.sample import load_world, sources
from newsdesk.sample.app import make_app
from newsdesk.store import Store, create_store, problems
from newsdesk.work.crew import Crew
from newsdesk.work.runner import Runner

STARTED = datetime(2026, 3, 4, 9, tzinfo=UTC)
pytestmark = pytest.mark.slow

MOMENTS = tuple(STARTED + timedelta(minutes=minute) for minute in (0.5, 4, 9, 14, 18, 21, 25, 40))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A desk that has read the sample world from beginning to end."""
    store = create_store(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'newsdesk.sqlite3'}")

    async def play() -> None:
        clock = Clock(STARTED)
        async with served(make_app(STARTED, clock)) as address:
            await read_and_publish(store, sources(address), clock, MOMENTS, rule="two_origins")

    asyncio.run(play())
    yield store
    store.close()


def test_the_books_balance_and_nothing_is_broken(desk: Store) -> None:
    with desk.read() as view:
        books = view.outcomes.books()
        broken = view.outcomes.broken(10)

    assert [line.stage for line in books if not line.balanced] == []
    assert broken == ()


def test_every_page_was_read(desk: Store) -> None:
    """Each page of the world is held under its own address, with its title."""
    with desk.read() as view:
        titles = {version.title for version in view.versions.latest(500)}
    missing = [page.id for page in load_world().pages if "{{" not in page.title and page.title not in titles]

    assert missing == []


def test_the_store_is_sound(desk: Store) -> None:
    """Digests, spans, citations and logs hold, as `newsdesk db check` sees it."""
    with desk.read() as view:
        assert list(problems(view)) == []


def test_the_way_back_is_stored(desk: Store) -> None:
    """From every published sentence to the bytes received: update, citation, extract, version, snapshot, body."""
    n_citations = 0
    with desk.read() as view:
        for _, update in view.updates.since(0, 10_000):
            for sentence in (update.brief.headline, *update.brief.sentences):
                for citation in sentence.citations:
                    version = view.versions.get(citation.version_id)
                    assert version is not None
                    assert citation.extract.holds_in(version.text)
                    snapshot = view.snapshots.get(citation.snapshot_id)
                    assert snapshot is not None
                    assert version.snapshot_id == snapshot.id
                    assert view.snapshots.body(snapshot.digest)
                    n_citations += 1

    assert n_citations > 50


def test_the_stories_are_the_worlds(desk: Store) -> None:
    """The pages of each story of the world lie mostly together, and never with those of another.

    Pages arrive as the network brings them, so that which is placed first varies; `tests/cluster/test_order.py` tries
    many orders.
    """
    world = {page.id: page.id.split("-")[0] for page in load_world().pages}
    stories: dict[str, list[str]] = {}
    with desk.read() as view:
        for version in view.versions.latest(500):
            page_id = version.address.split("#")[0].rsplit("/", 1)[-1].removesuffix(".html")
            if page_id in world:
                stories.setdefault(view.stories.resolve(view.stories.story_of(version.id) or ""), []).append(page_id)
    kinds = [Counter(world[page] for page in pages) for pages in stories.values()]
    n_strangers = sum(kind.total() - max(kind.values()) for kind in kinds)
    together = {name: max(kind[name] for kind in kinds) / sum(kind[name] for kind in kinds) for name in world.values()}

    assert n_strangers == 0
    assert min(together.values()) >= 0.6, together


def test_a_chain_is_followed_to_its_medium(desk: Store) -> None:
    """The captain's words, told to the radio, are known through the papers that cite it."""
    found = set()
    with desk.read() as view:
        for version in view.versions.latest(500):
            annotations = view.annotations.get(version.id)
            for statement in annotations.statements if annotations else ():
                found |= {(hop.kind, hop.party) for hop in statement.chain}

    assert (HopKind.CITED_BY, "Radio Estuary") in found
    assert (HopKind.INTERVIEW, "Radio Estuary") in found


def test_readers_see_updates_of_what_moved_on(desk: Store) -> None:
    """Items are published once, and then updated; no item shows the corrected number as the newest."""
    with desk.read() as view:
        kinds = [update.kind for _, update in view.updates.since(0, 10_000)]
        newest = [item.update for item in view.updates.page(100)]

    assert kinds.count(UpdateKind.PUBLICATION) >= 4
    assert kinds.count(UpdateKind.UPDATE) >= 4
    assert len(newest) >= 4
    assert not [item for item in newest if "6,000" in " ".join(one.text for one in item.brief.sentences)]


def test_nothing_is_left_to_do(desk: Store) -> None:
    """A second drain changes nothing."""
    assert Runner(desk, Crew.inline(), rule="two_origins").drain(MOMENTS[-1]) == 0
