"""The bytes one address gave at one moment."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.identity import digest_of, make_id


class Form(StrEnum):
    """What the bytes are, as decided from the response's type and the bytes themselves."""

    HTML = "html"
    TEXT = "text"
    """Plain text, as scraped or as written."""
    FEED = "feed"
    """RSS, Atom or JSON Feed."""
    SITEMAP = "sitemap"
    RECORD = "record"
    """One JSON object of a JSONL archive: `id`, `title`, `text`, `ts`; maybe `source`, `url`, `lang`, `authors`."""
    MAIL = "mail"
    """One message, RFC 5322."""
    OTHER = "other"


class Lead(Struct, frozen=True, kw_only=True):
    """What pointed us to an address, and what it said of it: an entry of a feed, a sitemap or a watched page."""

    snapshot_id: str
    """The snapshot of the feed, sitemap or page in which the address was found."""
    title: str = ""
    published: str = ""
    """The date as stated there, unparsed."""
    updated: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""


class Redirect(Struct, frozen=True):
    """One hop on the way from the address asked for to the one that answered."""

    address: str
    status: int


class Snapshot(Struct, frozen=True, kw_only=True):
    """What one address gave at one moment; never changed. The body is stored once per digest, apart from this value."""

    id: str
    source_id: str
    address: str
    """The address that answered, after redirects; for local input its file URL, for archives the archived address."""
    at: datetime
    """When it was received; in a replay, the time the archive gives. Aware UTC."""
    digest: str
    form: Form
    charset: str = ""
    """The charset the response declared; empty when it declared none."""
    status: int = 200
    redirects: tuple[Redirect, ...] = ()
    lead: Lead | None = None
    dateline: str = ""
    """A day of publication given by whoever handed the input in (`--date`), ISO; empty: none."""

    @classmethod
    def taken(cls, body: bytes, *, source_id: str, address: str, at: datetime, form: Form, **more: object) -> Snapshot:
        """Make the snapshot of `body`; its id follows from the source, the address, the time and the body."""
        digest = digest_of(body)
        key = make_id("snp", source_id, address, at.isoformat(), digest)
        return cls(id=key, source_id=source_id, address=address, at=at, digest=digest, form=form, **more)  # type: ignore[arg-type]
