"""Quality of extract on the shared pages: body, metadata, posts, by the exam's own scorer."""

from __future__ import annotations

import collections
import gzip
import importlib.util
import json
import re
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

from newsdesk.extract import extract_snapshot
from newsdesk.model.article import IN_BODY, BlockKind, DateClaim, Version
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form, Snapshot

_RIGHT = 0.8
"""The least F1 of a body that counts as the whole article."""
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def evaluate(shared: Path, every: int = 1) -> dict[str, float]:
    """Return figures by name, such as `andy.f1`; `every` = n takes each n-th page of a set, for speed."""
    scorer = scorer_of(shared)
    figures: dict[str, float] = {}
    spent: list[float] = []
    groups: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for page in pages_of(shared, every):
        groups[page["dataset"]].append(page)
    sure: list[float] = []
    weighed = 0
    for name, pages in groups.items():
        rows: Any = collections.defaultdict(list)
        counts: Any = collections.Counter()
        for page in pages:
            row = predict(page, html_of(shared, page))
            spent.append(row["ms"])
            f1 = scorer.page(page, row, rows, counts)
            if f1 is not None and name != "liveblog":
                weighed += 1
                sure += [f1] if row.get("sure") else []
        figures |= {f"{name}.{key}": value for key, value in figures_of(rows, counts).items()}
    if weighed:
        figures["sure"] = len(sure) / weighed
        figures["sure_right"] = statistics.mean(f1 >= _RIGHT for f1 in sure) if sure else 0.0
    figures["ms"] = statistics.mean(spent) if spent else 0.0
    figures["ms_max"] = max(spent, default=0.0)
    return figures


def predict(page: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Read one page and give what the scorer takes; `ms` is CPU time."""
    begun = time.process_time()
    snapshot = Snapshot.taken(body, source_id="", address=page.get("url") or "", at=NOW, form=Form.HTML)
    outcome = extract_snapshot(snapshot, body)
    spent = (time.process_time() - begun) * 1e3
    if not isinstance(outcome, Made):
        return {"id": page["id"], "ms": spent, "refused": f"{outcome.reason}: {outcome.detail}"}
    main, *others = outcome.values
    return {
        "id": page["id"],
        "text": _body(main) or "\n\n".join(version.text for version in others),
        "title": main.title,
        "date": _day(main.dated),
        "authors": [author.name for author in main.authors],
        "entries": [_entry(version) for version in others],
        "sure": main.completeness.sure,
        "ms": spent,
    }


def _body(version: Version) -> str:
    """The body with its tables in place, a paragraph a cell: the reference texts hold them so."""
    if not any(block.kind is BlockKind.TABLE for block in version.blocks):
        return version.body
    words = (
        "\n\n".join(re.split(r"[\t\n]+", block.words)) if block.kind is BlockKind.TABLE else block.span.of(version.text)
        for block in version.blocks
        if block.kind in IN_BODY or block.kind is BlockKind.TABLE
    )
    return "\n\n".join(words)


def _entry(version: Version) -> dict[str, str]:
    return {"headline": version.title, "date": _day(version.dated), "body": version.body}


def _day(claim: DateClaim | None) -> str:
    """The day in the outlet's zone, which is the one the page's readers see."""
    return claim.at.astimezone(timezone(timedelta(minutes=claim.zone or 0))).isoformat() if claim else ""


def pages_of(shared: Path, every: int) -> Iterator[dict[str, Any]]:
    """Each n-th page of every set, and all live blogs."""
    seen: collections.Counter[str] = collections.Counter()
    with (shared / "exams" / "extract" / "pages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            seen[page["dataset"]] += 1
            if seen[page["dataset"]] % every == 0 or page["dataset"] == "liveblog":
                yield page


def html_of(shared: Path, page: dict[str, Any]) -> bytes:
    """The page as it was received."""
    with gzip.open(shared / "exams" / "extract" / page["html"]) as stream:
        return stream.read()


def scorer_of(shared: Path) -> ModuleType:
    """Load the exam's own scorer, which lies beside the pages."""
    spec = importlib.util.spec_from_file_location("score_extract", shared / "exams" / "score_extract.py")
    assert spec and spec.loader, "the folder has no scorer"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures_of(rows: dict[str, list[float]], counts: dict[str, int]) -> dict[str, float]:
    """The scorer's sums as named shares, the same ones it prints."""
    out = {key: statistics.mean(rows[key]) for key in ("exact", "word", "para", "all", "title", "author") if rows[key]}
    if rows["R"]:
        # A reader that answers nothing has no precision.
        precision, recall = statistics.mean(rows["P"] or [0.0]), statistics.mean(rows["R"])
        f1 = 2 * precision * recall / (precision + recall) if recall else 0.0
        out |= {"f1": f1, "precision": precision, "recall": recall}
    if counts["caps"]:
        out["captions_kept_out"] = 1 - counts["capleak"] / counts["caps"]
    if counts["tp"]:
        precision, recall = counts["tp"] / (counts["tp"] + counts["fp"]), counts["tp"] / (counts["tp"] + counts["fn"])
        out["snippet"] = 2 * precision * recall / (precision + recall)
    if counts["dates"]:
        out["date_right"] = counts["dates_right"] / counts["dates"]
        out["date_not_wrong"] = 1 - (counts["dates_answered"] - counts["dates_right"]) / counts["dates"]
    if counts["posts"]:
        out["posts"] = counts["posts_ok"] / counts["posts"]
    out["answered"] = 1 - counts["empty"] / max(counts["n"], 1)
    return out
