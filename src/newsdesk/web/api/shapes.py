"""What the API answers: documented shapes, which OpenAPI describes, and how they follow from the model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.model.brief import Brief, BriefSentence, Citation, FigureClaim
from newsdesk.model.update import Update, UpdateKind
from newsdesk.store import PublicItem
from newsdesk.web.public.ledger import entries_of
from newsdesk.web.public.story import timeline_of
from newsdesk.web.public.views import NewerView

MOST_DAYS = 2000


class Shape(BaseModel):
    """The parent of all: frozen."""

    model_config = ConfigDict(frozen=True)


class Cited(Shape):
    """Words of a stored report that carry a sentence."""

    source: str = Field(description="The outlet's name.")
    title: str = Field(description="The report's headline; empty when it has none.")
    address: str = Field(description="Where the report stands.")
    published: str = Field(description="ISO day or time as the page claims it; empty: not stated.")
    seen: datetime = Field(description="When the report was fetched.")
    words: str = Field(description="The words, unchanged.")
    version_id: str
    start: int = Field(description="Offset of the words in the version's text, in code points.")
    end: int


class Hop(Shape):
    """One step by which words reached the page."""

    kind: str
    party: str
    words: str
    day: str


class Said(Shape):
    """Who said a sentence's words, and through whom they are known."""

    speaker: str
    office: str
    mode: str = Field(description="`direct`, `indirect` or `mixed`.")
    day: str = Field(description="ISO day of the utterance; empty: not stated.")
    cue: str
    quotes: list[str]
    chain: list[Hop]


class Sentence(Shape):
    """One sentence for readers."""

    text: str
    role: str
    event_day: str = Field(description="ISO day, month or year of what it tells; empty: unresolved.")
    worded_by: str = Field(description="The model that worded it anew; empty: the sources' own words, or an editor's.")
    said: Said | None
    citations: list[Cited]


class Origin(Shape):
    """One independent origin."""

    kind: str
    name: str
    reason: str
    held: bool


class Place(Shape):
    """A place on the map."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str


class Person(Shape):
    """A person named in an item."""

    name: str
    office: str


class Item(Shape):
    """An item as lists show it."""

    id: str
    address: str = Field(description="The item's page, complete.")
    story_id: str
    headline: str
    summary: str = Field(description="The first sentence; empty when the item was withdrawn.")
    kind: str = Field(description="The newest state: publication, update, correction, clarification, retraction.")
    published: datetime
    changed: datetime = Field(description="When it last really changed.")
    n_origins: int


class State(Shape):
    """One public state of an item."""

    number: int
    kind: str
    at: datetime
    note: str
    changed: list[str]
    by_rule: str = Field(description="The standing rule that published it; empty: an editor did.")
    headline: Sentence
    sentences: list[Sentence]
    origins: list[Origin]
    people: list[Person]
    places: list[Place]


class ItemWithStates(Item):
    """An item with every state readers were shown, oldest first."""

    states: list[State]


class Items(Shape):
    """A page of items."""

    items: list[Item]
    next: str = Field(description="What `before` takes to go on; empty at the end.")


class Development(Shape):
    """A sentence readers were told of a day, and the item in which it stands."""

    text: str
    address: str
    n_sources: int


class Day(Shape):
    """What happened on a day, in a month or in a year, as precisely as it is known."""

    day: str = Field(description="ISO day, month or year of the events, not of the reports.")
    developments: list[Development]


class Claim(Shape):
    """A figure somebody gave."""

    value: float
    high: float | None = Field(description="The upper end of a range.")
    bound: str = Field(description="exact, at_least, at_most, about, range, or vague (only the order is told).")
    by: str = Field(description="The speaker; empty: the reports say it themselves.")
    at: datetime = Field(description="The time of the earliest report that has it.")
    as_of: str = Field(description="ISO day it holds for; empty: not stated.")
    standing: str = Field(description="stands, disputed, revised or superseded.")
    citations: list[Cited]


class Figures(Shape):
    """The figures given of one quantity, in order of time; at least two differ."""

    counted: str
    unit: str
    claims: list[Claim]


class Newer(Shape):
    """Reports that joined a story after its newest words were made."""

    n: int = Field(description="How many.")
    last: datetime = Field(description="The time of the newest of them.")
    waits: bool = Field(description="Whether a newer text waits for an editor.")


class Story(Shape):
    """A story with its items, that which last really changed first."""

    id: str
    items: list[Item]
    timeline: list[Day] = Field(description="By day of the event, earliest first.")
    figures: list[Figures] = Field(description="The ledger: quantities of which different figures are given.")
    newer: Newer | None = Field(
        description="How far the story has moved on since readers were told of it; null: nothing new came."
    )


class Statement(Shape):
    """A sentence somebody is said to have said."""

    item_id: str
    address: str
    sentence: Sentence


def item(one: PublicItem, base: str) -> Item:
    """An item for a list; `base` is the site's scheme and host."""
    return Item.model_validate(_fields(one, base))


