"""HTML pages: what belongs to the article, what stands beside it, and what is said of it."""

from __future__ import annotations

import pytest
from tests.extract.pages import ADDRESS, BODY, page, read, versions

from newsdesk.model.article import AuthorKind, Basis, BlockKind, Version
from newsdesk.model.completeness import CompletenessKind
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason


def kinds(version: Version) -> list[BlockKind]:
    return [block.kind for block in version.blocks]


def test_the_article_comes_out_without_what_stands_around_it() -> None:
    """Menu, sidebar and footer are not body text; the title is the headline block."""
    (version,) = versions(page())

    assert version.title == "Velm bridge stays shut"
    assert version.body == "\n\n".join(BODY)
    assert version.text.startswith("Velm bridge stays shut\n\n")
    assert (version.site_name, version.language, version.stated_language) == ("Velm Courier", "en", "en")


def test_every_block_holds_the_words_at_its_span() -> None:
    (version,) = versions(page("<h2>What the divers saw</h2><ul><li>a crack of two metres in the pier</li></ul>"))

    assert [version.text[b.span.start : b.span.end] for b in version.body_blocks] == version.body.split("\n\n")
    assert kinds(version)[0] is BlockKind.HEADLINE


@pytest.mark.parametrize("end", ["he said.", "he said – so the café’s owner."])
def test_a_line_break_parts_words_in_texts_of_any_letters(end: str) -> None:
    verse = "The ferry to Lower Vale runs until the lamps are out,<br>and then it runs no more, "

    (version,) = versions(page(paragraphs=(*BODY, verse + end)))

    assert f"out,\nand then it runs no more, {end}" in version.body


def test_links_are_kept_as_spans_with_complete_addresses() -> None:
    linked = (BODY[0].replace("port office", '<a href="/port?utm_source=x">port office</a>'), *BODY[1:])

    (version,) = versions(page(paragraphs=linked))

    assert [(link.span.of(version.text), link.address) for link in version.links] == [
        ("port office", "https://courier.example/port")
    ]


def test_a_figure_keeps_its_caption_and_credit_out_of_the_body() -> None:
    figure = (
        '<figure><img data-src="/crack.jpg" width="800" height="600" alt="A crack">'
        "<figcaption>The crack in the pier, seen by divers. Photo: Oda Brenn</figcaption></figure>"
    )

    (version,) = versions(page(figure))
    (block,) = [block for block in version.blocks if block.kind is BlockKind.FIGURE]

    assert "crack in the pier, seen" not in version.body
    assert block.image is not None
    assert (block.image.address, block.image.credit) == ("https://courier.example/crack.jpg", "Oda Brenn")
    assert block.image.caption == "The crack in the pier, seen by divers."


def test_a_card_is_kept_in_place_and_not_in_the_text() -> None:
    card = '<div class="related-card"><a href="/news/storm">Storm takes the roof off the fish market</a></div>'

    (version,) = versions(page(card))

    assert "fish market" not in version.text
    assert kinds(version)[1:5] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.RELATED, BlockKind.PARAGRAPH]


METADATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Velm bridge stays shut", "datePublished": "2031-05-05T09:30:00+02:00",
"dateModified": "2031-05-05T18:00:00+02:00",
"author": [{"@type": "Person", "name": "Oda Brenn", "url": "https://courier.example/oda"}],
"articleSection": "Town",
"keywords": ["harbour", "bridge"],
"image": {"url": "https://courier.example/i.jpg", "width": 1200, "height": 800}}</script>
<link rel="canonical" href="https://courier.example/news/bridge?utm_medium=feed">"""


def test_what_the_metadata_states() -> None:
    (version,) = versions(page(head=METADATA))

    assert version.published is not None and version.updated is not None
    assert version.published.at.isoformat() == "2031-05-05T07:30:00+00:00"
    assert (version.published.basis, version.published.evidence) == (Basis.STATED, "json-ld")
    assert version.published.words == "2031-05-05T09:30:00+02:00"
    assert version.updated.at > version.published.at
    assert [(a.name, a.kind, a.address) for a in version.authors] == [
        ("Oda Brenn", AuthorKind.PERSON, "https://courier.example/oda")
    ]
    assert (version.section, version.tags) == ("Town", ("harbour", "bridge"))
    assert version.address == "https://courier.example/news/bridge"
    assert version.lead_image is not None and version.lead_image.width == 1200


def test_a_date_in_the_address_is_an_inference() -> None:
    (version,) = versions(page(), address="https://courier.example/2031/04/30/bridge")

    assert version.published is not None
    assert (version.published.basis, version.published.evidence) == (Basis.INFERRED, "address")


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("2 min read", 2), ("Reading time: 4 minutes", 4), ("Lesezeit: 3 Min.", 3), ("5 Minuten Lesezeit", 5),
        ("Temps de lecture : 6 min", 6), ("Lectura de 7 minutos", None), ("Время чтения: 8 мин", 8),
        ("9 minutos de lectura", 9), ("3分で読める", 3),
        ("Published 10 minutes ago", None), ("Czas czytania: 2 min", 2),
    ],
)  # fmt: skip
def test_the_reading_time_is_what_the_page_states(line: str, minutes: int | None) -> None:
    html = page().replace("</h1>", f'</h1><div class="meta">{line}</div>')

    (version,) = versions(html)

    assert version.reading_time_min == minutes
    assert line not in version.body


def test_an_agency_is_credited_apart_from_the_authors() -> None:
    (version,) = versions(page(paragraphs=("VELM (Reuters) - " + BODY[0], *BODY[1:])))

    assert version.agency == "Reuters"


def test_an_article_that_stands_in_the_state_of_a_program_is_found() -> None:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in BODY * 2).replace('"', "'")
    html = (
        "<html><head><title>Velm bridge stays shut</title></head><body><div id='app'></div>"
        f'<script id="__NEXT_DATA__" type="application/json">{{"props": {{"article": {{"bodyHtml": '
        f'"{inner}"}}}}}}</script>'
    )

    (version,) = versions(html)

    assert version.body.startswith(BODY[0])
    assert "<p>" not in version.body


def test_a_paywalled_teaser_says_so() -> None:
    html = page(paragraphs=BODY[:2]).replace(
        "</article>", "<div class='paywall'><p>Subscribe to continue reading this story.</p></div></article>"
    )

    (version,) = versions(html)

    assert version.paywalled
    assert version.completeness.kind in {CompletenessKind.TEASER, CompletenessKind.PAYWALL}


def test_a_front_page_is_refused_with_what_was_found() -> None:
    links = "".join(
        f'<div class="teaser"><h3><a href="/news/{n}">The council of Velm votes on matter number {n}</a></h3></div>'
        for n in range(40)
    )

    outcome = read(f"<html><head><title>Velm Courier</title></head><body><main>{links}</main></body></html>",
                   address="https://courier.example/")  # fmt: skip

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NOT_AN_ARTICLE
    assert "40 linked headlines" in outcome.detail


def test_a_page_without_words_is_refused() -> None:
    outcome = read("<html><body><img src='/a.jpg'></body></html>")

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.EMPTY


def test_an_address_is_stable_and_versions_follow_the_text() -> None:
    """The same page read twice is the same Version; a changed one is another Version of the same article."""
    (one,), (same,), (other,) = versions(page()), versions(page()), versions(page(paragraphs=BODY[:4]))

    assert one == same
    assert one.id != other.id
    assert one.article_id == other.article_id
    assert one.address == ADDRESS
