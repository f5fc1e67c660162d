"""The public site, as a reader without script sees it."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote

import hypothesis
import pytest
from desk_building import NOW, Desk
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from starlette.testclient import TestClient
from tests.making_examples import share

from newsdesk.model.brief import FigureClaim, FigureEntry, Standing
from newsdesk.model.identity import make_id
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.web.app import make_app

PAGES = (
    "/",
    "/leading",
    "/search?q=bridge",
    "/corrections",
    "/about",
    "/api/",
    "/person/Ilsa%20Marend",
    "/place/Kestrel%20Narrows",
)


def story_id(name: str) -> str:
    return make_id("sto", name)


def address_of(store: Store, name: str) -> str:
    """The address of the item of one of the invented stories."""
    with store.read() as view:
        return view.updates.of_story(story_id(name))[0].update.address


class Outline(HTMLParser):
    """Collects what a page loads, links to and calls its parts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"script", "img", "iframe"} and "src" in given:
            self.loaded.append(given["src"])
        if tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.loaded.append(given["href"])
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.ids += [given["id"]] if "id" in given else []
        self.headings += [tag] if re.fullmatch("h[1-6]", tag) else []


def every_page(store: Store) -> list[str]:
    items = [address_of(store, name) for name in ("bridge", "flood", "withdrawn")]
    return [*PAGES, *items, f"{items[1]}/history", f"/story/{story_id('bridge')}", "/nothing-here"]


def test_every_page_loads_only_its_own_and_is_light(client: TestClient, store: Store) -> None:
    """No third parties, no inline script or style, one h1, unique ids, under 100 KB with all it loads."""
    for path in every_page(store):
        page = client.get(path)
        outline = Outline(page.text)
        weight = len(page.content) + sum(len(client.get(one).content) for one in set(outline.loaded))

        assert all(one.startswith("/static/") for one in outline.loaded), path
        assert outline.inline == [], path
        assert outline.headings.count("h1") == 1, path
        assert len(outline.ids) == len(set(outline.ids)), path
        assert weight < 100_000, f"{path} weighs {weight}"
        assert "set-cookie" not in page.headers, path


def test_headings_never_skip_a_level(client: TestClient, store: Store) -> None:
    for path in every_page(store):
        levels = [int(one[1]) for one in Outline(client.get(path).text).headings]

        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_every_answer_bears_the_safe_headers(client: TestClient, store: Store) -> None:
    for path in (*every_page(store), "/feed.xml", "/healthz", "/api/items"):
        headers = client.get(path).headers

        assert "script-src 'self'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path


