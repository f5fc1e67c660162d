"""A store filled by hand with an invented world: stories that are published, corrected, withdrawn and waiting."""

from __future__ import annotations

from datetime import timedelta

from desk_building import COURIER, NOW, POST, WIRE, Desk, brief_of, cite, sentence
from msgspec.structs import replace

from newsdesk.model.brief import (
    Attribution,
    HopShown,
    NamedPerson,
    NamedPlace,
    OriginShown,
    Role,
)
from newsdesk.model.decision import Act
from newsdesk.model.identity import make_id
from newsdesk.store import Store


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
