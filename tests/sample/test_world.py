"""The sample world is large enough, varied enough, and stands under invented names."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from newsdesk.feedfile import parse_feed
from newsdesk.sample import load_world, sources
from newsdesk.sample.app import make_app
from newsdesk.sample.render import address_of
from newsdesk.sample.world import fill

START = datetime(2026, 3, 4, 12, tzinfo=UTC)
BASE = "http://127.0.0.1:8611"


def client(minutes: float) -> TestClient:
    """A client of the world as it stands so many minutes after its start."""
    return TestClient(make_app(START, lambda: START + timedelta(minutes=minutes)), base_url=BASE)


def test_it_is_as_large_as_promised() -> None:
    world = load_world()

    assert len(world.pages) >= 60
    assert len({page.outlet for page in world.pages}) >= 6
    assert sum(bool(page.copy_of) for page in world.pages) >= 15
    assert sum(bool(page.revision) for page in world.pages) >= 2
    assert any(page.kind == "live" and len(page.post) >= 4 for page in world.pages)


def test_each_page_appears_at_its_time() -> None:
    world = load_world()
    early, late = client(0), client(60)

    for page in world.pages:
        path = address_of(page, "")
        assert early.get(path).status_code == (200 if page.at <= 0 else 404), page.id
        assert late.get(path).status_code == 200, page.id


@pytest.mark.parametrize("source", sources(BASE), ids=lambda source: source.name)
def test_each_source_answers_and_knows_what_was_seen(source) -> None:
    """Every list and live page answers, and answers 304 to its own ETag."""
    path = source.address.removeprefix(BASE)
    first = client(60).get(path)
    again = client(60).get(path, headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("source", [s for s in sources(BASE) if s.kind == "feed"], ids=lambda source: source.name)
def test_each_feed_lists_its_pages(source) -> None:
    outlet = source.address.removeprefix(BASE).split("/")[1]
    feed = parse_feed(client(60).get(source.address.removeprefix(BASE)).content)

    assert feed is not None
    expected = {address_of(page, BASE) for page in load_world().pages if page.outlet == outlet}
    assert {entry.address for entry in feed.entries} == expected


def test_a_correction_changes_the_page() -> None:
    """The toll of seven becomes six, and the page says so."""
    path = address_of(load_world().page("ferry-toll-7"), "")

    assert "Seven people have died" in client(17).get(path).text
    assert "Correction: an earlier version" in client(21).get(path).text


def test_dates_are_filled_in() -> None:
    assert fill("{{weekday 0}}, {{date -3}}, {{month -2}}", START) == "Wednesday, March 1, January"


def test_copies_carry_the_words_of_what_they_copy() -> None:
    counts = Counter(
        client(60).get(address_of(page, "")).text.count("We are taking off children")
        for page in load_world().pages
        if page.copy_of == "ferry-flash"
    )

    assert counts == {1: 3}
