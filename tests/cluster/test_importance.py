"""How much a story matters, and why."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from making_stories import NINE, dossier, report
from msgspec.structs import replace

from newsdesk.cluster import importance
from newsdesk.model.story import Importance, Relation

EVENING = NINE + timedelta(hours=12)


def judged(*hours: float, copies: int = 0) -> Importance:
    """A story of one report an outlet at these hours after NINE, the last `copies` of which copy the first."""
    reports = [report(f"Outlet {i}", f"The mine is shut, part {i}", hour=hour) for i, hour in enumerate(hours)]
    story = dossier(*reports, copies=[reports[:1] + reports[len(reports) - copies :]] if copies else [])
    copied = {one.version.id for one in reports[len(reports) - copies :]} if copies else set()
    joinings = [replace(one, relation=Relation.COPY) if one.version_id in copied else one for one in story.joinings]
    return importance(story.reports, joinings, story.origins, EVENING)


def test_each_part_is_told_in_words() -> None:
    assert judged(-3, 9, 11.5).reasons == (
        "3 independent origins",
        "2 reports in the last 6 hours, none in the 6 before",
        "carried by 3 outlets",
        "newest report less than an hour old",
    )


def test_copies_count_for_reach_and_not_for_origins_growth_or_novelty() -> None:
    assert judged(1, 9, 10, 11, copies=3).reasons == (
        "1 independent origin",
        "no report in the last 6 hours, 1 in the 6 before",
        "carried by 4 outlets",
        "newest report 11 hours old",
    )
    assert judged(1, 9, 10, 11, copies=3).score < judged(1, 9, 10, 11).score


def test_new_and_growing_comes_before_old() -> None:
    assert judged(10, 11, 11.5).score > judged(0, 0.5, 1).score


@given(st.lists(st.floats(-900, 30), min_size=1, max_size=30), st.integers(0, 5))
def test_it_lies_between_none_and_one_and_grows_with_origins(hours: list[float], copies: int) -> None:
    found = judged(*hours, copies=min(copies, len(hours) - 1))

    assert 0 <= found.score <= 1
    assert judged(*hours, hours[-1]).score >= judged(*hours).score - 0.2
