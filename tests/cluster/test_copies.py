"""Scores of pairs and groups of texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from newsdesk.cluster import copies

REPORT = (
    "The harbour of Lower Tarn stays closed until Friday, the port authority said after a crane fell into the "
    "fairway. Nobody was hurt. Two ferries and a grain ship wait outside, and the fish market has no fresh catch. "
    "Divers from Vellmark are to lift the crane on Thursday if the wind allows it."
)
OTHER = (
    "Voters in Sundholm choose a new council on Sunday. The sitting mayor, in office for nine years, does not stand "
    "again, and four lists compete for her seat. Turnout was low last time, below forty in a hundred."
)
FRAME = "Subscribe to our letter for more news from the coast every morning. "


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (REPORT, REPORT, 1.0, 1.0),
        (REPORT, REPORT.upper().replace(" ", "\n"), 1.0, 1.0),
        (REPORT, REPORT[:190], 0.6, 0.9),
        (REPORT, "Our own lead comes first here. " + REPORT, 0.7, 0.9),
        (REPORT, OTHER, 0.0, 0.05),
        ("", "", 0.0, 0.0),
        ("", REPORT, 0.0, 0.0),
        ("Rain", "Rain", 1.0, 1.0),
    ],
    ids=["same", "case-and-breaks", "cut", "new-lead", "other", "empty", "one-empty", "word"],
)
def test_scores(one: str, other: str, least: float, most: float) -> None:
    """The same text scores 1, a part of it less, another next to nothing."""
    assert least <= copies.score(one, other) <= most
    assert copies.score(one, other) == copies.score(other, one)


def test_being_apart_in_time_lowers_the_score() -> None:
    """The same words a week later are a template, or history."""
    assert copies.score(REPORT, REPORT, hours_apart=168) < 0.1


def test_common_wording_weighs_little() -> None:
    """A frame that every page has does not make copies of two pages."""
    frame = FRAME * 3
    background = copies.Background(frame + str(n) for n in range(50))
    one, other = frame + REPORT, frame + OTHER

    assert copies.score(one, other, background=background) < copies.score(one, other) / 2


def test_groups_follow_copies_of_copies() -> None:
    """Each text leads to the first it is a copy of."""
    texts = [REPORT, OTHER, REPORT[:200], "A lead of our own. " + REPORT, OTHER + " Polls open at eight."]

    assert copies.groups(texts) == [0, 1, 0, 0, 1]


@settings(max_examples=share(50), deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_have_a_score(one: str, other: str) -> None:
    """Scores are shares, and the order of a pair is of no account."""
    score = copies.score(one, other)

    assert 0.0 <= score <= 1.0
    assert score == copies.score(other, one)
