"""Timelines against those of editors (Timeline17), each topic measured with weights learnt on the others.

As is the custom there, the number of days, the mean number of sentences a day and the stretch of time are the
editors'; the figures named `unaided` do without the number of days, and those `unbounded` without the stretch.
Only sentences and the dates of their events are read of the reports. The baseline takes the days named most often and
of each day the sentences that come first.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evals.brief import scorer_of
from newsdesk.annotate.document import prepare
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.events import date_sentences
from newsdesk.annotate.times import find_times
from newsdesk.brief.splitting import looks_like_a_sentence
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Version
from newsdesk.model.text import Span
from newsdesk.timeline import Telling, developments, features, told_of

PENALTY = 10.0
Timeline = list[tuple[str, list[str]]]


class Case(NamedTuple):
    """One timeline of editors, and what the reports tell."""

    id: str
    topic: str
    gold: Timeline
    tellings: list[Telling]

    def within(self) -> list[Telling]:
        """What is told of the stretch of time that the editors cover."""
        days = [day for day, _ in self.gold]
        return [one for one in self.tellings if min(days) <= one.day <= max(days)]


def evaluate(shared: Path) -> dict[str, float]:
    """Return date F1 and ROUGE of the timelines, in percent, and of the baseline."""
    cases = list(cases_of(shared))
    made: dict[str, dict[str, Timeline]] = defaultdict(dict)
    for case in cases:
        weights = fit([one for one in cases if one.topic != case.topic])
        n_days = len(case.gold)
        n_each = max(1, round(sum(len(told) for _, told in case.gold) / n_days))
        within = case.within()
        made["aided"][case.id] = _told(within, n_days, n_each, weights)
        made["unaided"][case.id] = _told(within, None, n_each, weights)
        made["unbounded"][case.id] = _told(case.tellings, n_days, n_each, weights)
        made["baseline"][case.id] = _baseline(within, n_days, n_each)
    scores = {name: _score(shared, timelines) for name, timelines in made.items()}
    aided, baseline = scores["aided"], scores["baseline"]
    return {
        "date F1": aided[0],
        "date F1, unaided": scores["unaided"][0],
        "date F1, unbounded": scores["unbounded"][0],
        "rouge1": aided[1],
        "rouge1 beyond baseline": round(aided[1] - baseline[1], 2),
        "rouge2": aided[2],
        "rouge2 beyond baseline": round(aided[2] - baseline[2], 2),
    }


def _told(tellings: Sequence[Telling], n_days: int | None, n_each: int, weights: Sequence[float]) -> Timeline:
    found = developments(tellings, n_days=n_days, n_each=n_each, weights=weights)
    return [(one.day, [tellings[i].text for i in one.chosen]) for one in found]


def _baseline(tellings: Sequence[Telling], n_days: int, n_each: int) -> Timeline:
    by_day: dict[str, list[str]] = defaultdict(list)
    for one in tellings:
        if len(one.day) == 10:
            by_day[one.day].append(one.text)
    days = sorted(by_day, key=lambda day: (-len(by_day[day]), day))[:n_days]
    return [(day, by_day[day][:n_each]) for day in sorted(days)]


def fit(cases: Sequence[Case]) -> tuple[float, ...]:
    """Learn the weights of days by logistic regression."""
    rows, labels = [], []
    for case in cases:
        gold = {day for day, _ in case.gold}
        within = case.within()
        by_day = {day: of_day for day, of_day in told_of(within).items() if len(day) == 10}
        for day, row in features(within, by_day).items():
            rows.append((1.0, *row))
            labels.append(day in gold)
    table, wanted = np.array(rows), np.array(labels, dtype=float)
    scales = np.array([1.0, *(table[:, 1:].std(axis=0) + 1e-9)])
    plain = table / scales
    weights = np.zeros(plain.shape[1])
    for _ in range(20):
        chances = 1 / (1 + np.exp(-plain @ weights))
        gradient = plain.T @ (chances - wanted) + PENALTY * weights * (np.arange(len(weights)) > 0)
        curvature = (plain * (chances * (1 - chances))[:, None]).T @ plain + PENALTY * np.eye(len(weights)) * 0.1
        curvature += np.diag(PENALTY * 0.9 * (np.arange(len(weights)) > 0))
        weights -= np.linalg.solve(curvature, gradient)
    return tuple(round(float(value), 4) for value in weights / scales)


def cases_of(shared: Path) -> Iterator[Case]:
    """Read the timelines and the dated sentences of the reports of their collections."""
    folder = shared / "exams" / "timelines"
    by_collection: dict[str, list[Telling]] = defaultdict(list)
    for line in (folder / "t17.docs.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        by_collection[row["collection"]].extend(_tellings(row))
    for line in (folder / "t17.timelines.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        gold = [(day, list(told)) for day, told in row["timeline"]]
        yield Case(row["id"], row["topic"], gold, by_collection[row["collection"]])


def _tellings(row: dict[str, str]) -> Iterator[Telling]:
    text = row["text"] or ""
    at = datetime.fromisoformat(row["ts"]).replace(tzinfo=UTC)
    version = Version(
        id=row["id"],
        article_id=row["id"],
        snapshot_id="",
        source_id="",
        position=0,
        text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),),
        seen=at,
        language="en",
        published=DateClaim(at=at, precision="day", basis=Basis.STATED, evidence="record"),
    )
    document = prepare(version, lexicon().abbreviations, "")
    spans = [span for span, _ in document.sentences]
    times = find_times(text, spans, document.anchor, "en")
    dates = date_sentences(text, spans, times, document.anchor, "en")
    place = 0
    for span, day in zip(spans, dates, strict=True):
        words = " ".join(span.of(text).split())
        if not looks_like_a_sentence(re.sub(r"\s+([.!?])", r"\1", words)):
            continue
        if day:
            yield Telling(day=day, text=words, told=row["ts"][:10], origin=row["id"], opens=place < 3)
        place += 1


def _score(shared: Path, timelines: dict[str, Timeline]) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "timelines.jsonl"
        lines = [json.dumps({"id": key, "timeline": timeline}) for key, timeline in timelines.items()]
        predicted.write_text("\n".join(lines), "utf-8")
        heard = StringIO()
        with redirect_stdout(heard):
            scorer_of(shared).timelines(str(shared / "exams" / "timelines" / "t17.timelines.jsonl"), str(predicted))
    found = dict(re.findall(r"(F1|rouge1|rouge2) ([\d.]+)", heard.getvalue()))
    first, second, third = (round(100 * float(found[name]), 2) for name in ("F1", "rouge1", "rouge2"))
    return first, second, third