def item_with_states(one: PublicItem, updates: Sequence[Update], base: str) -> ItemWithStates:
    """An item with its history."""
    return ItemWithStates.model_validate({**_fields(one, base), "states": [state(update) for update in updates]})


def story(story_id: str, found: Sequence[PublicItem], newer: NewerView | None, base: str) -> Story:
    """A story from its items; withdrawn ones tell nothing of its days."""
    told = [one.update for one in found if one.update.kind is not UpdateKind.RETRACTION]
    return Story(
        id=story_id,
        items=[item(one, base) for one in found],
        timeline=[
            Day(
                day=day.day,
                developments=[
                    Development(text=one.text, address=base + one.href, n_sources=one.n_sources) for one in day.moments
                ],
            )
            for day in timeline_of(told, MOST_DAYS)
        ],
        figures=[
            Figures(counted=one.counted, unit=one.unit, claims=[_claim(claim) for claim in one.claims])
            for one in entries_of(told)
        ],
        newer=Newer(n=newer.n, last=newer.last, waits=newer.waits) if newer else None,
    )


def _claim(one: FigureClaim) -> Claim:
    return Claim(
        value=one.value,
        high=one.high,
        bound=one.bound,
        by=one.by,
        at=one.at,
        as_of=one.as_of,
        standing=one.standing.value,
        citations=[cited(citation) for citation in one.citations],
    )


def _fields(one: PublicItem, base: str) -> dict[str, object]:
    update, brief = one.update, one.update.brief
    withdrawn = update.kind is UpdateKind.RETRACTION
    return {
        "id": update.item_id,
        "address": base + update.address,
        "story_id": update.story_id,
        "headline": brief.headline.text,
        "summary": "" if withdrawn or not brief.sentences else brief.sentences[0].text,
        "kind": update.kind.value,
        "published": update.first_published,
        "changed": one.changed_at,
        "n_origins": len(brief.origins),
    }


def state(update: Update) -> State:
    """One public state."""
    brief: Brief = update.brief
    return State(
        number=update.number,
        kind=update.kind.value,
        at=update.at,
        note=update.note,
        changed=list(update.changed),
        by_rule=update.by_rule,
        headline=sentence(brief.headline),
        sentences=[sentence(one) for one in brief.sentences],
        origins=[Origin(kind=one.kind, name=one.name, reason=one.reason, held=one.held) for one in brief.origins],
        people=[Person(name=one.name, office=one.office) for one in brief.people],
        places=[
            Place(name=one.name, kind=one.kind, lat=one.lat, lon=one.lon, country=one.country) for one in brief.places
        ],
    )


def sentence(one: BriefSentence) -> Sentence:
    """One sentence with its citations."""
    said = one.attribution
    return Sentence(
        text=one.text,
        role=one.role.value,
        event_day=one.event_day,
        worded_by=one.worded_by,
        said=Said(
            speaker=said.speaker,
            office=said.office,
            mode=said.mode,
            day=said.day,
            cue=said.cue,
            quotes=list(said.quotes),
            chain=[Hop(kind=hop.kind, party=hop.party, words=hop.words, day=hop.day) for hop in said.chain],
        )
        if said
        else None,
        citations=[cited(citation) for citation in one.citations],
    )


def cited(citation: Citation) -> Cited:
    """One citation."""
    return Cited(
        source=citation.source_name,
        title=citation.title,
        address=citation.address,
        published=citation.published,
        seen=citation.seen,
        words=citation.extract.words,
        version_id=citation.version_id,
        start=citation.extract.span.start,
        end=citation.extract.span.end,
    )
