"""What the templates of the public site receive: frozen values, nothing else.

Times are aware UTC. Addresses that begin with a slash are the site's own; all others passed `words.outside`,
which lets only http and https through. Empty strings and None mean that there is nothing to show.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class SiteView(Struct, frozen=True, kw_only=True):
    """What every page of the site shares."""

    name: str
    base: str
    """Scheme and host readers see the site under, without a final slash."""
    desk_name: str
    desk_bio: str
    desk_contact: str
    sample_world: bool
    """Whether all outlets, places and people on the site are invented."""
    rule: str
    """The standing rule in words for readers; empty: every item is published by an editor."""
    assets: dict[str, str]
    """File name of a static file to the address that carries its digest."""


class LinkView(Struct, frozen=True, kw_only=True):
    """Words that lead somewhere, and how much is there."""

    words: str
    href: str
    note: str = ""


class CardView(Struct, frozen=True, kw_only=True):
    """One item in a list: the feed, a story, a search, a person or a place."""

    item_id: str
    href: str
    headline: str
    summary: str
    """The lead sentence; empty for a retracted item."""
    language: str
    shown: datetime
    """The time of its last real change, by which lists are ordered."""
    published: datetime
    mark: str
    """`Updated`, `Corrected`, `Clarified`, `Retracted`, or empty for an item as first published."""
    minutes: int
    n_origins: int
    topic: str
    why: tuple[str, ...] = ()
    """What makes it important, each reason in words; empty where a list does not tell."""


class DayView(Struct, frozen=True, kw_only=True):
    """The items of one day, newest first."""

    day: str
    """ISO day, UTC."""
    words: str
    cards: tuple[CardView, ...]


class FeedView(Struct, frozen=True, kw_only=True):
    days: tuple[DayView, ...]
    older: str
    """Address of the page that goes on where this one ends; empty at the end."""
    first: bool
    """Whether this is the newest page, on which new items are announced."""
    seq: int
    """Place in the log of updates up to which this page is current."""
    people: tuple[LinkView, ...]
    """Those named in most items; on the newest page alone."""
    places: tuple[LinkView, ...]


class LeadingView(Struct, frozen=True, kw_only=True):
    cards: tuple[CardView, ...]
    """The most important first, each with its reasons."""


class HopView(Struct, frozen=True, kw_only=True):
    """One step by which words reached the page."""

    step: str
    """What kind of step, in words: `In an interview`, `Relayed by`, `Read on the page of`."""
    party: str
    words: str
    """The words of the report that tell of this step; empty for the page itself."""
    day: str
    """ISO day; empty: not stated."""


class ChainView(Struct, frozen=True, kw_only=True):
    """Who said it, and every step from the utterance to this page."""

    speaker: str
    office: str
    href: str
    """The speaker's page; empty when there is none."""
    day: str
    way: str
    """The chain in one line, such as `in an interview with CNN on March 8`, or `read at` the outlet; empty: unknown."""
    hops: tuple[HopView, ...]
    primary: str
    """A sentence saying where the words were first said or published, or that this is not known."""


class SentenceView(Struct, frozen=True, kw_only=True):
    text: str
    sources: tuple[int, ...]
    """Numbers of the sources it rests on, as listed under *How we know*."""
    chain: ChainView | None
    new: bool
    event_day: str
    edited: bool
    worded_by: str
    """The model that worded it anew; empty: the sources' own words, or an editor's."""


class SectionView(Struct, frozen=True, kw_only=True):
    """The sentences of one role."""

    role: str
    heading: str
    """Empty for the lead and the key points, which open the text without one."""
    sentences: tuple[SentenceView, ...]


class SourceView(Struct, frozen=True, kw_only=True):
    """A report the item rests on, with the words it cites."""

    number: int
    outlet: str
    title: str
    href: str
    published: str
    seen: datetime
    words: tuple[str, ...]


class OriginView(Struct, frozen=True, kw_only=True):
    kind: str
    name: str
    reason: str
    held: bool
    sources: tuple[int, ...]


class PartView(Struct, frozen=True):
    """A stretch of a word-by-word difference: `same`, `added` or `removed`."""

    change: str
    words: str


class StateView(Struct, frozen=True, kw_only=True):
    """One public state of an item."""

    number: int
    kind: str
    at: datetime
    note: str
    by: str
    """Who decided: a sentence for readers."""
    changed: tuple[str, ...]
    diff: tuple[tuple[PartView, ...], ...]
    """Paragraph by paragraph, headline first; only those that differ. Empty for the first state."""
    text: tuple[str, ...]
    """The state's whole text, headline first; empty for a withdrawal, which adds no words."""


