"""What the channels say is what was published, whatever characters the words hold."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_briefs import HEADLINE, KEY, LEAD, NOON, SITE, brief, decision, hours, shown
from msgspec.structs import replace

from newsdesk.model.decision import Act
from newsdesk.model.update import Update
from newsdesk.publish.atom import atom
from newsdesk.publish.jsonfeed import jsonfeed
from newsdesk.publish.jsonld import article, jsonld
from newsdesk.publish.rss import rss
from newsdesk.publish.sitemap import MAX_ADDRESSES, news_sitemap

FIRST = decision(Act.PUBLISH, text=brief())
HISTORY = shown(
    FIRST,
    decision(Act.CORRECT, hours(1), text=brief(number=2), note="The toll was wrong."),
)
CORRECTED = HISTORY[-1]
RETRACTED = shown(FIRST, decision(Act.RETRACT, hours(2), note="The report was withdrawn."))[-1]
NASTY = st.text(st.characters(), min_size=1, max_size=80) | st.sampled_from(
    ["</script><script>alert(1)</script>", "]]>", "<!--", "&amp; &#0; \x00\x0b\ud800", "«ok» & <b>", "\u2028"]
)


def _with(headline: str, lead: str) -> Update:
    text = CORRECTED.brief
    told = (replace(text.sentences[0], text=lead), *text.sentences[1:])
    return replace(
        CORRECTED, note=lead, brief=replace(text, headline=replace(text.headline, text=headline), sentences=told)
    )


@pytest.mark.parametrize("render", [rss, atom])
def test_feeds_read_back_with_stable_ids(render: object) -> None:
    assert callable(render)
    feed = feedparser.parse(render([CORRECTED], SITE, NOON))

    (entry,) = feed.entries
    assert not feed.bozo
    assert feed.feed.title == "Osk Desk"
    assert entry.title == HEADLINE
    assert entry.link == f"https://desk.example{CORRECTED.address}"
    assert CORRECTED.item_id in entry.id
    assert entry.published_parsed[:5] == (2023, 3, 8, 12, 0)
    assert entry.summary == f"Correction: The toll was wrong. {LEAD}"
    assert KEY in entry.content[0].value
    assert '<a href="https://harbour-courier.example/flood">Harbour Courier</a>' in entry.content[0].value


def test_atom_tells_when_it_was_updated_and_where_it_has_it_from() -> None:
    (entry,) = feedparser.parse(atom([CORRECTED], SITE, NOON)).entries

    assert entry.updated_parsed[:5] == (2023, 3, 8, 13, 0)
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://harbour-courier.example/flood"]
    assert entry.tags[0].term == "correction"


@pytest.mark.parametrize("render", [rss, atom])
def test_a_retracted_item_stays_with_its_note_and_without_its_words(render: object) -> None:
    assert callable(render)
    body = render([RETRACTED], SITE, NOON)
    (entry,) = feedparser.parse(body).entries

    assert entry.title == f"Retracted: {HEADLINE}"
    assert entry.summary == "Retracted: The report was withdrawn."
    assert KEY.encode() not in body


def test_json_feed_has_what_the_version_asks_for() -> None:
    feed = json.loads(jsonfeed([CORRECTED, RETRACTED], SITE))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://desk.example/feed.json"
    first, second = feed["items"]
    assert first["id"] == CORRECTED.item_id
    assert (first["date_published"], first["date_modified"]) == (hours(0).isoformat(), hours(1).isoformat())
    assert first["_newsdesk"]["kind"] == "correction"
    assert first["tags"] == ["Ada Morn", "Varnholm"]
    assert "Varnholm was" not in second["content_html"]
    assert second["_newsdesk"]["sources"] == []


def test_structured_data_names_the_desk_the_sources_and_the_correction() -> None:
    found = article(CORRECTED, SITE, HISTORY)

    assert found["@type"] == "NewsArticle"
    assert (found["datePublished"], found["dateModified"]) == (hours(0).isoformat(), hours(1).isoformat())
    assert found["author"] == {
        "@type": "Organization",
        "name": "The Osk desk",
        "url": "https://desk.example/about",
        "description": "What is known.",
        "email": "desk@desk.example",
    }
    assert found["correction"] == [
        {"@type": "CorrectionComment", "text": "The toll was wrong.", "datePublished": hours(1).isoformat()}
    ]
    assert found["isBasedOn"] == ["https://harbour-courier.example/flood"]
    assert "articleBody" not in article(RETRACTED, SITE)


def test_long_headlines_are_cut_at_a_word() -> None:
    headline = str(article(_with("word " * 60, LEAD), SITE)["headline"])

    assert len(headline) <= 110
    assert headline.endswith("word…")


def test_the_news_sitemap_holds_two_days_and_no_retracted_item() -> None:
    old = replace(CORRECTED, item_id="itm-old", first_published=NOON - timedelta(hours=49))
    many = [replace(CORRECTED, item_id=f"itm-{i}", first_published=NOON) for i in range(MAX_ADDRESSES + 5)]

    few = ElementTree.fromstring(news_sitemap([old, CORRECTED, RETRACTED], SITE, NOON))

    assert len(few) == 1
    assert len(ElementTree.fromstring(news_sitemap(many, SITE, NOON))) == MAX_ADDRESSES


@given(NASTY, NASTY)
def test_nasty_words_break_no_channel(headline: str, lead: str) -> None:
    update = _with(headline, lead)

    for render in (rss, atom):
        ElementTree.fromstring(render([update], SITE, NOON))
    ElementTree.fromstring(news_sitemap([update], SITE, NOON))
    json.loads(jsonfeed([update], SITE))
    script = jsonld(update, SITE, HISTORY)
    assert not set("<>&\u2028\u2029") & set(script)
    json.loads(script)
