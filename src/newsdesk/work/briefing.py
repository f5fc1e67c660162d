"""brief: a story at one membership becomes a brief, or the reason why it does not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from newsdesk.brief import write_brief
from newsdesk.cluster import importance, origins, topics
from newsdesk.model.brief import Brief
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Dossier
from newsdesk.store import Store, Transaction, View
from newsdesk.work.crew import Crew
from newsdesk.work.endpoint import Phraser
from newsdesk.work.fates import Done, Fate, save

MAX_REPORTS = 60
"""A brief is written from a story's first few and newest reports, so many in all: its cost does not grow with it."""
_MOVED_ON: Fate = Refused(Reason.STORY_MOVED_ON, "other reports joined it first")


class Briefing:
    """The stage brief."""

    name = "brief"

    def __init__(
        self, store: Store, crew: Crew, *, at_once: int, phrase: Phraser | None = None, anew: bool = False
    ) -> None:
        """`phrase` words briefs anew before they are kept; None leaves them as made.

        `anew` writes stories again although their reports are those of the last brief.
        """
        self._store, self._crew, self._at_once, self._phrase = store, crew, at_once, phrase
        self._anew = anew
        self._mark = 0

    def step(self, now: datetime) -> int:
        """Take up some chapters and return how many; 0: none is left."""
        fates: dict[str, Fate] = {}
        jobs: list[tuple[str, Dossier, Brief | None]] = []
        with self._store.read() as view:
            todo = view.outcomes.todo(self.name, self._at_once, self._mark, now)
            for one in todo:
                chapter = view.stories.chapter(one.input_id)
                if chapter is None or view.stories.chapter_now(chapter.story_id) != one.input_id:
                    fates[one.input_id] = _MOVED_ON
                    continue
                jobs.append((one.input_id, dossier_of(view, chapter.story_id), _previous(view, chapter.story_id)))
        if not todo:
            return 0
        made = self._crew.map(brief, [(dossier, previous, now, self._anew) for _, dossier, previous in jobs])
        for (input_id, dossier, previous), fate in zip(jobs, made, strict=True):
            fates[input_id] = self._phrased(fate, dossier, previous)
        save(self._store, self.name, [Done(one.input_id, fates[one.input_id]) for one in todo], _keep_brief, now)
        self._mark = max(self._mark, todo[-1].seq)
        return len(todo)

    def _phrased(self, fate: Fate, dossier: Dossier, previous: Brief | None) -> Fate:
        if self._phrase is None or not isinstance(fate, Made):
            return fate
        texts = {report.version.id: report.version.text for report in dossier.reports}
        return Made(tuple(self._phrase(one, previous, texts) for one in fate.values))


def _previous(view: View, story_id: str) -> Brief | None:
    """Return the story's last brief, by which the next one tells what is new.

    After a rebuild none is left; what readers were last shown of the story then stands for it, so that the same
    reports, read again, tell them nothing new.
    """
    made = view.briefs.latest(story_id)
    if made is not None:
        return made
    shown = max(view.updates.of_story(story_id), key=lambda item: item.update.at, default=None)
    return shown.update.brief if shown else None


def dossier_of(view: View, story_id: str, limit: int = MAX_REPORTS) -> Dossier:
    """Gather what a brief is written from; the origins are counted by `with_origins`, which computes."""
    rows = view.stories.reports(story_id, limit)
    row = view.stories.get(story_id)
    return Dossier(
        story_id=story_id,
        reports=tuple(report for report, _ in rows),
        joinings=tuple(joining for _, joining in rows),
        complete=row is None or row.n_reports <= len(rows),
    )


def brief(dossier: Dossier, previous: Brief | None, now: datetime, anew: bool = False) -> Outcome[Brief]:
    """Count the origins, judge topic and importance, then write: all compute, and so belong to the crew."""
    counted = with_origins(dossier)
    judged = replace(
        counted,
        topics=topics(counted.reports),
        importance=importance(counted.reports, counted.joinings, counted.origins, now),
    )
    return write_brief(judged, previous, now, anew=anew)


def with_origins(dossier: Dossier) -> Dossier:
    """Return the dossier with its independent origins."""
    return replace(dossier, origins=origins(dossier.reports, dossier.joinings))


def _keep_brief(tx: Transaction, done: Done) -> Iterable[str]:
    assert isinstance(done.fate, Made)
    tx.briefs.add(*done.fate.values)
    return [made.id for made in done.fate.values]
