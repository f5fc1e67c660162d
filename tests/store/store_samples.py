"""Invented values, each from few words, so that a test reads like what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdesk.model.annotations import Annotations, Entity, NameKind, Place
from newsdesk.model.article import Block, BlockKind, Version
from newsdesk.model.brief import Brief, BriefSentence, Citation, NamedPerson, NamedPlace, OriginShown, Role
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Joining, Placement, Relation
from newsdesk.model.text import Extract, Span
from newsdesk.model.update import Update, UpdateKind
from newsdesk.model.visit import Received
from newsdesk.store import Transaction

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
COURIER = Source.at("https://courier.example/feed", SourceKind.FEED, "Harbour Courier")


def minutes(n: float) -> datetime:
    return NOON + timedelta(minutes=n)


def received(text: str, *, address: str = "", at: datetime = NOON, source: Source = COURIER) -> Received:
    body = text.encode()
    address = address or f"https://courier.example/{make_id('x', text)}"
    snapshot = Snapshot.taken(body, source_id=source.id, address=address, at=at, form=Form.TEXT)
    return Received(snapshot=snapshot, body=body)


def version_of(item: Received, position: int = 0) -> Version:
    text = item.body.decode()
    return Version(
        id=make_id("ver", item.snapshot.id, position),
        article_id=make_id("art", item.snapshot.address, position),
        snapshot_id=item.snapshot.id,
        source_id=item.snapshot.source_id,
        position=position,
        text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),),
        address=item.snapshot.address,
        seen=item.snapshot.at,
        language="en",
    )


def annotations_of(version: Version, *, person: str = "", place: str = "") -> Annotations:
    return Annotations(
        version_id=version.id,
        language="en",
        entities=(Entity(kind=NameKind.PERSON, name=person),) if person else (),
        places=(Place(span=Span(0, 1), name=place, lat=1.0, lon=2.0),) if place else (),
    )


def placement(
    version: Version, story_id: str, *, relation: Relation = Relation.JOIN, at: datetime | None = None
) -> Placement:
    joining = Joining(
        version_id=version.id,
        article_id=version.article_id,
        story_id=story_id,
        relation=relation,
        score=0.9,
        reason="shares words",
        at=at or version.seen,
    )
    return Placement(joining=joining)


def add_report(
    tx: Transaction, text: str, story_id: str, *, at: datetime = NOON, person: str = "", place: str = ""
) -> Version:
    """Take a report all the way from its source to its story."""
    tx.sources.save(COURIER)
    item = received(text, at=at)
    tx.snapshots.add([item])
    version = version_of(item)
    tx.versions.add([version])
    tx.annotations.add([annotations_of(version, person=person, place=place)])
    tx.stories.add_placement(placement(version, story_id))
    return version


def sentence(text: str, version: Version) -> BriefSentence:
    cited = Citation(
        version_id=version.id,
        snapshot_id=version.snapshot_id,
        extract=Extract.cut(version.text, 0, len(version.text)),
        source_name="Harbour Courier",
        address=version.address,
        title="",
        seen=version.seen,
    )
    return BriefSentence(text=text, role=Role.LEAD, citations=(cited,))


def brief_of(
    version: Version, story_id: str, *, headline: str = "", number: int = 1, person: str = "", place: str = ""
) -> Brief:
    return Brief(
        id=make_id("bri", story_id, number, headline),
        story_id=story_id,
        number=number,
        headline=sentence(headline or version.text, version),
        sentences=(sentence(version.text, version),),
        made_at=version.seen,
        version_ids=(version.id,),
        origins=(
            OriginShown(kind="own", name="Harbour Courier", reason="its own", held=True, version_ids=(version.id,)),
        ),
        people=(NamedPerson(name=person),) if person else (),
        places=(NamedPlace(name=place, kind="town", lat=1.0, lon=2.0),) if place else (),
    )


def decision_of(brief: Brief, item_id: str, *, act: Act = Act.PUBLISH, at: datetime = NOON) -> Decision:
    return Decision(
        id=make_id("dec", item_id, act, at.isoformat()),
        actor="editor:Ada",
        at=at,
        act=act,
        reason="it is right",
        story_id=brief.story_id,
        item_id=item_id,
        brief=brief,
    )


def update_of(
    brief: Brief,
    item_id: str,
    *,
    number: int = 1,
    kind: UpdateKind = UpdateKind.PUBLICATION,
    at: datetime = NOON,
    changed: tuple[str, ...] = (),
) -> Update:
    return Update(
        id=make_id("upd", item_id, number),
        item_id=item_id,
        number=number,
        kind=kind,
        story_id=brief.story_id,
        decision_id=make_id("dec", item_id, number),
        at=at,
        first_published=NOON,
        slug="harbour-news",
        brief=brief,
        changed=changed,
    )
