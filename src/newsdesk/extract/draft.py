"""An article as it was read, before it gets ids and offsets; and the making of a Version from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.hrefs import complete
from newsdesk.extract.languages import language_of
from newsdesk.model.article import (
    IN_TEXT,
    Author,
    AuthorKind,
    Basis,
    Block,
    BlockKind,
    DateClaim,
    EmbedKind,
    Image,
    Link,
    Version,
)
from newsdesk.model.completeness import Completeness
from newsdesk.model.identity import make_id
from newsdesk.model.snapshot import Snapshot
from newsdesk.model.text import Span

_PART = "\n\n"
_UNWEIGHED = Completeness()


@dataclass(slots=True)
class DraftBlock:
    """A block with its own words; `links` are (start, end, address) within them."""

    kind: BlockKind
    words: str
    level: int = 0
    ordered: bool = False
    address: str = ""
    image: Image | None = None
    embed: EmbedKind | None = None
    links: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class Draft:
    """What was read of one article; fields as in `Version`."""

    title: str = ""
    blocks: list[DraftBlock] = field(default_factory=list)
    address: str = ""
    published: DateClaim | None = None
    updated: DateClaim | None = None
    authors: tuple[Author, ...] = ()
    agency: str = ""
    site_name: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    stated_language: str = ""
    lead_image: Image | None = None
    reading_time_min: int | None = None
    syndicated_from: str = ""
    paywalled: bool = False
    completeness: Completeness = _UNWEIGHED
    correction: str = ""
    clock: int | None = None
    """Of a post that states a time of day and no day: the minutes since midnight."""
    key: str = ""
    """What tells an item without an address of its own apart from its page's other items."""

    @property
    def body(self) -> str:
        """The words of the blocks that make the body."""
        return _PART.join(block.words for block in self.blocks if block.kind in IN_TEXT and block.words)


def versions_of(drafts: list[Draft], snapshot: Snapshot) -> tuple[Version, ...]:
    """Make the Versions of one snapshot: the first draft is the main article, the others its posts or neighbours."""
    versions: list[Version] = []
    for position, draft in enumerate(drafts):
        parent = versions[0].article_id if versions else ""
        versions.append(_version(draft, snapshot, position, parent))
    return tuple(versions)


def fill_from_snapshot(draft: Draft, snapshot: Snapshot) -> Draft:
    """Fill what the page itself leaves open from what led us to it, and from a day given by hand."""
    lead = snapshot.lead
    published, updated = draft.published, draft.updated
    if lead and (not published or published.basis is Basis.INFERRED):
        published = _stated(lead.published) or published
    if snapshot.dateline and (not published or published.basis is Basis.INFERRED):
        read = parse_date(snapshot.dateline)
        published = claim(read, "given", snapshot.dateline, Basis.INFERRED) if read else published
    if lead and not updated:
        updated = _stated(lead.updated)
    authors = draft.authors
    if lead and not authors:
        authors = tuple(Author(name=name, kind=AuthorKind.PERSON) for name in lead.authors if name)
    title = draft.title or (lead.title if lead else "")
    return replace(draft, published=published, updated=updated, authors=authors, title=title)


def _stated(words: str) -> DateClaim | None:
    read = parse_date(words) if words else None
    return claim(read, "feed", words) if read else None


def _version(draft: Draft, snapshot: Snapshot, position: int, parent: str) -> Version:
    blocks = [block for block in draft.blocks if block.words or block.kind not in IN_TEXT]
    if draft.title:
        blocks.insert(0, DraftBlock(BlockKind.HEADLINE, draft.title))
    text, placed, links = _lay_out(blocks)
    address = _address(draft, snapshot, position)
    return Version(
        id=make_id("ver", snapshot.id, position, text),
        article_id=make_id("art", snapshot.source_id, address),
        snapshot_id=snapshot.id,
        source_id=snapshot.source_id,
        position=position,
        text=text,
        blocks=placed,
        title=draft.title,
        address=address,
        published=draft.published,
        updated=draft.updated,
        seen=snapshot.at,
        authors=draft.authors,
        agency=draft.agency,
        site_name=draft.site_name,
        section=draft.section,
        tags=draft.tags,
        language=draft.language or language_of(draft.body or draft.title, draft.stated_language),
        stated_language=draft.stated_language,
        lead_image=draft.lead_image,
        reading_time_min=draft.reading_time_min,
        links=links,
        syndicated_from=draft.syndicated_from,
        paywalled=draft.paywalled,
        completeness=draft.completeness,
        correction=draft.correction,
        parent_id=parent,
    )


def _address(draft: Draft, snapshot: Snapshot, position: int) -> str:
    """The item's own address; for items without one the page's with a fragment that names them."""
    own = complete(draft.address, snapshot.address, keep_fragment=position > 0) if draft.address else ""
    page = complete(snapshot.address) or snapshot.address
    if own and (position == 0 or own != page):
        return own
    if position == 0:
        return page
    return f"{page}#{draft.key or make_id('item', draft.title, draft.body[:400])}"


def _lay_out(blocks: list[DraftBlock]) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
    """Join the words, and place every block and link in the joined text."""
    pieces: list[str] = []
    placed: list[Block] = []
    links: list[Link] = []
    end = 0
    for block in blocks:
        if block.kind in IN_TEXT:
            start = end + len(_PART) if pieces else 0
            end = start + len(block.words)
            pieces.append(block.words)
            span, words = Span(start, end), ""
            links.extend(Link(Span(start + a, start + b), address) for a, b, address in block.links)
        else:
            span, words = Span(end, end), block.words
        placed.append(
            Block(
                kind=block.kind,
                span=span,
                words=words,
                level=block.level,
                ordered=block.ordered,
                address=block.address,
                image=block.image,
                embed=block.embed,
            )
        )
    return _PART.join(pieces), tuple(placed), tuple(links)
