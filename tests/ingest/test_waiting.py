"""How long to wait."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.ingest.waiting import MAX_ASKED_S, back_off, fresh_for, retry_after, share_of

NOW = datetime(2023, 3, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Wed, 08 Mar 2023 12:01:00 GMT", 60.0),
        ("Wed, 08 Mar 2023 11:00:00 GMT", 0.0),
        ("Wednesday, 08-Mar-23 12:01:00 GMT", 60.0),
        ("99999999999999", MAX_ASKED_S),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("١٢", None),
    ],
)
def test_retry_after(value: str, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected


@pytest.mark.parametrize(
    ("cache_control", "expires", "expected"),
    [
        ("public, max-age=300", "", 300.0),
        ("max-age=300", "Wed, 08 Mar 2023 13:00:00 GMT", 300.0),
        ('max-age="60"', "", 60.0),
        ("s-maxage=30, max-age=300", "", 30.0),
        ("no-cache, max-age=300", "Wed, 08 Mar 2023 13:00:00 GMT", 0.0),
        ("", "Wed, 08 Mar 2023 13:00:00 GMT", 3600.0),
        ("", "0", 0.0),
        ("private", "", 0.0),
    ],
)
def test_how_long_an_answer_stays_fresh(cache_control: str, expires: str, expected: float) -> None:
    assert fresh_for(cache_control, expires, NOW) == expected


@given(st.text(max_size=40))
def test_any_header_is_read_or_ignored(value: str) -> None:
    assert (retry_after(value, NOW) or 0.0) >= 0
    assert fresh_for(value, value, NOW) >= 0


def test_waits_double_up_to_six_hours_and_are_spread() -> None:
    waits = [back_off(attempt, "https://courier.example/a") for attempt in range(40)]
    others = {back_off(3, f"https://courier.example/{n}") for n in range(20)}

    assert timedelta(seconds=52) <= waits[0] <= timedelta(seconds=68)
    assert all(later > earlier for earlier, later in itertools.pairwise(waits[:8]))
    assert max(waits) <= timedelta(hours=6.8)
    assert waits == [back_off(attempt, "https://courier.example/a") for attempt in range(40)]
    assert len(others) == 20


@given(st.text(), st.integers())
def test_a_share_is_a_share(words: str, number: int) -> None:
    assert 0 <= share_of(words, number) < 1
