"""What the templates of the desk receive: frozen values, nothing else. Times are aware UTC."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from newsdesk.web.public.views import ChainView, OriginView, PartView, SiteView


class DeskView(Struct, frozen=True, kw_only=True):
    """What every page of the desk shares."""

    site: SiteView
    editor: str
    """Empty on the log-in page."""
    token: str
    done: str
    """What the last act did, in words; empty: nothing to report."""
    problem: str
    """Why the last act was not possible; empty: it was."""


class LoginView(Struct, frozen=True, kw_only=True):
    name: str
    onward: str
    """Where to go after the log-in: a path below /desk."""
    any_accounts: bool


class RowView(Struct, frozen=True, kw_only=True):
    """A story in the queue."""

    href: str
    headline: str
    state: str
    n_reports: int
    n_origins: int
    at: datetime
    """Of the newest report, or of the newest act."""
    why: str
    """Why no standing rule published it; empty: it did, or none was asked."""
    by: str
    """Who acted last; empty: nobody yet."""
    newer: bool
    """Whether a newer brief waits beside the item's present words."""


class GroupView(Struct, frozen=True, kw_only=True):
    """A part of the queue."""

    key: str
    heading: str
    empty: str
    rows: tuple[RowView, ...]


class QueueView(Struct, frozen=True, kw_only=True):
    groups: tuple[GroupView, ...]
    rule: str


class CitedView(Struct, frozen=True, kw_only=True):
    """A citation beside the sentence it carries."""

    outlet: str
    words: str
    anchor: str
    """Fragment of the report on the same page."""


class LineView(Struct, frozen=True, kw_only=True):
    """One sentence of the draft, to be edited."""

    index: int
    order: int
    text: str
    role: str
    drop: bool
    problem: str
    """What the gate objects to; empty: nothing."""
    edited_by: str
    new: bool
    citations: tuple[CitedView, ...]
    chain: ChainView | None


class ActView(Struct, frozen=True, kw_only=True):
    """An act the item's state allows."""

    act: str
    words: str
    kind: str
    """`main`, `plain` or `grave`: how the button looks."""


class StatementView(Struct, frozen=True, kw_only=True):
    speaker: str
    office: str
    mode: str
    words: str
    way: str


class ReportView(Struct, frozen=True, kw_only=True):
    """One report of the story."""

    version_id: str
    anchor: str
    outlet: str
    title: str
    href: str
    at: datetime
    paragraphs: tuple[str, ...]
    statements: tuple[StatementView, ...]
    relation: str
    reason: str
    score: str
    cited: bool
    """Whether the draft cites it."""


class LogRowView(Struct, frozen=True, kw_only=True):
    """One decision."""

    id: str
    at: datetime
    actor: str
    act: str
    href: str
    headline: str
    reason: str
    note: str
    undoable: bool


class OptionView(Struct, frozen=True, kw_only=True):
    """A choice in a list."""

    value: str
    words: str


class ItemTabView(Struct, frozen=True, kw_only=True):
    """One of the story's items."""

    item_id: str
    words: str
    state: str
    href: str
    now: bool


class StoryView(Struct, frozen=True, kw_only=True):
    story_id: str
    item_id: str
    """Empty when the item has yet to be begun."""
    base: str
    """Id of the brief whose words are being edited."""
    state: str
    state_key: str
    public_href: str
    topic: str
    """With the confidence it was found with; empty: unknown."""
    headline: str
    headline_problem: str
    headline_citations: tuple[CitedView, ...]
    lines: tuple[LineView, ...]
    acts: tuple[ActView, ...]
    editable: bool
    note: str
    reason: str
    why: str
    newer: str
    """Id of a newer brief that could be taken up; empty: there is none."""
    newer_lines: tuple[str, ...]
    """What that brief says: headline and sentences."""
    origins: tuple[OriginView, ...]
    reports: tuple[ReportView, ...]
    log: tuple[LogRowView, ...]
    tabs: tuple[ItemTabView, ...]
    others: tuple[OptionView, ...]
    """Stories it could be merged into."""


class VariantView(Struct, frozen=True, kw_only=True):
    """One report's wording of an utterance."""

    outlet: str
    at: datetime
    href: str
    """Where the report stands at the desk."""
    through: str
    """The way of the words, from the speaker to the page."""
    words: str
    parts: tuple[PartView, ...]
    """How it departs from the best-sourced wording, word by word; empty for that one."""
    flags: tuple[str, ...]
    """What it alters beyond words."""


class SaidView(Struct, frozen=True, kw_only=True):
    """One utterance with all its wordings."""

    speaker: str
    office: str
    day: str
    """ISO day; empty: not stated."""
    n_origins: int
    primary: str
    """The first medium, and whether its own report is held; empty: several, none first."""
    first: str
    """The outlet that carried it first, of those held."""
    first_at: datetime
    variants: tuple[VariantView, ...]
    """The best-sourced first."""


class ReuseView(Struct, frozen=True, kw_only=True):
    """A report that carries text of an earlier one."""

    kind: str
    """`Copy`, `Later version` or `Background`."""
    outlet: str
    at: datetime
    href: str
    earlier: str
    """The outlet of the earlier report."""
    earlier_at: datetime
    earlier_href: str
    score: str
    reason: str
    passages: tuple[str, ...]


class ProvenanceView(Struct, frozen=True, kw_only=True):
    story_id: str
    headline: str
    summary: tuple[str, ...]
    """The graph in numbers: reports, copies, links, citations, utterances."""
    said: tuple[SaidView, ...]
    circles: tuple[str, ...]
    reuse: tuple[ReuseView, ...]


class LogView(Struct, frozen=True, kw_only=True):
    rows: tuple[LogRowView, ...]
    older: str
    taught: str
    """What editors' acts on stories taught clustering, as a sentence; empty: nothing."""


class SourceRowView(Struct, frozen=True, kw_only=True):
    name: str
    kind: str
    href: str
    state: str
    """`working`, `failing`, `off` or `not yet visited`."""
    last_visit: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    next_visit: datetime | None
    per_day: str
    n_failures: int
    error: str


class SourcesView(Struct, frozen=True, kw_only=True):
    rows: tuple[SourceRowView, ...]
    n_failing: int
