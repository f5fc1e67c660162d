"""robots.txt, as RFC 9309 has it: fetched once a day per host, kept in memory, and obeyed.

An answer 4xx means that everything is allowed; an error of the server or of the network means that nothing is, until
the file can be read again. What was read before stays valid while a fresh copy cannot be had.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from msgspec import Struct
from protego import Protego

from newsdesk.decoding import decode

MAX_BYTES = 512 * 1024
"""What is read of a robots.txt; the RFC asks for 500 KiB at least."""
KEPT_S = 86_400.0
RETRIED_S = 600.0
"""After this, a robots.txt that could not be read is asked for again."""
MAX_CRAWL_DELAY_S = 3600.0
_MAX_HOSTS = 10_000


class RobotsAnswer(Struct, frozen=True):
    """What the host answered: the status, and the body's beginning. Status 0: it could not be reached."""

    status: int
    body: bytes = b""
    detail: str = ""


class Permission(Struct, frozen=True, kw_only=True):
    """Whether an address may be fetched."""

    allowed: bool
    delay_s: float = 0.0
    """The crawl delay asked for; 0 when none is."""
    unknown: str = ""
    """Why robots.txt could not be read, when that is why the address may not be fetched now."""


class _Kept(Struct):
    """The rules of one host, and until when they hold (time of the event loop)."""

    rules: Protego | None
    """None: everything is allowed."""
    until: float
    unknown: str = ""


class Robots:
    """The rules of the hosts a client talks to."""

    def __init__(self, user_agent: str, ask: Callable[[str], Awaitable[RobotsAnswer]]) -> None:
        """`ask` fetches the robots.txt of an origin such as `https://courier.example`."""
        self._token = user_agent.partition("/")[0].strip() or "*"
        self._ask = ask
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}

    async def permission(self, origin: str, address: str) -> Permission:
        """Tell whether the address, at this origin, may be fetched; asks the host at most once a day."""
        kept = await self._rules(origin)
        if kept.unknown:
            return Permission(allowed=False, unknown=kept.unknown)
        if kept.rules is None:
            return Permission(allowed=True)
        delay = kept.rules.crawl_delay(self._token) or 0.0
        rate = kept.rules.request_rate(self._token)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        allowed = kept.rules.can_fetch(address, self._token)
        return Permission(allowed=allowed, delay_s=min(max(0.0, float(delay)), MAX_CRAWL_DELAY_S))

    async def _rules(self, origin: str) -> _Kept:
        """Return the rules of the origin, fetched if they are not at hand; many askers make one request."""
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(origin)
        if kept is not None and kept.until > now:
            return kept
        try:
            async with self._locks.setdefault(origin, asyncio.Lock()):
                kept = self._kept.get(origin)
                if kept is None or kept.until <= now:
                    kept = self._read(await self._ask(origin), kept)
                    self._keep(origin, kept)
                return kept
        finally:
            self._locks.pop(origin, None)

    def _read(self, answer: RobotsAnswer, before: _Kept | None) -> _Kept:
        """Turn an answer into rules, by RFC 9309, section 2.3.1."""
        now = asyncio.get_running_loop().time()
        if 200 <= answer.status < 300:
            return _Kept(Protego.parse(decode(answer.body, markup=False)), now + KEPT_S)
        if 400 <= answer.status < 500 and answer.status != 429:
            return _Kept(None, now + KEPT_S)
        if before is not None and not before.unknown:
            return _Kept(before.rules, now + RETRIED_S)
        detail = answer.detail or f"HTTP status {answer.status}"
        return _Kept(None, now + RETRIED_S, f"robots.txt could not be read: {detail}")

    def _keep(self, origin: str, kept: _Kept) -> None:
        self._kept[origin] = kept
        self._kept.move_to_end(origin)
        if len(self._kept) > _MAX_HOSTS:
            self._kept.popitem(last=False)
