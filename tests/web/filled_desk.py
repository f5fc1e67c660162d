"""A store filled by hand with an invented world: the builder that the tests of the web read like a story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Block, BlockKind, Version
from newsdesk.model.brief import (
    Attribution,
    Brief,
    BriefSentence,
    Citation,
    HopShown,
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
        confidence=0.91,
    )


def fill(store: Store) -> None:
    """Write the whole invented world: one rich story, one corrected, one withdrawn, two that wait, and many short."""
    desk = Desk(store)
    desk.open()
    _bridge(desk)
    _flood(desk)
    _withdrawn(desk)
    _waiting(desk)
    for n in range(28):
        _short(desk, n)


def _bridge(desk: Desk) -> None:
    story, at = make_id("sto", "bridge"), NOW - timedelta(hours=5)
    wire = desk.report(
        story,
        WIRE,
        "Kestrel Bridge closed after cracks are found",
        "The Kestrel Bridge was closed to all traffic on Wednesday after divers found cracks in its third pier.\n\n"
        '"Nobody will cross it before I have crossed it myself," Transport Minister Ilsa Marend said in an interview '
        "with Radio Tallow on May 13.\n\nAbout 14,000 people cross the bridge on a working day.\n\n"
        "The bridge was built in 1968 and last repaired in April 2024.",
        at,
    )
    courier = desk.report(
        story,
        COURIER,
        "Minister: no crossing until the pier is safe",
        "Ferries will carry passengers without charge from Thursday, the harbour office said.\n\n"
        "The engineers’ union called the closure overdue. Its chair, Tomas Quill, said the cracks were reported in "
        "January.\n\nThe ministry said the first report reached it in March.",
        at + timedelta(hours=1),
    )
    marend = Attribution(
        speaker="Ilsa Marend",
        office="Transport Minister",
        mode="direct",
        day="2025-05-13",
        cue="said",
        quotes=("Nobody will cross it before I have crossed it myself,",),
        chain=(
            HopShown(
                kind="interview",
                party="Radio Tallow",
                words="in an interview with Radio Tallow on May 13",
                day="2025-05-13",
            ),
            HopShown(kind="outlet", party="Meridian Wire", words=""),
        ),
    )
    quill = Attribution(
        speaker="Tomas Quill",
        office="engineers’ union chair",
        mode="indirect",
        cue="said",
        chain=(HopShown(kind="outlet", party="Harbour Courier", words=""),),
    )
    closed = "The Kestrel Bridge was closed to all traffic on Wednesday after divers found cracks in its third pier."
    quote = wire.text.split("\n\n")[2]
    first = brief_of(
        story,
        sentence("Kestrel Bridge closed after cracks are found", Role.LEAD, cite(wire, wire.title)),
        [sentence(closed, Role.LEAD, cite(wire, closed), day="2025-05-14")],
        at,
        origins=[
            OriginShown(
                kind="agency", name="Meridian Wire", reason="one agency report", held=True, version_ids=(wire.id,)
            )
        ],
        places=[NamedPlace(name="Kestrel Narrows", kind="town", lat=54.71, lon=-3.52)],
    )
    desk.show(first, at + timedelta(minutes=5))
    ferry = "Ferries will carry passengers without charge from Thursday, the harbour office said."
    cracks = "Its chair, Tomas Quill, said the cracks were reported in January."
    march = "The ministry said the first report reached it in March."
    second = replace(
        first,
        id=make_id("bri", story, 2),
        number=2,
        sentences=(
            sentence(closed, Role.LEAD, cite(wire, closed), day="2025-05-14"),
            replace(sentence(ferry, Role.KEY, cite(courier, ferry), day="2025-05-15"), new=True),
            sentence(
                "About 14,000 people cross the bridge on a working day.",
                Role.KEY,
                cite(wire, "About 14,000 people cross the bridge on a working day."),
            ),
            replace(sentence(quote, Role.SAID, cite(wire, quote), said=marend, day="2025-05-13"), new=True),
            sentence(cracks, Role.SAID, cite(courier, cracks), said=quill, day="2025-01"),
            sentence(march, Role.DISPUTED, cite(courier, march), cite(courier, cracks), day="2025-03"),
            sentence(
                "The bridge was built in 1968 and last repaired in April 2024.",
                Role.BACKGROUND,
                cite(wire, "The bridge was built in 1968 and last repaired in April 2024."),
                day="1968",
            ),
        ),
        origins=(
            OriginShown(
                kind="agency",
                name="Meridian Wire",
                reason="one agency report, carried by one outlet",
                held=True,
                version_ids=(wire.id,),
            ),
            OriginShown(
                kind="medium",
                name="Radio Tallow",
                reason="an interview that others cite",
                held=False,
                version_ids=(wire.id,),
            ),
            OriginShown(
                kind="own",
                name="Harbour Courier",
                reason="its own reporting: it names nobody it has it from",
                held=True,
                version_ids=(courier.id,),
            ),
        ),
        people=(
            NamedPerson(name="Ilsa Marend", office="Transport Minister"),
            NamedPerson(name="Tomas Quill", office="engineers’ union chair"),
        ),
        version_ids=(wire.id, courier.id),
    )
    desk.show(second, at + timedelta(hours=2), rule="two_origins")


def _flood(desk: Desk) -> None:
    story, at = make_id("sto", "flood"), NOW - timedelta(hours=26)
    report = desk.report(
        story,
        COURIER,
        "Ten homes flooded at Lower Orlen",
        "Ten homes were flooded at Lower Orlen when the river rose overnight.\n\n"
        "Nobody was hurt, the rescue service said.",
        at,
    )
    count = "Ten homes were flooded at Lower Orlen when the river rose overnight."
    hurt = "Nobody was hurt, the rescue service said."
    wrong = brief_of(
        story,
        sentence("Ten homes flooded at Lower Orlen", Role.LEAD, cite(report, report.title)),
        [
            sentence(count.replace("Ten", "Twenty"), Role.LEAD, cite(report, count), day="2025-05-13"),
            sentence(hurt, Role.KEY, cite(report, hurt)),
        ],
        at,
        origins=[
            OriginShown(
                kind="own", name="Harbour Courier", reason="its own reporting", held=True, version_ids=(report.id,)
            )
        ],
        places=[NamedPlace(name="Lower Orlen", kind="town", lat=-12.4, lon=101.3)],
    )
    desk.show(wrong, at)
    right = replace(
        wrong,
        id=make_id("bri", story, 2),
        number=2,
        sentences=(sentence(count, Role.LEAD, cite(report, count), day="2025-05-13"), wrong.sentences[1]),
    )
    desk.show(
        right,
        at + timedelta(hours=3),
        act=Act.CORRECT,
        note="The number of flooded homes was given as twenty. It is ten.",
    )


def _withdrawn(desk: Desk) -> None:
    story, at = make_id("sto", "withdrawn"), NOW - timedelta(hours=30)
    report = desk.report(
        story, POST, "Mayor of Northfold resigns", "The mayor of Northfold has resigned, the town hall said.", at
    )
    words = "The mayor of Northfold has resigned, the town hall said."
    brief = brief_of(
        story,
        sentence("Mayor of Northfold resigns", Role.LEAD, cite(report, report.title)),
        [sentence(words, Role.LEAD, cite(report, words))],
        at,
    )
    desk.show(brief, at)
    desk.show(
        brief, at + timedelta(hours=1), act=Act.RETRACT, note="The report it rested on was withdrawn by its outlet."
    )


def _waiting(desk: Desk) -> None:
    for n, place in enumerate(("Saltmarsh", "Upper Fenwick")):
        story, at = make_id("sto", "waiting", n), NOW - timedelta(minutes=40 + n)
        report = desk.report(
            story,
            POST,
            f"Power cut in {place}",
            f"The lights went out in {place} at noon.\n\nRepairs will take two hours, the network said.",
            at,
        )
        noon, two = f"The lights went out in {place} at noon.", "Repairs will take two hours, the network said."
        brief = brief_of(
            story,
            sentence(f"Power cut in {place}", Role.LEAD, cite(report, report.title)),
            [sentence(noon, Role.LEAD, cite(report, noon)), sentence(two, Role.KEY, cite(report, two))],
            at,
            origins=[
                OriginShown(
                    kind="own", name="Northfold Post", reason="its own reporting", held=True, version_ids=(report.id,)
                )
            ],
        )
        desk.wait(brief, "the rule two_origins asks for 2 independent origins; the brief has 1")


def _short(desk: Desk, n: int) -> None:
    story, at = make_id("sto", "short", n), NOW - timedelta(hours=2 + 3 * n)
    words = f"The council of Ward {n + 3} voted to plant {40 + n} lime trees along the old tram line before the autumn."
    report = desk.report(story, (COURIER, WIRE, POST)[n % 3], f"Ward {n + 3} plants {40 + n} lime trees", words, at)
    brief = brief_of(
        story,
        sentence(report.title, Role.LEAD, cite(report, report.title)),
        [sentence(words, Role.LEAD, cite(report, words), day=at.date().isoformat())],
        at,
        origins=[
            OriginShown(kind="own", name=COURIER.name, reason="its own reporting", held=True, version_ids=(report.id,))
        ],
    )
    desk.show(brief, at)
