"""A bare `Gulf` is the gulf that the document names in full; `Fla` before a period is the state."""

from __future__ import annotations

import pytest

from newsdesk.annotate.places import find_places
from newsdesk.model.text import Span


def test_a_state_whose_period_is_left_out() -> None:
    text = "A man from Orlando, Fla. was hurt."
    spans = [Span(11, 18), Span(20, 23)]

    assert [place.name for place in find_places(text, spans, sentences=[Span(0, len(text))])] == ["Orlando", "Florida"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oil spread in the Gulf of Mexico. Boats in the Gulf stayed in port.", ["Gulf of Mexico", "Gulf of Mexico"]),
        ("Boats in the Gulf stayed in port.", ["Persian Gulf"]),
    ],
)
def test_the_place_of_a_short_form(text: str, expected: list[str]) -> None:
    spans, start = [], 0
    for words in ("Gulf of Mexico", "Gulf stayed"):
        if words in text:
            start = text.index(words)
            spans.append(Span(start, start + len(words.removesuffix(" stayed"))))

    assert [place.name for place in find_places(text, spans, sentences=[Span(0, len(text))])] == expected
