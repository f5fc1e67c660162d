"""What a page says of its article: dates in every script, authors with bio and contact, agencies, section, origin."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.extract.calendars import gregorian, in_common_terms
from newsdesk.extract.dateparse import parse_date
from newsdesk.model.article import AuthorKind, Basis, Version

TITLE = "Velm bridge stays shut"


def only(html: str) -> Version:
    (version,) = versions(html)
    assert version.body.split("\n\n")[: len(BODY)] == list(BODY)
    return version


def below(inside: str) -> str:
    return page().replace("</article>", f"{inside}</article>")


def headed(inside: str) -> str:
    return page().replace("</h1>", f"</h1>{inside}")


def linked(**facts: Any) -> str:
    data = {"@type": "NewsArticle", "headline": TITLE, **facts}
    return page(head=f'<script type="application/ld+json">{json.dumps(data)}</script>')


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("۱۵ اردیبهشت ۱۴۱۰", "2031-05-05T00:00"), ("۱۴۱۰/۰۲/۱۵ - ۰۹:۳۰", "2031-05-05T09:30"),
        ("٥ مايو ٢٠٣١", "2031-05-05T00:00"), ("5 أيار 2031", "2031-05-05T00:00"),
        ("15 كانون الثاني 2031", "2031-01-15T00:00"), ("5 พ.ค. 2574 09:30", "2031-05-05T09:30"),
        ("๕ พฤษภาคม ๒๕๗๔", "2031-05-05T00:00"), ("5 במאי 2031", "2031-05-05T00:00"), ("5 मई 2031", "2031-05-05T00:00"),
        ("05 जनवरी 2031, 09:30", "2031-01-05T09:30"), ("2031年5月5日 09:30", "2031-05-05T09:30"),
        ("2031년 5월 5일", "2031-05-05T00:00"), ("5 мая 2031, 09:30", "2031-05-05T09:30"),
    ],
)  # fmt: skip
def test_a_date_in_any_script(words: str, iso: str) -> None:
    version = only(headed(f'<div class="date">{words}</div>'))

    assert version.published is not None
    assert version.published.at.isoformat()[:16] == iso
    assert (version.published.basis, version.published.evidence) == (Basis.STATED, "text")
    assert version.published.words == words


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ((1357, 11, 22), "1979-02-11"), ((1399, 12, 30), "2021-03-20"), ((1403, 12, 30), "2025-03-20"),
        ((1410, 1, 1), "2031-03-21"),
    ],
)  # fmt: skip
def test_persian_days(day: tuple[int, int, int], expected: str) -> None:
    assert str(gregorian(*day)) == expected


def test_what_is_written_anew_keeps_its_length() -> None:
    words = "تهران، ۱۵ اردیبهشت ۱۴۱۰ ساعت ۹"

    assert len(in_common_terms(words)) == len(words)


def test_a_month_alone_is_as_precise_as_a_month() -> None:
    version = only(linked(datePublished="2031-04"))

    assert version.published is not None
    assert (version.published.at.isoformat()[:10], version.published.precision) == ("2031-04-01", "month")
    assert parse_date("in 2031-04 or so") is None


@pytest.mark.parametrize("words", ["3 hours ago", "vor 3 Stunden", "il y a 20 minutes", "3 часа назад"])
def test_how_long_ago_is_an_inference_of_the_day(words: str) -> None:
    version = only(headed(f"<span>{words}</span>"))

    assert version.published is not None
    assert (version.published.at.isoformat()[:10], version.published.precision) == ("2031-05-06", "day")
    assert (version.published.basis, version.published.words) == (Basis.INFERRED, words)


def test_published_and_updated_in_one_line() -> None:
    version = only(headed("<div>Published: 5 May 2031, 09:30 CEST | Updated: 5 May 2031, 18:00 CEST</div>"))

    assert version.published is not None and version.updated is not None
    assert (version.published.at.hour, version.updated.at.hour, version.updated.zone) == (7, 16, 120)


BIO = "Oda Brenn covers the harbour for the Courier. She has lived in Velm since 2019."
BOX = f"""<div class="author-bio"><img src="/oda.jpg" width=80><h4><a href="/people/oda">Oda Brenn</a></h4><p>{BIO}</p>
<a href="mailto:oda@courier.example?subject=Bridge">Write to her</a></div>"""


def test_the_box_of_an_author_gives_bio_contact_and_page() -> None:
    (author,) = only(below(BOX).replace("<head>", '<head><meta name="author" content="Oda Brenn">')).authors

    assert (author.name, author.bio, author.contact) == ("Oda Brenn", BIO, "oda@courier.example")
    assert author.address == "https://courier.example/people/oda"


def test_linked_data_gives_bio_contact_and_page() -> None:
    person = {"@type": "Person", "name": "Oda Brenn", "url": "/oda", "description": BIO, "email": "oda@courier.example"}
    (author,) = only(linked(author=person)).authors

    assert (author.bio, author.contact, author.address) == (BIO, "oda@courier.example", "https://courier.example/oda")


def test_a_sentence_below_the_body_may_be_the_bio() -> None:
    (author,) = only(
        below(f"<hr><p><em>{BIO}</em></p>").replace("</h1>", "</h1><p class='byline'>By Oda Brenn</p>")
    ).authors

    assert author.bio == BIO


def test_those_whom_an_agency_names_at_the_end() -> None:
    (version,) = versions(
        page(paragraphs=(*BODY, "(Reporting by Oda Brenn in Velm and Ilmar Tos in Ostrel; editing by Ada Lund)"))
    )

    assert [author.name for author in version.authors] == ["Oda Brenn", "Ilmar Tos"]


@pytest.mark.parametrize(
    ("html", "agency", "names"),
    [
        (headed('<p class="byline">By <a href="/oda">Oda Brenn</a> and Ilmar Tos, with AFP</p>'), "AFP",
         ["Oda Brenn", "Ilmar Tos"]),
        (below("<p>With files from The Associated Press</p>"), "Associated Press", []),
        (linked(author={"@type": "Organization", "name": "AFP"}), "AFP", ["AFP"]),
        (below("<p>Photo: Oda Brenn/Reuters</p>"), "", []),
    ],
)  # fmt: skip
def test_an_agency_is_credited_beside_the_authors(html: str, agency: str, names: list[str]) -> None:
    version = only(html)

    assert (version.agency, [author.name for author in version.authors]) == (agency, names)


def test_kinds_of_authors() -> None:
    named = [{"@type": "Person", "name": "Oda Brenn"}, {"@type": "Organization", "name": "Velm Courier news desk"}]
    version = only(linked(author=[*named, {"@type": "Organization", "name": "Reuters"}]))

    assert [author.kind for author in version.authors] == [AuthorKind.PERSON, AuthorKind.DESK, AuthorKind.AGENCY]


def test_a_text_from_another_site_says_where_it_is_from() -> None:
    elsewhere = "https://herald.example/bridge"

    assert only(page(head=f'<link rel="canonical" href="{elsewhere}">')).syndicated_from == elsewhere
    assert only(page(head=f'<meta name="original-source" content="{elsewhere}">')).syndicated_from == elsewhere
    assert only(page()).syndicated_from == ""


def test_a_trail_above_the_headline_names_the_section() -> None:
    links = '<a href="/">Home</a> › <a href="/news">News</a> › <a href="/town">Town</a> › Bridge'
    trail = f'<nav class="breadcrumb">{links}</nav>'

    assert only(page().replace("<main>", f"<main>{trail}")).section == "Town"


def test_the_lead_image_has_size_caption_and_credit() -> None:
    head = "".join(
        f'<meta property="og:image{key}" content="{value}">'
        for key, value in (("", "/i.jpg"), (":width", 1200), (":height", 630), (":alt", "The pier"))
    )
    figure = '<figure><img src="/i.jpg"><figcaption>The pier. Photo: Ada Lund/Velm Pictures</figcaption></figure>'
    image = only(page(figure, head=head)).lead_image

    assert image is not None
    assert (image.address, image.width, image.height) == ("https://courier.example/i.jpg", 1200, 630)
    assert (image.alt, image.caption, image.credit) == ("The pier", "The pier.", "Ada Lund/Velm Pictures")
