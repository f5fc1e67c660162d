"""Briefs, decisions and updates for tests, made by hand from a text whose sentences they cite."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdesk.desk import Docket, Item
from newsdesk.model.brief import Attribution, Brief, BriefSentence, Citation, NamedPerson, NamedPlace, OriginShown, Role
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made
from newsdesk.model.text import Extract
from newsdesk.model.update import Update
from newsdesk.publish import Site, publish

NOON = datetime(2023, 3, 8, 12, tzinfo=UTC)
HEADLINE = "Flood cuts off the town of Varnholm"
LEAD = "The river Osk flooded the town of Varnholm on Wednesday and at least 12 people were killed, the mayor said."
KEY = "About 1,200 people have left their homes."
SAID = '"We will not leave the old town," Ada Morn, the mayor, told Radio Osk.'
OLDER = "The dam above the town was built in 1961."
TEXT = "\n\n".join([HEADLINE, f"{LEAD} {KEY}", SAID, OLDER])
TEXTS = {"ver-1": TEXT, "ver-2": TEXT}
SITE = Site(
    url="https://desk.example",
    name="Osk Desk",
    desk="The Osk desk",
    about="What is known.",
    contact="desk@desk.example",
)


def hours(n: float) -> datetime:
    """Return the time `n` hours after NOON."""
    return NOON + timedelta(hours=n)


def citation(words: str, version_id: str = "ver-1", source: str = "Harbour Courier") -> Citation:
    start = TEXT.index(words)
    return Citation(
        version_id=version_id,
        snapshot_id="snp-1",
        extract=Extract.cut(TEXT, start, start + len(words)),
        source_name=source,
        address=f"https://{source.lower().replace(' ', '-')}.example/flood",
        title=HEADLINE,
        published="2023-03-08T09:00:00+00:00",
        seen=NOON,
    )


def sentence(
    text: str, role: Role = Role.KEY, cited: str = "", attribution: Attribution | None = None
) -> BriefSentence:
    """Return a sentence that cites `cited`, or its own words."""
    return BriefSentence(text=text, role=role, citations=(citation(cited or text),), attribution=attribution)


def brief(*sentences: BriefSentence, headline: str = HEADLINE, n_origins: int = 2, number: int = 1) -> Brief:
    """Return a brief of these sentences; of LEAD, KEY and SAID when none is given."""
    told = sentences or (
        sentence(LEAD, Role.LEAD),
        sentence(KEY),
        sentence(
            SAID, Role.SAID, attribution=Attribution(speaker="Ada Morn", quotes=("We will not leave the old town,",))
        ),
    )
    return Brief(
        id=make_id("bri", number, headline, n_origins, *(one.text for one in told)),
        story_id="sto-1",
        number=number,
        headline=BriefSentence(text=headline, role=Role.LEAD, citations=(citation(HEADLINE),)),
        sentences=told,
        made_at=NOON,
        version_ids=("ver-1", "ver-2"),
        origins=tuple(
            OriginShown(kind="own", name=f"Outlet {i}", reason="Its own report.", held=True, version_ids=("ver-1",))
            for i in range(n_origins)
        ),
        places=(NamedPlace(name="Varnholm", kind="town", lat=61.0, lon=9.5, country="NO"),),
        people=(NamedPerson(name="Ada Morn", office="mayor"),),
    )


def decision(
    act: Act, at: datetime = NOON, *, actor: str = "editor:ann", text: Brief | None = None, note: str = ""
) -> Decision:
    return Decision(
        id=make_id("dec", actor, act, at.isoformat(), text.id if text else ""),
        actor=actor,
        at=at,
        act=act,
        reason="",
        story_id="sto-1",
        item_id="itm-0123456789abcdef0123",
        brief=text,
        note=note,
    )


def item_of(*decisions: Decision) -> Item:
    """Return the item of decisions made with `decision`."""
    item = Docket.of("sto-1", decisions).newest
    assert item is not None
    return item


def shown(*decisions: Decision) -> tuple[Update, ...]:
    """Publish one decision after the other; each must make an update."""
    updates: list[Update] = []
    for one in decisions:
        outcome = publish(one, updates)
        assert isinstance(outcome, Made), outcome
        updates.extend(outcome.values)
    return tuple(updates)
