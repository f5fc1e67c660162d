"""cluster: one ordered writer. Its memory is rebuilt from the store at the start, and after anything went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsdesk.cluster import Clusterer
from newsdesk.desk.states import standing
from newsdesk.errors import StoreError
from newsdesk.model.annotations import Annotations
from newsdesk.model.decision import Act, Decision
from newsdesk.model.outcome import Made
from newsdesk.model.story import Joining, Placement, Report
from newsdesk.store import Store, View
from newsdesk.work.fates import Broken, Done, attempt, broken, recorded
from newsdesk.work.teaching import lessons

MAX_AT_ONCE = 200
_PARTING = (Act.SPLIT, Act.MOVE)
"""The acts by which an editor says that two stories are not one."""


class Clustering:
    """The stage cluster: versions and what they say out of the store, stories into it."""

    name = "cluster"

    def __init__(self, store: Store, *, at_once: int = MAX_AT_ONCE) -> None:
        self._store, self._at_once = store, at_once
        self._mark = 0
        self._clusterer: Clusterer | None = None
        self._acts: tuple[Decision, ...] = ()
        self._one_by_one = 0

    def step(self, now: datetime) -> int:
        """Place some reports in their order and return how many; 0: none is left."""
        with self._store.read() as view:
            clusterer = self._ready(view)
            todo = view.outcomes.todo(self.name, 1 if self._one_by_one else self._at_once, self._mark, now)
            reports = _reports(view, [one.input_id for one in todo])
            known = view.stories.last_of_articles({report.version.article_id for report in reports})
        if not todo:
            return 0
        dones = self._place(clusterer, reports, known)
        try:
            self._save(dones, now)
        except StoreError:
            self._clusterer = None
            raise
        except Exception as error:  # noqa: BLE001  the worker's edge
            self._clusterer = None
            if len(reports) > 1:
                self._one_by_one = len(reports)
                return len(reports)
            dones = [Done(todo[0].input_id, broken(error))]
            self._save(dones, now)
        self._one_by_one = max(0, self._one_by_one - 1)
        self._mark = max(self._mark, todo[len(dones) - 1].seq)
        return len(dones)

    def _place(self, clusterer: Clusterer, reports: Sequence[Report], known: dict[str, Joining]) -> list[Done]:
        """Place reports up to the first that breaks: what its half-done placing left in memory must not decide more."""
        dones: list[Done] = []
        for report in reports:
            fate = attempt(clusterer.place, report, known.get(report.version.article_id))
            dones.append(Done(report.version.id, fate))
            if isinstance(fate, Broken):
                self._clusterer = None
                break
            if isinstance(fate, Made):
                known[report.version.article_id] = fate.values[0].joining
        return dones

    def _save(self, dones: Sequence[Done], now: datetime) -> None:
        with self._store.write() as tx:
            touched = set()
            lines = []
            for done in dones:
                outputs: tuple[str, ...] = ()
                if isinstance(done.fate, Made):
                    placement: Placement = done.fate.values[0]
                    tx.stories.add_placement(placement)
                    outputs = (placement.joining.story_id,)
                    touched |= {placement.joining.story_id, *(merge.into_id for merge in placement.merges)}
                lines.append(recorded(self.name, done, now, outputs))
            tx.outcomes.record(*lines)
            tx.stories.add_chapters(touched, now)

    def _ready(self, view: View) -> Clusterer:
        """Return the clusterer with the memory it would have had it never been stopped, editors' acts included."""
        acts = view.decisions.on_stories()
        known, since = acts[: len(self._acts)], acts[len(self._acts) :]
        if self._clusterer is None or known != self._acts or not caught_up(self._clusterer, since, view):
            self._clusterer = restored(view, standing(acts))
        self._acts = acts
        return self._clusterer


def caught_up(clusterer: Clusterer, acts: Sequence[Decision], view: View) -> bool:
    """Do in memory what editors did to stories since; False when only restoring can, as after an UNDO."""
    for act in acts:
        if act.act is Act.MERGE:
            clusterer.merge(act.story_id, act.other_story_id)
        elif act.act not in _PARTING or not _split(clusterer, act, view):
            return False
    if acts:
        clusterer.be_taught(lessons(view.decisions.on_stories()))
    return True


def _split(clusterer: Clusterer, act: Decision, view: View) -> bool:
    """Move what an editor took out of a story; False when a later reading of it is held, which stays where it is."""
    joinings = [view.stories.joinings_of(version_id)[-1] for version_id in act.version_ids]
    if not all(clusterer.hold(joining) for joining in joinings):
        return False
    clusterer.keep_apart(act.story_id, act.other_story_id)
    return True


def restored(view: View, acts: Sequence[Decision]) -> Clusterer:
    """Rebuild a clusterer from the store: its window's reports in the order in which they were placed."""
    clusterer = Clusterer()
    window = clusterer.window
    newest = view.stories.newest_seen()
    since = newest - window.max_age if newest else None
    clusterer.be_taught(lessons(acts))
    apart = [(act.story_id, act.other_story_id) for act in acts if act.act in _PARTING]
    clusterer.restore(view.stories.placed(window.max_reports, since), view.stories.all_merges(), apart)
    return clusterer


def _reports(view: View, version_ids: Sequence[str]) -> list[Report]:
    versions, found, sources = view.versions.many(version_ids), view.annotations.many(version_ids), view.sources.known()
    return [
        Report(
            version=version,
            annotations=found.get(version.id) or Annotations(version_id=version.id, language=version.language),
            source=sources[version.source_id],
        )
        for version in (versions[version_id] for version_id in version_ids)
    ]
