"""The whole path in a replay at full speed: an invented archive through `newsdesk replay`, all cores, an empty desk.

The time is the wall's, from the first record to the books, start-up included and told apart; the memory is what the
process and its workers hold together (their proportional share), at its highest. Not seen: the network, and pages of
markup, since the archive is of records.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

N_REPORTS = 600
N_EVENTS = 60
OUTLETS = ("Harbour Courier", "Northline", "Sorrin Post", "Radio Estuary", "Tresk Ledger", "Open Ferry Watch")
PLACES = ("Dunmarra", "Upper Karst", "Velmar", "Solmar", "Brennick", "Tarn Valley", "Port Aldery", "Sorrin")
THINGS = ("ferry", "dam", "copper mine", "border crossing", "hospital", "railway", "school", "reservoir", "market hall")
HAPPENED = ("was closed after a fire", "was flooded overnight", "lost its power supply", "reopened after repairs")
PEOPLE = ("Ilva Brandt", "Rika Osterwald", "Tomas Hild", "Ana Perrin", "Oskar Lind", "Mara Quist", "Jonas Vell")
OFFICES = ("mayor", "chief engineer", "coast guard commander", "transport minister", "police spokeswoman")
FILLERS = (
    "Rescue crews worked through the night, and a second team was sent from Port Aldery.",
    "The cause is not known, and an inquiry was opened in the afternoon.",
    "Schools nearby stayed closed, and buses were sent to bring people home.",
    "The regional council met in Sorrin and promised help with the costs.",
    "A storm warning for the coast stays in force until Thursday evening.",
    "It was the third such case since March, according to the regional office of statistics.",
)


def run() -> list[tuple[str, str]]:
    """Return rows: articles per second with and without the start, memory, size on disk."""
    with tempfile.TemporaryDirectory() as folder:
        archive, data = Path(folder) / "invented.jsonl", Path(folder) / "data"
        n_words = _write(archive)
        begun = time.monotonic()
        command = [
            sys.executable,
            "-m",
            "newsdesk",
            "replay",
            str(archive),
            "--data",
            str(data),
            "--rule",
            "all",
            "--json",
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        first, peak_mb = _watch(process, data / "newsdesk.sqlite3")
        took, from_first = time.monotonic() - begun, time.monotonic() - (first or begun)
        assert process.stdout is not None
        books = json.loads(process.stdout.read())["books"]
        size_mb = sum(path.stat().st_size for path in data.iterdir()) / 2**20
    made = {line["stage"]: line["made"] for line in books}
    assert process.returncode == 0
    assert all(line["balanced"] for line in books)
    return [
        ("replay: articles/s, whole path", f"{N_REPORTS / from_first:,.1f} ({os.cpu_count()} cores)"),
        ("replay: articles/s, start-up counted", f"{N_REPORTS / took:,.1f}"),
        ("replay: words/s, whole path", f"{n_words / from_first:,.0f}"),
        ("replay: briefs and updates made of them", f"{made['brief']} and {made['publish']}"),
        ("replay: memory, all processes", f"{peak_mb:,.0f} MB"),
        ("replay: database", f"{1024 * size_mb / N_REPORTS:,.1f} KB an article"),
    ]


def _write(path: Path) -> int:
    """Write the archive in order of time and return its number of words; a sixth are copies."""
    chance = random.Random(11)
    events = [(chance.choice(THINGS), chance.choice(PLACES), chance.choice(HAPPENED)) for _ in range(N_EVENTS)]
    at = datetime(2031, 1, 1, tzinfo=UTC)
    rows: list[dict[str, str]] = []
    for number in range(N_REPORTS):
        at += timedelta(minutes=chance.randrange(1, 40))
        newest = number * N_EVENTS // N_REPORTS
        copied = rows and chance.random() < 1 / 6
        report = rows[-1] if copied else _report(chance, events[max(0, newest - int(chance.expovariate(0.8)))])
        rows.append({**report, "id": str(number), "ts": at.isoformat(), "source": chance.choice(OUTLETS)})
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return sum(len(row["text"].split()) for row in rows)


def _report(chance: random.Random, event: tuple[str, str, str]) -> dict[str, str]:
    thing, place, happened = event
    who, office, n = chance.choice(PEOPLE), chance.choice(OFFICES), chance.randrange(3, 400)
    fillers = chance.sample(FILLERS, 4)
    return {
        "title": f"{place} {thing} {happened}, {n} people affected",
        "text": f"The {thing} of {place} {happened} on Sunday and {n} people were affected, {office} {who} said.\n\n"
        f"“Nobody expected this in {place},” {who} told reporters. {fillers[0]} {fillers[1]}\n\n"
        f"{who}, the {office}, said that the work would take {chance.randrange(2, 30)} days and cost "
        f"{chance.randrange(2, 90)} million crowns. {fillers[2]}\n\n{fillers[3]} “We will be open again before the "
        f"summer,” {who} said in an interview with Radio Estuary.",
    }


def _watch(process: subprocess.Popen[bytes], database: Path) -> tuple[float | None, float]:
    """Wait for the replay; return when its database was there, and the most memory it held in MB."""
    first, peak = None, 0.0
    while True:
        try:
            process.wait(0.25)
            return first, peak
        except subprocess.TimeoutExpired:
            first = first or (time.monotonic() if database.exists() else None)
            peak = max(peak, sum(_share_mb(pid) for pid in _family(process.pid)))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all it started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in children.read_text().split():
                yield from _family(int(child))
        except OSError:
            continue


def _share_mb(pid: int) -> float:
    """Return a process's share of the memory it holds, shared pages divided among those who share them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
