"""A clusterer rebuilt from the store at any moment decides as one that was never disturbed."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from cluster_reports import a_report
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from newsdesk.cluster import Clusterer
from newsdesk.model.outcome import Made
from newsdesk.model.story import Joining, Placement, Relation, Report, StoryMerge

PHASES = [Phase.generate]
"""Failing streams are not made smaller: each trial places dozens of reports, and that would take minutes."""
WORDS = [
    "dam", "Orrin", "crack", "wall", "minister", "Harrow", "chess", "Adair", "Castell", "Sundholm", "storm", "ferry",
    "Tarn", "harbour", "vote", "council", "3,400", "17", "strike", "railway", "Vellmark", "market", "price", "wheat",
]  # fmt: skip


@st.composite
def streams(draw: st.DrawFn) -> list[Report]:
    """Some dozens of short reports, out of order, some of them rereadings, copies, posts."""
    themes = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), min_size=2, max_size=5))
    reports, pace = [], draw(st.sampled_from([3, 20]))
    for i in range(draw(st.integers(8, 30))):
        theme = draw(st.sampled_from(themes))
        words = draw(st.lists(st.sampled_from([*theme, *theme, *theme, *WORDS]), min_size=2, max_size=30))
        article = draw(st.integers(max(0, i - 3), i))
        report = a_report(
            " ".join(words[:5]),
            " ".join(words) * draw(st.integers(1, 3)),
            key=f"article-{article}",
            version=i,
            hours=draw(st.floats(-50, 50)) + pace * i,
            outlet=draw(st.sampled_from(["Reed Post", "Tarn Echo", "Coast News"])),
            dated=draw(st.booleans()),
            parent=draw(st.sampled_from(["", "", "live", f"article-{max(0, i - 5)}"])),
            names=tuple(dict.fromkeys(word for word in words if word.istitle()))[: draw(st.integers(0, 6))],
            quoted=tuple([" ".join(words)] if draw(st.booleans()) and len(words) > 5 else []),
            address=f"https://reed-post.example/{article}",
            links=tuple(f"https://reed-post.example/{n}" for n in draw(st.lists(st.integers(0, 30), max_size=2))),
        )
        reports.append(report)
    return reports


def small(hours: int = 60) -> Clusterer:
    """One that remembers little, so that reports leave it."""
    return Clusterer(max_reports=12, max_age=timedelta(hours=hours))


def place_from(clusterer: Clusterer, reports: list[Report]) -> list[tuple[Report, Placement | None]]:
    made = []
    for report in reports:
        outcome = clusterer.place(report)
        made.append((report, outcome.values[0] if isinstance(outcome, Made) else None))
    return made


@pytest.mark.slow
@settings(max_examples=share(40), deadline=None, phases=PHASES)
@given(streams(), st.integers(0, 30), st.booleans(), st.sampled_from([60, 600]))
def test_restored_at_any_point_it_decides_the_same(
    reports: list[Report], cut: int, window_only: bool, hours: int
) -> None:
    """The rest of the stream is placed alike, whether the whole past was loaded or the window alone."""
    undisturbed = small(hours)
    before = [(report, one) for report, one in place_from(undisturbed, reports[:cut]) if one is not None]
    merges = [merge for _, one in before for merge in one.merges]
    kept = before[-undisturbed.window.max_reports :] if window_only else before
    restored = small(hours)
    restored.restore([(report, one.joining) for report, one in kept], merges)

    assert place_from(undisturbed, reports[cut:]) == place_from(restored, reports[cut:])
    assert undisturbed.n_held == restored.n_held


@pytest.mark.slow
@settings(max_examples=share(20), deadline=None, phases=PHASES)
@given(streams(), st.integers(2, 30), st.integers(0, 30))
def test_restored_after_editors_acts_it_decides_the_same(reports: list[Report], cut: int, target: int) -> None:
    """An editor moves a report, merges two stories and parts two; a restored memory knows."""
    undisturbed = small()
    before = [(report, one) for report, one in place_from(undisturbed, reports[:cut]) if one is not None]
    merges = [merge for _, one in before for merge in one.merges]
    last = len(before) - 1
    leads = {merge.from_id: merge.into_id for merge in merges}
    story_id = before[target % len(before)][1].joining.story_id
    while story_id in leads:
        story_id = leads[story_id]
    moved: Joining = msgspec.structs.replace(before[last][1].joining, story_id=story_id, relation=Relation.EDITOR)
    undisturbed.hold(moved)
    undisturbed.keep_apart("sto-one", story_id)
    joinings = [(report, one.joining) for report, one in before[:-1]] + [(before[last][0], moved)]
    restored = small()
    restored.restore(joinings, merges, apart=[("sto-one", story_id)])

    assert place_from(undisturbed, reports[cut:]) == place_from(restored, reports[cut:])


@settings(max_examples=share(12), deadline=None, phases=PHASES)
@given(streams())
def test_every_placement_is_sound(reports: list[Report]) -> None:
    """Ids, scores and partners are what the model promises, and the same stream is placed alike twice."""
    first = place_from(Clusterer(), reports)
    known: set[str] = set()
    merged: dict[str, StoryMerge] = {}
    for report, placement in first:
        if placement is None:
            continue
        joining = placement.joining
        assert joining.version_id == report.version.id
        assert 0.0 <= joining.score <= 1.0
        assert joining.reason
        assert joining.at == report.at
        assert joining.story_id not in merged
        assert joining.relation is Relation.BEGIN or joining.partner_id in known
        known.add(joining.version_id)
        for merge in placement.merges:
            assert merge.from_id != merge.into_id
            merged[merge.from_id] = merge

    assert place_from(Clusterer(), reports) == first
