"""When to visit a source again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from newsdesk.ingest import next_health, receive
from newsdesk.ingest.schedule import FIRST_INTERVAL_S, SPREAD
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.source import Source, SourceHealth, SourceKind
from newsdesk.model.visit import Received

NOW = datetime(2023, 3, 8, 12, tzinfo=UTC)
SOURCE = Source.at(
    "https://courier.example/feed", SourceKind.FEED, "Courier", min_interval_s=60.0, max_interval_s=21600.0
)
NEVER = SourceHealth(source_id=SOURCE.id)
UNCHANGED: Outcome[Received] = Made(())


def answer(fresh_s: float = 0.0) -> Outcome[Received]:
    received = receive(b"<rss/>", source_id=SOURCE.id, address=SOURCE.address, at=NOW)
    return Made((replace(received, etag='"v1"', last_modified="then", fresh_s=fresh_s),))


def wait_of(health: SourceHealth) -> float:
    assert health.next_visit is not None
    assert health.last_visit is not None
    return (health.next_visit - health.last_visit).total_seconds()


def live(n_per_day: float, days: float, *, source: Source = SOURCE) -> tuple[SourceHealth, int]:
    """Visit a source that brings something new at an even rate, as often as the schedule says."""
    health, now, seen = NEVER, NOW, 0
    while now < NOW + timedelta(days=days):
        n_there = int((now - NOW).total_seconds() / 86_400 * n_per_day)
        health = next_health(health, source, answer(), n_new=n_there - seen, now=now)
        seen = n_there
        assert health.next_visit is not None
        now = health.next_visit
    return health, health.n_visits


def test_the_first_visit() -> None:
    health = next_health(NEVER, SOURCE, answer(), n_new=30, now=NOW)

    assert FIRST_INTERVAL_S <= wait_of(health) <= FIRST_INTERVAL_S * (1 + SPREAD)
    assert (health.last_success, health.last_new, health.n_items, health.items_per_day) == (NOW, NOW, 30, 0.0)
    assert (health.etag, health.last_modified) == ('"v1"', "then")


def test_news_shortens_and_silence_lengthens() -> None:
    first = next_health(NEVER, SOURCE, answer(), n_new=30, now=NOW)
    busy = quiet = first
    for n in range(1, 6):
        busy = next_health(busy, SOURCE, answer(), n_new=2, now=NOW + timedelta(minutes=10 * n))
        quiet = next_health(quiet, SOURCE, UNCHANGED, n_new=0, now=NOW + timedelta(minutes=10 * n))

    assert busy.interval_s < first.interval_s < quiet.interval_s
    assert busy.last_new == NOW + timedelta(minutes=50)
    assert quiet.last_new == NOW


@pytest.mark.parametrize("n_per_day", [4.0, 24.0, 96.0])
def test_the_interval_settles_by_the_usual_rate(n_per_day: float) -> None:
    health, n_visits = live(n_per_day, 20)

    assert n_per_day * 0.5 < health.items_per_day < n_per_day * 1.5
    assert n_per_day < n_visits / 20 < n_per_day * 4 + 8


def test_a_silent_source_is_visited_rarely() -> None:
    health, n_visits = live(0, 20)

    assert health.interval_s == SOURCE.max_interval_s
    assert n_visits < 20 * 5


def test_an_unchanged_answer_keeps_the_validators() -> None:
    health = next_health(NEVER, SOURCE, answer(), n_new=1, now=NOW)

    assert next_health(health, SOURCE, UNCHANGED, n_new=0, now=NOW).etag == '"v1"'


@pytest.mark.parametrize(
    ("outcome", "ttl_s", "least_s"),
    [(answer(fresh_s=7200.0), 0.0, 7200.0), (answer(), 5400.0, 5400.0), (answer(fresh_s=9e9), 0.0, 86_400.0)],
)
def test_what_the_site_asks_for_is_kept(outcome: Outcome[Received], ttl_s: float, least_s: float) -> None:
    health = next_health(NEVER, SOURCE, outcome, n_new=1, now=NOW, ttl_s=ttl_s)

    assert least_s <= wait_of(health) <= least_s * (1 + SPREAD)


def test_failures_back_off_and_are_forgiven() -> None:
    health = next_health(NEVER, SOURCE, answer(), n_new=1, now=NOW)
    waits = []
    for _ in range(12):
        health = next_health(health, SOURCE, Refused(Reason.GONE, "HTTP status 404"), n_new=0, now=NOW)
        waits.append(wait_of(health))

    assert health.n_failures_in_a_row == 12
    assert (health.last_error, health.last_error_detail) == (Reason.GONE, "HTTP status 404")
    assert waits[0] < 1000 < 1800 <= waits[1] < 3600 <= waits[2]
    assert max(waits) <= 6 * 3600 * (1 + SPREAD)

    mended = next_health(health, SOURCE, answer(), n_new=0, now=NOW)
    assert (mended.n_failures_in_a_row, mended.last_error, mended.last_error_detail) == (0, None, "")


def test_a_source_that_was_put_off_is_not_visited_earlier() -> None:
    until = NOW + timedelta(days=2)

    asked = next_health(NEVER, SOURCE, PutOff(until, Reason.ASKED_TO_WAIT), n_new=0, now=NOW)
    failed = next_health(NEVER, SOURCE, PutOff(until, Reason.UNREACHABLE), n_new=0, now=NOW)

    assert asked.next_visit == failed.next_visit == until
    assert (asked.n_failures_in_a_row, failed.n_failures_in_a_row) == (0, 1)


def test_visits_are_spread() -> None:
    sources = [Source.at(f"https://courier.example/{n}", SourceKind.FEED, "Courier") for n in range(50)]

    times = {
        next_health(SourceHealth(source_id=each.id), each, answer(), n_new=0, now=NOW).next_visit for each in sources
    }

    assert len(times) == 50


_OUTCOMES = st.sampled_from([answer(), answer(100.0), UNCHANGED, Refused(Reason.GONE), PutOff(NOW, Reason.UNREACHABLE)])


@given(
    st.lists(st.tuples(_OUTCOMES, st.integers(0, 1000), st.floats(0, 1e6)), max_size=20),
    st.floats(1, 3600),
    st.floats(1, 1e6),
)
def test_any_course_of_visits_keeps_the_bounds(
    course: list[tuple[Outcome[Received], int, float]], low: float, high: float
) -> None:
    source = replace(SOURCE, min_interval_s=low, max_interval_s=high)
    health, now = NEVER, NOW
    for outcome, n_new, pause_s in course:
        now += timedelta(seconds=pause_s)
        health = next_health(health, source, outcome, n_new=n_new, now=now)
        assert health.next_visit is not None
        assert (health.next_visit - now).total_seconds() >= low * 0.999
        assert wait_of(health) <= max(low, high, 21_600.0) * (1 + SPREAD) + 100
        assert health.items_per_day >= 0
