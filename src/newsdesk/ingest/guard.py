"""Which machines may be connected to: none in private networks, unless the settings allow it.

The check is made on the IP addresses a name resolves to, and the connection goes to exactly those, so that a name
cannot answer with a public address for the check and a private one for the connection (DNS rebinding). It is made
again when the socket is made, where addresses written as numbers pass too.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from newsdesk.addresses import is_private_ip

_MAX_LOOK_UPS = 32


class PrivateAddressError(OSError):
    """The host lies in a private network."""


class NoSuchHostError(OSError):
    """There is no host of this name."""


class GuardedResolver(AbstractResolver):
    """Resolves names by the system, and gives only addresses that may be connected to."""

    def __init__(self, permits: Callable[[str], bool]) -> None:
        self._permits = permits
        # Names that take long to resolve must not hold up others, as they would in the loop's few threads.
        self._threads = ThreadPoolExecutor(_MAX_LOOK_UPS, thread_name_prefix="newsdesk-resolver")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host; raises PrivateAddressError, NoSuchHostError, or another OSError."""
        try:
            found = await self._look_up(host, port, family)
        except socket.gaierror as error:
            if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
                raise NoSuchHostError(f"no host is named {host!r}") from error
            raise
        except UnicodeError as error:
            raise NoSuchHostError(f"no host can be named {host!r}") from error
        allowed = [each for each in found if self._permits(each["host"])]
        if not allowed:
            raise PrivateAddressError(f"{host} is {', '.join(sorted({each['host'] for each in found}))}")
        return allowed

    async def _look_up(self, host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
        """Ask the system; the only place that does."""
        ask = partial(socket.getaddrinfo, host, port, family=family, type=socket.SOCK_STREAM)
        infos = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return [
            ResolveResult(
                hostname=host, host=str(place[0]), port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST
            )
            for kind, _, proto, _, place in infos
            if kind in {socket.AF_INET, socket.AF_INET6}
        ]

    async def close(self) -> None:
        """Let the threads go; look-ups under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def permit_public(ip: str) -> bool:
    """Permit public addresses only."""
    return not is_private_ip(ip)


def permit_all(ip: str) -> bool:
    """Permit any address."""
    return bool(ip)


def guarded_connector(resolver: GuardedResolver, permits: Callable[[str], bool], *, limit: int = 100) -> TCPConnector:
    """Return the connector of a client; its sockets refuse what is not permitted even where no name was resolved.

    The resolver stays the caller's to close.
    """

    def make_socket(info: AddrInfoType) -> socket.socket:
        family, kind, proto, _, place = info
        if not permits(str(place[0])):
            raise PrivateAddressError(str(place[0]))
        made = socket.socket(family=family, type=kind, proto=proto)
        made.setblocking(False)
        return made

    return TCPConnector(resolver=resolver, socket_factory=make_socket, limit=limit, ttl_dns_cache=30)
