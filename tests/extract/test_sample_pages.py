"""Every page of the sample world, read back: exactly the paragraphs, title, author and dates it was written with."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from newsdesk.extract import extract_snapshot
from newsdesk.model.article import Version
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.sample.app import make_app
from newsdesk.sample.render import address_of
from newsdesk.sample.world import Page, PageShown, World, load_world

START = datetime(2031, 5, 6, 9, tzinfo=UTC)
NOW = START + timedelta(days=1)
BASE = "http://sample.example"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(make_app(START, lambda: NOW), base_url=BASE)


def shown_of(world: World, page: Page) -> PageShown:
    shown = world.shown(page, START, NOW)
    assert shown is not None
    return shown


def written(shown: PageShown) -> list[str]:
    """The paragraphs a reader sees; one outlet alone prints the standfirst, which it sets as a paragraph."""
    standfirst = [shown.standfirst] if shown.standfirst and shown.page.outlet == "harbour-courier" else []
    return standfirst + [_LINK.sub(r"\1", words) for words in shown.paragraphs if not words.startswith("[[")]


def read(client: TestClient, page: Page) -> tuple[Version, ...]:
    address = address_of(page, BASE)
    body = client.get(address.removeprefix(BASE)).content
    snapshot = Snapshot.taken(body, source_id="src-1", address=address, at=NOW, form=Form.HTML)
    outcome = extract_snapshot(snapshot, body)
    assert isinstance(outcome, Made), (page.id, outcome)
    return outcome.values


def test_there_are_enough_pages(world: World) -> None:
    assert len(world.pages) >= 60


@pytest.mark.parametrize("page_id", [page.id for page in load_world().pages])
def test_a_page_is_read_as_it_was_written(page_id: str, world: World, client: TestClient) -> None:
    """No dateline, imprint, card, box, comment or correction note gets into the body, and nothing is lost."""
    page = world.page(page_id)
    shown = shown_of(world, page)

    version, *_ = read(client, page)

    assert version.body.split("\n\n") == written(shown)
    assert version.title == shown.title
    assert [author.name for author in version.authors] == [page.author]
    assert version.correction == shown.note
    assert version.published is not None
    # Some templates print minutes only.
    assert abs(version.published.at - shown.published) < timedelta(minutes=1)


def test_the_posts_of_the_live_page_are_versions_of_their_own(world: World, client: TestClient) -> None:
    page = next(page for page in world.pages if page.kind == "live")
    shown = shown_of(world, page)

    main, *posts = read(client, page)

    assert [(post.title, post.body.split("\n\n")) for post in posts] == [
        (post.title, list(post.paragraphs)) for post in shown.posts
    ]
    assert {post.parent_id for post in posts} == {main.article_id}
