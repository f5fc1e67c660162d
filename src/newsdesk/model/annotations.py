"""What a Version says: sentences, statements with speaker and chain, names, times, places, figures.

Unresolved is a value (None, or an empty string, as each field says); a guess is not.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.text import Extract, Span


class Sentence(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A sentence, or a headline or heading standing for one."""

    span: Span
    block: int
    """Index into the Version's blocks."""
    event_date: str = ""
    """ISO day, month or year (`2023-03-08`, `2023-03`, `2023`) on which what it tells happened; empty: unresolved."""


class NameKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    WORK = "work"


class Name(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One mention of something by name."""

    span: Span
    kind: NameKind
    entity: int
    """Index into `Annotations.entities`: mentions with one index are one person, body or place."""


class BodyKind(StrEnum):
    """What sort of body an organisation is."""

    MEDIUM = "medium"
    GOVERNMENT = "government"
    """Ministries, agencies, central banks, the seats of heads of state."""
    PARLIAMENT = "parliament"
    FORCE = "force"
    """Armed forces, police, armed groups."""
    COURT = "court"
    PARTY = "party"
    INTERNATIONAL = "international"
    """Bodies of several states, such as the United Nations."""
    COMPANY = "company"
    UNIVERSITY = "university"
    """Schools and research institutes as well."""
    UNION = "union"
    NGO = "ngo"
    """Charities, associations, campaigns."""
    TEAM = "team"
    """Clubs, teams and leagues of sport."""


class Entity(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What several mentions in one document refer to."""

    kind: NameKind
    name: str
    """The fullest form in the document, such as `Jens Stoltenberg`."""
    office: str = ""
    """As the document words it, such as `NATO Secretary General`."""
    medium: bool = False
    """Whether it is a news medium or agency."""
    body: BodyKind | None = None
    """What sort of body an organisation is; None: the name does not tell, or it is none."""


class Time(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A TIMEX3 expression (ISO-TimeML): its type, its value, and the stretch of time it covers where resolved."""

    span: Span
    timex: str
    """`DATE`, `TIME`, `DURATION` or `SET`."""
    value: str = ""
    """The TIMEX3 value (`2023-03-08`, `P7M`, `FUTURE_REF`, `PRESENT_REF`, `2023-03-08T11:30`); empty: unresolved."""
    upper: str = ""
    """The value of a range's upper end: `P3D` of `two to three days`, `2023-07` of `May` in `from May to July`."""
    start: datetime | None = None
    end: datetime | None = None
    """Aware UTC, half-open. None where the value gives no stretch of time, or it is unresolved."""
    precision: str = ""
    """`minute`, `hour`, `part_of_day`, `day`, `week`, `month`, `quarter`, `year`, `decade`, `century`, `vague`."""


class Place(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A place on the map. Without coordinates it is unresolved."""

    span: Span
    name: str
    """The gazetteer's name; the words of the text when unresolved."""
    kind: str = ""
    """`town`, `region`, `country`, `continent`, `sea`, `river`, `base`, `airport`, …; empty: unresolved."""
    lat: float | None = None
    lon: float | None = None
    country: str = ""
    """ISO 3166-1 alpha-2."""
    geonameid: int | None = None


class Bound(StrEnum):
    """How exact a figure is said to be."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    """Only the order is named, and it is the quantity: 100 of `hundreds`, 12 of `dozens`. It contradicts nothing."""


class Figure(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A quantity: `at least 12 people were killed` is 12, at_least, of `people killed`."""

    span: Span
    quantity: float
    high: float | None = None
    """The upper end of a range; None otherwise."""
    unit: str = ""
    """`percent`, an ISO 4217 code, `km2`, `t`, …; empty for things counted."""
    counted: str = ""
    """What is counted or measured, lemmatised and in lower case, such as `killed` or `house`; empty: unresolved."""
    bound: Bound = Bound.EXACT
    statement: int | None = None
    """Index into `Annotations.statements` of the one that gives it; None: the page says it in its own name."""
    time: int | None = None
    """Index into `Annotations.times`: as of when, or on which day, by its sentence; None: not stated."""


class SpeakerKind(StrEnum):
    NAMED = "named"
    UNNAMED = "unnamed"
    """A person the text does not name, such as `a senior official`."""
    COLLECTIVE = "collective"
    """`officials`, `residents`."""
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    """`the report`, `a leaked memo`."""


class Speaker(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Who said it: the words of the text, and whom they refer to."""

    words: Extract
    kind: SpeakerKind
    name: str = ""
    """The resolved full name; for groups and the unnamed, their words. Empty: unresolved, as a pronoun may be."""
    office: str = ""
    affiliation: str = ""
    entity: int | None = None
    """Index into `Annotations.entities`; None when the speaker is not a named entity of the document."""
    reason: str = ""
    """Why an unnamed speaker is not named, in the text's words (`on condition of anonymity`); empty: not told."""


class Mode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class CueClass(StrEnum):
    NEUTRAL = "neutral"
    CLAIM = "claim"
    DENIAL = "denial"
    ADMISSION = "admission"
    WARNING = "warning"
    PROMISE = "promise"
    QUESTION = "question"
    ORDER = "order"
    ACCUSATION = "accusation"
    PRAISE = "praise"


class HopKind(StrEnum):
    """How words came one step closer to the page. The first group leads from the speaker, the second to the page."""

    SAID_TO = "said_to"
    INTERVIEW = "interview"
    BRIEFING = "briefing"
    STATEMENT = "statement"
    POST = "post"
    """On a platform or a channel."""
    DOCUMENT = "document"
    CITED_BY = "cited_by"
    """`as cited by DW`, `according to Y`, `citing Z`, `as reported by`, `obtained by`: an outlet relayed it."""
    OUTLET = "outlet"
    """The outlet on whose page it stands: always the last hop."""


class Hop(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One step of the way from the utterance to the page."""

    kind: HopKind
    party: str
    """The medium, outlet, platform or body, by name; empty: unnamed (`in an interview`)."""
    words: Extract | None = None
    """The words that tell of this hop; None for the page's own outlet."""
    time: int | None = None
    """Index into `Annotations.times`: when this hop took place; None: not stated."""
    address: str = ""
    """The address the words link to; empty: none."""


class Statement(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Somebody said something. Hops run from the utterance to the page; the last is the page's own outlet."""

    sentence: int
    """Index into `Annotations.sentences` of the sentence that holds the cue, or the content's first."""
    speaker: Speaker | None
    """None: nobody is named or described."""
    cue: Extract | None
    """None where punctuation alone attributes, as in headlines (`X: Y could fall`)."""
    cue_class: CueClass = CueClass.NEUTRAL
    content: tuple[Span, ...]
    """The words said, in order of the text, without the quotation's interruptions."""
    mode: Mode
    chain: tuple[Hop, ...] = ()
    time: int | None = None
    """Index into `Annotations.times`: when it was said; None: not stated."""
    headline: bool = False
    """Whether it stands in the headline, as the short form of a statement of the body."""
    negated: bool = False
    """Whether the saying itself is negated (`did not say`)."""
    place: int | None = None
    """Index into `Annotations.names` of the place where it was said (`said in Paris`); None: not stated."""
    hedged: bool = False
    """Whether what is said is put as possible or likely (`the dam may fail`)."""
    denied: bool = False
    """Whether what is said says that something is not so (`the dam did not fail`)."""

    @property
    def primary(self) -> Hop | None:
        """The first medium named on the way, where the words were first said or published; None: none is named."""
        return next((hop for hop in self.chain if hop.party and hop.kind is not HopKind.OUTLET), None)


class Annotations(Struct, frozen=True, gc=False, kw_only=True):
    """All that was found in one Version. Every span lies within its text."""

    version_id: str
    language: str
    sentences: tuple[Sentence, ...] = ()
    statements: tuple[Statement, ...] = ()
    names: tuple[Name, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()

    def spans(self) -> tuple[Span, ...]:
        """Return every span anywhere in these annotations, for checking them against the text."""
        spans = [s.span for group in (self.sentences, self.names, self.times, self.places, self.figures) for s in group]
        for statement in self.statements:
            spans.extend(statement.content)
            spans.extend(hop.words.span for hop in statement.chain if hop.words)
            if statement.cue:
                spans.append(statement.cue.span)
            if statement.speaker:
                spans.append(statement.speaker.words.span)
        return tuple(spans)
