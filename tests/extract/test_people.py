"""Who wrote it, out of metadata and bylines."""

from __future__ import annotations

import pytest
from tests.extract.pages import page, versions

from newsdesk.extract.names import agency_of, split_names
from newsdesk.model.article import AuthorKind

BYLINES = [
    ("By Oda Brenn and Ilva Sarn", ["Oda Brenn", "Ilva Sarn"]),
    ("ByOda Brenn", ["Oda Brenn"]),
    ("Von Oda Brenn, Velm Tribune", ["Oda Brenn"]),
    ("Oda Brenn, Associated Press", ["Oda Brenn", "Associated Press"]),
    ("Oda Brenn The Associated Press", ["Oda Brenn"]),
    ("By Oda Brenn, Chief Technology Officer and Head of Harbours", ["Oda Brenn"]),
    ("By Oda Brenn\nSenior Harbours Reporter", ["Oda Brenn"]),
    ("Oda Brenn Senior Writer", ["Oda Brenn"]),
    ("By Oda Brenn, Ph.D.", ["Oda Brenn"]),
    ("Ilva Sarn as told to Oda Brenn", ["Oda Brenn"]),
    ("Velm staff reporter", ["Velm staff reporter"]),
    ("(Image: Ilva Sarn/Velm Pictures)", []),
    ("(责编：王明、李强)", ["王明", "李强"]),
    ("Autorin/Autor Oda Brenn", ["Oda Brenn"]),
]


@pytest.mark.parametrize(("words", "names"), BYLINES)
def test_the_names_of_a_byline(words: str, names: list[str]) -> None:
    assert split_names(words) == names


LINES = {
    "a name that runs into the date": "<div><a>Oda Brenn</a><span>Dec 05, 2030</span><span>2 shares</span></div>",
    "a date before the name": "<div>posted on 2031-05-05 23:30 EST by Oda Brenn</div>",
    "a page for the author": '<div>By<a href="/news/reporters/oda-brenn/">Oda Brenn</a></div>',
    "marked, with a line for another text": (
        '<div><a rel="author" href="/o">Oda Brenn</a></div>' + "<div>x y</div>" * 6
        + '<div><a rel="author" href="/i">Ilva Sarn</a></div>'),
}  # fmt: skip


@pytest.mark.parametrize("case", LINES)
def test_the_line_below_the_headline(case: str) -> None:
    (version,) = versions(page().replace("</h1>", f"</h1>{LINES[case]}"))

    assert [author.name for author in version.authors] == ["Oda Brenn"]


def test_an_author_in_linked_data_has_address_bio_and_mail() -> None:
    linked = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Velm bridge stays shut",
    "author": [{"@type": "Person", "givenName": "Oda", "familyName": "Brenn", "url": "https://courier.example/oda",
    "description": "Oda Brenn writes about harbours.", "email": "mailto:oda@courier.example"}]}</script>"""
    (version,) = versions(page(head=linked))

    (author,) = version.authors
    assert (author.name, author.kind, author.address) == ("Oda Brenn", AuthorKind.PERSON, "https://courier.example/oda")
    assert (author.bio, author.contact) == ("Oda Brenn writes about harbours.", "oda@courier.example")


def test_the_byline_adds_whom_metadata_forgets() -> None:
    linked = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Oda Brenn"}}</script>'
    byline = '<div><a rel="author" href="/oda">Oda Brenn</a>, <a rel="author" href="/ilva">Ilva Sarn</a></div>'
    (version,) = versions(page(head=linked).replace("</h1>", f"</h1>{byline}"))

    assert [author.name for author in version.authors] == ["Oda Brenn", "Ilva Sarn"]


def test_the_publisher_is_a_desk() -> None:
    linked = """<script type="application/ld+json">{"@type": "NewsArticle",
    "author": {"name": ", Ostrel Daily Reporter"}, "publisher": {"name": "Ostrel Daily Reporter"}}</script>"""
    (version,) = versions(page(head=linked))

    assert [(author.name, author.kind) for author in version.authors] == [("Ostrel Daily Reporter", AuthorKind.DESK)]


CREDITS = [
    (("HALVEK, March 4 (Reuters) - The dam held.", "It rained."), "Reuters"),
    (("HALVEK, Velm. (AP) — The dam held.", "It rained."), "AP"),
    (("By Oda Brenn", "HALVEK, Velm., Oct. 27 (UPI) -- The dam held.", "It rained."), "UPI"),
    (("Updated 5:10 PM", "By Oda Brenn", "ST. HALVEK, Dec. 11 (Yonhap) -- The dam held."), "Yonhap"),
    (("By Oda BrennHALVEK (Velm Radio/AP) – The dam held.", "It rained."), "AP"),
    (("* Dam holds", "* Minister visits\nHALVEK/ORRIN, March 4 (Reuters) - The dam held."), "Reuters"),
    (("The dam held (AP photographs below). The valley - all of it - was dry.", "It rained."), ""),
    (("HALVEK (Reed Post) — The dam held.", "It rained."), ""),
    (("The dam held.", "It rained.", "Nobody came.", "The board met.", "HALVEK (AP) — It met.", "It rained."), ""),
    ((), ""),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "agency"), CREDITS)
def test_the_agency_of_a_dateline(paragraphs: tuple[str, ...], agency: str) -> None:
    """A dateline is read behind a byline and what a page sets above it too, and with `Velm.` in it."""
    assert agency_of(paragraphs, ()) == agency
