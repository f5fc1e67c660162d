"""What a visit brings, on its way into the store: the snapshot, links found in it, the source's health, the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from newsdesk.ingest import MAX_FOUND, discover, feed_ttl_s, next_health
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.source import Source, SourceHealth, SourceKind
from newsdesk.model.visit import Purpose, Received, Visit
from newsdesk.store import Store, Transaction
from newsdesk.work.fates import Done, recorded

_FILES_AT_ONCE = 100


def open_polls(tx: Transaction, sources: Iterable[Source], now: datetime) -> None:
    """Give every source that has none a visit of its own address, at the time its health says.

    Archives have none: they are played by a replay.
    """
    polled = tx.visits.polled()
    visits = []
    for source in sources:
        if source.id in polled or source.kind is SourceKind.ARCHIVE:
            continue
        health = tx.sources.health(source.id)
        due = health.next_visit or now
        visit = Visit.to(
            source.address,
            source_id=source.id,
            purpose=Purpose.SOURCE,
            due=due,
            key=f"{due.isoformat()} {health.n_visits}",
        )
        visits.append(replace(visit, etag=health.etag, last_modified=health.last_modified))
    tx.visits.add(visits)


def save_visit(store: Store, visit: Visit, source: Source, outcome: Outcome[Received], now: datetime) -> int:
    """Save what came of one visit, in one transaction, and return how many snapshots were new.

    A body equal to the last one of its address is no new snapshot. Links found are put into the queue, up to MAX_FOUND;
    that there were more is told in the source's health.
    """
    received = outcome.values[0] if isinstance(outcome, Made) and outcome.values else None
    followed = _followed(visit, source, received, now) if received else []
    articles = [one for one in followed if one.purpose is not Purpose.INDEX]
    ttl_s = feed_ttl_s(received.snapshot, received.body) if received and visit.purpose is Purpose.SOURCE else 0.0
    with store.write() as tx:
        n_snapshots = _save_snapshot(tx, received) if received else 0
        n_links = tx.visits.add(articles[:MAX_FOUND]) if n_snapshots else 0
        # An index may stay as it is while the sitemaps it names change.
        tx.visits.add([one for one in followed if one.purpose is Purpose.INDEX])
        outputs = (received.snapshot.id,) if received and n_snapshots else ()
        tx.outcomes.record(recorded("ingest", Done(visit.id, outcome), now, outputs))
        if not isinstance(outcome, PutOff):
            tx.visits.close(visit.id)
        until = outcome.until if isinstance(outcome, PutOff) else now
        if visit.purpose is Purpose.SOURCE:
            n_new = n_snapshots if source.kind is SourceKind.PAGE or source.full_text_in_feed else n_links
            health = save_health(tx, source, outcome, n_new, now, ttl_s)
            until = health.next_visit or until
            if len(articles) > MAX_FOUND:
                detail = f"{len(articles)} links; the first {MAX_FOUND} are followed"
                tx.sources.save_health(replace(health, last_error=Reason.TOO_MANY_LINKS, last_error_detail=detail))
        if isinstance(outcome, PutOff):
            tx.visits.put_off(visit, until)
    return n_snapshots


def save_files(store: Store, visit: Visit, source: Source, files: Iterator[Outcome[Received]], now: datetime) -> int:
    """Save the files of a folder, some at a time, then the visit's line in the books; return how many were new.

    Files that were refused are told in the source's health: the visit itself did what it was to do.
    """
    new: list[str] = []
    refused: list[Refused] = []
    batch: list[Received] = []
    for outcome in files:
        if isinstance(outcome, Made):
            batch.extend(outcome.values)
        elif isinstance(outcome, Refused):
            refused.append(outcome)
        if len(batch) >= _FILES_AT_ONCE:
            new.extend(_save_batch(store, batch))
            batch = []
    new.extend(_save_batch(store, batch))
    made: Outcome[Received] = Made(())
    with store.write() as tx:
        tx.visits.close(visit.id)
        tx.outcomes.record(recorded("ingest", Done(visit.id, made), now, new))
        health = save_health(tx, source, made, len(new), now)
        if refused:
            detail = f"{len(refused)} files were refused; the first: {refused[0].detail}"
            tx.sources.save_health(replace(health, last_error=refused[0].reason, last_error_detail=detail))
    return len(new)


def save_health(
    tx: Transaction, source: Source, outcome: Outcome[Received], n_new: int, now: datetime, ttl_s: float = 0.0
) -> SourceHealth:
    """Save how a source does after a visit to its own address, and return it."""
    health = next_health(tx.sources.health(source.id), source, outcome, n_new=n_new, now=now, ttl_s=ttl_s)
    tx.sources.save_health(health)
    return health


def local_path(address: str) -> Path:
    """Return the path a local source's address means, be it a path or a file URL."""
    parts = urlsplit(address)
    return Path(unquote(parts.path)) if parts.scheme == "file" else Path(address)


def _followed(visit: Visit, source: Source, received: Received, now: datetime) -> list[Visit]:
    """Return the visits of what a source's own page, or a sitemap it named, links to."""
    if visit.purpose is Purpose.ARTICLE:
        return []
    found = discover(received.snapshot, received.body, source)
    return [
        Visit.to(
            one.address,
            source_id=source.id,
            purpose=one.purpose,
            due=now,
            # A sitemap without a stated date is read again whenever its index is.
            key=one.key or (visit.id if one.purpose is Purpose.INDEX else ""),
            lead=one.lead,
        )
        for one in found
    ]


def _save_snapshot(tx: Transaction, received: Received) -> int:
    """Append the snapshot, unless the address gave the very same bytes the last time."""
    last = tx.snapshots.latest_of(received.snapshot.address)
    if last is not None and last.digest == received.snapshot.digest and last.source_id == received.snapshot.source_id:
        return 0
    return tx.snapshots.add([received])


def _save_batch(store: Store, batch: list[Received]) -> list[str]:
    with store.write() as tx:
        known = tx.snapshots.many([one.snapshot.id for one in batch])
        tx.snapshots.add(batch)
    return [one.snapshot.id for one in batch if one.snapshot.id not in known]
