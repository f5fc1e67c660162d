"""A Version as text, Markdown and data."""

from __future__ import annotations

import json

import msgspec
from tests.extract.pages import BODY, page, versions

from newsdesk.extract.render import as_data, as_markdown, as_text, byline
from newsdesk.model.article import Author, AuthorKind


def test_text_has_title_facts_and_body() -> None:
    (version,) = versions(page())

    assert as_text(version) == "\n\n".join(["Velm bridge stays shut", "Velm Courier", *BODY]) + "\n"


def test_markdown_keeps_links_headings_and_lists() -> None:
    linked = (BODY[0].replace("port office", '<a href="/port">port office</a>'), *BODY[1:])
    (version,) = versions(page("<h2>What the divers saw below</h2>", paragraphs=linked))

    written = as_markdown(version)

    assert written.startswith("# Velm bridge stays shut\n")
    assert "[port office](https://courier.example/port)" in written
    assert "\n\n## What the divers saw below\n\n" in written


def test_data_is_json_with_the_words_of_every_block() -> None:
    (version,) = versions(page())

    data = json.loads(msgspec.json.encode(as_data(version)))

    assert [block["words"] for block in data["blocks"]] == [version.title, *BODY]
    assert data["body"] == version.body
    assert data["reading_minutes"] == 1


def test_a_byline_says_kind_and_contact() -> None:
    assert byline(Author(name="Velm desk", kind=AuthorKind.DESK, contact="via email")) == "Velm desk (desk), via email"


def test_a_correction_note_stands_below_the_text() -> None:
    note = "Correction: an earlier version of this report named the wrong pier."
    (version,) = versions(page(paragraphs=(*BODY, note)))

    assert as_text(version).endswith(f"{BODY[-1]}\n\n{note}\n")
    assert as_markdown(version).endswith(f"{BODY[-1]}\n\n*{note}*\n")
