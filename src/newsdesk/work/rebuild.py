"""Rebuild: drop what was derived, from a stage on, and make it again. The three logs stay."""

from __future__ import annotations

from collections.abc import Callable

from newsdesk.desk.states import standing
from newsdesk.errors import StateError, UsageError
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.store import Store, drop_from
from newsdesk.work.acts import apply_to_stories
from newsdesk.work.crew import Crew
from newsdesk.work.runner import Runner

STAGES = ("extract", "annotate", "cluster", "brief", "desk", "publish")
"""Where a rebuild can begin. From publish on only the lists and the search are made again: updates stay."""


def rebuild(
    store: Store,
    crew: Crew,
    stage: str,
    *,
    rule: str = "",
    own: Own = NOTHING_OWN,
    all_stories: bool = False,
    on_step: Callable[[str, int], None] = lambda _s, _n: None,
) -> tuple[str, ...]:
    """Make everything from `stage` on anew, and return what editors did to stories that could not be done again.

    Snapshots, decisions and updates stay; readers may be shown a new update where the new brief says something new.
    A story whose reports are those it was last told from stays as it was told, unless `all_stories` is set: readers are
    then shown what rules that have changed since tell otherwise.
    What is made bears the time of the newest snapshot, so that the same logs give the same result. Stopped midway,
    the next run of the desk goes on with it.
    """
    if stage not in STAGES:
        raise UsageError(f"--from: found {stage!r}; expected one of {', '.join(STAGES)}")
    with store.write() as tx:
        drop_from(tx, stage)
        newest = tx.snapshots.newest_time()
    if newest is None:
        return ()
    Runner(store, crew, rule=rule, own=own, on_step=on_step).drain(newest, through="cluster")
    missed = _act_again(store) if STAGES.index(stage) <= STAGES.index("cluster") else ()
    Runner(store, crew, rule=rule, own=own, anew=all_stories, on_step=on_step).drain(newest)
    return missed


def _act_again(store: Store) -> tuple[str, ...]:
    """Do to the new stories what editors did to the old ones."""
    missed = []
    with store.read() as view:
        acts = standing(view.decisions.on_stories())
    for decision in acts:
        try:
            with store.write() as tx:
                apply_to_stories(tx, decision)
        except StateError as error:
            missed.append(f"{decision.id} ({decision.act.value} by {decision.actor}): {error}")
    return tuple(missed)
