"""How fast reports are placed, and how much memory they take: an invented stream, annotations given, one core.

Texts are about 130 words drawn by Zipf's law from 60,000 invented words, with names, in stories of about four reports,
each followed over some days; one report in eight is a copy. Seconds are those of the processor.

Memory must be flat once the window is full, so it is measured twice: with the window that a desk has, which is full
well before 50,000 reports, and with one of 100,000, which is full when the speed is measured.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from multiprocessing import get_context
from pathlib import Path

from newsdesk.cluster import Clusterer
from newsdesk.model.annotations import Annotations, Entity, NameKind
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Version
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Joining, Relation, Report
from newsdesk.model.text import Span

N_HELD = 100_000
N_TIMED = 1_000
BEGAN = datetime(2031, 1, 1, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "on", "us")]
SOURCES = [Source.at(f"https://outlet-{i}.example/feed", SourceKind.FEED, f"Outlet {i}") for i in range(40)]


def run() -> list[tuple[str, str]]:
    """Return rows: articles per second young and full, time to restore, memory in a large window and in a desk's."""
    clusterer, stream = Clusterer(max_reports=N_HELD), reports(random.Random(7))
    rows = [("cluster: articles/s, memory young", f"{place(clusterer, stream):,.0f}")]
    began = time.process_time()
    clusterer.restore(joined(islice(stream, N_HELD - N_TIMED)))
    rows.append(("cluster: reports restored/s", f"{(N_HELD - N_TIMED) / (time.process_time() - began):,.0f}"))
    full = resident_mb()
    rows.append((f"cluster: articles/s, {clusterer.n_held:,} held", f"{place(clusterer, stream):,.0f}"))
    clusterer.restore(joined(islice(stream, N_HELD // 4)))
    later = f"{full:.0f} MB, {resident_mb():.0f} MB"
    rows.append((f"cluster: resident memory, {N_HELD:,} held and 25,000 reports later", later))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        window, half, whole = pool.submit(in_a_desks_window).result()
    rows.append((f"cluster: the same, {window:,} held, 50,000 and 100,000 seen", f"{half:.0f} MB, {whole:.0f} MB"))
    return rows


def in_a_desks_window() -> tuple[int, float, float]:
    """Return how many reports a desk holds, and this process's memory after half of the stream and after all of it."""
    clusterer, stream = Clusterer(), reports(random.Random(7))
    clusterer.restore(joined(islice(stream, N_HELD // 2)))
    half = resident_mb()
    clusterer.restore(joined(islice(stream, N_HELD // 2)))
    return clusterer.n_held, half, resident_mb()


def place(clusterer: Clusterer, stream: Iterator[tuple[Report, str]]) -> float:
    """Return reports placed per second."""
    given = [report for report, _ in islice(stream, N_TIMED)]
    began = time.process_time()
    made = sum(isinstance(clusterer.place(report), Made) for report in given)
    assert made == len(given)
    return made / (time.process_time() - began)


def joined(stream: Iterator[tuple[Report, str]]) -> Iterator[tuple[Report, Joining]]:
    """The reports as the store would give them back."""
    for report, story in stream:
        version = report.version
        yield (
            report,
            Joining(
                version_id=version.id,
                article_id=version.article_id,
                story_id=story,
                relation=Relation.JOIN,
                score=1.0,
                reason="",
                at=report.at,
            ),
        )


def reports(rng: random.Random) -> Iterator[tuple[Report, str]]:
    """An endless stream of invented reports with their stories."""
    words = [
        "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) + rng.choice(("", "t", "k", "m")) for _ in range(60_000)
    ]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    stories: list[tuple[str, list[str], list[str]]] = []
    text = ""
    for n in range(10**9):
        if not stories or rng.random() < 0.25:
            theme = rng.choices(words[200:], k=25)
            stories.append((f"sto-{n}", theme, [word.title() for word in theme[:6]]))
            stories = stories[-60:]
        story, theme, names = rng.choice(stories)
        if not text or rng.random() > 0.125:
            drawn = [
                *rng.choices(words, cum_weights=weights, k=85),
                *rng.choices(theme, k=30),
                *rng.choices(names, k=15),
            ]
            rng.shuffle(drawn)
            text = " ".join(drawn) + f" {rng.randint(2, 900)}."
            kept = story, " ".join([*rng.choices(theme, k=6), rng.choice(names)]), names
        yield report_of(n, kept[1], text, kept[2], rng), kept[0]


def report_of(n: int, title: str, body: str, names: list[str], rng: random.Random) -> Report:
    """One report, a minute after the one before."""
    at = BEGAN + timedelta(minutes=n)
    source = rng.choice(SOURCES)
    text = f"{title}\n\n{body}"
    version = Version(
        id=f"ver-{n}",
        article_id=f"art-{n}",
        snapshot_id=f"snp-{n}",
        source_id=source.id,
        position=0,
        text=text,
        blocks=(
            Block(kind=BlockKind.HEADLINE, span=Span(0, len(title))),
            Block(kind=BlockKind.PARAGRAPH, span=Span(len(title) + 2, len(text))),
        ),
        title=title,
        address=f"{source.address}/{n}",
        published=DateClaim(at=at, precision="minute", basis=Basis.STATED, evidence="meta"),
        seen=at,
        language="en",
    )
    entities = tuple(Entity(kind=NameKind.ORGANISATION, name=name) for name in names)
    return Report(
        version=version, annotations=Annotations(version_id=version.id, language="en", entities=entities), source=source
    )


def resident_mb() -> float:
    """The memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    for what, figure in run():
        print(f"{what:55}{figure}")
