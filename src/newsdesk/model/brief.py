"""Sentences a reader may be shown, each with the words it rests on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.story import Importance
from newsdesk.model.text import Extract


class UncitedSentenceError(ValueError):
    """A sentence for readers was built without a citation."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no citation for the sentence {text!r}: each sentence needs at least one")
        self.text = text


class Citation(Struct, frozen=True, kw_only=True):
    """The words of one report that carry a sentence, and the way back to where they stood."""

    version_id: str
    snapshot_id: str
    extract: Extract
    """Words of the Version's text, unchanged."""
    source_name: str
    address: str
    title: str
    """The cited article's headline; empty when it has none."""
    published: str = ""
    """ISO day or time as claimed by the page; empty: not stated."""
    seen: datetime


class Role(StrEnum):
    """What a sentence does in a brief; also the order in which sections stand."""

    LEAD = "lead"
    """The newest development."""
    KEY = "key"
    """An essential point that the lead leaves out."""
    SAID = "said"
    """Who said what."""
    DISPUTED = "disputed"
    """Where sources disagree."""
    BACKGROUND = "background"


class HopShown(Struct, frozen=True, kw_only=True):
    """One hop of a chain as readers see it: `interview`, `CNN`, `in an interview with CNN`, `2023-03-08`."""

    kind: str
    party: str
    words: str
    day: str = ""


class Attribution(Struct, frozen=True, kw_only=True):
    """Who said a sentence's words, and through whom we know it."""

    speaker: str
    office: str = ""
    mode: str = ""
    day: str = ""
    """ISO day of the utterance; empty: not stated."""
    cue: str = ""
    quotes: tuple[str, ...] = ()
    """The words in quotation marks, exactly as they stand in the snapshot."""
    chain: tuple[HopShown, ...] = ()


class BriefSentence(Struct, frozen=True, kw_only=True):
    """One sentence for readers. Building one without a citation raises UncitedSentenceError."""

    text: str
    role: Role
    citations: tuple[Citation, ...]
    attribution: Attribution | None = None
    new: bool = False
    """Whether it was not in the story's last brief."""
    event_day: str = ""
    """ISO day, month or year on which what it tells happened; empty: unresolved."""
    edited_by: str = ""
    """The editor who changed the words; empty: as made."""
    worded_by: str = ""
    """The model that worded it anew; empty: the words are the sources' own."""
    plain: str = ""
    """What a model worded anew; empty: the text itself."""

    def __post_init__(self) -> None:
        if not self.citations:
            raise UncitedSentenceError(self.text)


class NamedPlace(Struct, frozen=True, kw_only=True):
    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""


class NamedPerson(Struct, frozen=True, kw_only=True):
    name: str
    office: str = ""


class OriginShown(Struct, frozen=True, kw_only=True):
    """One independent origin as readers see it under *How we know*."""

    kind: str
    name: str
    reason: str
    held: bool
    version_ids: tuple[str, ...]


class Standing(StrEnum):
    """How a claim stands beside the other claims of one quantity."""

    STANDS = "stands"
    """Nobody's later or other claim speaks against it."""
    DISPUTED = "disputed"
    """Another party gave, at about the same time, a figure with which it cannot be true."""
    REVISED = "revised"
    """Another party's later figure goes beyond it, as tolls do."""
    SUPERSEDED = "superseded"
    """Whoever gave it gave another since."""


class FigureClaim(Struct, frozen=True, kw_only=True):
    """A figure of one quantity: who gave it, when, and how exactly."""

    value: float
    high: float | None = None
    """The upper end of a range; None otherwise."""
    bound: str = "exact"
    """`exact`, `at_least`, `at_most`, `about`, `range`, or `vague`: only the order is told, as in `hundreds`."""
    by: str = ""
    """The speaker it is attributed to; empty: the reports give it as their own."""
    at: datetime
    """The time of the earliest report that has it."""
    as_of: str = ""
    """ISO day as of which, or on which, it holds; empty: not stated."""
    standing: Standing = Standing.STANDS
    citations: tuple[Citation, ...]
    """One report of each independent origin that carries it, the earliest first."""


class FigureEntry(Struct, frozen=True, kw_only=True):
    """The claims of one quantity of one event, in order of time; at least two of them differ."""

    counted: str
    """What is counted or measured, such as `killed`."""
    unit: str = ""
    """`km2`, `t`, an ISO 4217 code, …; empty for things counted."""
    claims: tuple[FigureClaim, ...]


class Dropped(Struct, frozen=True, kw_only=True):
    """What a model answered that may not stand, and why."""

    text: str
    reason: str


class Phrasing(Struct, frozen=True, kw_only=True):
    """What a model was asked about a brief and what it answered."""

    model: str
    prompt: str
    answer: str
    dropped: tuple[Dropped, ...] = ()


class Brief(Struct, frozen=True, kw_only=True):
    """A short sourced account of a story at one moment."""

    id: str
    story_id: str
    number: int
    """1 for the story's first brief, then 2, 3, …"""
    headline: BriefSentence
    sentences: tuple[BriefSentence, ...]
    made_at: datetime
    version_ids: tuple[str, ...]
    """The reports it was made from; a story that holds others makes it stale."""
    origins: tuple[OriginShown, ...]
    places: tuple[NamedPlace, ...] = ()
    people: tuple[NamedPerson, ...] = ()
    figures: tuple[FigureEntry, ...] = ()
    """The ledger: quantities of which the story's reports gave more than one figure."""
    phrasing: Phrasing | None = None
    """What a model was asked last; None: none was."""
    topic: str = ""
    """Top level of the IPTC Media Topics; empty: unknown."""
    topic_confidence: float = 0.0
    """0 to 1; 0 also where it was not kept."""
    importance: Importance | None = None
    """As of `made_at`."""
    language: str = "en"
    confidence: float = 0.0
    """0 to 1: how sure the clustering is that its reports belong together."""
