"""CPU a page of extract, beside the bare parse and trafilatura, over all shared pages, pinned to one core.

The three are timed page by page in turn, so that whatever else the machine does weighs on all alike. Memory and the
slowest page are measured in a process of their own that never loads the peer.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsdesk.extract import extract_snapshot
from newsdesk.extract.languages import language_of
from newsdesk.model.snapshot import Form, Snapshot

SHARED = Path(__file__).parents[2] / "shared"
EVERY = 8
"""The peer, an order of magnitude slower, is timed on each eighth page."""
AT = datetime(2026, 11, 1, tzinfo=UTC)
Reader = Callable[[tuple[str, bytes]], None]


def run() -> list[tuple[str, str]]:
    """Return rows of name and figure; one row that says why when the shared pages are missing."""
    if not (SHARED / "exams" / "extract").is_dir():
        return [("extract", "not measured: the folder of shared pages is not here")]
    pinned = _pinned()
    try:
        return [*_alone(), *_beside_peer()]
    finally:
        if pinned:
            os.sched_setaffinity(0, pinned)


def _alone() -> list[tuple[str, str]]:
    """Figures over all pages, from a child process."""
    done = subprocess.run([sys.executable, "-m", "bench.extract"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return [
        ("extract: bare lexbor parse", f"{found['parse']:.2f} ms CPU a page, mean of {found['n']} pages"),
        ("extract: all fields", f"{found['ours']:.2f} ms CPU a page, {1000 / found['ours']:.0f} pages/s on one core"),
        ("extract: middle page", f"{found['median']:.2f} ms CPU"),
        ("extract: slowest page", f"{found['slowest']:.0f} ms"),
        ("extract: peak memory", f"{found['memory']:.0f} MB"),
    ]


def measure_alone() -> dict[str, float]:
    """Time every page, and take the memory at its peak."""
    parse, ours = [], []
    for order, page in enumerate(_pages()):
        if not order:
            _warm_up(page)
        parse.append(_ms(_parse, page))
        ours.append(_ms(_ours, page))
    return {
        "n": len(ours), "parse": statistics.mean(parse), "ours": statistics.mean(ours),
        "median": statistics.median(ours), "slowest": max(ours),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def _beside_peer() -> list[tuple[str, str]]:
    try:
        import trafilatura
    except ImportError:
        return [("extract: trafilatura", "not installed")]

    def theirs(page: tuple[str, bytes]) -> None:
        trafilatura.bare_extraction(page[1].decode("utf-8", "replace"), url=page[0] or None, with_metadata=True)

    spent, same = [], []
    for order, page in enumerate(_pages(EVERY)):
        if not order:
            theirs(page)
            _warm_up(page)
        spent.append(_ms(theirs, page))
        same.append(_ms(_ours, page))
    ratio = sum(spent) / sum(same)
    return [("extract: trafilatura", f"{statistics.mean(spent):.2f} ms CPU a page, {ratio:.1f} times ours "
             f"({statistics.mean(same):.2f} ms) on the same {len(same)} pages")]  # fmt: skip


def _ours(page: tuple[str, bytes]) -> None:
    snapshot = Snapshot.taken(page[1], source_id="", address=page[0], at=AT, form=Form.HTML)
    extract_snapshot(snapshot, page[1])


def _warm_up(page: tuple[str, bytes]) -> None:
    """Load what a process loads once: the weights, and the language model that only some pages need."""
    _ours(page)
    language_of("Velmin silta pysyy kiinni kuun loppuun asti.")


def _parse(page: tuple[str, bytes]) -> None:
    from selectolax.lexbor import LexborHTMLParser

    LexborHTMLParser(page[1])


def _ms(what: Reader, page: tuple[str, bytes]) -> float:
    """CPU time of one reading: no page is read twice, so that none is helped by what was kept of it."""
    begun = time.process_time()
    what(page)
    return (time.process_time() - begun) * 1e3


def _pages(every: int = 1) -> Iterator[tuple[str, bytes]]:
    """Each n-th of the shared pages, as address and body, read as they are needed."""
    folder = SHARED / "exams" / "extract"
    with (folder / "pages.jsonl").open(encoding="utf-8") as lines:
        for order, line in enumerate(lines):
            if order % every == 0:
                page = json.loads(line)
                with gzip.open(folder / page["html"]) as stream:
                    yield page.get("url") or "", stream.read()


def _pinned() -> set[int]:
    """Pin the process to one core where the system can; returns the cores it had, empty where it can't."""
    if not hasattr(os, "sched_setaffinity"):
        return set()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    return cores


if __name__ == "__main__":
    print(json.dumps(measure_alone()))
