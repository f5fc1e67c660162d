"""extract and annotate: each input by itself, so that they are mapped over the crew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newsdesk.annotate import annotate_version
from newsdesk.extract import extract_snapshot
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Version
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store, Transaction
from newsdesk.work.crew import Crew
from newsdesk.work.fates import Done, Fate, save


class Extracting:
    """The stage extract: bodies out of the store, articles into it."""

    name = "extract"

    def __init__(self, store: Store, crew: Crew, *, at_once: int, own: Own = NOTHING_OWN) -> None:
        self._store, self._crew, self._at_once, self._rules = store, crew, at_once, own.sites
        self._mark = 0

    def step(self, now: datetime) -> int:
        """Take up some snapshots and return how many; 0: none is left."""
        with self._store.read() as view:
            todo = view.outcomes.todo(self.name, self._at_once, self._mark, now)
            snapshots = view.snapshots.many([one.input_id for one in todo])
            sources = view.sources.known()
            followed = {
                one for one, snapshot in snapshots.items() if is_followed(snapshot, sources[snapshot.source_id])
            }
            jobs = [(snapshot, view.snapshots.body(snapshot.digest), self._rules) for snapshot in snapshots.values()]
        if not todo:
            return 0
        kept = [job for job in jobs if job[0].id not in followed]
        fates: dict[str, Fate] = dict.fromkeys(followed, _LINKS_ONLY)
        fates.update(zip((job[0].id for job in kept), self._crew.map(extract_snapshot, kept), strict=True))
        save(self._store, self.name, [Done(one.input_id, fates[one.input_id]) for one in todo], _keep_versions, now)
        self._mark = max(self._mark, todo[-1].seq)
        return len(todo)


class Annotating:
    """The stage annotate: articles out of the store, what they say into it."""

    name = "annotate"

    def __init__(self, store: Store, crew: Crew, *, at_once: int, own: Own = NOTHING_OWN) -> None:
        self._store, self._crew, self._at_once, self._own = store, crew, at_once, own
        self._mark = 0

    def step(self, now: datetime) -> int:
        """Take up some versions and return how many; 0: none is left."""
        with self._store.read() as view:
            todo = view.outcomes.todo(self.name, self._at_once, self._mark, now)
            versions = view.versions.many([one.input_id for one in todo])
            sources = view.sources.known()
        if not todo:
            return 0
        own = self._own
        jobs = [(versions[one.input_id], _country(sources, versions[one.input_id]), own) for one in todo]
        # The longest first, so that no worker is left alone with one at the end.
        jobs.sort(key=lambda job: -len(job[0].text))
        fates = dict(zip((job[0].id for job in jobs), self._crew.map(annotate, jobs), strict=True))
        save(self._store, self.name, [Done(one.input_id, fates[one.input_id]) for one in todo], _keep_annotations, now)
        self._mark = max(self._mark, todo[-1].seq)
        return len(todo)


def annotate(version: Version, country: str, own: Own) -> Outcome[Annotations]:
    """Call the stage with its keywords, which a map over arguments cannot give."""
    return annotate_version(version, country=country, own=own)


def is_followed(snapshot: Snapshot, source: Source) -> bool:
    """Tell whether a snapshot's links are followed, so that it is no article: a feed, a sitemap, a watched page."""
    if snapshot.form is Form.FEED:
        return source.kind is SourceKind.FEED and not source.full_text_in_feed
    if snapshot.form is Form.SITEMAP:
        return True
    return snapshot.form is Form.HTML and source.kind is SourceKind.LISTING and snapshot.lead is None


_LINKS_ONLY: Fate = Refused(Reason.LINKS_ONLY, "what it links to is read by itself")


def _country(sources: dict[str, Source], version: Version) -> str:
    source = sources.get(version.source_id)
    return source.country if source else ""


def _keep_versions(tx: Transaction, done: Done) -> Iterable[str]:
    assert isinstance(done.fate, Made)
    tx.versions.add(done.fate.values)
    return [version.id for version in done.fate.values]


def _keep_annotations(tx: Transaction, done: Done) -> Iterable[str]:
    assert isinstance(done.fate, Made)
    tx.annotations.add(done.fate.values)
    return [done.input_id]
