"""One visit: what comes of asking one address, told as an Outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from newsdesk.addresses import canonical_address
from newsdesk.ingest.client import Answer, FetchProblem, WebClient
from newsdesk.ingest.hosts import PATIENCE_S, POLL_PATIENCE_S
from newsdesk.ingest.inflate import GZIP_MAGIC, BrokenCodingError, TooLargeError, unpacked
from newsdesk.ingest.sniffing import form_of
from newsdesk.ingest.waiting import back_off, fresh_for, retry_after
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Snapshot
from newsdesk.model.visit import Purpose, Received, Visit

MAX_ATTEMPTS = 12
"""A visit that was put off so often (about two days of back-off) is given up."""
_TRY_AGAIN = frozenset({408, 421, 425})
_PACKED_TYPES = frozenset({"application/gzip", "application/x-gzip", "application/zstd", "application/octet-stream"})


async def fetch(visit: Visit, web: WebClient, now: datetime) -> Outcome[Received]:
    """Make one visit.

    Made holds exactly one Received, or none when the site answered that nothing has changed (304). PutOff tells when
    to come again: as the site asked, or after a wait that doubles with each attempt.
    """
    address = canonical_address(visit.address, keep_tracking=True)
    if not address:
        return Refused(Reason.BAD_ADDRESS, f"{visit.address!r} is not a complete http or https address")
    patience_s = POLL_PATIENCE_S if visit.purpose is Purpose.SOURCE else PATIENCE_S
    try:
        answer = await web.get(address, etag=visit.etag, last_modified=visit.last_modified, patience_s=patience_s)
        return _outcome(answer, visit, web, now)
    except FetchProblem as problem:
        if not problem.again:
            return Refused(problem.reason, problem.detail)
        return _put_off(visit, now, problem.reason, problem.detail, problem.wait_s)


def _outcome(answer: Answer, visit: Visit, web: WebClient, now: datetime) -> Outcome[Received]:
    """Tell what an answer means, by its status."""
    status = answer.status
    if status == 304:
        return Made(())
    if 200 <= status < 300:
        return _received(answer, visit, web, now)
    detail = f"HTTP status {status} from {answer.address}"
    wait = retry_after(answer.retry_after, now)
    if status == 429 or (status == 503 and wait is not None):
        wait = back_off(visit.attempt, visit.address).total_seconds() if wait is None else max(1.0, wait)
        web.rest(answer.address, wait)
        return _put_off(visit, now, Reason.ASKED_TO_WAIT, detail, wait)
    if status >= 500 or status in _TRY_AGAIN:
        return _put_off(visit, now, Reason.UNREACHABLE, detail, wait)
    return Refused(Reason.GONE, detail)


def _received(answer: Answer, visit: Visit, web: WebClient, now: datetime) -> Outcome[Received]:
    """Make the snapshot of an answer; a sitemap or page kept as a gzip file is unpacked."""
    body = answer.body
    packed = body.startswith(GZIP_MAGIC) or answer.content_type in _PACKED_TYPES
    try:
        body = unpacked(body, web.max_bytes) if packed else body
    except TooLargeError:
        return Refused(Reason.TOO_LARGE, f"more than {web.max_bytes} bytes once unpacked")
    except BrokenCodingError:
        body = answer.body
    snapshot = Snapshot.taken(
        body,
        source_id=visit.source_id,
        address=canonical_address(answer.address),
        at=now,
        form=form_of(body, "" if packed else answer.content_type),
        charset=answer.charset,
        status=answer.status,
        redirects=answer.redirects,
        lead=visit.lead,
    )
    fresh_s = fresh_for(answer.cache_control, answer.expires, now)
    received = Received(
        snapshot=snapshot, body=body, etag=answer.etag, last_modified=answer.last_modified, fresh_s=fresh_s
    )
    return Made((received,))


def _put_off(visit: Visit, now: datetime, reason: Reason, detail: str, wait_s: float | None) -> Outcome[Received]:
    """Put the visit off: by what was asked, else by the back-off; in the end give it up."""
    if visit.attempt >= MAX_ATTEMPTS:
        return Refused(reason, f"given up after {visit.attempt + 1} attempts: {detail}")
    wait = back_off(visit.attempt, visit.address) if wait_s is None else timedelta(seconds=round(wait_s, 3))
    return PutOff(now + wait, reason, detail)
