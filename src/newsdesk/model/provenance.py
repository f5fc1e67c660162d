"""Through whom a story is known: its graph of provenance, and what was said with all its wordings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.text import Span


class NodeKind(StrEnum):
    ARTICLE = "article"
    STATEMENT = "statement"
    """Something somebody said, however many reports carry it."""
    MEDIUM = "medium"
    """A medium, agency or public occasion that is named, whether or not anything of its own is held."""


class EdgeKind(StrEnum):
    """Why one node is known through another. Edges lead from what is read towards where it comes from."""

    COPIES = "copies"
    """One article is the same report as another, or a later write-through of it."""
    RECYCLES = "recycles"
    """One article holds old background that another held before."""
    LINKS = "links"
    """One article links to another that is held."""
    CITES = "cites"
    """An article has what it tells from a medium."""
    CARRIES = "carries"
    """An article reports a statement."""
    SAID_TO = "said_to"
    """A statement was made to, or through, a medium."""
    OWN = "own"
    """An article is a medium's own."""


class Node(Struct, frozen=True, kw_only=True):
    id: str
    """The version's id, `said:N` by the place of an utterance, or `medium:KEY`."""
    kind: NodeKind
    name: str
    at: datetime | None = None
    """An article's own time; None for others."""


class Edge(Struct, frozen=True, kw_only=True):
    from_id: str
    to_id: str
    kind: EdgeKind
    words: str = ""
    """The words that show it, such as `as cited by DW`; empty where none do."""


class Difference(Struct, frozen=True, kw_only=True):
    """Where a wording departs from the best one: what stands there in each. Either may be empty."""

    best: str
    here: str


class Altered(StrEnum):
    """What a wording changes beyond its words."""

    NEGATION = "negation"
    """A negation stands in one of the two alone."""
    FIGURE = "figure"
    """A number is another, or stands in one of the two alone."""


class Variant(Struct, frozen=True, kw_only=True):
    """One report's wording of an utterance."""

    version_id: str
    outlet: str
    words: str
    """The content as it stands there."""
    mode: str
    """`direct`, `indirect` or `mixed`."""
    through: tuple[str, ...]
    """The parties of its chain in order, from the speaker to the page."""
    at: datetime
    differences: tuple[Difference, ...] = ()
    altered: tuple[Altered, ...] = ()


class Said(Struct, frozen=True, kw_only=True):
    """One utterance, joined across the reports that carry it."""

    speaker: str
    office: str
    day: str
    """ISO day on which it was said; empty: not stated by any."""
    variants: tuple[Variant, ...]
    """The best-sourced first, the others by time."""
    n_origins: int
    """Independent origins: all that have it from one interview or one briefing count once."""
    earliest: str
    """The version that carries it first, of those held."""
    primary: str
    """The first medium named on the way, or the outlet that has it from nobody else; empty: several, none first."""
    primary_held: bool
    """Whether a report of the primary medium's own is held."""


class ReuseKind(StrEnum):
    """How a report carries another's text."""

    COPY = "copy"
    """It is the same report elsewhere, whole or nearly so."""
    VERSION = "version"
    """It is a later write-through of the same report."""
    RECYCLED = "recycled"
    """It is another report, with old background in it."""


class Passage(Struct, frozen=True, kw_only=True):
    """Words that two reports share."""

    own: Span
    """Where they stand in the later report's text."""
    theirs: Span
    """Where they stand in the earlier one's."""
    words: str
    """As the later one has them; the earlier may set them a little differently."""


class Reuse(Struct, frozen=True, kw_only=True):
    """One report that carries text of an earlier one."""

    kind: ReuseKind
    version_id: str
    earlier_id: str
    """The report it is from; of background the earliest that is held."""
    score: float
    """How sure it is, 0 to 1."""
    reason: str
    """A sentence for a person."""
    passages: tuple[Passage, ...]
    """In the order of the later report."""


class Provenance(Struct, frozen=True, kw_only=True):
    """Through whom a story is known."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    said: tuple[Said, ...]
    """Those that most reports carry first."""
    circles: tuple[tuple[str, ...], ...]
    """Outlets that cite each other in a circle, so that nobody is first."""
    reuse: tuple[Reuse, ...]
    """Which reports carry text of which, the newest report first; background may be from other stories."""
