"""`newsdesk run` as a newcomer starts it: the sample world, live within a minute, a clean end, and on from there."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from newsdesk.store import open_store

pytestmark = pytest.mark.slow
PATIENCE_S = 60


class Desk:
    """A running desk."""

    def __init__(self, data: Path, *more: str) -> None:
        command = [sys.executable, "-m", "newsdesk", "run", "--port", "0", "--data", str(data), *more]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.began = time.monotonic()
        self.said: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"The site: (http://\S+)/", line):
                self.address = found[1]
                return
        raise AssertionError("".join(self.said))

    def feed(self) -> list[dict[str, str]]:
        """Return the items of the public JSON Feed."""
        with urllib.request.urlopen(f"{self.address}/feed.json", timeout=10) as answer:
            items: list[dict[str, str]] = json.load(answer)["items"]
            return items

    def items_within(self, seconds: float) -> list[dict[str, str]]:
        """Return the items of the feed as soon as there are some."""
        while time.monotonic() - self.began < seconds:
            if self.process.poll() is not None:
                break
            if items := self.feed():
                return items
            with pytest.raises(subprocess.TimeoutExpired):
                self.process.wait(0.3)
        return []

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C and return the exit code and what was said."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, "".join(self.said) + errors


def test_the_sample_world_is_live_within_a_minute_and_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    desk = Desk(data)
    try:
        items = desk.items_within(PATIENCE_S)
        assert items, "no item within a minute"
    finally:
        code, said = desk.stop()
    assert code == 0
    assert "Stopped." in said
    assert "Traceback" not in said
    assert "Standing rule: two_origins" in said
    ids = {item["id"].rpartition("-")[2] for item in items}
    store = open_store(f"sqlite:///{data / 'newsdesk.sqlite3'}")
    with store.read() as view:
        n_sources, n_snapshots = len(view.sources.known()), len(view.snapshots.since(0, 10_000))
        assert view.outcomes.broken(5) == ()

    again = Desk(data)
    try:
        assert ids <= {item["id"].rpartition("-")[2] for item in again.feed()}
    finally:
        code, said = again.stop()
    assert code == 0
    with store.read() as view:
        assert len(view.sources.known()) == n_sources
        assert len(view.snapshots.since(0, 10_000)) >= n_snapshots
    store.close()


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "one")
    try:
        port = desk.address.rpartition(":")[2]
        command = [sys.executable, "-m", "newsdesk", "run", "--port", port, "--data", str(tmp_path / "two")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    finally:
        desk.stop()

    assert done.returncode == 2
    assert f"--port {port}: Address already in use; expected a free port" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_sources_of_its_own_the_sample_world_is_not_played(tmp_path: Path) -> None:
    data, inbox = tmp_path / "data", tmp_path / "inbox"
    inbox.mkdir()
    command = [sys.executable, "-m", "newsdesk", "sources", "add", str(inbox), "--data", str(data)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)

    desk = Desk(data)
    try:
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{desk.address}/nothing-here", timeout=10)
    finally:
        code, said = desk.stop()

    assert code == 0
    assert "sample world" not in said
    assert "No standing rule" in said
