"""Articles about one course of events, how each came to belong, and how many independent origins stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, msgpack

from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Version
from newsdesk.model.source import Source, SourceKind


class Report(Struct, frozen=True, kw_only=True):
    """One Version with what it says and who published it: what clustering and briefs work on."""

    version: Version
    annotations: Annotations
    source: Source

    @property
    def at(self) -> datetime:
        """The time by which the report takes its place: published, else updated, else seen, never after seen."""
        claim = self.version.dated
        return min(claim.at, self.version.seen) if claim else self.version.seen

    @property
    def outlet(self) -> str:
        """Who published it, by name. An archive holds many outlets, so there the page's own name goes first."""
        own, page = self.source.name, self.version.site_name
        return (page or own) if self.source.kind is SourceKind.ARCHIVE else (own or page)

    @property
    def owner(self) -> str:
        """Who owns the outlet; empty: unknown, as it is for the outlets of an archive."""
        return "" if self.source.kind is SourceKind.ARCHIVE else self.source.owner


class Relation(StrEnum):
    """How a report came to its story."""

    BEGIN = "begin"
    """No story was near enough: it begins one."""
    JOIN = "join"
    """It tells of the same course of events."""
    COPY = "copy"
    """It is the same report elsewhere, whole or nearly so."""
    VERSION = "version"
    """It is a later write-through of the same report."""
    REREAD = "reread"
    """It is a later reading of an article the story already holds."""
    EDITOR = "editor"
    """An editor put it there; no machine's decision moves it again."""


class Joining(Struct, frozen=True, kw_only=True):
    """The decision that a Version belongs to a story. The newest joining of a Version counts."""

    version_id: str
    article_id: str
    story_id: str
    relation: Relation
    score: float
    """Calibrated, 0 to 1: how sure the decision is. 1 for an editor's."""
    reason: str
    """A sentence for a person: `shares Bakhmut, Stoltenberg and 4 rare words with …`."""
    partner_id: str = ""
    """The version_id of the nearest report, which it joins, copies or rereads; empty when it begins a story."""
    at: datetime
    """The report's own time (`Report.at`)."""


class StoryMerge(Struct, frozen=True, kw_only=True):
    """Two stories turned out to be one; `from_id` leads to `into_id` for ever."""

    from_id: str
    into_id: str
    score: float
    reason: str
    at: datetime


class Placement(Struct, frozen=True, kw_only=True):
    """What clustering decided for one report: where it belongs, and which stories it showed to be one."""

    joining: Joining
    merges: tuple[StoryMerge, ...] = ()


class OriginKind(StrEnum):
    OWN = "own"
    """The outlet's own reporting: it names nobody it has it from."""
    AGENCY = "agency"
    """An agency's report, however many copies carry it."""
    MEDIUM = "medium"
    """A medium whose interview or report others cite."""
    STATEMENT = "statement"
    """One briefing, press release or post, however many attended or read it."""


class Origin(Struct, frozen=True, kw_only=True):
    """One independent origin of a story's reports."""

    kind: OriginKind
    name: str
    """Whose it is, by name: an outlet, an agency, the medium of an interview."""
    version_ids: tuple[str, ...]
    """The reports that rest on it, earliest first."""
    held: bool
    """Whether a report of the origin's own is among those we hold."""
    reason: str
    """A sentence for a person: why these count as one."""


class Topic(Struct, frozen=True, kw_only=True):
    """What a story is about, at the top level of the IPTC Media Topics."""

    name: str
    """Such as `conflict, war and peace`."""
    code: str
    """Its number in the vocabulary, such as `16000000`."""
    confidence: float
    """0 to 1."""


class Importance(Struct, frozen=True, kw_only=True):
    """How much a story mattered at one moment, for the order in which stories are shown."""

    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """What makes it up, each part in words: `4 independent origins`."""


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything known of one story at one moment, oldest report first: what a brief is made from."""

    story_id: str
    reports: tuple[Report, ...]
    joinings: tuple[Joining, ...]
    """The joining of each report, in the same order."""
    origins: tuple[Origin, ...] = ()
    topics: tuple[Topic, ...] = ()
    """The likeliest first; empty: unknown."""
    importance: Importance | None = None
    complete: bool = True
    """False when only the newest reports were loaded, because the story has grown beyond the limit."""

    def __reduce__(self) -> tuple[Callable[[bytes], Dossier], tuple[bytes]]:
        """Cross to another process packed: sixty reports are some 50,000 values, which pickle would take one by one."""
        return _unpacked, (msgpack.encode(self),)


def _unpacked(packed: bytes) -> Dossier:
    return msgpack.decode(packed, type=Dossier)
