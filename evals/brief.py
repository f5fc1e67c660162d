"""Briefs against the round-ups that editors of AllSides wrote over three reports each.

What is scored is a brief's sentences as one text, without its headline. The reports are excerpts without dates and
are not annotated here, so who said what, what is newest and what is disputed play no part; citations, quotations and
the order of sections are not seen by the scorer.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import ModuleType

from newsdesk.brief import write_brief
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Block, BlockKind, Version
from newsdesk.model.brief import Brief
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Dossier, Report
from newsdesk.model.text import Span

NOW = datetime(2024, 1, 1, tzinfo=UTC)
Row = dict[str, str]


def evaluate(shared: Path) -> dict[str, float]:
    """Return ROUGE-1 and ROUGE-2 F of the briefs, in percent, and how many stories gave one."""
    folder = shared / "exams" / "briefs"
    docs: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(folder / "allsides.docs.jsonl"):
        docs[row["story"]].append(row)
    briefs = {story: brief for story, rows in docs.items() if (brief := brief_of(rows))}
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "briefs.jsonl"
        lines = [json.dumps({"id": story, "summary": summary(brief)}) for story, brief in briefs.items()]
        predicted.write_text("\n".join(lines), "utf-8")
        heard = StringIO()
        with redirect_stdout(heard):
            scorer_of(shared).briefs(str(folder / "allsides.briefs.jsonl"), str(predicted))
    words = heard.getvalue().split()
    scores = {name: round(100 * float(words[words.index(name) + 1]), 2) for name in ("rouge1", "rouge2")}
    return {**scores, "stories_with_a_brief": round(100 * len(briefs) / len(docs), 2)}


def summary(brief: Brief) -> str:
    """Return the sentences of a brief as one text."""
    return " ".join(sentence.text for sentence in brief.sentences)


def brief_of(rows: list[Row]) -> Brief | None:
    """Write the brief of one story's reports; None when it is refused."""
    reports = tuple(map(report_of, rows))
    outcome = write_brief(Dossier(story_id=rows[0]["story"], reports=reports, joinings=()), None, NOW)
    return outcome.values[0] if isinstance(outcome, Made) else None


def report_of(row: Row) -> Report:
    title, body = row["title"] or "", row["text"] or ""
    blocks = [Block(kind=BlockKind.HEADLINE, span=Span(0, len(title)))] if title else []
    text = f"{title}\n\n{body}" if title else body
    blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(len(text) - len(body), len(text))))
    key = row["id"]
    version = Version(
        id=f"ver-{key}",
        article_id=f"art-{key}",
        snapshot_id=f"snp-{key}",
        source_id=f"src-{key}",
        position=0,
        text=text,
        blocks=tuple(blocks),
        title=title,
        seen=NOW,
        language=row.get("lang") or "",
    )
    source = Source.at(f"https://outlet.example/{key}", SourceKind.PAGE, f"Outlet {key}")
    return Report(
        version=version, annotations=Annotations(version_id=version.id, language=row.get("lang") or ""), source=source
    )


def rows_of(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def scorer_of(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("newsdesk_scorer", shared / "exams" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
