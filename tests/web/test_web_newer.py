"""Pages tell how old they are: a story that has moved on says so, and says nothing where nothing is new."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest
from desk_building import NOW, WIRE, Desk
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.testclient import TestClient

from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Importance
from newsdesk.store import Store

BRIDGE = make_id("sto", "bridge")
MOVED_ON = "The story has moved on:</strong> one newer report joined it"
WAITS = "A newer text waits for an editor."


def shown(store: Store) -> Brief:
    """What readers were last told of the bridge."""
    with store.read() as view:
        return view.updates.of_story(BRIDGE)[0].update.brief


def keep_no_pages(client: TestClient) -> None:
    """Let every page be made anew: one kept for seconds would hide what comes."""
    cast(Starlette, client.app).state.site.pages.KEPT_S = 0.0


def pages(client: TestClient, store: Store) -> tuple[str, str]:
    """The pages of the story and of its item, made anew."""
    keep_no_pages(client)
    with store.read() as view:
        address = view.updates.of_story(BRIDGE)[0].update.address
    return client.get(f"/story/{BRIDGE}").text, client.get(address).text


def told_by_api(client: TestClient) -> tuple[object, object]:
    """What the API says of the story by itself and among the others."""
    keep_no_pages(client)
    listed = client.get("/api/stories", params={"limit": 100}).json()
    return client.get(f"/api/stories/{BRIDGE}").json()["newer"], next(
        one["newer"] for one in listed if one["id"] == BRIDGE
    )


@pytest.fixture
def reopened(own_store: Store) -> Store:
    """A desk at which a report has come in since readers were told of the bridge, dated before the last one."""
    Desk(own_store).report(BRIDGE, WIRE, "Bridge to open on Monday", "It will open.", NOW - timedelta(hours=5))
    return own_store


def tried(store: Store, reason: Reason) -> None:
    """The brief stage took the story as it is and wrote nothing."""
    with store.write() as tx:
        tx.outcomes.add("brief", tx.stories.chapter_now(BRIDGE), Refused(reason, ""), at=NOW)


def test_a_story_that_holds_what_readers_were_told_says_nothing(own_client: TestClient, own_store: Store) -> None:
    assert not any("has moved on" in page for page in pages(own_client, own_store))
    assert told_by_api(own_client) == (None, None)


def test_a_newer_report_is_told_of(own_client: TestClient, reopened: Store) -> None:
    for page in pages(own_client, reopened):
        assert MOVED_ON in page
        assert "14 May 2025, 10:30 UTC" in page
        assert WAITS not in page
    newer = {"n": 1, "last": "2025-05-14T10:30:00Z", "waits": False}
    assert told_by_api(own_client) == (newer, newer)


def test_a_copy_of_the_page_made_before_is_not_current(own_client: TestClient, own_store: Store) -> None:
    held = own_client.get(f"/story/{BRIDGE}").headers["last-modified"]
    keep_no_pages(own_client)
    assert own_client.get(f"/story/{BRIDGE}", headers={"if-modified-since": held}).status_code == 304

    Desk(own_store).report(BRIDGE, WIRE, "Bridge to open on Monday", "It will open.", NOW - timedelta(hours=5))

    assert own_client.get(f"/story/{BRIDGE}", headers={"if-modified-since": held}).status_code == 200


def test_a_report_that_brings_nothing_new_is_not(own_client: TestClient, reopened: Store) -> None:
    tried(reopened, Reason.NOTHING_NEW)

    assert not any("has moved on" in page for page in pages(own_client, reopened))


def test_a_text_that_waits_is_told_of(own_client: TestClient, reopened: Store) -> None:
    """Also when a further report adds nothing to that text."""
    newer = replace(shown(reopened), id=make_id("bri", BRIDGE, 3), number=3, made_at=NOW)
    Desk(reopened).wait(newer, "an editor holds the item")
    tried(reopened, Reason.NOTHING_NEW)

    assert all(MOVED_ON in page and WAITS in page for page in pages(own_client, reopened))


def test_a_newer_text_that_reads_the_same_is_not(own_client: TestClient, reopened: Store) -> None:
    with reopened.write() as tx:
        held = tx.stories.version_ids(BRIDGE)
        same = replace(shown(reopened), id=make_id("bri", BRIDGE, 3), number=3, made_at=NOW, version_ids=held)
        tx.briefs.add(same)
        tx.outcomes.add("desk", same.id, Refused(Reason.ALREADY_SHOWN, ""), at=NOW)

    assert not any("has moved on" in page for page in pages(own_client, reopened))


def test_a_withdrawn_story_says_nothing(own_client: TestClient, reopened: Store) -> None:
    Desk(reopened).show(shown(reopened), NOW, act=Act.RETRACT, note="The bridge never closed.")

    assert not any("has moved on" in page for page in pages(own_client, reopened))


def test_what_makes_an_item_important_is_told_as_of_its_words(own_client: TestClient, own_store: Store) -> None:
    importance = Importance(score=0.9, reasons=("2 reports in the last 6 hours", "newest report 1 hour old"))
    told = shown(own_store)
    newer = replace(told, id=make_id("bri", BRIDGE, 3), sentences=told.sentences[:2], importance=importance)
    Desk(own_store).show(newer, NOW)

    page = own_client.get("/leading").text

    assert "When written: 2 reports in the last 6 hours; newest report 1 hour old" in page
