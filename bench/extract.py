"""Pages a second of extract, beside the bare parse and trafilatura, on the same pages in the same run."""

from __future__ import annotations

import gzip
import json
import os
import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsdesk.extract import extract_snapshot
from newsdesk.model.snapshot import Form, Snapshot

SHARED = Path(__file__).parents[2] / "shared"
N_PAGES, N_SLOW = 200, 60
AT = datetime(2026, 11, 1, tzinfo=UTC)


def run() -> list[tuple[str, str]]:
    """Return rows of name and figure; one row that says why when the shared pages are missing."""
    if not (SHARED / "exams" / "extract").is_dir():
        return [("extract", "not measured: the folder of shared pages is not here")]
    pages = list(_pages(N_PAGES))
    pinned = _pinned()
    rows = []
    try:
        _ours(pages[0])
        parse = _mean_ms(_parse, pages)
        ours = _mean_ms(_ours, pages)
        rows = [
            ("extract: bare lexbor parse", f"{parse:.2f} ms CPU a page"),
            ("extract: all fields", f"{ours:.2f} ms CPU a page, {1000 / ours:.0f} pages/s on one core"),
            ("extract: slowest page", f"{max(_ms(_ours, page) for page in pages):.0f} ms"),
            *_peer(pages[:N_SLOW], ours),
            ("extract: peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"),
        ]
    finally:
        if pinned:
            os.sched_setaffinity(0, pinned)
    return rows


def _peer(pages: list[tuple[str, bytes]], ours: float) -> list[tuple[str, str]]:
    try:
        import trafilatura
    except ImportError:
        return [("extract: trafilatura", "not installed")]

    def theirs(page: tuple[str, bytes]) -> None:
        trafilatura.bare_extraction(page[1].decode("utf-8", "replace"), url=page[0] or None, with_metadata=True)

    theirs(pages[0])
    spent, same = _mean_ms(theirs, pages), _mean_ms(_ours, pages)
    return [("extract: trafilatura", f"{spent:.2f} ms CPU a page, {spent / same:.1f} times ours on the same pages")]


def _ours(page: tuple[str, bytes]) -> None:
    snapshot = Snapshot.taken(page[1], source_id="", address=page[0], at=AT, form=Form.HTML)
    extract_snapshot(snapshot, page[1])


def _parse(page: tuple[str, bytes]) -> None:
    from selectolax.lexbor import LexborHTMLParser

    LexborHTMLParser(page[1])


def _mean_ms(what: Callable[[tuple[str, bytes]], None], pages: list[tuple[str, bytes]]) -> float:
    begun = time.process_time()
    for page in pages:
        what(page)
    return (time.process_time() - begun) / len(pages) * 1e3


def _ms(what: Callable[[tuple[str, bytes]], None], page: tuple[str, bytes]) -> float:
    begun = time.process_time()
    what(page)
    return (time.process_time() - begun) * 1e3


def _pages(n: int) -> Iterator[tuple[str, bytes]]:
    """Pages from all over the shared ones, as address and body."""
    folder = SHARED / "exams" / "extract"
    lines = (folder / "pages.jsonl").read_text("utf-8").splitlines()
    for line in lines[:: max(len(lines) // n, 1)][:n]:
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
