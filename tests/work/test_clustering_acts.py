"""What editors do to stories reaches the memory of clustering at once, and exactly as the store tells it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from newsdesk.cluster import Clusterer
from newsdesk.desk import acts
from newsdesk.desk.states import standing
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Outcome
from newsdesk.model.story import Placement, Report
from newsdesk.store import Store
from newsdesk.work.acts import carry_out
from newsdesk.work.clustering import caught_up, restored

LATER = datetime(2031, 6, 1, tzinfo=UTC)
BY = acts.By(editor="Ada", at=LATER, reason="read it twice")


def carried_on(clusterer: Clusterer, reports: list[Report]) -> list[Outcome[Placement]]:
    """Place every report once more, as if other articles told the same."""
    made = []
    for i, report in enumerate(reports):
        version = msgspec.structs.replace(
            report.version, id=make_id("ver", "again", i), article_id=make_id("art", "again", i)
        )
        made.append(clusterer.place(msgspec.structs.replace(report, version=version)))
    return made


@pytest.mark.parametrize("act", ["merge", "split", "move"])
def test_an_act_done_in_memory_equals_restoring(parted: Store, act: str) -> None:
    """The clusterer that was at work when the editor acted decides as one restored afterwards."""
    with parted.read() as view:
        at_work = restored(view, ())
        first, second = [row.id for row in view.stories.recent(10) if row.n_reports > 1][:2]
        reports = [report for report, _ in view.stories.placed(1000)]
    with parted.write() as tx:
        members = tx.stories.version_ids(first)
        decisions = {
            "merge": acts.merge(first, second, BY),
            "split": acts.split(first, members[:1], members, BY),
            "move": acts.move(first, members[:1], members, second, BY),
        }
        carry_out(tx, decisions[act])

    with parted.read() as view:
        decisions = view.decisions.on_stories()
        assert caught_up(at_work, decisions, view)
        anew = restored(view, standing(decisions))

    assert at_work.n_held == anew.n_held
    assert carried_on(at_work, reports) == carried_on(anew, reports)


def test_what_takes_an_act_back_needs_restoring(parted: Store) -> None:
    """Which reports a merged story had is known to the store alone."""
    with parted.read() as view:
        at_work = restored(view, ())
        first, second = [row.id for row in view.stories.recent(10) if row.n_reports > 1][:2]
    with parted.write() as tx:
        merge = acts.merge(first, second, BY)
        carry_out(tx, merge)
        carry_out(tx, acts.undo(tx.decisions.of_story(first), merge.id, BY))

    with parted.read() as view:
        assert not caught_up(at_work, view.decisions.on_stories(), view)
