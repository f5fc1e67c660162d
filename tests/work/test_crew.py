"""Fates: a bug is one input's fate, a dying process takes one job with it, and one bad value spoils no other."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial

import pytest
from tests.making_stories import dossier, report, saying

from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.pipeline import STAGES, version_of
from newsdesk.store import STAGES as STAGE_NAMES
from newsdesk.store import Store, Transaction
from newsdesk.work.crew import Crew
from newsdesk.work.fates import Broken, Done, attempt, save


def double(number: int) -> Outcome[int]:
    """A stage that refuses zero, breaks on one, gives nonsense for two, and dies of three."""
    if number == 0:
        return Refused(Reason.EMPTY, "zero")
    if number == 1:
        raise ValueError("one")
    if number == 2:
        return number  # type: ignore[return-value]
    if number == 3:
        os._exit(9)
    return Made((2 * number,))


@pytest.mark.parametrize("make", [Crew.inline, lambda: Crew(partial(ProcessPoolExecutor, 2), n_workers=2)])
def test_fates_come_in_the_order_of_the_jobs(make: Callable[[], Crew]) -> None:
    with make() as crew:
        fates = crew.map(double, [(5,), (0,), (1,), (2,), (6,)])

    assert fates[0] == Made((10,))
    assert fates[1] == Refused(Reason.EMPTY, "zero")
    assert isinstance(fates[2], Broken)
    assert fates[2].name == "ValueError"
    assert isinstance(fates[3], Broken)
    assert "expected an Outcome" in fates[3].trace
    assert fates[4] == Made((12,))


def test_a_dying_process_takes_one_job_with_it() -> None:
    with Crew(partial(ProcessPoolExecutor, 1), n_workers=1) as crew:
        fates = crew.map(double, [(4,), (3,), (5,)])

        assert fates[0] == Made((8,))
        assert isinstance(fates[1], Broken)
        assert fates[1].name == "WorkerDied"
        assert fates[2] == Made((10,))


def test_a_value_that_cannot_be_saved_breaks_alone(store: Store) -> None:
    def keep(tx: Transaction, done: Done) -> list[str]:
        tx.meta.set(done.input_id, done.fate.values[0])  # type: ignore[union-attr]
        return [done.input_id]

    dones = [Done(name, Made((value,))) for name, value in (("a", "fine"), ("b", "\ud800"), ("c", "fine too"))]
    save(store, "brief", dones, keep, datetime(2031, 5, 4, tzinfo=UTC))

    with store.read() as view:
        assert [view.outcomes.of("brief", name).kind for name in "abc"] == ["made", "broken", "made"]  # type: ignore[union-attr]
        assert (view.meta.get("a"), view.meta.get("b"), view.meta.get("c")) == ("fine", None, "fine too")


def test_the_table_of_contents_names_the_stages_of_the_books() -> None:
    assert tuple(stage.name for stage in STAGES) == STAGE_NAMES
    assert all(version_of(stage.name) for stage in STAGES)
    assert attempt(double, 7) == Made((14,))


def test_a_dossier_crosses_to_another_process_whole() -> None:
    told = report("Reed Post", "Dyke breaks in Varnholm", '"The dyke is gone," Ada Morn said.')
    one = dossier(saying(told, "Ada Morn", "The dyke is gone"), report("Harbour Courier", "Flood", "It rains on."))
    assert pickle.loads(pickle.dumps(one)) == one
