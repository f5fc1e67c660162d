"""Quality of annotate on attribution and on names, with the scorers of the exams."""

from __future__ import annotations

import importlib.util
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import ModuleType

from newsdesk.annotate import annotate_version
from newsdesk.model.annotations import Annotations, NameKind, Statement
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Version
from newsdesk.model.outcome import Made
from newsdesk.model.text import Span

QUOTES = "quotes/polnear.dev.jsonl"
QUOTE_FIGURES = (
    "all content",
    "all content+speaker",
    "marked content",
    "marked content+speaker",
    "exact source",
    "exact cue",
    "exact content",
)
NAMES = {"conllpp": "names/conllpp.dev.jsonl", "wikigold": "names/wikigold.jsonl"}
_LINE = re.compile(r"[^\n]+")
_F = re.compile(r"F (\d+\.\d)")
_TYPES = {NameKind.PERSON: "PER", NameKind.ORGANISATION: "ORG", NameKind.PLACE: "LOC"}


def version_of(text: str, *, dateline: str = "") -> Version:
    """Wrap a text of the exams as a version: each line a paragraph."""
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=Span(*line.span())) for line in _LINE.finditer(text))
    at = datetime.fromisoformat(dateline).replace(tzinfo=UTC) if dateline else None
    published = DateClaim(at=at, precision="day", basis=Basis.STATED, evidence="given") if at else None
    return Version(
        id="ver-exam", article_id="art-exam", snapshot_id="snp-exam", source_id="src-exam", position=0, text=text,
        blocks=blocks, published=published, seen=at or datetime(2026, 1, 1, tzinfo=UTC), language="en",
    )  # fmt: skip


def annotated(path: Path, *, rules_only: bool = False) -> Iterator[tuple[str, Annotations]]:
    """Annotate each document of an exam; a refusal counts as nothing found."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        outcome = annotate_version(version_of(row["text"], dateline=row.get("dct") or ""), rules_only=rules_only)
        yield row["id"], outcome.values[0] if isinstance(outcome, Made) else Annotations(version_id="", language="")


def relation_of(statement: Statement) -> dict[str, list[list[int]]]:
    """Write a statement as the scorer reads it."""
    spans = {
        "source": [statement.speaker.words.span] if statement.speaker else [],
        "cue": [statement.cue.span] if statement.cue else [],
        "content": list(statement.content),
    }
    return {role: [[span.start, span.end] for span in given] for role, given in spans.items()}


def scorer(shared: Path) -> ModuleType:
    """Load the exams' scorer from beside the data."""
    spec = importlib.util.spec_from_file_location("exam_score", shared / "exams" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _printed(function: Callable[[str, str], None], gold: Path, rows: list[dict[str, object]]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        out = StringIO()
        with redirect_stdout(out):
            function(str(gold), str(path))
        return out.getvalue()


def _quotes(score: ModuleType, shared: Path, *, rules_only: bool) -> dict[str, float]:
    """Return the figures for statements, with the learnt weights or by rules alone."""
    gold = shared / "exams" / QUOTES
    rows: list[dict[str, object]] = [
        {"id": key, "rel": [relation_of(s) for s in found.statements]}
        for key, found in annotated(gold, rules_only=rules_only)
    ]
    values = map(float, _F.findall(_printed(score.quotes, gold, rows)))
    return dict(zip(QUOTE_FIGURES, values, strict=True))


def evaluate(shared: Path) -> dict[str, float]:
    """Return the figures in percent, by name; `shared` is the folder that holds `exams`."""
    score = scorer(shared)
    figures = {f"quotes {key}": value for key, value in _quotes(score, shared, rules_only=False).items()}
    figures |= {f"quotes by rules {key}": value for key, value in _quotes(score, shared, rules_only=True).items()}
    for name, path in NAMES.items():
        gold = shared / "exams" / path
        rows = [{"id": key, "ann": [
            {"start": n.span.start, "end": n.span.end, "type": _TYPES[n.kind]} for n in found.names if n.kind in _TYPES
        ]} for key, found in annotated(gold)]  # fmt: skip
        found = dict(
            zip(("PER", "ORG", "LOC", "all", "untyped"), _F.findall(_printed(score.names, gold, rows)), strict=False)
        )
        figures[f"names {name} exact F"] = float(found["all"])
        figures[f"names {name} untyped F"] = float(found["untyped"])
    return figures
