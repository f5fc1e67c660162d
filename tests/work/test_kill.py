"""kill -9 at random moments of a replay: started again until it is done, it ends as an undisturbed one."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from invented_reports import write_archive
from store_digest import digest

N_ROWS = 200
N_KILLS = 5


def begin(archive: Path, data: Path) -> subprocess.Popen[bytes]:
    """Start a replay of its own."""
    command = [sys.executable, "-m", "newsdesk", "replay", str(archive), "--data", str(data), "--rule", "all", "--json"]
    return subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def place(data: Path) -> int:
    """Return how many records the replay has taken; 0 before it has begun."""
    path = data / "newsdesk.sqlite3"
    if not path.exists():
        return 0
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT coalesce(max(place), 0) FROM replays").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for a process; False: it is still at work."""
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def kill_at_work(archive: Path, data: Path, chance: random.Random) -> bool:
    """Start a replay and kill it a random moment after it took something new; False: it was done before that."""
    before = place(data)
    process = begin(archive, data)
    try:
        while place(data) <= before:
            if ends_within(process, 0.05):
                return False
        if ends_within(process, chance.uniform(0.0, 1.5)):
            return False
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_killed_replay_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "invented.jsonl", N_ROWS, broken_rows=3)
    undisturbed = begin(archive, tmp_path / "undisturbed")
    out, errors = undisturbed.communicate(timeout=300)
    assert undisturbed.returncode == 0, errors.decode()
    assert b'"broken": 0' in out

    chance = random.Random()
    killed = [kill_at_work(archive, tmp_path / "killed", chance) for _ in range(N_KILLS)]
    last = begin(archive, tmp_path / "killed")
    _, errors = last.communicate(timeout=300)

    assert last.returncode == 0, errors.decode()
    assert any(killed)
    assert digest(tmp_path / "killed" / "newsdesk.sqlite3") == digest(tmp_path / "undisturbed" / "newsdesk.sqlite3")
