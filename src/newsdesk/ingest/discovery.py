"""Where to go next: the links found in a feed, a sitemap or a watched page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from newsdesk.addresses import canonical_address
from newsdesk.feedfile import FeedEntry, parse_feed
from newsdesk.feedxml import plain
from newsdesk.ingest.listing import article_links
from newsdesk.ingest.sitemaps import Sitemap, SitemapEntry, parse_sitemap
from newsdesk.ingest.waiting import parse_http_date
from newsdesk.model.snapshot import Form, Lead, Snapshot
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose

MAX_FOUND = 1000
"""Links followed from one feed, sitemap or page: as many as a news sitemap may hold."""
MAX_SITEMAPS = 30
"""Sitemaps followed from one index at a time."""
NEWS_AGE = timedelta(days=3)
"""Dated entries of a sitemap that are older than this are not news, and not followed."""
_SUMMARY_LENGTH = 2000


class Found(Struct, frozen=True, kw_only=True):
    """An address to be visited, and what was said of it where it was found."""

    address: str
    purpose: Purpose
    lead: Lead
    key: str = ""
    """Tells repeated visits apart: the stated date of the last change; empty if none is stated."""


def discover(snapshot: Snapshot, body: bytes, source: Source) -> tuple[Found, ...]:
    """Return what a snapshot links to, in its order (the newest first in sitemaps), each address once.

    More may be found than are followed; see MAX_FOUND.
    Nothing for articles' own pages, for single pages, and for feeds that are read themselves (`full_text_in_feed`).
    """
    if snapshot.form is Form.FEED and not source.full_text_in_feed:
        found = _in_feed(snapshot, body)
    elif snapshot.form is Form.SITEMAP:
        found = _in_sitemap(snapshot, body)
    elif snapshot.form is Form.HTML and source.kind is SourceKind.LISTING and snapshot.lead is None:
        found = _in_page(snapshot, body)
    else:
        return ()
    return tuple({each.address: each for each in reversed(list(found))}.values())[::-1]


def feed_ttl_s(snapshot: Snapshot, body: bytes) -> float:
    """Return how long a feed asks to be left alone, in seconds; 0 for other forms, or if it does not say."""
    feed = parse_feed(body, snapshot.charset) if snapshot.form is Form.FEED else None
    return feed.ttl_s if feed is not None else 0.0


def _in_feed(snapshot: Snapshot, body: bytes) -> Iterator[Found]:
    feed = parse_feed(body, snapshot.charset, base=snapshot.address)
    entries = feed.entries if feed is not None else ()
    keys = _keys(entries)
    for entry, key in zip(entries, keys, strict=True):
        address = canonical_address(entry.address, snapshot.address) if entry.address else ""
        if address:
            lead = Lead(
                snapshot_id=snapshot.id,
                title=entry.title,
                published=entry.published,
                updated=entry.updated,
                authors=entry.authors,
                summary=plain(entry.summary)[:_SUMMARY_LENGTH],
            )
            yield Found(address=address, purpose=Purpose.ARTICLE, lead=lead, key=key)


def _keys(entries: Sequence[FeedEntry]) -> list[str]:
    """Return the date that tells each entry's states apart: of its update, or its publication.

    Some feeds give every entry the time of the feed's own making; a date that most entries share says nothing.
    """
    for dates in ([entry.updated for entry in entries], [entry.published for entry in entries]):
        date, n_sharing = Counter(dates).most_common(1)[0] if dates else ("", 0)
        if date and n_sharing > max(2, len(entries) // 2):
            return [entry.published if entry.published != date else "" for entry in entries]
    return [entry.updated or entry.published for entry in entries]


def _in_page(snapshot: Snapshot, body: bytes) -> Iterator[Found]:
    for link in article_links(body, snapshot.address, snapshot.charset):
        lead = Lead(snapshot_id=snapshot.id, title=link.title)
        yield Found(address=link.address, purpose=Purpose.ARTICLE, lead=lead)


def _in_sitemap(snapshot: Snapshot, body: bytes) -> Iterator[Found]:
    sitemap = parse_sitemap(body, snapshot.charset, base=snapshot.address)
    if sitemap is None:
        return
    if not sitemap.is_index:
        for entry in _newest(sitemap, snapshot.at):
            lead = Lead(snapshot_id=snapshot.id, title=entry.title, published=entry.published, updated=entry.changed)
            key = entry.changed or entry.published
            yield Found(address=entry.address, purpose=Purpose.ARTICLE, lead=lead, key=key)
    # An index may not name indexes (sitemaps.org), so one that was found in an index leads no further.
    elif snapshot.lead is None:
        for entry in _newest(sitemap, snapshot.at)[:MAX_SITEMAPS]:
            # Without a date, each visit of the index is followed by one of the sitemap.
            key = entry.changed or snapshot.id
            yield Found(address=entry.address, purpose=Purpose.INDEX, lead=Lead(snapshot_id=snapshot.id), key=key)


def _newest(sitemap: Sitemap, at: datetime) -> list[SitemapEntry]:
    """Return the entries that may be news at this time, the newest first; if none is dated, all in their order."""
    dated = [(time, entry) for entry in sitemap.entries if (time := _time_of(entry)) is not None]
    undated = [entry for entry in sitemap.entries if _time_of(entry) is None]
    if not dated:
        return undated
    recent = [pair for pair in dated if pair[0] > at - NEWS_AGE]
    recent.sort(key=lambda pair: pair[0], reverse=True)
    return [entry for _, entry in recent] + ([entry for entry in undated if entry.is_news] if recent else [])


def _time_of(entry: SitemapEntry) -> datetime | None:
    """Return the entry's latest date, aware; None if it has none that can be read (W3C dates, or mail's)."""
    times = [time for words in (entry.published, entry.changed) if words and (time := _parsed(words)) is not None]
    return max(times, default=None)


def _parsed(words: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(words)
    except ValueError:
        return parse_http_date(words)
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time
