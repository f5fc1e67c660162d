"""What must hold for any text: nothing raises, nothing hangs, and every span lies within the text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from annotate_grounding.casebook import sentences_of
from newsdesk.annotate.events import date_sentences
from newsdesk.annotate.figures import find_figures
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times
from newsdesk.model.annotations import Figure, Place, Time
from newsdesk.model.text import Span

ANCHOR = datetime(2023, 3, 8, tzinfo=UTC)
WORDS = st.sampled_from(
    [
        *[
            "the",
            "last",
            "next",
            "past",
            "two",
            "31",
            "Feb.",
            "May",
            "March",
            "2023",
            "1999",
            "'99",
            "1990s",
            "year",
            "years",
            "quarter",
            "first",
            "second",
            "-",
            "–",
            "/",
            ",",
            ".",
        ],
        *[
            "(",
            ")",
            "$",
            "€",
            "%",
            "of",
            "in",
            "on",
            "ago",
            "later",
            "Monday",
            "Wed.",
            "noon",
            "11:30",
            "a.m.",
            "GMT",
            "night",
            "weekend",
            "Easter",
            "Paris",
            "Georgia",
            "U.S.",
        ],
        *[
            "Texas",
            "New",
            "York",
            "Jordan",
            "said",
            "killed",
            "people",
            "million",
            "hundreds",
            "dozen",
            "half",
            "at",
            "least",
            "more",
            "than",
            "between",
            "and",
        ],
        *["to", "square", "miles", "week's", "every", "999999999999", "0", "1/2", "12/31/1999", "2023-02-30"],
        "\n\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def in_order(found: Sequence[Time] | Sequence[Place] | Sequence[Figure], text: str) -> bool:
    spans = [item.span for item in found]
    inside = all(0 <= span.start < span.end <= len(text) for span in spans)
    return inside and all(before.end <= after.start for before, after in pairwise(spans))


@settings(max_examples=share(200), deadline=None)
@given(TEXTS, st.sampled_from([ANCHOR, None, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]))
def test_any_text_is_read(text: str, anchor: datetime | None) -> None:
    """Spans are valid, in order and apart; times start before they end; the same text gives the same."""
    spans = sentences_of(text)

    times = find_times(text, spans, anchor, "en")
    figures = find_figures(text, spans, times, "en")
    places = find_places(text, find_candidates(text, spans), sentences=spans)
    dates = date_sentences(text, spans, times, anchor, "en")

    assert in_order(times, text) and in_order(figures, text) and in_order(places, text)
    assert all(t.start < t.end for t in times if t.start and t.end)
    assert len(dates) == len(spans)
    assert find_times(text, spans, anchor, "en") == times


@given(st.text(max_size=120))
@settings(max_examples=share(50), deadline=None)
def test_any_span_is_answered(text: str) -> None:
    """Whatever is handed in as a candidate gets a Place, resolved or not."""
    candidates = [Span(0, len(text))] if text else []

    assert len(find_places(text, candidates, sentences=[])) == len(candidates)


@pytest.mark.parametrize(
    "piece",
    [
        "two and ",
        "a ",
        "the last ",
        "1 ",
        "12/",
        "one hundred and ",
        "May ",
        "New York of ",
        "'",
        "in the ",
        "a half ",
        "more than ",
        "- ",
    ],
)
def test_repetition_takes_linear_time(piece: str) -> None:
    """No pattern backtracks: ten times the text takes about ten times as long, and long texts stay within bounds."""
    text = piece * 4000
    spans = [Span(0, len(text))]

    started = time.process_time()
    times = find_times(text, spans, ANCHOR, "en")
    find_figures(text, spans, times, "en")
    find_places(text, find_candidates(text, spans), sentences=spans)

    assert time.process_time() - started < 3.0
