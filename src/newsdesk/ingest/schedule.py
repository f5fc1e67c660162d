"""When to visit a source again: a pure function of how its visits have gone.

The interval aims at two visits for each item the source usually brings, shortens by a third when something new was
there and lengthens by a quarter when nothing was, between the source's own bounds. What the site asks for
(Retry-After, Cache-Control, a feed's ttl) is a lower bound. Failures double the wait; being asked to wait is no
failure. Each visit is moved by up to a tenth, by the source's id and the count of its visits, so that sources added
together drift apart.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from msgspec.structs import replace

from newsdesk.ingest.waiting import LONGEST_WAIT_S, share_of
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.source import Source, SourceHealth
from newsdesk.model.visit import Received

RATE_MEMORY_S = 14 * 86400.0
"""The rate of new items is smoothed over about a fortnight."""
FIRST_INTERVAL_S = 900.0
VISITS_PER_ITEM = 2.0
SHORTEN, LENGTHEN = 2 / 3, 5 / 4
VISITS_TO_TRUST = 20
SPREAD = 0.1
_MAX_HINT_S = 86_400.0
"""A site may ask for a pause of a day at most; a longer cache time is meant for other things than news."""


def next_health(
    health: SourceHealth, source: Source, outcome: Outcome[Received], *, n_new: int, now: datetime, ttl_s: float = 0.0
) -> SourceHealth:
    """Return the source's health after a visit to its own address, with the time of the next one.

    `n_new` is the number of links or articles that were not known before; `ttl_s` what the feed asks for (0: nothing).
    """
    met = replace(health, source_id=source.id, last_visit=now, n_visits=health.n_visits + 1)
    if isinstance(outcome, PutOff) and outcome.reason is Reason.ASKED_TO_WAIT:
        return replace(met, next_visit=outcome.until, last_error=outcome.reason, last_error_detail=outcome.detail)
    if not isinstance(outcome, Made):
        return _failed(met, source, outcome, now)
    rate = _rate(health, n_new, now)
    received = outcome.values[0] if outcome.values else None
    asked_s = min(_MAX_HINT_S, max(ttl_s, received.fresh_s if received else 0.0))
    interval = _interval(health, source, n_new, rate)
    done = replace(
        met,
        last_success=now,
        last_new=now if n_new else health.last_new,
        next_visit=_spread(now, max(interval, asked_s), met),
        n_failures_in_a_row=0,
        n_items=health.n_items + n_new,
        items_per_day=rate,
        interval_s=interval,
        last_error=None,
        last_error_detail="",
    )
    return replace(done, etag=received.etag, last_modified=received.last_modified) if received else done


def _failed(met: SourceHealth, source: Source, outcome: Refused | PutOff, now: datetime) -> SourceHealth:
    """Return the health after a visit that brought nothing: the wait doubles, and is at least what was asked."""
    n_failures = met.n_failures_in_a_row + 1
    interval = max(met.interval_s or source.min_interval_s, source.min_interval_s)
    wait = min(interval * 2.0 ** min(n_failures - 1, 20), max(LONGEST_WAIT_S, source.max_interval_s))
    at = _spread(now, wait, met)
    return replace(
        met,
        n_failures_in_a_row=n_failures,
        next_visit=max(at, outcome.until) if isinstance(outcome, PutOff) else at,
        last_error=outcome.reason,
        last_error_detail=outcome.detail,
    )


def _rate(health: SourceHealth, n_new: int, now: datetime) -> float:
    """Return the smoothed number of new items a day.

    The first visit finds what gathered before it, which says nothing of the rate and is left out. The next few are
    averaged, since a smoothed value that begins at nothing would be far too low for days.
    """
    since = health.last_success
    if since is None:
        return 0.0
    elapsed_s = max(1.0, (now - since).total_seconds())
    share = max(1.0 - math.exp(-elapsed_s / RATE_MEMORY_S), 1.0 / max(1, health.n_visits))
    return health.items_per_day * (1.0 - share) + n_new * 86_400.0 / elapsed_s * share


def _interval(health: SourceHealth, source: Source, n_new: int, rate: float) -> float:
    """Return the next interval in seconds: the last one shortened or lengthened, drawn towards the usual rate's.

    The pull grows to half over the first visits, since a rate is worth little before it has been seen for a while.
    """
    low, high = source.min_interval_s, max(source.min_interval_s, source.max_interval_s)
    if health.last_success is None:
        return min(max(FIRST_INTERVAL_S, low), high)
    moved = (health.interval_s or FIRST_INTERVAL_S) * (SHORTEN if n_new else LENGTHEN)
    usual = min(86_400.0 / (rate * VISITS_PER_ITEM), high) if rate > 0 else high
    pull = 0.5 * min(1.0, health.n_visits / VISITS_TO_TRUST)
    return min(max(math.exp((1.0 - pull) * math.log(moved) + pull * math.log(usual)), low), high)


def _spread(now: datetime, wait_s: float, met: SourceHealth) -> datetime:
    """Return the time after the wait, moved later by up to a tenth of it."""
    share = share_of(met.source_id, met.n_visits)
    return now + timedelta(seconds=round(wait_s * (1.0 + SPREAD * share), 3))
