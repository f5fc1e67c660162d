"""Whatever the bytes are: an outcome, in time, and spans that hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.mutations import mutated
from tests.extract.pages import BODY, page, read
from tests.making_examples import share

from newsdesk.model.article import IN_TEXT, Version
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.snapshot import Form

FORMS = st.sampled_from([form for form in Form if form is not Form.SITEMAP])
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div class=x>", "</div>", "<a href='", "'>", "<br><br>", "<script>", "<!--", "-->",
                "<table><tr><td>",
             "<li>", "<article>", "<h1>", "<time datetime='2031-05-05'>", "<svg>", "</b>", "<b>", "<iframe src=x>",
                 "&amp;", "&#0;",
             '<script type="application/ld+json">{"@type":"NewsArticle","author":[[[{"name":[1]}]]],'
             '"datePublished":{"x":1}}</script>',
             "<meta property=og:title content=''>", "<noscript>", "<plaintext>", "<textarea>", "<template>",
                 "<frameset>"]
        ),
        st.text(max_size=60),
        st.just("Engineers found a crack in the northern pier after the storm, and divers went down twice to "
                "measure it. "),
    ),
    max_size=60,
)  # fmt: skip


def check(outcome: Outcome[Version]) -> None:
    if isinstance(outcome, Made):
        assert outcome.values
        for version in outcome.values:
            words = [block.span.of(version.text) for block in version.blocks if block.kind in IN_TEXT]
            assert "\n\n".join(words) == version.text
            assert all(0 <= link.span.start < link.span.end <= len(version.text) for link in version.links)
    else:
        assert isinstance(outcome, Refused)


@settings(max_examples=share(150), deadline=None)
@given(st.binary(max_size=400), FORMS)
def test_arbitrary_bytes(body: bytes, form: Form) -> None:
    check(read(body, form))


@settings(max_examples=share(150), deadline=None)
@given(PIECES, FORMS)
def test_arbitrary_markup(pieces: list[str], form: Form) -> None:
    check(read("".join(pieces).encode("utf-8", "replace"), form))


@settings(max_examples=share(60), deadline=None)
@given(st.integers(0, 2500), st.integers(0, 255))
def test_a_page_cut_and_damaged_anywhere(cut: int, byte: int) -> None:
    body = bytearray(page().encode())[:cut]
    if body:
        body[len(body) // 2] = byte

    check(read(bytes(body)))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (60, 120, 180))])
def test_pages_broken_in_every_way(seed: int) -> None:
    # scripts/fuzz_extract.py does the same to ten thousand real pages.
    pages = [page().encode(), page("<table><tr><td>Velm<td>12</table><br><br>", paragraphs=BODY * 8).encode()]
    begun = time.process_time()

    for order in range(seed, seed + 60):
        check(read(mutated(pages[order % 2], pages[1 - order % 2], order)))

    assert time.process_time() - begun < 60


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 200_000,
        b"<div><b>" * 100_000 + b"</zz>" * 200_000,
        b"<table>" * 50_000,
        b"<p>" + b"x" * 3_000_000,
        b"<p>" + b"a. " * 600_000,
        b"<a href=" + b"y" * 2_000_000,
        b"<p>" * 150_000,
        b"<ul><li>a</li></ul>" * 30_000,
        b"<b>" * 50_000 + b"<p>x</p>" * 1000,
        b'<p title="' + b"<p>" * 300_000,
        b"<p>a</p><video>" + b"<source type=x>" * 60_000,
    ],
    ids=[
        "divs",
        "mixed",
        "tables",
        "one word",
        "one paragraph",
        "attribute",
        "paragraphs",
        "lists",
        "bold",
        "open quote",
        "sources",
    ],
)
def test_large_and_deep_pages_take_no_time(body: bytes) -> None:
    begun = time.process_time()

    check(read(body))

    assert time.process_time() - begun < 20
