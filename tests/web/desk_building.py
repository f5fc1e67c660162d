"""Puts reports, briefs and updates into a store by hand: the builder with which tests of the web read like a story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Block, BlockKind, Version
from newsdesk.model.brief import (
    Attribution,
    Brief,
    BriefSentence,
    Citation,
    NamedPerson,
    NamedPlace,
    OriginShown,
    Role,
)
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source, SourceHealth, SourceKind
from newsdesk.model.story import Joining, Placement, Relation
from newsdesk.model.text import Extract, Span
from newsdesk.model.update import Update
from newsdesk.model.visit import Received
from newsdesk.publish import publish
from newsdesk.store import Store, Transaction

NOW = datetime(2025, 5, 14, 15, 30, tzinfo=UTC)
COURIER = Source.at("https://courier.example/feed", SourceKind.FEED, "Harbour Courier", owner="Tallow Press")
WIRE = Source.at("https://wire.example/feed", SourceKind.FEED, "Meridian Wire", owner="Meridian")
POST = Source.at("https://post.example/news", SourceKind.LISTING, "Northfold Post", owner="Northfold Trust")


class Desk:
    """Writes one story after another into a store, as the stages would."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def retold(brief: Brief, story: str) -> Brief:
        """The same words as the first brief of another story."""
        return replace(brief, id=make_id("bri", story, 1), story_id=make_id("sto", story), number=1)

    def open(self) -> None:
        """Name the sources, and how visits to them go."""
        with self.store.write() as tx:
            for source in (COURIER, WIRE, POST):
                tx.sources.save(source)
            tx.sources.save_health(
                SourceHealth(source_id=COURIER.id, last_visit=NOW, last_success=NOW, n_visits=41, items_per_day=18.5)
            )
            failing = SourceHealth(source_id=POST.id, last_visit=NOW, n_visits=9, n_failures_in_a_row=4)
            tx.sources.save_health(replace(failing, last_error=Reason.UNREACHABLE, last_error_detail="timed out"))

    def report(self, story: str, source: Source, title: str, body: str, at: datetime) -> Version:
        """Store a report as received, read and placed; paragraphs of `body` are parted by blank lines."""
        text = f"{title}\n\n{body}"
        address = f"{source.address.rpartition('/')[0]}/{make_id('p', title)[2:8]}"
        page = text.encode()
        snapshot = Snapshot.taken(page, source_id=source.id, address=address, at=at, form=Form.HTML)
        blocks, place = [], 0
        for index, part in enumerate(text.split("\n\n")):
            kind = BlockKind.PARAGRAPH if index else BlockKind.HEADLINE
            blocks.append(Block(kind=kind, span=Span(place, place + len(part))))
            place += len(part) + 2
        version = Version(
            id=make_id("ver", snapshot.id),
            article_id=make_id("art", address),
            snapshot_id=snapshot.id,
            source_id=source.id,
            position=0,
            text=text,
            blocks=tuple(blocks),
            title=title,
            address=address,
            seen=at,
            language="en",
        )
        joining = Joining(
            version_id=version.id,
            article_id=version.article_id,
            story_id=story,
            relation=Relation.JOIN,
            score=0.93,
            reason="shares the place and four rare words with the story’s first report",
            at=at,
        )
        with self.store.write() as tx:
            tx.snapshots.add([Received(snapshot=snapshot, body=page)])
            tx.versions.add([version])
            tx.annotations.add([Annotations(version_id=version.id, language="en")])
            tx.stories.add_placement(Placement(joining=joining))
        return version

    def show(self, brief: Brief, at: datetime, *, act: Act = Act.PUBLISH, note: str = "", rule: str = "") -> Update:
        """Publish a brief as an editor, or by a rule, and return what readers see."""
        with self.store.write() as tx:
            return shown(tx, brief, at, act=act, note=note, rule=rule)

    def wait(self, brief: Brief, why: str) -> None:
        """Leave a brief to an editor."""
        with self.store.write() as tx:
            tx.briefs.add(brief)
            tx.outcomes.add("desk", brief.id, Refused(Reason.RULE_NOT_MET, why), at=brief.made_at)


def shown(tx: Transaction, brief: Brief, at: datetime, *, act: Act, note: str, rule: str) -> Update:
    """Append the decision to show a brief, and the update that follows from it."""
    item_id = make_id("itm", brief.story_id, 1)
    decision = Decision(
        id=make_id("dec", brief.id, act, at.isoformat()),
        actor=f"rule:{rule}" if rule else "editor:ada",
        at=at,
        act=act,
        reason="",
        story_id=brief.story_id,
        item_id=item_id,
        brief=brief,
        note=note,
    )
    outcome = publish(decision, tx.updates.of_item(item_id))
    assert isinstance(outcome, Made), outcome
    (update,) = outcome.values
    tx.briefs.add(brief)
    tx.decisions.append(decision)
    if rule:
        tx.outcomes.add("desk", brief.id, Made((decision,)), (decision.id,), at=at)
    tx.updates.append(update)
    tx.outcomes.add("publish", decision.id, outcome, (update.id,), at=at)
    return update


def cite(version: Version, words: str) -> Citation:
    """Cite words of a report."""
    start = version.text.index(words)
    source = {one.id: one for one in (COURIER, WIRE, POST)}[version.source_id]
    return Citation(
        version_id=version.id,
        snapshot_id=version.snapshot_id,
        extract=Extract.cut(version.text, start, start + len(words)),
        source_name=source.name,
        address=version.address,
        title=version.title,
        published=version.seen.date().isoformat(),
        seen=version.seen,
    )


def sentence(
    text: str, role: Role, *citations: Citation, said: Attribution | None = None, day: str = ""
) -> BriefSentence:
    """One sentence for readers."""
    return BriefSentence(text=text, role=role, citations=citations, attribution=said, event_day=day)


def brief_of(
    story: str,
    headline: BriefSentence,
    sentences: Sequence[BriefSentence],
    at: datetime,
    *,
    number: int = 1,
    origins: Sequence[OriginShown] = (),
    people: Sequence[NamedPerson] = (),
    places: Sequence[NamedPlace] = (),
) -> Brief:
    """A brief, whose id follows from the story and the number."""
    cited = {citation.version_id for one in (headline, *sentences) for citation in one.citations}
    return Brief(
        id=make_id("bri", story, number),
        story_id=story,
        number=number,
        headline=headline,
        sentences=tuple(sentences),
        made_at=at,
        version_ids=tuple(sorted(cited)),
        origins=tuple(origins),
        people=tuple(people),
        places=tuple(places),
        topic="Harbour",
        topic_confidence=0.82,
        confidence=0.91,
    )
