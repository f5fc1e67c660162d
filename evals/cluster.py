"""How good cluster is: B-cubed F on the streams of stories, average precision and ARI on copies."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import msgspec

from newsdesk.annotate import annotate_version
from newsdesk.cluster import Clusterer, copies
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Version
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Report
from newsdesk.model.text import Span

STREAMS = {
    "og2021-en": "og2021.jsonl",
    "uci6k": "uci6k.jsonl",
    "gva": "gva.jsonl",
    "wikinews": "wikinews.jsonl",
    "allsides_dated": "allsides_dated.jsonl",
}
"""The sets with a floor, and their files; English where a set has several languages."""
ANNOTATED = ("wikinews", "allsides_dated")
"""The sets that are placed a second time with what annotate finds in their texts, as the desk places them."""
PAIR_STREAMS = {
    "reuters21578": "streams/reuters1987.jsonl",
    "t17": "timelines/t17.docs.jsonl",
    "gva": "stories/gva.jsonl",
}
"""The archives that the pairs were taken from: what is common wording is counted there."""


def evaluate(shared: Path) -> dict[str, float]:
    """Return the figures by name, each from 0 to 1, as the exam's own scorer prints them."""
    exams = shared / "exams"
    scorer = _load_scorer(exams / "score.py")
    figures = {f"stories {name}": _stories(scorer, exams, name) for name in (*STREAMS, "basil", "og2021-es")}
    figures |= {f"stories {name}, annotated": _stories(scorer, exams, name, with_names=True) for name in ANNOTATED}
    figures["copies AP"] = _pairs(scorer, exams)
    figures["made copies ARI"] = _made(scorer, exams)
    return figures


def read_stream(exams: Path, name: str) -> list[tuple[Report, str]]:
    """Return the reports of a set with their gold story, in order of time; those without a time come last."""
    name, _, language = name.partition("-")
    records = _rows(exams / "stories" / f"{name}.jsonl")
    if language:
        records = [record for record in records if record["lang"] == language]
    times = [_time(record["ts"]) for record in records if record["ts"]]
    latest = max(times, default=datetime(2020, 1, 1, tzinfo=UTC))
    records.sort(key=lambda record: _time(record["ts"]) if record["ts"] else latest)
    return [(report_of(record, latest), record["story"]) for record in records]


def report_of(record: dict[str, str], latest: datetime) -> Report:
    """Make a report of a record of an exam, seen when it was published, or at `latest` where it has no date."""
    title, body = record.get("title") or "", record.get("text") or ""
    text = "\n\n".join(part for part in (title, body) if part)
    blocks = [Block(kind=BlockKind.HEADLINE, span=Span(0, len(title)))] if title else []
    if body:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(len(text) - len(body), len(text))))
    at = _time(record["ts"]) if record.get("ts") else None
    claim = DateClaim(at=at, precision="second", basis=Basis.STATED, evidence="record") if at else None
    outlet = record.get("source") or "unknown"
    source = Source.at(f"archive:{outlet}", SourceKind.ARCHIVE, outlet)
    version = Version(
        id=make_id("ver", record["id"]),
        article_id=make_id("art", record["id"]),
        snapshot_id=make_id("snp", record["id"]),
        source_id=source.id,
        position=0,
        text=text,
        blocks=tuple(blocks),
        title=title,
        address=record.get("url") or "",
        published=claim,
        seen=at or latest,
        language=record.get("lang") or "",
    )
    return Report(
        version=version, annotations=Annotations(version_id=version.id, language=version.language), source=source
    )


def place_all(reports: Iterable[Report]) -> list[str]:
    """Return the story each report is in once all are placed, merges followed."""
    clusterer, placed, leads = Clusterer(), [], {}
    for report in reports:
        outcome = clusterer.place(report)
        if not isinstance(outcome, Made):
            placed.append(f"refused-{report.version.id}")
            continue
        placement = outcome.values[0]
        placed.append(placement.joining.story_id)
        leads.update({merge.from_id: merge.into_id for merge in placement.merges})
    return [_follow(leads, story_id) for story_id in placed]


def b_cubed(gold: list[str], placed: list[str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F (Bagga and Baldwin, 1998)."""
    n, golden, found, both = len(gold), Counter(gold), Counter(placed), Counter(zip(gold, placed, strict=True))
    precision = sum(count * count / found[story] for (_, story), count in both.items()) / n
    recall = sum(count * count / golden[story] for (story, _), count in both.items()) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def annotated(report: Report) -> Report:
    """Return the report with what annotate finds in it; as it is where annotate refuses it."""
    outcome = annotate_version(report.version)
    return msgspec.structs.replace(report, annotations=outcome.values[0]) if isinstance(outcome, Made) else report


def _stories(scorer: ModuleType, exams: Path, name: str, *, with_names: bool = False) -> float:
    stream = read_stream(exams, name)
    if with_names:
        stream = [(annotated(report), story) for report, story in stream]
    placed = place_all(report for report, _ in stream)
    gold = [{"id": i, "story": story} for i, (_, story) in enumerate(stream)]
    answer = [{"id": i, "story": story} for i, story in enumerate(placed)]
    printed = _print_of(lambda one, other: scorer.clusters(one, other, "story", "story"), gold, answer)
    return _figure(r"B-cubed P [\d.]+ R [\d.]+ F ([\d.]+)", printed)


def _pairs(scorer: ModuleType, exams: Path) -> float:
    pairs = _rows(exams / "copies" / "pairs.jsonl")
    known = {
        name: copies.Background(_titled(record) for record in _rows(exams / path))
        for name, path in PAIR_STREAMS.items()
    }
    answer = []
    for pair in pairs:
        one, other = pair["a"], pair["b"]
        hours = abs((_time(one["ts"]) - _time(other["ts"])).total_seconds()) / 3600
        score = copies.score(_titled(one), _titled(other), hours_apart=hours, background=known[pair["ds"]])
        answer.append({"i": pair["i"], "score": score})
    printed = _print_of(scorer.copies, pairs, answer)
    return _figure(r"average precision ([\d.]+)", printed)


def _made(scorer: ModuleType, exams: Path) -> float:
    records = _rows(exams / "copies" / "made.jsonl")
    leaders = copies.groups([record["text"] for record in records])
    answer = [{"id": record["id"], "group": leader} for record, leader in zip(records, leaders, strict=True)]
    printed = _print_of(lambda one, other: scorer.clusters(one, other, "group", "group"), records, answer)
    return _figure(r"ARI ([\d.]+)", printed)


def _titled(record: dict[str, str]) -> str:
    return f"{record['title']}\n\n{record['text']}"


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _time(stated: str) -> datetime:
    at = datetime.fromisoformat(stated)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _follow(leads: dict[str, str], story_id: str) -> str:
    while story_id in leads:
        story_id = leads[story_id]
    return story_id


def _load_scorer(path: Path) -> ModuleType:
    spec = spec_from_file_location("exam_score", path)
    assert spec is not None and spec.loader is not None
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def _print_of(score: Callable[[str, str], None], gold: list[dict], answer: list[dict]) -> str:
    """What the scorer prints for these rows."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, lines in (("gold", gold), ("answer", answer)):
            path = Path(folder) / name
            path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
            paths.append(str(path))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            score(*paths)
    return printed.getvalue()


def _figure(pattern: str, printed: str) -> float:
    found = re.search(pattern, printed)
    assert found, printed
    return float(found[1]) / 100
