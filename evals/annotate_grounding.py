"""Quality of times and places: the parts alone, and what the whole stage finds, with the scorers of the exams."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from evals.annotate import annotated, scorer
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.annotate.times import find_times
from newsdesk.model.annotations import Place, Time
from newsdesk.model.text import Span

TIMES = {"timebank": "times/timebank.jsonl", "aquaint": "times/aquaint.jsonl"}
PLACES = {"lgl": "places/lgl.jsonl", "geowebnews": "places/geowebnews.jsonl"}
_F = re.compile(r"^(\w+) +P [\d.]+ R [\d.]+ F (\d+\.\d)", re.MULTILINE)
_OF_ALL = re.compile(r"of all gold (\d+\.\d)")
_END_TO_END = re.compile(r"end to end P [\d.]+ R [\d.]+ F (\d+\.\d)")
_BREAK = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[\"“‘']?[A-Z])|\n\s*\n")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Col|U\.S|[A-Z])\.$")


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of an exam."""
    for line in path.open(encoding="utf-8"):
        yield json.loads(line)


def sentences_of(text: str) -> list[Span]:
    """Cut a text into sentences, well enough for measuring the parts alone."""
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        if not _SHORT.search(text, max(0, match.start() - 6), match.start()):
            spans.append(Span(start, match.start()))
            start = match.end()
    return [*spans, Span(start, len(text))]


def times_of(row: dict[str, Any]) -> tuple[Time, ...]:
    """Return the times of a document of an exam; its `dct` is the dateline."""
    anchor = datetime.fromisoformat(row["dct"][:10]).replace(tzinfo=UTC) if row["dct"] else None
    return find_times(row["text"], sentences_of(row["text"]), anchor, "en")


def given_spans(row: dict[str, Any], *, with_ids_only: bool) -> list[Span]:
    """Return the spans of the gold that the scorer counts."""
    return sorted(
        {
            Span(mark["start"], mark["end"])
            for mark in row["ann"]
            if mark.get("lat") is not None
            and mark.get("nonLocational") != "Yes"
            and (mark.get("geonameid") or not with_ids_only)
        }
    )


def time_row(key: str, times: Sequence[Time]) -> dict[str, object]:
    """Write times as the scorer reads them."""
    marks = [{"start": t.span.start, "end": t.span.end, "timex": t.timex, "value": t.value} for t in times]
    return {"id": key, "ann": marks}


def place_row(key: str, places: Sequence[Place]) -> dict[str, object]:
    """Write the resolved places as the scorer reads them."""
    marks = [
        {"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon, "geonameid": p.geonameid}
        for p in places
        if p.lat is not None
    ]
    return {"id": key, "ann": marks}


def printed(score: Callable[[str, str], None], gold: Path, rows: list[dict[str, object]]) -> str:
    """Return what a scorer prints for predictions."""
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()) as out:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        score(str(gold), str(path))
    return out.getvalue()


def evaluate(shared: Path) -> dict[str, float]:
    """Return the figures in percent, by name; `shared` is the folder that holds `exams`."""
    score = scorer(shared)
    figures: dict[str, float] = {}
    for name, path in TIMES.items():
        gold = shared / "exams" / path
        found = dict(_F.findall(printed(score.times, gold, [time_row(r["id"], times_of(r)) for r in rows_of(gold)])))
        figures |= {f"times {name} {key} F": float(found[key]) for key in ("relaxed", "value")}
    for name, path in PLACES.items():
        gold = shared / "exams" / path
        figures |= _places(score.places, gold, name)
    return figures


def _places(score: Callable[[str, str], None], gold: Path, name: str) -> dict[str, float]:
    """Places given the spans, found without a parser, and as the whole stage finds them."""
    given, found = [], []
    for row in rows_of(gold):
        text, sentences = row["text"], sentences_of(row["text"])
        spans = given_spans(row, with_ids_only=name == "geowebnews")
        given.append(place_row(row["id"], find_places(text, spans, sentences=sentences)))
        candidates = find_candidates(text, sentences)
        found.append(place_row(row["id"], find_places(text, candidates, sentences=sentences)))
    whole = [place_row(key, annotations.places) for key, annotations in annotated(gold)]
    return {
        f"places {name} given spans": float(_OF_ALL.findall(printed(score, gold, given))[0]),
        f"places {name} without a parser F": float(_END_TO_END.findall(printed(score, gold, found))[0]),
        f"places {name} end to end F": float(_END_TO_END.findall(printed(score, gold, whole))[0]),
    }
