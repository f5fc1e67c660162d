"""A work at its source, and one reading of one snapshot of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.completeness import Completeness
from newsdesk.model.text import Span


class Basis(StrEnum):
    """Whether a fact was stated by the page or worked out by us."""

    STATED = "stated"
    INFERRED = "inferred"


class DateClaim(Struct, frozen=True, gc=False, kw_only=True):
    """A date the page gives for itself. `at` is aware; a day alone is midnight UTC with precision `day`."""

    at: datetime
    precision: str
    """One of `second`, `minute`, `day`, `month`, `year`."""
    basis: Basis
    evidence: str
    """Where it was found: `json-ld`, `meta`, `time`, `text`, `address`, `feed`, `record`, `given`, `fetched`, the
    `state` of the page's program, or by a `rule`."""
    words: str = ""
    """The string as it stood there."""
    zone: int | None = None
    """Minutes east of UTC of the clock it was stated by; None when the page doesn't tell."""


class AuthorKind(StrEnum):
    PERSON = "person"
    DESK = "desk"
    AGENCY = "agency"


class Author(Struct, frozen=True, gc=False, kw_only=True):
    """Who wrote it, as the page says. Empty strings mean the page does not say."""

    name: str
    kind: AuthorKind
    address: str = ""
    """The author's page."""
    bio: str = ""
    contact: str = ""
    """An e-mail address, or the way of contact in the page's words, such as `via email`."""


class Image(Struct, frozen=True, gc=False, kw_only=True):
    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    """Pixels, 0 when the page does not say."""


class Link(Struct, frozen=True, gc=False):
    """An address the text links to, and the words that carry the link."""

    span: Span
    address: str


class BlockKind(StrEnum):
    """The kind of a block. The first five stand in the text; the others have a place beside it."""

    HEADLINE = "headline"
    """The title; at most one, the first. In the text, and not part of the body."""
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    FIGURE = "figure"
    TABLE = "table"
    EMBED = "embed"
    RELATED = "related"
    """A card that points to another article."""


IN_TEXT = frozenset({BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE})
IN_BODY = IN_TEXT - {BlockKind.HEADLINE}


class EmbedKind(StrEnum):
    """What an embed shows."""

    VIDEO = "video"
    AUDIO = "audio"
    POST = "post"
    """On a platform."""
    MAP = "map"
    CHART = "chart"
    DOCUMENT = "document"
    PICTURE = "picture"
    FORM = "form"
    """A poll, a quiz, a form to fill in."""
    OTHER = "other"


class Block(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One block of an article, in the order of the page.

    For kinds in the text, `span` holds the words. For the others `span` is empty and marks the place in the text
    at which the block stands, and `words` holds what it says (a card's title, a caption, a table as rows of
    tab-separated cells).
    """

    kind: BlockKind
    span: Span
    words: str = ""
    level: int = 0
    """Of a heading: 2 to 6. Of a list item: its depth, from 1."""
    ordered: bool = False
    """Of a list item: whether its list is numbered."""
    address: str = ""
    """Of a card or an embed: where it points."""
    image: Image | None = None
    embed: EmbedKind | None = None
    """Of an embed: what it shows."""


class Version(Struct, frozen=True, gc=False, kw_only=True):
    """One reading of one article in one snapshot; its text is fixed for ever.

    `text` is the headline (if any) and the body's blocks, each parted by a blank line; it is what every offset
    anywhere refers to. `body` is the same without the headline.
    """

    id: str
    article_id: str
    """The work; the same for every reading of it at its source."""
    snapshot_id: str
    source_id: str
    position: int
    """0 for the only or main article of a page, then 1, 2, … in the order of the page."""
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    address: str = ""
    """The canonical address, complete; for items that have none of their own, the page's address with a fragment."""
    published: DateClaim | None = None
    updated: DateClaim | None = None
    seen: datetime
    """When the snapshot was taken. Aware UTC."""
    authors: tuple[Author, ...] = ()
    agency: str = ""
    """The agency credited, such as `Reuters`; empty when none is."""
    site_name: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    """BCP 47 tag of the text as detected; empty when unknown."""
    stated_language: str = ""
    lead_image: Image | None = None
    reading_time_min: int | None = None
    """As the page states it; None when it does not. `newsdesk.reading` computes one."""
    links: tuple[Link, ...] = ()
    syndicated_from: str = ""
    paywalled: bool = False
    """Whether the page keeps the article from readers who don't pay, by what it states or asks for."""
    completeness: Completeness = Completeness()
    correction: str = ""
    """The page's own note of what it corrected, which is no part of `text`; empty: none."""
    parent_id: str = ""
    """For a post of a live blog or an item of a page: the article_id of the page's main article; else empty."""

    @property
    def body_start(self) -> int:
        """Offset at which the body begins: after the headline and its blank line."""
        if self.blocks and self.blocks[0].kind is BlockKind.HEADLINE:
            return min(self.blocks[0].span.end + 2, len(self.text))
        return 0

    @property
    def body(self) -> str:
        """The text without the headline; blocks parted by a blank line."""
        return self.text[self.body_start :]

    @property
    def body_blocks(self) -> tuple[Block, ...]:
        """The blocks whose words make the body, in order."""
        return tuple(block for block in self.blocks if block.kind in IN_BODY)

    @property
    def dated(self) -> DateClaim | None:
        """The claim to place the article in time by: `published`, else `updated`, else None."""
        return self.published or self.updated
