"""Web servers inside the command's own loop, and what ends them."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from newsdesk.errors import UsageError

_WAITING = 512
"""Connections the system keeps waiting before the server takes them."""
_LAST_ANSWERS_S = 2
"""Open pages hold connections for events; they are cut after this long."""


class Server(uvicorn.Server):
    """A server that leaves signals to the command, which may run several of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Change nothing about signals."""
        yield


def bound(host: str, port: int) -> socket.socket:
    """Take a port, 0 for any free one; raises UsageError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named; with it each answer waits 40 ms.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        # From here on a browser that comes early waits, instead of being turned away.
        taken.listen(_WAITING)
    except (OSError, OverflowError) as error:
        taken.close()
        said = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"--host {host} --port {port}: {said}; expected a free port of this machine, or 0") from None
    return taken


def address_of(taken: socket.socket) -> str:
    """Return the address a browser reaches a socket at."""
    host, port = taken.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104  shown
    return f"http://{shown}:{port}"


async def serve(app: ASGIApp, taken: socket.socket, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; then requests under way are answered and the rest is cut."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=_LAST_ANSWERS_S, server_header=False
    )
    server = Server(config)

    async def end() -> None:
        await stop.wait()
        server.should_exit = True

    ending = asyncio.create_task(end())
    try:
        await server.serve(sockets=[taken])
    finally:
        # A server that could not start, or stopped by itself, takes the others with it.
        stop.set()
        await ending


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let Ctrl-C and a polite kill set `stop`."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
