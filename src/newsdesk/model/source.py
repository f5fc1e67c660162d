"""Somebody who publishes: where, in which form, on what terms, and how well it goes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from newsdesk.model.identity import make_id
from newsdesk.model.reason import Reason


class SourceKind(StrEnum):
    """The form in which a source publishes; it decides how its address is read."""

    FEED = "feed"
    """RSS 0.9 to 2.0, Atom or JSON Feed."""
    SITEMAP = "sitemap"
    """A news sitemap, or an index of sitemaps."""
    LISTING = "listing"
    """A page watched for links to articles, such as a front page."""
    PAGE = "page"
    """A single page, read again and again, such as a live blog."""
    FOLDER = "folder"
    """A local file or folder with pages, texts or mails."""
    ARCHIVE = "archive"
    """A dated archive: WARC or JSONL."""


class Source(Struct, frozen=True, kw_only=True):
    """Somebody who publishes. `id` is stable under edits of everything but kind and address."""

    id: str
    kind: SourceKind
    address: str
    """An http(s) address, or a local path for folders and archives."""
    name: str
    """The outlet as a reader knows it, such as `Harbour Courier`."""
    owner: str = ""
    """The company or body behind it; outlets of one owner are not independent of each other. Empty: unknown."""
    language: str = ""
    """BCP 47 tag its texts are mostly in. Empty: unknown."""
    country: str = ""
    """ISO 3166-1 alpha-2 of the outlet's home, a hint for places. Empty: unknown."""
    min_interval_s: float = 60.0
    """Never poll more often than this."""
    max_interval_s: float = 6 * 3600.0
    full_text_in_feed: bool = False
    """Read articles from the feed's own content instead of fetching the pages it links to."""
    active: bool = True

    @classmethod
    def at(cls, address: str, kind: SourceKind, name: str, **more: object) -> Source:
        """Make a source whose id follows from its kind and address; `more` are the other fields."""
        return cls(id=make_id("src", kind.value, address), kind=kind, address=address, name=name, **more)  # type: ignore[arg-type]


class SourceHealth(Struct, frozen=True, kw_only=True):
    """How visits to one source have gone. Times are aware UTC; None means never."""

    source_id: str
    last_visit: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    """When a visit last brought something new."""
    next_visit: datetime | None = None
    n_visits: int = 0
    n_failures_in_a_row: int = 0
    n_items: int = 0
    items_per_day: float = 0.0
    """The usual rate of new items, smoothed over about a fortnight."""
    interval_s: float = 0.0
    """The present interval between visits; 0 before the first."""
    last_error: Reason | None = None
    last_error_detail: str = ""
    etag: str = ""
    last_modified: str = ""
    """The validators of the last full answer, sent back as conditions of the next request."""
