"""Requests a second of the feed and of an item, from a real server process, beside a bare Starlette answer.

The client is a small loop over raw connections that are kept open, in this process; it shares the machine with the
server, so the figures are lower than what the server alone could give.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

N_CONNECTIONS = 16
WARM_S, MEASURED_S = 1.0, 4.0
ROOT = Path(__file__).parent.parent
SERVE = "import sys; from newsdesk.cli import main; sys.argv[0] = 'newsdesk'; main()"


def run() -> list[tuple[str, str]]:
    """Return requests a second and the 99th percentile of the time to answer, for each page; memory of the server."""
    # As pytest does, which knows each folder of tests by itself.
    sys.path.insert(0, str(ROOT / "tests" / "web"))
    from filled_desk import fill

    from newsdesk.store import create_store

    with tempfile.TemporaryDirectory() as folder:
        store = create_store(f"sqlite:///{folder}/newsdesk.sqlite3")
        fill(store)
        with store.read() as view:
            item = view.updates.page(2)[1].update.address
        store.close()
        with _served(["-c", SERVE, "serve", "--data", folder, "--port"]) as (port, process):
            rows = _rows("feed page", port, "/") + _rows("item page", port, item)
            rows += _rows("feed page, not changed", port, "/", _etag(port, "/"))
            rows += [("web server, memory", _memory(process.pid))]
    with _served(["-m", "bench.web"]) as (port, _):
        return [*rows, *_rows("bare Starlette, 10 kB", port, "/")]


@contextmanager
def _served(command: list[str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([sys.executable, *command, str(port)], cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start within 30 s")


def _rows(name: str, port: int, path: str, etag: str = "") -> list[tuple[str, str]]:
    times = asyncio.run(_load(port, path, etag))
    times.sort()
    rate, p99 = len(times) / MEASURED_S, times[int(len(times) * 0.99)] * 1000
    return [(f"{name}, requests/s", f"{rate:,.0f}"), (f"{name}, p99", f"{p99:.1f} ms")]


async def _load(port: int, path: str, etag: str) -> list[float]:
    begins = time.perf_counter() + WARM_S
    lists = await asyncio.gather(*(_ask(port, path, etag, begins) for _ in range(N_CONNECTIONS)))
    return [one for times in lists for one in times]


async def _ask(port: int, path: str, etag: str, begins: float) -> list[float]:
    """Ask again and again over one connection; the times of those asked after the warming-up."""
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times: list[float] = []
    while (asked := time.perf_counter()) < begins + MEASURED_S:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 304")):
            raise RuntimeError(f"{path}: {head[:40]!r}; expected 200 or 304")
        await reader.readexactly(_length(head))
        if asked >= begins:
            times.append(time.perf_counter() - asked)
    writer.close()
    return times


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _etag(port: int, path: str) -> str:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.headers["etag"])


def _memory(pid: int) -> str:
    """Resident memory of a process, where the system tells it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "not known on this system"
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return f"{int(line.split()[1]) / 1024:,.0f} MB"


def _serve_bare(port: int) -> None:
    """The peer: the same framework and server, one answer of the size of a packed page, nothing to do for it."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def bare(request: Request) -> Response:
        return Response(b"x" * 10_000, media_type="text/plain")

    uvicorn.run(Starlette(routes=[Route("/", bare)]), port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    _serve_bare(int(sys.argv[1]))
