"""Stories, how each report came to belong, and the memberships that briefs are written from.

A story's `revision` is a digest chained over its joinings, so that a membership has a name without being read whole.
A *chapter* is a story at one revision: what the brief stage takes as input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    and_,
    delete,
    func,
    select,
    true,
    update,
)

from newsdesk.errors import StoreError
from newsdesk.model.annotations import Annotations
from newsdesk.model.identity import make_id
from newsdesk.model.story import Joining, Placement, Report, StoryMerge
from newsdesk.store.annotations import ANNOTATIONS, MENTIONS
from newsdesk.store.columns import Moment, Value, name_key
from newsdesk.store.family import METADATA, Family
from newsdesk.store.sources import SOURCES
from newsdesk.store.versions import VERSIONS

STORIES = Table(
    "stories",
    METADATA,
    Column("id", String, primary_key=True),
    Column("began", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Column("n_reports", Integer, nullable=False),
    Column("revision", String, nullable=False),
    Column("into_id", String, comment="the story it was merged into; null: it stands by itself"),
    Index("ix_stories_last", "last"),
)
JOININGS = Table(
    "joinings",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("version_id", String, ForeignKey("versions.id"), nullable=False),
    Column("story_id", String, nullable=False, comment="the story that holds it now, merges followed"),
    Column("at", Moment, nullable=False),
    Column("holds", Boolean, nullable=False, comment="whether it is the version's newest"),
    Column("payload", Value(Joining), nullable=False),
    Index("ix_joinings_version_id", "version_id", "seq"),
    Index("ix_joinings_story_id", "story_id", "holds", "at"),
    Index("ix_joinings_at", "at"),
)
MERGES = Table(
    "merges",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("from_id", String, nullable=False, index=True),
    Column("into_id", String, nullable=False, index=True),
    Column("payload", Value(StoryMerge), nullable=False),
)
CHAPTERS = Table(
    "chapters",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("story_id", String, nullable=False, index=True),
    Column("n_reports", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
_AT_ONCE = 200
_BESIDE = timedelta(days=30)
"""So long before a story began, reports of other stories are still looked at beside it."""
_FIRST_REPORTS = 5
"""Of a story beyond the limit, this many of its first reports are kept beside the newest."""


class StoryRow(Struct, frozen=True, kw_only=True):
    """A story's size and span of time, as lists show it."""

    id: str
    began: datetime
    last: datetime
    """The times of its oldest and newest report."""
    n_reports: int
    revision: str
    into_id: str | None = None
    """The story it was merged into; None: it stands by itself."""


class Chapter(Struct, frozen=True, kw_only=True):
    """A story at one membership."""

    id: str
    story_id: str
    n_reports: int
    at: datetime


