"""Who gives a figure, and as of when."""

from __future__ import annotations

import pytest
from annotate_statements.cases import make_version

import newsdesk.annotate


@pytest.mark.parametrize(
    ("text", "speaker", "when"),
    [
        ("Ada Brandt said on Monday that at least 12 people were killed.", "Ada Brandt", "Monday"),
        ("As of Tuesday, 300 houses had burned.", "", "Tuesday"),
        ("Since Sunday 300 houses have burned.", "", ""),
        ("The ministry said 41 people were hurt on March 6.", "The ministry", "March 6"),
        ("Some 500 people marched.", "", ""),
    ],
)
def test_a_figure_knows_its_statement_and_day(text: str, speaker: str, when: str) -> None:
    """The statement whose content holds it; the day of its sentence that dates rather than bounds."""
    found = newsdesk.annotate(make_version(text))
    figure = found.figures[0]
    said = found.statements[figure.statement].speaker if figure.statement is not None else None

    assert (said.name if said else "") == speaker
    assert (found.times[figure.time].span.of(text) if figure.time is not None else "") == when
