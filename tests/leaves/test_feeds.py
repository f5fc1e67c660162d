"""Feeds of every format and condition."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsdesk.feedfile import Feed, FeedEntry, parse_feed
from newsdesk.feedxml import person, plain

BASE = "https://courier.example/feeds/all.xml"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(items: str, about: str = "", declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{declaration}<rss version="2.0" {NAMESPACES}><channel>{about}{items}</channel></rss>'.encode()


def only(body: bytes) -> FeedEntry:
    feed = parse_feed(body, base=BASE)
    assert feed is not None
    (entry,) = feed.entries
    return entry


def test_rss_2() -> None:
    body = rss(
        """<item><title>Ferry &amp;amp; bridge &lt;i&gt;closed&lt;/i&gt;</title><link> /news/ferry?id=1&amp;p=2 </link>
        <guid isPermaLink="false">tag:1</guid><pubDate>Wed, 08 Mar 2023 11:30:00 CET</pubDate>
        <dc:creator>Ann Lee</dc:creator><dc:creator><![CDATA[Bo Ek]]></dc:creator>
        <description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
        <category>Harbour</category><category>Harbour</category><media:thumbnail url="/i/1.jpg"/></item>""",
        "<title>Harbour Courier</title><link>/</link><language>en-gb</language><ttl>30</ttl>",
    )
    expected = Feed(
        title="Harbour Courier",
        address="https://courier.example/",
        language="en-gb",
        ttl_s=1800.0,
        entries=(
            FeedEntry(
                id="tag:1",
                address="https://courier.example/news/ferry?id=1&p=2",
                title="Ferry & bridge closed",
                published="Wed, 08 Mar 2023 11:30:00 CET",
                authors=("Ann Lee", "Bo Ek"),
                summary="<p>Short</p>",
                content="<p>Long</p>",
                categories=("Harbour",),
                image="https://courier.example/i/1.jpg",
            ),
        ),
    )

    assert parse_feed(body, base=BASE) == expected


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<guid>https://courier.example/a</guid>", "https://courier.example/a"),
        ('<guid isPermaLink="false">https://courier.example/a</guid>', ""),
        ("<guid>17</guid>", ""),
        ('<atom:link rel="self" href="/self"/><atom:link href="/a"/>', "https://courier.example/a"),
        ("<link/><guid>https://courier.example/a</guid>", "https://courier.example/a"),
    ],
)
def test_the_address_of_an_rss_item(item: str, address: str) -> None:
    assert only(rss(f"<item><title>x</title>{item}</item>")).address == address


def test_rss_1_and_rdf() -> None:
    body = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://post.example/">
      <title>Post</title><link>https://post.example/</link><sy:updatePeriod>hourly</sy:updatePeriod>
      <sy:updateFrequency>2</sy:updateFrequency></channel><item rdf:about="https://post.example/1"><title>One</title>
      <link>https://post.example/1</link><dc:date>2023-03-08T11:30+01:00</dc:date></item></rdf:RDF>"""

    feed = parse_feed(body)

    assert feed is not None
    assert (feed.title, feed.ttl_s) == ("Post", 1800.0)
    assert feed.entries[0].published == "2023-03-08T11:30+01:00"
    assert feed.entries[0].id == "https://post.example/1"


