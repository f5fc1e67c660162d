"""The public history shows word by word what changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_briefs import KEY, LEAD, OLDER, SAID, brief, sentence

from newsdesk.model.brief import BriefSentence
from newsdesk.publish.diff import Piece, diff_briefs, diff_words
from newsdesk.publish.slug import slug_of

SOME_WORDS = "at least 12 14 people killed . , the mayor"
WORDS = st.lists(st.sampled_from(SOME_WORDS.split()), max_size=12).map(" ".join)


def test_a_changed_figure_is_one_word() -> None:
    assert diff_words("At least 12 people.", "At least 14 people.") == (
        Piece("same", "At least "),
        Piece("removed", "12"),
        Piece("added", "14"),
        Piece("same", " people."),
    )


@given(WORDS, WORDS)
def test_the_pieces_make_both_texts_again(before: str, after: str) -> None:
    pieces = diff_words(before, after)

    assert "".join(piece.words for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.words for piece in pieces if piece.kind != "removed") == after


def _told(*texts: str) -> tuple[BriefSentence, ...]:
    return tuple(
        BriefSentence(text=text, role=one.role, citations=one.citations) for text in texts for one in [sentence(LEAD)]
    )


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([LEAD, KEY], [LEAD, KEY], "same same"),
        ([LEAD, KEY], [LEAD.replace("12", "14"), KEY], "changed same"),
        ([LEAD, KEY, SAID], [LEAD, SAID], "same removed same"),
        ([LEAD], [OLDER, LEAD], "added same"),
        ([LEAD, KEY], [KEY], "removed same"),
        ([LEAD, KEY], [LEAD], "same removed"),
    ],
)
def test_sentences_are_paired_by_their_words(before: list[str], after: list[str], kinds: str) -> None:
    found = diff_briefs(brief(*_told(*before)), brief(*_told(*after)))

    assert [line.kind for line in found.lines] == kinds.split()
    assert not any(line.moved for line in found.lines)


def test_what_stands_elsewhere_has_moved() -> None:
    found = diff_briefs(brief(*_told(LEAD, KEY, SAID)), brief(*_told(SAID, LEAD, KEY)))

    assert [(line.kind, line.moved) for line in found.lines] == [("same", True), ("same", False), ("same", False)]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Flood cuts off Varnholm", "flood-cuts-off-varnholm"),
        ("Mayor's “last” plea: 1,200 flee!", "mayors-last-plea-1-200-flee"),
        ("Überschwemmung in Ærøskøbing", "uberschwemmung-in-aeroskobing"),
        ("Паводок відрізав місто", "pavodok-vidrizav-misto"),
        ("洪水", "item"),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_slugs_are_ascii_words(headline: str, slug: str) -> None:
    assert slug_of(headline) == slug


@given(st.text(max_size=200))
def test_slugs_hold_nothing_else(headline: str) -> None:
    slug = slug_of(headline)

    assert slug
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
