"""An address to be fetched: the queue of ingest, kept as a log."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.identity import make_id
from newsdesk.model.snapshot import Lead, Snapshot


class Purpose(StrEnum):
    SOURCE = "source"
    """The source's own address: a feed, sitemap, watched page; visited again and again."""
    ARTICLE = "article"
    """An article's page, found in one of those."""
    INDEX = "index"
    """A sitemap named by an index of sitemaps."""


class Visit(Struct, frozen=True, kw_only=True):
    """One fetch that is due. A link found twice in one source is one visit: the id follows from what is fetched."""

    id: str
    source_id: str
    address: str
    purpose: Purpose
    due: datetime
    """Not before this. Aware UTC."""
    lead: Lead | None = None
    attempt: int = 0
    """How many times it was put off before."""
    etag: str = ""
    last_modified: str = ""

    @classmethod
    def to(
        cls, address: str, *, source_id: str, purpose: Purpose, due: datetime, key: str = "", lead: Lead | None = None
    ) -> Visit:
        """Make the visit of `address`; `key` tells repeated visits apart (the due time of a poll, a changed date)."""
        made = make_id("vis", source_id, purpose.value, address, key)
        return cls(id=made, source_id=source_id, address=address, purpose=purpose, due=due, lead=lead)


class Received(Struct, frozen=True, kw_only=True):
    """A snapshot together with its body, on the way into the store."""

    snapshot: Snapshot
    body: bytes
    etag: str = ""
    last_modified: str = ""
    fresh_s: float = 0.0
    """For how many seconds the answer said it stays as it is (Cache-Control, Expires); 0 when it did not say."""
