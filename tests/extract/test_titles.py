"""Which of the titles that a page gives is its headline."""

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, versions

LONG = "Harbour bridge at Velm to stay shut until the end of the month"
OTHER = "Why four thousand people of Velm must take the ferry this spring"

CASES = {
    "a kicker before the headline": (f"<h1>Transport {LONG}</h1>", LONG, f"{LONG} | Velm Courier", LONG),
    "a kicker that the page for sharing has too": (
        f"<h1><span>Transport</span><span>{LONG}</span></h1>", f"Transport / {LONG}", LONG, f"Transport / {LONG}"),
    "words of one sort that run together": (
        "<h1><b>Velm bridge shut:</b><i>Mayor asks for patience</i></h1>",
        "Velm bridge shut: Mayor asks for patience", "", "Velm bridge shut: Mayor asks for patience"),
    "a line for machines above the headline": (f"<h1>{OTHER}</h1><h2>{LONG}</h2>", OTHER, LONG, LONG),
    "a rubric in the place of the headline": ("<h1>Our Opinion</h1>", f"{LONG} | Velm Courier", "", LONG),
    "a word for the kind of text": (f"<h1>{LONG} | Opinion</h1>", f"{LONG} | Opinion", "", LONG),
    "the site behind a bar": (f"<h1>{LONG} | The Paper of Velm</h1>", LONG, "", LONG),
    "metadata that agrees against the page": (f"<h1>{OTHER}</h1>", LONG, LONG, LONG),
    "metadata that is cut short": (f"<h1>{LONG}: Mayor asks for patience</h1>", LONG, LONG,
                                   f"{LONG}: Mayor asks for patience"),
    "a site whose name begins like the headline": (
        "<h1>Velm bridge – what closes and when</h1>", "Velm bridge – what closes and when | Velmbridge24", "",
        "Velm bridge – what closes and when"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_headline(case: str) -> None:
    heading, shared, stated, expected = CASES[case]
    linked = f'{{"@type": "NewsArticle", "headline": "{stated}"}}' if stated else "{}"
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    (version,) = versions(
        f"<html><head><title>{shared}</title><meta property='og:title' content='{shared}'>"
        f'<script type="application/ld+json">{linked}</script></head>'
        f"<body><main>{heading}{paragraphs}</main></body></html>"
    )

    assert version.title == expected
    assert version.body.removeprefix("Our Opinion").strip() == "\n\n".join(BODY)


def test_metadata_may_stand_in_value() -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    (version,) = versions(
        f'<html><head><meta name="og:title" value="{LONG}"><meta name="author" value="Oda Brenn"></head>'
        f"<body>{paragraphs}</body></html>"
    )

    assert version.title == LONG
    assert [author.name for author in version.authors] == ["Oda Brenn"]
