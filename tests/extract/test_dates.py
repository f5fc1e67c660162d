"""When an article was published, and by whose clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.extract.pages import ADDRESS, page, versions

from newsdesk.extract.dateparse import parse_date
from newsdesk.model.article import Basis

STATED = '<meta property="article:published_time" content="2031-05-06T01:40:12Z">'


def below(line: str) -> str:
    """A page with a line below its headline."""
    return page().replace("</h1>", f"</h1>{line}")


LINES = {
    "comments beside the date": ("<p>Written by Oda Brenn on 4 May 2031. 18 comments</p>", "2031-05-04"),
    "letters that run into the date": ("<div><a>Oda Brenn</a><span>May 04, 2031</span></div>", "2031-05-04"),
    "the property of a box": ('<dl><dd itemprop="datePublished" content="2031-05-04">spring</dd></dl>', "2031-05-04"),
}


@pytest.mark.parametrize("case", LINES)
def test_a_date_below_the_headline(case: str) -> None:
    line, day = LINES[case]
    (version,) = versions(below(line))

    assert version.published is not None
    assert version.published.at.date().isoformat() == day


def test_a_day_that_a_sentence_tells_yields_to_the_address() -> None:
    told = "<p>The contract for the new northern pier of the bridge ends on 1 April 2031, the port office wrote.</p>"
    (version,) = versions(below(told), address="https://courier.example/2031/05/05/harbour-bridge")

    assert version.published is not None
    assert (version.published.at, version.published.basis) == (datetime(2031, 5, 5, tzinfo=UTC), Basis.INFERRED)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("<time>May 5, 2031 at 6:40 p.m.</time>", -7 * 60),
        ('<time datetime="2031-05-06 07:10:12">today</time>', 330),
        ("<p>May 6, 2031, 1:40 UTC</p>", 0),
        ("<p>May 5, 2031, 6:43 p.m.</p>", 0),
    ],
)
def test_the_zone_is_that_of_the_clock_beside_the_headline(line: str, zone: int) -> None:
    (version,) = versions(page(head=STATED).replace("</h1>", f"</h1>{line}"))

    assert version.published is not None
    assert (version.published.at, version.published.zone) == (datetime(2031, 5, 6, 1, 40, 12, tzinfo=UTC), zone)


def test_a_day_has_no_zone() -> None:
    (version,) = versions(below("<p>5 May 2031</p>"), address=ADDRESS)

    assert version.published is not None
    assert version.published.zone is None


def test_a_date_as_unix_prints_it() -> None:
    read = parse_date("Mon May 05 12:45:00 EDT 2031")

    assert read is not None
    assert read.at.astimezone(UTC) == datetime(2031, 5, 5, 16, 45, tzinfo=UTC)


def test_a_film_on_the_page_does_not_date_the_article() -> None:
    film = '<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2030-01-02"}</script>'
    (version,) = versions(page(head=film + STATED))

    assert version.published is not None
    assert version.published.evidence == "meta"


def test_facts_nested_in_what_names_the_page_count() -> None:
    linked = """<script type="application/ld+json">{"@type": "NewsArticle", "mainEntityOfPage": {"@type": "WebPage",
    "headline": "Velm bridge stays shut", "datePublished": "2031-05-05T18:10:00+01:00"}}</script>"""
    (version,) = versions(page(head=linked))

    assert version.published is not None
    assert (version.published.at, version.published.zone) == (datetime(2031, 5, 5, 17, 10, tzinfo=UTC), 60)