def test_feed_is_newest_first_and_show_more_leads_through_all_of_it(client: TestClient, store: Store) -> None:
    """Following the links alone, every item is met once, in order of its last real change."""
    with store.read() as view:
        expected = [item.update.item_id for item in view.updates.page(1000)]
    met, path = [], "/"
    while path:
        page = client.get(path).text
        met += re.findall(r'<article class="card" id="([^"]+)"', page)
        found = re.search(r'class="more" rel="next" href="([^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""

    assert met == expected
    assert len(met) == 30


def test_feed_marks_real_changes_alone(client: TestClient) -> None:
    page = client.get("/").text
    marks = dict(re.findall(r'id="(itm-\w+)".*?(?:mark mark-(\w+)|card-text)', page, re.DOTALL))

    assert sorted(mark for mark in marks.values() if mark) == ["corrected", "updated"]


def test_item_shows_statements_with_their_chain(client: TestClient, store: Store) -> None:
    page = client.get(address_of(store, "bridge")).text

    assert "Ilsa Marend" in page
    assert "In an interview with" in page
    assert "Radio Tallow" in page
    assert "First said or published there: Radio Tallow." in page
    assert "three independent origins" in page
    assert "known only through others" in page
    assert '<a href="https://wire.example/' in page
    assert page.count('rel="nofollow noopener"') == 2
    assert "No editor has read this item." in page


def test_item_history_shows_each_state_word_by_word(client: TestClient, store: Store) -> None:
    page = client.get(address_of(store, "flood")).text

    assert "<del>Twenty</del><ins>Ten</ins>" in page
    assert "The number of flooded homes was given as twenty. It is ten." in page


def test_item_of_many_states_stays_light_and_keeps_them_all(own_client: TestClient, own_store: Store) -> None:
    """The page shows the newest states; the page of the history shows every one."""
    desk, address = Desk(own_store), address_of(own_store, "bridge")
    with own_store.read() as view:
        brief = view.updates.of_story(story_id("bridge"))[0].update.brief
    for n in range(30):
        sentences = [replace(one, text=f"{one.text} {n}") for one in brief.sentences]
        told = replace(brief, id=make_id("bri", "bridge", 100 + n), number=100 + n, sentences=tuple(sentences))
        desk.show(told, NOW + timedelta(minutes=n))
    page, history = own_client.get(address), own_client.get(f"{address}/history")

    assert len(page.content) < 60_000
    assert f'<a href="{address}/history">All 32 states</a>' in page.text
    assert history.text.count('<p class="state-head">') == 32
    assert own_client.get(f"/news/x-{address.rpartition('-')[2]}/history").headers["location"] == f"{address}/history"


def test_withdrawn_item_keeps_its_address_and_says_why(client: TestClient, store: Store) -> None:
    answer = client.get(address_of(store, "withdrawn"))

    assert answer.status_code == 200
    assert "The report it rested on was withdrawn by its outlet." in answer.text
    assert 'class="prose"' in answer.text
    assert '<div class="sentence' not in answer.text
    assert "noindex" in answer.text
    assert "Mayor of Northfold" not in client.get("/").text


def test_item_under_another_wording_leads_to_its_address(client: TestClient, store: Store) -> None:
    address = address_of(store, "bridge")

    moved = client.get(f"/news/anything-{address.rpartition('-')[2]}")

    assert (moved.status_code, moved.headers["location"]) == (301, address)


def test_json_ld_is_whole_and_cannot_end_the_script(client: TestClient, store: Store) -> None:
    page = client.get(address_of(store, "bridge")).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    assert found
    assert json.loads(found[1])["@type"] == "NewsArticle"


def test_story_tells_by_event_and_by_person(client: TestClient) -> None:
    page = client.get(f"/story/{story_id('bridge')}").text
    days = re.findall(r'<h3><time datetime="([^"]+)">', page)

    assert days == sorted(days)
    assert {"1968", "2025-01", "2025-05-14"} <= set(days)
    assert page.index("Who said what") < page.index("Ilsa Marend</a>")


def test_story_tells_who_gave_which_figure(own_client: TestClient, own_store: Store) -> None:
    with own_store.read() as view:
        brief = view.updates.of_story(story_id("bridge"))[0].update.brief
    claims = [
        FigureClaim(value=n, bound=bound, by=by, at=NOW, standing=standing, citations=brief.headline.citations[:1])
        for n, bound, by, standing in [
            (1200, "at_least", "Ilsa Marend", Standing.DISPUTED),
            (900, "exact", "", Standing.STANDS),
        ]
    ]
    entry = FigureEntry(counted="displaced", claims=tuple(claims))
    told_anew = replace(Desk(own_store).retold(brief, "figures"), figures=(entry,))
    story = Desk(own_store).show(told_anew, NOW).story_id

    page = own_client.get(f"/story/{story}").text
    told = own_client.get(f"/api/stories/{story}").json()

    assert '<caption dir="auto">Displaced</caption>' in page
    assert "at least 1,200" in page and "The reports themselves" in page
    assert "Disputed: another was given at the same time" in page
    assert [claim["standing"] for claim in told["figures"][0]["claims"]] == ["disputed", "stands"]
    assert told["timeline"] == sorted(told["timeline"], key=lambda day: day["day"])


def test_merged_story_leads_to_the_one_it_became_part_of(own_client: TestClient, own_store: Store) -> None:
    from newsdesk.model.story import StoryMerge

    from_id, into_id = story_id("flood"), story_id("bridge")
    with own_store.write() as tx:
        tx.stories.add_merge(StoryMerge(from_id=from_id, into_id=into_id, score=1.0, reason="test", at=NOW))

    moved = own_client.get(f"/story/{from_id}")

    assert (moved.status_code, moved.headers["location"]) == (301, f"/story/{into_id}")
    assert "Ten homes flooded" in own_client.get(f"/story/{into_id}").text


def test_search_finds_words_and_says_so_when_there_are_none(client: TestClient) -> None:
    assert "Kestrel Bridge closed" in client.get("/search?q=kestrel").text
    assert "Nothing found" in client.get("/search?q=zeppelin").text
    assert client.get("/search?q=%22%00*()%27--").status_code == 200


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; drop table"])
def test_words_of_readers_are_escaped(client: TestClient, hostile: str) -> None:
    page = client.get("/search", params={"q": hostile}).text

    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "path", ["/news/x", "/story/sto-none", "/person/Nobody", "/place/Nowhere", "/static/../app.py"]
)
def test_nothing_is_a_page_for_people(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


@pytest.mark.parametrize(
    ("path", "media"),
    [
        ("/feed.xml", "application/rss+xml"),
        ("/atom.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/news-sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain"),
    ],
)
def test_channels(client: TestClient, path: str, media: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    if path != "/robots.txt" and path != "/news-sitemap.xml":
        assert "Kestrel Bridge" in answer.text
        assert f"http://testserver{path}" in answer.text


def test_pages_are_asked_about_and_not_sent_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    since = client.get("/", headers={"if-modified-since": first.headers["last-modified"]})
    nonsense = client.get("/", headers={"if-modified-since": "yesterday"})

    assert [first.status_code, again.status_code, since.status_code, nonsense.status_code] == [200, 304, 304, 200]
    assert again.content == b""


def test_pages_are_packed_for_those_who_ask(client: TestClient) -> None:
    with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
        assert packed.headers["content-encoding"] == "gzip"
    with client.stream("GET", "/", headers={"accept-encoding": "identity"}) as plain:
        text = b"".join(plain.iter_raw())

    assert gzip.decompress(raw) == text


def test_page_is_made_anew_once_something_is_published(own_client: TestClient, own_store: Store) -> None:
    before = own_client.get("/").headers["etag"]
    with own_store.read() as view:
        brief = view.updates.page(1)[0].update.brief
    desk = Desk(own_store)
    desk.show(desk.retold(brief, "another"), NOW + timedelta(hours=1))

    assert own_client.get("/").headers["etag"] != before


def test_sample_world_and_its_rule_are_named_on_every_page(own_store: Store, settings: Settings) -> None:
    with own_store.write() as tx:
        tx.meta.set("sample_world", "2025-05-14")
    ruled = settings.model_copy(update={"standing_rule": "two_origins"})
    with TestClient(make_app(own_store, ruled)) as client:
        for path in PAGES:
            page = client.get(path).text
            assert "All outlets, places and people here are invented" in page, path
            assert "at least two independent origins" in page, path


def test_events_name_what_was_published_since(store: Store, settings: Settings) -> None:
    """One event as it goes over the wire; the stream itself is read by the browser tests."""
    from newsdesk.web.public.events import event

    with store.read() as view:
        number, update = view.updates.since(0, 1)[0]
    lines = event(number, update).decode().split("\n")

    assert lines[:2] == ["id: 1", "event: update"]
    assert json.loads(lines[2].removeprefix("data: "))["address"] == update.address
    assert lines[3:] == ["", ""]


def test_broken_store_gives_a_page_for_people(own_store: Store, settings: Settings) -> None:
    with TestClient(make_app(own_store, settings), raise_server_exceptions=False) as client:
        with own_store.write() as tx:
            tx.connection.exec_driver_sql("DROP TABLE items")
        answer = client.get("/")

    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def test_static_files_are_kept_for_ever_under_their_digest_alone(client: TestClient) -> None:
    found = re.search(r'href="(/static/site.css\?\w+)"', client.get("/").text)
    assert found

    assert "immutable" in client.get(found[1]).headers["cache-control"]
    assert "must-revalidate" in client.get("/static/site.css").headers["cache-control"]
    assert "must-revalidate" in client.get("/favicon.ico").headers["cache-control"]


@hypothesis.settings(
    max_examples=share(80), suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture], deadline=None
)
@given(screen=st.sampled_from(["", "news", "story", "person", "place", "static"]), name=st.text(), value=st.text())
def test_no_address_breaks_the_site(client: TestClient, screen: str, name: str, value: str) -> None:
    """Whatever is asked for, there is a page or a page that says there is none."""
    path = f"/{screen}/{quote(name, safe='', errors='replace')}" if screen else "/"
    query = {key: value.encode("utf-8", "replace").decode() for key in ("before", "q", "from")}

    assert client.get(path, params=query).status_code in {200, 301, 307, 404}
    assert client.get("/search", params=query).status_code == 200