class Stories(Family):
    """Which reports make a story."""

    def add_placement(self, placement: Placement) -> None:
        """Save what clustering, or an editor, decided for one report, and the merges it brought."""
        joining = placement.joining
        now_in = self.resolve(joining.story_id)
        before = self._held_by(joining.version_id)
        self._connection.execute(
            update(JOININGS).where(JOININGS.c.version_id == joining.version_id, JOININGS.c.holds).values(holds=False)
        )
        row = {"seq": self._next(JOININGS), "version_id": joining.version_id, "at": joining.at, "holds": True}
        self._insert(JOININGS, [{**row, "story_id": now_in, "payload": joining}])
        if before and before != now_in:
            self._recount(before, f"-{joining.version_id}")
        self._grow(now_in, joining)
        for merge in placement.merges:
            self.add_merge(merge)

    def add_merge(self, merge: StoryMerge) -> None:
        """Lead one story into another for ever; merging a story into itself changes nothing."""
        from_id, into_id = self.resolve(merge.from_id), self.resolve(merge.into_id)
        if from_id == into_id:
            return
        rows = {row.id: row for row in self.many((from_id, into_id))}
        if from_id not in rows or into_id not in rows:
            raise StoreError(f"merge of {from_id} into {into_id}: one of them is unknown")
        row = {"seq": self._next(MERGES), "from_id": from_id, "into_id": into_id, "payload": merge}
        self._insert(MERGES, [row])
        self._connection.execute(update(JOININGS).where(JOININGS.c.story_id == from_id).values(story_id=into_id))
        self._connection.execute(update(STORIES).where(STORIES.c.id == from_id).values(into_id=into_id))
        self._recount(into_id, f"+{rows[from_id].revision}")

    def unmerge(self, from_id: str) -> None:
        """Take a story out of the one it was merged into: an editor's undoing. One that stands by itself stays so."""
        row = self.get(from_id)
        if row is None or row.into_id is None:
            return
        now_in, own = self.resolve(from_id), set(self.led_to(from_id))
        self._connection.execute(delete(MERGES).where(MERGES.c.from_id == from_id))
        self._connection.execute(update(STORIES).where(STORIES.c.id == from_id).values(into_id=None))
        held = (JOININGS.c.story_id == now_in) & JOININGS.c.holds
        placed = self._connection.execute(select(JOININGS.c.seq, JOININGS.c.payload).where(held))
        back = [seq for seq, joining in placed if joining.story_id in own]
        self._connection.execute(update(JOININGS).where(JOININGS.c.seq.in_(back)).values(story_id=from_id))
        self._recount(from_id, f"/{now_in}")
        self._recount(now_in, f"/{from_id}")

    def story_of(self, version_id: str) -> str | None:
        """Return the story that holds a version now, merges followed; None when it has none."""
        return self._held_by(version_id)

    def resolve(self, story_id: str) -> str:
        """Return the story that an id leads to now: itself, or the one it was merged into."""
        seen = {story_id}
        while into_id := self._value(select(STORIES.c.into_id).where(STORIES.c.id == story_id)):
            if into_id in seen:
                raise StoreError(f"story {story_id}: its merges lead in a circle")
            seen.add(into_id)
            story_id = into_id
        return story_id

    def led_to(self, story_id: str) -> tuple[str, ...]:
        """Return the ids that lead to a story now: its own first, then those merged into it at any remove."""
        found = [story_id]
        fresh = found
        while fresh:
            fresh = list(self._values(select(STORIES.c.id).where(STORIES.c.into_id.in_(fresh)).order_by(STORIES.c.id)))
            found = [*found, *fresh]
        return tuple(found)

    def get(self, story_id: str) -> StoryRow | None:
        """Return a story's row, merges not followed; None: unknown."""
        return next(iter(self.many((story_id,))), None)

    def many(self, story_ids: Iterable[str]) -> tuple[StoryRow, ...]:
        """Return the rows of those of the stories that are known."""
        return self._rows(select(STORIES).where(STORIES.c.id.in_(list(story_ids))))

    def recent(self, limit: int, before: datetime | None = None) -> tuple[StoryRow, ...]:
        """Return stories that stand by themselves, that with the newest report first; `before`: older ones only."""
        query = select(STORIES).where(STORIES.c.into_id.is_(None), STORIES.c.n_reports > 0)
        query = query if before is None else query.where(STORIES.c.last < before)
        return self._rows(query.order_by(STORIES.c.last.desc(), STORIES.c.id).limit(limit))

    def by_id(self, after: str, limit: int) -> tuple[StoryRow, ...]:
        """Return stories that stand by themselves in order of their ids, those above `after`: for reading all."""
        query = select(STORIES).where(STORIES.c.into_id.is_(None), STORIES.c.n_reports > 0, STORIES.c.id > after)
        return self._rows(query.order_by(STORIES.c.id).limit(limit))

    def naming(self, role: str, name: str, limit: int) -> tuple[str, ...]:
        """Return ids of stories whose reports name a person, place or speaker, that with the newest report first."""
        query = (
            select(JOININGS.c.story_id)
            .join(MENTIONS, MENTIONS.c.version_id == JOININGS.c.version_id)
            .where(MENTIONS.c.role == role, MENTIONS.c.key == name_key(name), JOININGS.c.holds)
            .group_by(JOININGS.c.story_id)
            .order_by(func.max(JOININGS.c.at).desc(), JOININGS.c.story_id)
        )
        return self._values(query.limit(limit))

    def of_person(self, name: str, limit: int = 50) -> tuple[str, ...]:
        """Return ids of stories whose reports name a person."""
        return self.naming("person", name, limit)

    def of_place(self, name: str, limit: int = 50) -> tuple[str, ...]:
        """Return ids of stories whose reports name a place on the map."""
        return self.naming("place", name, limit)

    def reports(self, story_id: str, limit: int = 60) -> tuple[tuple[Report, Joining], ...]:
        """Return a story's reports with their joinings, oldest first, merges followed.

        Of a story with more reports than the limit: its first few and its newest.
        """
        held = and_(JOININGS.c.story_id == self.resolve(story_id), JOININGS.c.holds)
        newest_first = (JOININGS.c.at.desc(), JOININGS.c.seq.desc())
        chosen = self._values(select(JOININGS.c.seq).where(held).order_by(*newest_first).limit(limit + 1))
        if len(chosen) > limit:
            n_first = min(_FIRST_REPORTS, limit // 2)
            first = select(JOININGS.c.seq).where(held).order_by(JOININGS.c.at, JOININGS.c.seq).limit(n_first)
            chosen = (*chosen[: limit - n_first], *self._values(first))
        query = _reports().where(JOININGS.c.seq.in_(list(chosen)))
        return self._report_rows(query.order_by(JOININGS.c.at, JOININGS.c.seq))

    def beside(self, story_id: str, source_ids: Iterable[str], limit: int) -> tuple[Report, ...]:
        """Return reports of these sources that other stories hold, the newest that are no newer than the story."""
        row = self.get(self.resolve(story_id))
        if row is None:
            return ()
        near = JOININGS.c.at.between(row.began - _BESIDE, row.last)
        other = and_(JOININGS.c.story_id != row.id, JOININGS.c.holds, near)
        query = _reports().where(other, VERSIONS.c.source_id.in_(list(source_ids)))
        rows = self._report_rows(query.order_by(JOININGS.c.at.desc(), JOININGS.c.seq.desc()).limit(limit))
        return tuple(report for report, _ in rows)

    def placed(self, limit: int, since: datetime | None = None) -> Iterator[tuple[Report, Joining]]:
        """Yield the reports placed last, in the order in which they were first placed: what clustering restores from.

        At most `limit`, none seen before `since`. Each comes with the joining that holds; its `story_id` is that of
        the story that holds the report now, merges followed.
        """
        first = func.min(JOININGS.c.seq)
        query = select(JOININGS.c.version_id).group_by(JOININGS.c.version_id).order_by(first.desc()).limit(limit)
        if since is not None:
            query = query.join(VERSIONS, VERSIONS.c.id == JOININGS.c.version_id).where(VERSIONS.c.seen >= since)
        version_ids = self._values(query)[::-1]
        for start in range(0, len(version_ids), _AT_ONCE):
            part = version_ids[start : start + _AT_ONCE]
            held = _reports(JOININGS.c.story_id).where(JOININGS.c.version_id.in_(part), JOININGS.c.holds)
            found = {
                version.id: (_report(version, annotations, source), replace(joining, story_id=story_id))
                for version, annotations, source, joining, story_id in self._connection.execute(held)
            }
            yield from (found[version_id] for version_id in part)

    def version_ids(self, story_id: str) -> tuple[str, ...]:
        """Return the ids of every version a story holds, oldest first, merges followed."""
        held = (JOININGS.c.story_id == self.resolve(story_id)) & JOININGS.c.holds
        return self._values(select(JOININGS.c.version_id).where(held).order_by(JOININGS.c.at, JOININGS.c.seq))

    def joined_since(self, story_id: str, version_ids: Iterable[str]) -> tuple[datetime, ...]:
        """Return the times of the reports a story took up after the last of `version_ids`, oldest first."""
        held = (JOININGS.c.story_id == self.resolve(story_id)) & JOININGS.c.holds
        last = select(func.max(JOININGS.c.seq)).where(held, JOININGS.c.version_id.in_(list(version_ids)))
        later = JOININGS.c.seq > last.scalar_subquery()
        return self._values(select(JOININGS.c.at).where(held, later).order_by(JOININGS.c.at))

    def joinings_of(self, version_id: str) -> tuple[Joining, ...]:
        """Return every decision about where a version belongs, oldest first; the last one holds."""
        query = select(JOININGS.c.payload).where(JOININGS.c.version_id == version_id)
        return self._values(query.order_by(JOININGS.c.seq))

    def last_of_articles(self, article_ids: Iterable[str]) -> dict[str, Joining]:
        """Return the newest joining of any reading of each article, by article; those never placed are absent."""
        query = (
            select(JOININGS.c.payload, JOININGS.c.story_id)
            .join(VERSIONS, VERSIONS.c.id == JOININGS.c.version_id)
            .where(VERSIONS.c.article_id.in_(list(article_ids)))
            .order_by(JOININGS.c.seq)
        )
        rows = self._connection.execute(query)
        return {joining.article_id: replace(joining, story_id=story_id) for joining, story_id in rows}

    def merges_of(self, story_id: str) -> tuple[StoryMerge, ...]:
        """Return the merges that led a story on, or others into it, oldest first."""
        touched = (MERGES.c.from_id == story_id) | (MERGES.c.into_id == story_id)
        return self._values(select(MERGES.c.payload).where(touched).order_by(MERGES.c.seq))

    def all_merges(self) -> tuple[StoryMerge, ...]:
        """Return every merge, oldest first."""
        return self._values(select(MERGES.c.payload).order_by(MERGES.c.seq))

    def newest_seen(self) -> datetime | None:
        """Return when the newest of the placed versions was seen; None when none is placed."""
        found: datetime | None = self._value(
            select(func.max(VERSIONS.c.seen)).join(JOININGS, JOININGS.c.version_id == VERSIONS.c.id)
        )
        return found

    def newest_time(self) -> datetime | None:
        """Return the latest time of any placed report; None when none is placed."""
        found: datetime | None = self._value(select(JOININGS.c.at).order_by(JOININGS.c.at.desc()).limit(1))
        return found

    def add_chapters(self, story_ids: Iterable[str], at: datetime) -> None:
        """Note stories at their present memberships as work for the brief stage; a membership known changes nothing."""
        rows = sorted(self.many({self.resolve(story_id) for story_id in story_ids}), key=lambda row: row.id)
        made = {make_id("cha", row.id, row.revision): row for row in rows if row.n_reports}
        known = self._known(CHAPTERS, made)
        fresh = [(chapter_id, row) for chapter_id, row in made.items() if chapter_id not in known]
        first = self._next(CHAPTERS)
        self._insert(
            CHAPTERS,
            [
                {"seq": seq, "id": chapter_id, "story_id": row.id, "n_reports": row.n_reports, "at": at}
                for seq, (chapter_id, row) in enumerate(fresh, first)
            ],
        )

    def chapter(self, chapter_id: str) -> Chapter | None:
        """Return a chapter; None: unknown."""
        query = select(CHAPTERS.c.id, CHAPTERS.c.story_id, CHAPTERS.c.n_reports, CHAPTERS.c.at)
        row = self._connection.execute(query.where(CHAPTERS.c.id == chapter_id)).mappings().first()
        return Chapter(**row) if row else None

    def chapter_now(self, story_id: str) -> str:
        """Return the id of the chapter that a story's present membership makes."""
        row = self.get(self.resolve(story_id))
        return make_id("cha", row.id, row.revision) if row else ""

    def _held_by(self, version_id: str) -> str | None:
        held = (JOININGS.c.version_id == version_id) & JOININGS.c.holds
        found: str | None = self._value(select(JOININGS.c.story_id).where(held))
        return found

    def _grow(self, story_id: str, joining: Joining) -> None:
        row = self.get(story_id)
        revision = make_id("rev", row.revision if row else "", joining.version_id)
        self._put(
            STORIES,
            [
                {
                    "id": story_id,
                    "began": min(row.began, joining.at) if row and row.n_reports else joining.at,
                    "last": max(row.last, joining.at) if row and row.n_reports else joining.at,
                    "n_reports": (row.n_reports if row else 0) + 1,
                    "revision": revision,
                    "into_id": None,
                }
            ],
        )

    def _recount(self, story_id: str, change: str) -> None:
        """Count a story's reports anew, after a merge or after one was taken out."""
        held = and_(JOININGS.c.story_id == story_id, JOININGS.c.holds)
        counted = select(func.count(), func.min(JOININGS.c.at), func.max(JOININGS.c.at)).where(held)
        n_reports, began, last = self._connection.execute(counted).one()
        row = self.get(story_id)
        assert row is not None
        values = {"n_reports": n_reports, "began": began or row.began, "last": last or row.last}
        revision = make_id("rev", row.revision, change)
        self._connection.execute(update(STORIES).where(STORIES.c.id == story_id).values(**values, revision=revision))

    def _rows(self, query: Select[Any]) -> tuple[StoryRow, ...]:
        return tuple(StoryRow(**row) for row in self._connection.execute(query).mappings())

    def _report_rows(self, query: Select[Any]) -> tuple[tuple[Report, Joining], ...]:
        rows: Sequence[Any] = self._connection.execute(query).all()
        return tuple((_report(version, found, source), joining) for version, found, source, joining in rows)


def _reports(*more: Any) -> Select[Any]:
    """Select versions with their annotations, sources and joinings."""
    return (
        select(VERSIONS.c.payload, ANNOTATIONS.c.payload, SOURCES.c.payload, JOININGS.c.payload, *more)
        .select_from(JOININGS)
        .join(VERSIONS, VERSIONS.c.id == JOININGS.c.version_id)
        .join(SOURCES, SOURCES.c.id == VERSIONS.c.source_id)
        .outerjoin(ANNOTATIONS, ANNOTATIONS.c.version_id == VERSIONS.c.id)
        .where(true())
    )


def _report(version: Any, found: Any, source: Any) -> Report:
    annotations = found or Annotations(version_id=version.id, language=version.language)
    return Report(version=version, annotations=annotations, source=source)
