"""A PostgreSQL server of the tests' own: a throw-away folder, a free port of the loopback, no flushing to disk."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder with `initdb` and `postgres`; None when the server is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server and yield its address without a database's name: `postgresql://newsdesk@127.0.0.1:PORT`."""
    # PostgreSQL refuses to run as root, so that its processes then get an unprivileged user.
    user = _unprivileged() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="newsdesk-pg-") as home:
        data = Path(home) / "data"
        if user is not None:
            os.chown(home, user, -1)
        init = [folder / "initdb", "-D", data, "-U", "newsdesk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(init, check=True, capture_output=True, user=user, cwd=home)
        port = _free_port()
        quick = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")
        start = [folder / "pg_ctl", "-D", data, "-w", "-l", Path(home) / "log", "-o"]
        options = " ".join([f"-p {port}", f"-k {home}", *(f"-c {setting}" for setting in quick)])
        subprocess.run([*start, options, "start"], check=True, capture_output=True, user=user, cwd=home)
        try:
            yield f"postgresql://newsdesk@127.0.0.1:{port}"
        finally:
            stop = [folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, capture_output=True, user=user, cwd=home)


def _unprivileged() -> int:
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
