"""How long to wait: what a server asks for, and how failed attempts are spread. Pure functions.

Jitter follows from the address, not from chance, so that a replay waits as the first run did.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 6 * 3600.0
MAX_ASKED_S = 7 * 86400.0
"""A longer Retry-After is cut to a week."""
_MAX_AGE = re.compile(r"(?:^|[,\s])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def parse_http_date(value: str) -> datetime | None:
    """Return an HTTP date in UTC; None if it is none."""
    try:
        found = parsedate_to_datetime(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks to wait (RFC 9110, 10.2.3); None if it asks nothing readable."""
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:12]), MAX_ASKED_S)
    date = parse_http_date(value)
    return None if date is None else min(max(0.0, (date - now).total_seconds()), MAX_ASKED_S)


def fresh_for(cache_control: str, expires: str, now: datetime) -> float:
    """Return the seconds for which a response says it stays fresh (RFC 9111); 0 if it does not say."""
    lowered = cache_control.lower()
    if "no-cache" in lowered or "no-store" in lowered:
        return 0.0
    found = _MAX_AGE.search(cache_control)
    if found:
        return min(float(found[1]), MAX_ASKED_S)
    date = parse_http_date(expires) if expires else None
    return 0.0 if date is None else min(max(0.0, (date - now).total_seconds()), MAX_ASKED_S)


def share_of(*parts: object) -> float:
    """Return a number in [0, 1) that follows from the parts and looks like chance."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7]) / 2**56


def back_off(attempt: int, address: str) -> timedelta:
    """Return the wait before the next attempt: a minute, doubled each time up to six hours, spread by a quarter."""
    wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(attempt, 30))
    return timedelta(seconds=round(wait * (0.875 + 0.25 * share_of(address, attempt)), 3))
