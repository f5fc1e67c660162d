"""Times, places and figures as the case folders specify them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotate_grounding.casebook import Case, read_cases, sentences_of
from newsdesk.annotate.figures import find_figures
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times


def anchor_of(case: Case) -> datetime | None:
    day = case.settings.get("anchor", "none")
    return None if day == "none" else datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.parametrize("case", read_cases("times"), ids=lambda case: case.name)
def test_times(case: Case) -> None:
    """Each expression with its type and value, and nothing else; a case about ranges also gives their upper ends."""
    times = find_times(case.text, sentences_of(case.text), anchor_of(case), "en")

    found = tuple((t.span.of(case.text), t.timex, t.value, t.upper or "–") for t in times)
    n_columns = len(case.rows[0]) if case.rows else 3
    assert tuple(row[:n_columns] for row in found) == case.rows


@pytest.mark.parametrize("case", read_cases("places"), ids=lambda case: case.name)
def test_places(case: Case) -> None:
    """Each mention with its kind, country and position to half a degree (empty: unresolved), and nothing else."""
    spans = sentences_of(case.text)
    places = find_places(
        case.text,
        find_candidates(case.text, spans),
        sentences=spans,
        country=case.settings.get("country", ""),
    )

    found = [(p.span.of(case.text), p.kind, p.country) for p in places]
    assert found == [row[:3] for row in case.rows]
    for place, row in zip(places, case.rows, strict=True):
        if not row[3]:
            assert place.lat is None
            continue
        lat, lon = (float(part) for part in row[3].split())
        assert place.lat is not None and place.lon is not None
        assert abs(place.lat - lat) < 1.0 and abs(place.lon - lon) < 1.0, f"{row}: {place.lat} {place.lon}"


@pytest.mark.parametrize("case", read_cases("figures"), ids=lambda case: case.name)
def test_figures(case: Case) -> None:
    """Each quantity with its range, unit, what is counted and how exactly it is said, and nothing else."""
    spans = sentences_of(case.text)
    figures = find_figures(case.text, spans, find_times(case.text, spans, anchor_of(case), "en"), "en")

    found = tuple(
        (
            f.span.of(case.text),
            f"{f.quantity:.12g}" + (f"-{f.high:.12g}" if f.high is not None else ""),
            f.unit or "–",
            f.counted or "–",
            f.bound.value,
        )
        for f in figures
    )
    assert found == case.rows
