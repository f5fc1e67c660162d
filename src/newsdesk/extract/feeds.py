"""A feed whose entries carry the articles themselves."""

from __future__ import annotations

from newsdesk.addresses import canonical_address
from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft
from newsdesk.extract.embedded import blocks_of_text
from newsdesk.extract.names import kind_of
from newsdesk.feedfile import parse_feed
from newsdesk.model.article import Author, DateClaim, Image
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason

_MIN_FULL = 800
"""A summary of this many characters of text is taken for the whole article."""


def read_feed_articles(body: bytes, charset: str, address: str) -> list[Draft] | Refused:
    """Read the entries that hold a whole text or have no page of their own; refused when all are mere links."""
    feed = parse_feed(body, charset, base=address)
    if feed is None:
        return Refused(Reason.NOT_TEXT, "the bytes are no feed")
    if not feed.entries:
        return Refused(Reason.EMPTY, "the feed has no entries")
    drafts = []
    for entry in feed.entries:
        blocks = blocks_of_text(entry.content or entry.summary)
        n_chars = sum(len(block.words) for block in blocks)
        if entry.address and not (entry.content and n_chars > 400) and n_chars < _MIN_FULL:
            continue
        if not blocks and not entry.title:
            continue
        image = canonical_address(entry.image, address) if entry.image else ""
        drafts.append(
            Draft(
                title=entry.title,
                blocks=blocks,
                address=entry.address,
                published=_date(entry.published),
                updated=_date(entry.updated) if entry.updated != entry.published else None,
                authors=tuple(Author(name=name, kind=kind_of(name, feed.title)) for name in entry.authors),
                site_name=feed.title,
                tags=entry.categories,
                stated_language=feed.language,
                lead_image=Image(address=image) if image else None,
                key=entry.id,
            )
        )
    if not drafts:
        return Refused(Reason.LINKS_ONLY, f"{len(feed.entries)} entries, all with pages of their own")
    return drafts


def _date(words: str) -> DateClaim | None:
    read = parse_date(words) if words else None
    return claim(read, "feed", words) if read else None
