"""Times and places of the page the project started from, as a careful reader finds them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotate_grounding.casebook import sentences_of
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times

PAGE = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the folder shared/seed is not beside the checkout")


def test_times_of_the_seed_page() -> None:
    """Weekday, dates, durations, the vague ones and the time of an unknown day."""
    text = PAGE.read_text("utf-8")
    times = find_times(text, sentences_of(text), datetime(2023, 3, 8, tzinfo=UTC), "en")
    found = {(t.span.of(text), t.value) for t in times}

    assert found >= {
        ("Wednesday", "2023-03-08"),
        ("the coming days", "FUTURE_REF"),
        ("March 6", "2023-03-06"),
        ("the past seven months", "P7M"),
        ("currently", "PRESENT_REF"),
        ("March 8", "2023-03-08"),
        ("around 11:30 a.m. local time", "T11:30"),
        ("six years", "P6Y"),
        ("a decade", "P10Y"),
    }
    past = next(t for t in times if t.value == "P7M")
    assert past.start is not None and f"{past.start:%Y-%m}" == "2022-08"


def test_places_of_the_seed_page() -> None:
    """Towns, the region, the base and the countries; no outlet, demonym or person among them."""
    text = PAGE.read_text("utf-8")
    spans = sentences_of(text)
    places = find_places(text, find_candidates(text, spans), sentences=spans)
    bakhmut = next(p for p in places if p.name == "Bakhmut")

    assert {(p.name, p.kind) for p in places} == {
        ("Bakhmut", "town"),
        ("Donetsk", "region"),
        ("Ukraine", "country"),
        ("Kramatorsk", "town"),
        ("Sloviansk", "town"),
        ("Russia", "country"),
        ("United States", "country"),
        ("Joint Base Elmendorf-Richardson", "base"),
        ("Anchorage", "town"),
        ("Alaska", "region"),
    }
    assert bakhmut.lat == pytest.approx(48.59, abs=0.02)
    assert bakhmut.lon == pytest.approx(38.0, abs=0.02)