def test_rss_0_91_with_a_document_type() -> None:
    body = b"""<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">
      <rss version="0.91"><channel><title>Caf&eacute; &amp; more</title><item><title>One&nbsp;&ndash; two</title>
      <link>https://post.example/1</link></item></channel></rss>"""

    feed = parse_feed(body)

    assert feed is not None
    assert (feed.title, feed.entries[0].title) == ("Café & more", "One – two")


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/b/" xml:lang="en">
  <title type="html">Post &amp;amp; Co</title><link rel="self" href="feed.atom"/><link href="."/>
  <author><name>The desk</name></author>
  <entry><id>tag:1</id><title type="{kind}">{title}</title><link rel="self" href="1.atom"/><link rel="enclosure"
  type="image/png" href="1.png"/><link rel="alternate" type="text/html" href="1.html"/>{authors}
  <published>2023-03-08T11:30:00+02:00</published><updated>2023-03-09T00:00:00Z</updated>
  <summary>a &lt; b</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <i>you</i></p></div>
  </content><category term="q" label="Quay"/></entry></feed>"""


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("text", "AT&amp;T &lt;b&gt;", "AT&T <b>"),
        ("html", "AT&amp;amp;T &lt;b&gt;wins&lt;/b&gt;", "AT&T wins"),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml">The <b>bridge</b></div>', "The bridge"),
    ],
)
def test_atom(kind: str, title: str, expected: str) -> None:
    entry = only(ATOM.format(kind=kind, title=title, authors="").encode())

    assert entry == FeedEntry(
        id="tag:1",
        address="https://post.example/b/1.html",
        title=expected,
        published="2023-03-08T11:30:00+02:00",
        updated="2023-03-09T00:00:00Z",
        authors=("The desk",),
        summary="a &lt; b",
        content="<div><p>Hi <i>you</i></p></div>",
        categories=("Quay",),
        image="https://post.example/b/1.png",
    )


def test_an_atom_entrys_own_authors_go_before_the_feeds() -> None:
    authors = "<author><name>Ann</name></author><author><name>Bo</name></author>"

    assert only(ATOM.format(kind="text", title="x", authors=authors).encode()).authors == ("Ann", "Bo")


def test_json_feed() -> None:
    items = [
        {"id": 7, "url": "/1", "title": "One", "content_text": "a < b\n\nc", "date_published": "2023-03-08"},
        "no item",
        {"id": "2", "authors": [{"name": "Ann"}, {"name": "Bo"}, 3], "tags": ["x", None], "content_html": "<p>y</p>"},
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "author": {"name": "The desk"}}

    feed = parse_feed(json.dumps({**about, "items": items}).encode(), base=BASE)

    assert feed is not None
    one, two = feed.entries
    assert (one.id, one.address, one.content) == ("7", "https://courier.example/1", "<p>a &lt; b</p><p>c</p>")
    assert (one.authors, two.authors, two.categories) == (("The desk",), ("Ann", "Bo"), ("x",))


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>Salt & pepper < sugar</title><link>https://post.example/1?a=1&b=2</link></item>",
        "<item><title>Salt & pepper &lt; sugar</title><link>https://post.example/1?a=1&amp;b=2</link></item><item><tit",
        "\x00<item><title>Salt & pepper &lt; sugar</title><link>https://post.example/1?a=1&amp;b=2</link></item></oops>",
    ],
)
def test_ill_formed_feeds_keep_their_words(items: str) -> None:
    feed = parse_feed(rss(items))

    assert feed is not None
    assert feed.entries[0].title == "Salt & pepper < sugar"
    assert feed.entries[0].address == "https://post.example/1?a=1&b=2"


def test_a_stray_ampersand_costs_nothing_else() -> None:
    entry = only(
        rss(
            "<item><title>Salt & <![CDATA[oil &amp; ale]]> &#1;]]></title><link>https://post.example/1?a=1&b=2</link>"
            "<dc:creator>Ann Lee</dc:creator><dc:creator>Bo & Ek</dc:creator></item>"
        )
    )

    assert entry.title == "Salt & oil & ale ]]>"
    assert entry.address == "https://post.example/1?a=1&b=2"
    assert entry.authors == ("Ann Lee", "Bo & Ek")


@pytest.mark.parametrize("codec", ["utf-8", "windows-1252", "utf-16"])
def test_the_charset_of_a_feed(codec: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{codec}"?>'
    body = rss("<item><title>Größe</title></item>", declaration=declaration).decode().encode(codec)

    assert only(body).title == "Größe"


def test_what_is_no_feed() -> None:
    others = [
        b"",
        b"<html><body>feed</body></html>",
        b"<urlset/>",
        b"{}",
        b'{"items": []}',
        b"[1]",
        b"rss",
        b"\xff\xd8",
    ]

    assert [parse_feed(body) for body in others] == [None] * len(others)


def test_entities_are_never_expanded() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    feed = parse_feed(body.encode() + b"<rss><channel><item><title>&l11; &x;</title></item></channel></rss>")

    assert feed is not None
    assert len(feed.entries[0].title) < 40


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "&",
        "<!DOCTYPE",
        "<!--",
        "<![CDATA[",
        "<item>",
        "<a ",
        "<?xml",
        "&amp",
        "<item><title>x</title></item>",
        "]]>",
        "a ",
    ],
)
def test_hostile_repetition_takes_no_long_time(piece: str) -> None:
    body = b"<rss><channel><item><title>" + (piece * (100_000 // len(piece))).encode()
    started = time.process_time()

    parse_feed(body)

    assert time.process_time() - started < 3


@given(st.binary(max_size=300))
def test_any_bytes_give_a_feed_or_none(body: bytes) -> None:
    for prefix in (b"", b"<rss><channel><item>", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>', b'{"items":['):
        found = parse_feed(prefix + body, base=BASE)
        assert found is None or isinstance(found, Feed)


_NAMES = st.sampled_from(
    ["item", "title", "link", "guid", "entry", "content", "pubDate", "author", "name", "description"]
)
_TREE = st.recursive(
    st.text(max_size=20).map(lambda words: words.replace("<", "&lt;")),
    lambda inside: st.tuples(_NAMES, st.lists(inside, max_size=3)).map(lambda e: f"<{e[0]}>{''.join(e[1])}</{e[0]}>"),
    max_leaves=12,
)


@given(st.lists(_TREE, max_size=6))
@example(["<item><link><item>&</item></link></item>"])
@example(["<item><link><item>]]>&nosuch;&#1;&#1114112;</item></link></item>"])
def test_any_tree_gives_a_feed(parts: list[str]) -> None:
    assert parse_feed(rss("".join(parts))) is not None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_titles_come_back_word_for_word(title: str) -> None:
    escaped = title.replace("&", "&amp;amp;").replace("<", "&amp;lt;").replace("\ufffe", "").replace("\uffff", "")
    expected = " ".join(title.replace("\ufffe", "").replace("\uffff", "").split())

    assert only(rss(f"<item><title>{escaped}</title></item>")).title == expected


def test_words_and_people() -> None:
    assert plain("<b>Tides</b>\n &amp; <!-- x --> winds if a < b") == "Tides & winds if a < b"
    assert person("desk@courier.example (Ann Lee)") == "Ann Lee"
    assert person("Ann Lee <ann@courier.example>") == "Ann Lee"
    assert person("Ann Lee") == "Ann Lee"
