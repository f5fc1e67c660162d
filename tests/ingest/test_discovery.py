"""Where feeds, sitemaps and watched pages lead."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from newsdesk.ingest import FeedLink, Found, discover, feed_links, feed_ttl_s
from newsdesk.ingest.discovery import MAX_SITEMAPS
from newsdesk.ingest.sitemaps import Sitemap, SitemapEntry, parse_sitemap
from newsdesk.model.snapshot import Form, Lead, Snapshot
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose

NOW = datetime(2023, 3, 8, 12, tzinfo=UTC)
HOME = "https://www.courier.example/"


def found_in(
    body: bytes, form: Form, kind: SourceKind, *, address: str = HOME, lead: Lead | None = None
) -> tuple[Found, ...]:
    snapshot = Snapshot.taken(body, source_id="src-1", address=address, at=NOW, form=form, lead=lead)
    return discover(snapshot, body, Source.at(address, kind, "Courier"))


def test_a_feeds_entries_are_leads() -> None:
    body = b"""<rss><channel><ttl>10</ttl><item><title>The bridge</title><link>/news/1?utm_source=rss</link>
      <author>Ann</author><pubDate>Wed, 08 Mar 2023 11:30:00 GMT</pubDate><description>&lt;p&gt;It is closed.&lt;/p&gt;
      </description></item><item><title>Nowhere</title></item><item><link>/news/1</link></item></channel></rss>"""

    (found,) = found_in(body, Form.FEED, SourceKind.FEED)
    snapshot = Snapshot.taken(body, source_id="src-1", address=HOME, at=NOW, form=Form.FEED)

    assert found == Found(
        address="https://www.courier.example/news/1",
        purpose=Purpose.ARTICLE,
        key="Wed, 08 Mar 2023 11:30:00 GMT",
        lead=Lead(
            snapshot_id=snapshot.id,
            title="The bridge",
            published="Wed, 08 Mar 2023 11:30:00 GMT",
            authors=("Ann",),
            summary="It is closed.",
        ),
    )
    assert feed_ttl_s(snapshot, body) == 600.0


@pytest.mark.parametrize(
    ("dates", "keys"),
    [
        (("1", "2", "3", "4"), ["1", "2", "3", "4"]),
        (("9", "9", "9", "9"), ["", "", "", ""]),
        (("9", "9", "9", "4"), ["", "", "", "4"]),
        (("1", "1", "2", "2"), ["1", "1", "2", "2"]),
        (("1", "1"), ["1", "1"]),
    ],
)
def test_a_date_that_most_entries_share_tells_nothing_apart(dates: tuple[str, ...], keys: list[str]) -> None:
    items = "".join(f"<item><link>/{n}</link><pubDate>{date}</pubDate></item>" for n, date in enumerate(dates))

    found = found_in(f"<rss><channel>{items}</channel></rss>".encode(), Form.FEED, SourceKind.FEED)

    assert [each.key for each in found] == keys


def test_a_feed_that_is_read_itself_leads_nowhere() -> None:
    body = b"<rss><channel><item><link>https://courier.example/1</link></item></channel></rss>"
    snapshot = Snapshot.taken(body, source_id="src-1", address=HOME, at=NOW, form=Form.FEED)

    assert discover(snapshot, body, Source.at(HOME, SourceKind.FEED, "Courier", full_text_in_feed=True)) == ()


def test_an_articles_page_leads_nowhere() -> None:
    body = b"<a href=/2023/03/08/the-bridge-is-closed-until-june.html>The bridge is closed until June</a>" * 5

    assert found_in(body, Form.HTML, SourceKind.LISTING, lead=Lead(snapshot_id="snp-1")) == ()
    assert found_in(body, Form.HTML, SourceKind.PAGE) == ()
    assert len(found_in(body, Form.HTML, SourceKind.LISTING)) == 1


def url(path: str, more: str = "") -> str:
    return f"<url><loc>https://www.courier.example/{path}</loc>{more}</url>"


def test_a_news_sitemap_leads_to_recent_news_newest_first() -> None:
    news = "<n:news><n:publication_date>{}</n:publication_date><n:title>The {}</n:title></n:news>"
    body = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        + url("old", news.format("2023-03-01T00:00:00Z", "old"))
        + url("bridge", news.format("2023-03-07T10:00:00+02:00", "bridge &amp; the ferry"))
        + url("mine", news.format("2023-03-08", "mine"))
        + url("undated", "<n:news/>")
        + url("static")
        + "</urlset>"
    ).encode()

    found = found_in(body, Form.SITEMAP, SourceKind.SITEMAP)

    assert [each.address.rpartition("/")[2] for each in found] == ["mine", "bridge", "undated"]
    assert found[1].lead.title == "The bridge & the ferry"
    assert found[1].key == found[1].lead.published == "2023-03-07T10:00:00+02:00"


def test_a_sitemap_without_dates_leads_to_all_its_pages() -> None:
    body = f"<urlset>{''.join(url(str(n)) for n in range(60))}</urlset>".encode()

    found = found_in(body, Form.SITEMAP, SourceKind.SITEMAP)

    assert len(found) == 60
    assert found[0].address.endswith("/0")


def test_an_index_leads_to_its_newest_sitemaps_and_no_further() -> None:
    dated = [NOW - timedelta(hours=n) for n in range(100)]
    entries = "".join(
        f"<sitemap><loc>/sitemap-{n}.xml</loc><lastmod>{at.isoformat()}</lastmod></sitemap>"
        for n, at in enumerate(dated)
    )
    body = f"<sitemapindex>{entries}</sitemapindex>".encode()

    found = found_in(body, Form.SITEMAP, SourceKind.SITEMAP)

    assert [each.address for each in found] == [
        f"https://www.courier.example/sitemap-{n}.xml" for n in range(MAX_SITEMAPS)
    ]
    assert {each.purpose for each in found} == {Purpose.INDEX}
    assert found_in(body, Form.SITEMAP, SourceKind.SITEMAP, lead=Lead(snapshot_id="snp-1")) == ()


def test_an_undated_sitemap_of_an_index_is_visited_with_each_visit_of_the_index() -> None:
    body = b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    snapshots = [
        Snapshot.taken(body, source_id="src-1", address=HOME, at=NOW + timedelta(hours=n), form=Form.SITEMAP)
        for n in range(2)
    ]
    source = Source.at(HOME, SourceKind.SITEMAP, "Courier")

    assert len({discover(snapshot, body, source)[0].key for snapshot in snapshots}) == 2


def test_a_damaged_sitemap_gives_its_whole_entries() -> None:
    body = f"<urlset xmlns:x='y'>{url('a?x=1&y=2')}{url('b')}<url><loc>https://www.cour".encode()

    sitemap = parse_sitemap(body)

    assert sitemap == Sitemap(
        entries=(
            SitemapEntry(address="https://www.courier.example/a?x=1&y=2"),
            SitemapEntry(address="https://www.courier.example/b"),
        )
    )


@pytest.mark.parametrize("body", [b"", b"<html/>", b"<urlset", b"words", b"\xff\xfe\x00", b"<rss/>", b"http://a b\n"])
def test_what_is_no_sitemap(body: bytes) -> None:
    assert parse_sitemap(body) is None or not parse_sitemap(body).entries  # type: ignore[union-attr]


@settings(max_examples=share(40))
@given(st.binary(max_size=300))
def test_any_bytes_lead_somewhere_or_nowhere(body: bytes) -> None:
    for form, prefix in (
        (Form.SITEMAP, b"<urlset><url><loc>"),
        (Form.FEED, b"<rss><channel><item><link>"),
        (Form.HTML, b"<a href="),
    ):
        for kind in SourceKind:
            for start in (b"", prefix):
                assert isinstance(found_in(start + body, form, kind), tuple)


@given(st.lists(st.from_regex(r"[a-z0-9/?=&;.%-]{0,12}", fullmatch=True), max_size=8))
def test_every_address_of_a_sitemap_is_found(paths: list[str]) -> None:
    body = f"<urlset>{''.join(url(path.replace('&', '&amp;')) for path in paths)}</urlset>".encode()
    sitemap = parse_sitemap(body)

    assert sitemap is not None
    assert len(sitemap.entries) == len(paths)


FRONT = """<html><head><base href="/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml" title="All" href="feed.atom">
<link rel="alternate" hreflang="fr" href="/fr">
</head><body><nav><a href="/2023/03/08/a-link-in-the-navigation-of-the-page">A link in the navigation of it</a></nav>
<main>
<article class="card"><a href="/news/bridge-closed-until-june-4711"><img src="x.jpg"></a>
 <h2><a href="/news/bridge-closed-until-june-4711?utm_source=front">The bridge is closed until June</a></h2>
 <a href="/news/bridge-closed-until-june-4711#more">Read more</a> <a href="/author/ann-lee">Ann Lee</a></article>