class NoticeView(Struct, frozen=True, kw_only=True):
    """What stands above an item that was corrected, clarified or withdrawn."""

    kind: str
    heading: str
    at: datetime
    note: str


class NewerView(Struct, frozen=True, kw_only=True):
    """Reports that the story took up after the words on the page were made."""

    n: int
    last: datetime
    """The time of the newest of them."""
    waits: bool
    """Whether a text made from them waits for an editor."""


class ItemView(Struct, frozen=True, kw_only=True):
    item_id: str
    href: str
    headline: str
    headline_sources: tuple[int, ...]
    language: str
    topic: str
    published: datetime
    updated: datetime | None
    minutes: int
    notices: tuple[NoticeView, ...]
    newer: NewerView | None
    """None where a newer item of the story exists, and where no report has brought anything since."""
    retracted: bool
    sections: tuple[SectionView, ...]
    origins: tuple[OriginView, ...]
    origins_words: str
    sources: tuple[SourceView, ...]
    states: tuple[StateView, ...]
    """The newest states; all of them stand on the page of the history."""
    n_states: int
    related: tuple[CardView, ...]
    latest: tuple[CardView, ...]
    """The newest items of the feed, without this one and the related."""
    story: LinkView
    people: tuple[LinkView, ...]
    places: tuple[LinkView, ...]
    by_rule: str
    """A sentence for readers when a standing rule published it; empty: an editor did."""
    json_ld: str


class HistoryView(Struct, frozen=True, kw_only=True):
    """Every public state of an item, newest first."""

    href: str
    headline: str
    language: str
    states: tuple[StateView, ...]


class MomentView(Struct, frozen=True, kw_only=True):
    """One entry of a timeline."""

    text: str
    href: str
    speaker: str
    n_sources: int


class TimelineDayView(Struct, frozen=True, kw_only=True):
    day: str
    """ISO day, month or year, as precise as it is known."""
    words: str
    moments: tuple[MomentView, ...]


class QuoteView(Struct, frozen=True, kw_only=True):
    text: str
    day: str
    way: str
    outlets: tuple[str, ...]
    href: str
    """The item in which it stands."""


class VoiceView(Struct, frozen=True, kw_only=True):
    """What one person said."""

    name: str
    office: str
    href: str
    """The speaker's page; empty when there is none."""
    quotes: tuple[QuoteView, ...]


class ClaimView(Struct, frozen=True, kw_only=True):
    """One figure somebody gave."""

    figure: str
    """With its bound: `at least 12`."""
    by: str
    """The speaker; empty: the reports say it themselves."""
    at: datetime
    as_of: str
    """ISO day the figure holds for; empty: not stated."""
    standing: str
    """How it stands beside the others, in words; empty where nothing speaks against it."""
    sources: tuple[LinkView, ...]
    """The reports, by outlet; the note is the words cited."""


class LedgerView(Struct, frozen=True, kw_only=True):
    """The figures given of one quantity, in order of time."""

    counted: str
    claims: tuple[ClaimView, ...]


class StoryView(Struct, frozen=True, kw_only=True):
    story_id: str
    title: str
    since: datetime
    latest: datetime
    newer: NewerView | None
    timeline: tuple[TimelineDayView, ...]
    ledger: tuple[LedgerView, ...]
    """Quantities of which different figures are given."""
    voices: tuple[VoiceView, ...]
    cards: tuple[CardView, ...]
    cut: bool
    """Whether the story is longer than a page shows."""
    people: tuple[LinkView, ...]
    places: tuple[LinkView, ...]
    n_origins: int


class PersonView(Struct, frozen=True, kw_only=True):
    name: str
    offices: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    cards: tuple[CardView, ...]
    stories: tuple[LinkView, ...]


class GlobeView(Struct, frozen=True, kw_only=True):
    """Two paths for an SVG whose globe has the radius 100 around the origin: dots of land, lines of the grid."""

    land: str
    grid: str
    x: int
    y: int
    """The place itself."""


class PlaceView(Struct, frozen=True, kw_only=True):
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    position: str
    """Coordinates in words: `48.59° N, 38.00° E`."""
    globe: GlobeView
    cards: tuple[CardView, ...]
    stories: tuple[LinkView, ...]


class SearchView(Struct, frozen=True, kw_only=True):
    query: str
    asked: bool
    cards: tuple[CardView, ...]
    older: str


class CorrectionView(Struct, frozen=True, kw_only=True):
    kind: str
    at: datetime
    note: str
    headline: str
    href: str


class CorrectionsView(Struct, frozen=True, kw_only=True):
    entries: tuple[CorrectionView, ...]


class ErrorView(Struct, frozen=True, kw_only=True):
    status: int
    title: str
    words: str
