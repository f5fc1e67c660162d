"""One look at an address: what kind of source it is, and what it would bring. Nothing is stored."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import urlsplit

from msgspec import Struct

from newsdesk.errors import InputError
from newsdesk.ingest import Found, WebClient, discover, fetch
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Purpose, Received, Visit
from newsdesk.settings import Settings


class Seen(Struct, frozen=True, kw_only=True):
    """What a source would bring now."""

    status: int
    form: str
    size: int
    """Bytes."""
    found: tuple[Found, ...]
    """The links that would be followed."""
    articles: tuple[tuple[str, int], ...]
    """Title and number of words of the articles read in the answer itself."""


def probe(address: str, settings: Settings) -> tuple[SourceKind, str]:
    """Fetch an address and return the kind of source it is, and its name where it tells one."""
    received = _fetched(address, settings)
    form = received.snapshot.form
    if form is Form.FEED:
        from newsdesk.feedfile import parse_feed

        feed = parse_feed(received.body, received.snapshot.charset)
        return SourceKind.FEED, feed.title if feed else ""
    if form is Form.SITEMAP:
        return SourceKind.SITEMAP, ""
    listing = Source.at(address, SourceKind.LISTING, address)
    if form is Form.HTML and discover(received.snapshot, received.body, listing):
        # A front page may well read like an article: its teasers are sentences.
        listed = _is_front(received.snapshot.address) or not _articles(received)
        return (SourceKind.LISTING, "") if listed else (SourceKind.PAGE, "")
    return SourceKind.PAGE, ""


def _is_front(address: str) -> bool:
    """Tell whether an address is that of a site, or of one part of it, as `/` and `/world/` are."""
    path = urlsplit(address).path
    return path.endswith("/") and path.count("/") <= 2


def look(source: Source, settings: Settings) -> Seen:
    """Fetch a source's address once, as a visit would, and tell what it would bring."""
    if source.kind in (SourceKind.FOLDER, SourceKind.ARCHIVE):
        raise InputError(source.address, f"a {source.kind.value}", "a source on the web: a local one needs no test")
    received = _fetched(source.address, settings, source.id)
    found = discover(received.snapshot, received.body, source)
    return Seen(
        status=received.snapshot.status,
        form=received.snapshot.form.value,
        size=len(received.body),
        found=found,
        articles=() if found else tuple(_articles(received)),
    )


def _fetched(address: str, settings: Settings, source_id: str = "src-probe") -> Received:
    now = datetime.now(UTC)
    visit = Visit.to(address, source_id=source_id, purpose=Purpose.SOURCE, due=now)

    async def once() -> Received:
        async with WebClient(settings) as web:
            outcome = await fetch(visit, web, now)
        if isinstance(outcome, Made) and outcome.values:
            return outcome.values[0]
        found = "nothing new" if isinstance(outcome, Made) else f"{outcome.reason.value} ({outcome.detail})"
        raise InputError(address, found, "a page, feed or sitemap that can be read")

    return asyncio.run(once())


def _articles(received: Received) -> list[tuple[str, int]]:
    from newsdesk.extract import extract_snapshot

    outcome = extract_snapshot(received.snapshot, received.body)
    versions = outcome.values if isinstance(outcome, Made) else ()
    return [(version.title or version.text[:60], len(version.text.split())) for version in versions]