<article class="card"><h2><a href="/2023/03/07/ferry/">Ferry runs again after five days of storm</a></h2></article>
<article class="card"><h2><a href="/a/x81">Mine owners meet the harbour council on Monday</a></h2></article>
<div class="list"><a href="/politik/123456.html">Hafenrat stimmt über die Mine ab</a></div>
<div class="list"><a href="https://news.courier.example/water-level-falls-slowly">Water level falls, slowly</a></div>
<div class="list"><a href="/港/2023-03-08-1">港の橋は六月まで閉鎖されると市長が発表</a></div>
<a href="/news">News</a> <a href="/news/harbour">Harbour</a>
<a href="/tag/the-bridge-and-the-ferry">The bridge and ferry</a>
<a href="https://other.example/2023/03/08/not-our-own-page-at-all">Not our own page at all</a>
<a href="/files/the-report-of-the-council.pdf">The report of the council as a file</a>
<a href="/2023/03/">All the articles of March</a> <a href="mailto:desk@courier.example">Write to us here please</a>
<a href="/login?next=/news/bridge-closed-until-june-4711">Log in to read the rest of it</a>
</main><footer><a href="/about-us/how-we-work-and-who-we-are-1234">How we work and who we are</a></footer>
</body></html>"""


def test_a_watched_page_leads_to_its_articles() -> None:
    found = found_in(FRONT.encode(), Form.HTML, SourceKind.LISTING)

    assert {each.address.removeprefix(HOME): each.lead.title for each in found} == {
        "news/bridge-closed-until-june-4711": "The bridge is closed until June",
        "2023/03/07/ferry/": "Ferry runs again after five days of storm",
        "a/x81": "Mine owners meet the harbour council on Monday",
        "politik/123456.html": "Hafenrat stimmt über die Mine ab",
        "https://news.courier.example/water-level-falls-slowly": "Water level falls, slowly",
        "%E6%B8%AF/2023-03-08-1": "港の橋は六月まで閉鎖されると市長が発表",
    }


def test_a_page_names_its_feeds() -> None:
    assert feed_links(FRONT.encode(), HOME) == (
        FeedLink("https://www.courier.example/feed.atom", "All"),
        FeedLink("https://www.courier.example/comments/feed", "Comments"),
    )


@pytest.mark.parametrize(
    "piece",
    [
        "x <a href=/a-b-c-d>b</a>",
        "<a href=/x>",
        "<div>",
        "<a href=/2023/03/08/x><div><p>words ",
        "<p><a href=/y>z</a>",
        "<",
    ],
)
def test_hostile_pages_take_no_long_time(piece: str) -> None:
    body = (piece * (300_000 // len(piece))).encode()
    started = time.process_time()

    found_in(body, Form.HTML, SourceKind.LISTING)

    assert time.process_time() - started < 4


@pytest.mark.parametrize("piece", ["<url>", "<url><loc>", "<!DOCTYPE", "<url></url>", "&"])
def test_hostile_sitemaps_take_no_long_time(piece: str) -> None:
    body = b"<urlset>" + (piece * (300_000 // len(piece))).encode()
    started = time.process_time()

    parse_sitemap(body)

    assert time.process_time() - started < 4
