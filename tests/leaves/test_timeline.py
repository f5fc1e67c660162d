"""Timelines: which days of a story count, and which sentences tell them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.timeline import Telling, developments

FLOOD = "The river Osk flooded the town of Varnholm and closed the bridge."


def telling(
    day: str, text: str = FLOOD, *, told: str = "2026-03-04", origin: str = "a", opens: bool = False
) -> Telling:
    return Telling(day=day, text=text, told=told, origin=origin, opens=opens)


def test_a_day_more_origins_tell_of_goes_before_one_that_a_single_report_names_often() -> None:
    told = [telling("2026-03-02", origin=key) for key in "abcd"]
    told += [telling("2026-03-20", f"The mayor of Varnholm called meeting {i} of the council.") for i in range(4)]

    [one] = developments(told, n_days=1)

    assert one.day == "2026-03-02"


def test_what_is_still_told_days_later_counts_more() -> None:
    told = [telling("2026-03-02", told="2026-03-03", origin=key) for key in "ab"]
    told += [telling("2026-05-02", told="2026-06-01", origin=key) for key in "ab"]

    [one] = developments(told, n_days=1)

    assert one.day == "2026-05-02"


def test_a_day_is_told_by_the_sentence_that_shares_most_and_not_twice() -> None:
    told = [
        telling("2026-03-02", "Ducks swam past the old bakery all through that quiet afternoon."),
        telling("2026-03-02", origin="b"),
        telling("2026-03-02", FLOOD.replace("closed", "shut"), origin="c"),
    ]

    [one] = developments(told, n_each=2)

    assert one.chosen[0] in (1, 2)
    assert set(one.chosen) != {1, 2}


def test_a_month_stands_only_where_none_of_its_days_does() -> None:
    told = [telling("2026-03"), telling("2026-03-02", origin="b"), telling("2025")]

    assert [one.day for one in developments(told, n_days=5)] == ["2025", "2026-03-02"]


DAYS = st.one_of(
    st.dates().map(lambda day: day.isoformat()), st.sampled_from(["2026-03", "2026", "2026-W10", "2026-02-31", "", "x"])
)


@given(st.lists(st.tuples(DAYS, st.text(max_size=60), st.sampled_from("abc")), max_size=30), st.integers(0, 5))
def test_any_tellings_give_days_in_order_and_sentences_of_their_own_day(
    rows: list[tuple[str, str, str]], n_days: int
) -> None:
    told = [telling(day, text, origin=origin) for day, text, origin in rows]

    found = developments(told, n_days=n_days, n_each=2)

    assert len(found) <= n_days
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(told[i].day == one.day for one in found for i in one.chosen)
    assert all(len(one.chosen) in (1, 2) for one in found)


def test_a_single_mention_of_a_year_far_ahead_is_no_development() -> None:
    told = [
        Telling(day="2023-03-08", text="The dyke above Varnholm broke.", told="2023-03-08", origin="a"),
        Telling(day="1988", text="A flood in Torvik killed 40 people then.", told="2023-03-09", origin="a"),
        Telling(day="2033", text="At 2033 the mayor was still at the dyke.", told="2023-03-09", origin="b"),
    ]

    def days(told: list[Telling]) -> list[str]:
        return [one.day for one in developments(told, n_days=60, of_its_time=True)]

    assert days(told) == ["1988", "2023-03-08"]
    assert days(told[2:]) == ["2033"]
