"""Politeness towards one host: how many requests at a time, how far apart, and when not at all.

A visit that would have to wait long gives its place in the caller's hands back: it is told when to come again, so
that a slow or busy host holds up nobody but itself.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE_S = 5.0
"""The longest wait inside a fetch; a longer one is put off."""
POLL_PATIENCE_S = 60.0
"""The same for a source's own address, which would else wait behind all the articles it led to."""
_MAX_HOSTS = 20_000


class BusyError(Exception):
    """The host cannot be asked now; `wait_s` says in how many seconds."""

    def __init__(self, wait_s: float, why: str) -> None:
        super().__init__(why)
        self.wait_s = wait_s


class _Host:
    """What is known of one host; times are of the event loop's clock."""

    def __init__(self, per_host: int) -> None:
        self.places = asyncio.Semaphore(per_host)
        self.next_free = 0.0
        """When the next request may begin."""
        self.promised = 0.0
        """Up to when visits that were put off have been given times of their own."""
        self.resting_until = 0.0
        """Until when the host asked to be left alone."""


class Hosts:
    """The hosts a client talks to, by scheme, name and port."""

    def __init__(self, *, per_host: int, min_delay_s: float) -> None:
        self._per_host, self._min_delay_s = per_host, min_delay_s
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @asynccontextmanager
    async def place(self, origin: str, *, delay_s: float = 0.0, patience_s: float = PATIENCE_S) -> AsyncIterator[None]:
        """Hold a place at the host while the block runs; raises BusyError rather than wait longer than `patience_s`.

        `delay_s` is the crawl delay its robots.txt asks for; the longer of it and the setting holds.
        """
        host = self._host(origin)
        delay = max(self._min_delay_s, delay_s)
        await self._wait_for_turn(host, delay, patience_s)
        try:
            async with asyncio.timeout(patience_s):
                await host.places.acquire()
        except TimeoutError:
            raise BusyError(self._promise(host, delay), "all places at the host are taken") from None
        try:
            yield
        finally:
            host.places.release()

    def rest(self, origin: str, wait_s: float) -> None:
        """Leave the host alone for so many seconds, as it asked."""
        host = self._host(origin)
        host.resting_until = max(host.resting_until, asyncio.get_running_loop().time() + wait_s)

    async def _wait_for_turn(self, host: _Host, delay: float, patience_s: float) -> None:
        """Take the next free time to begin, and wait for it if it is near."""
        now = asyncio.get_running_loop().time()
        if host.resting_until > now:
            raise BusyError(host.resting_until - now, "the host asked to be left alone")
        turn = max(now, host.next_free)
        if turn - now > patience_s:
            raise BusyError(self._promise(host, delay), f"one request in {delay:g} s to this host")
        host.next_free = turn + delay
        if turn > now:
            await asyncio.sleep(turn - now)

    @staticmethod
    def _promise(host: _Host, delay: float) -> float:
        """Return the seconds until a time that is nobody else's yet."""
        now = asyncio.get_running_loop().time()
        promised = max(now + PATIENCE_S, host.next_free, host.promised)
        host.promised = promised + delay
        return promised - now

    def _host(self, origin: str) -> _Host:
        """Return what is known of the host; hosts not asked for long are forgotten."""
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = _Host(self._per_host)
            if len(self._hosts) > _MAX_HOSTS:
                self._hosts.popitem(last=False)
        self._hosts.move_to_end(origin)
        return host
