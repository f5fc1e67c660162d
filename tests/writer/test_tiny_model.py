"""The optional writer against a real server and a real model: small enough that much of what it says does not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from making_stories import dossier, report, saying, written
from msgspec.structs import replace
from tiny_model import NAME, continued, said, tiny_model

from newsdesk.brief import phrased, prompt_of
from newsdesk.gate import check
from newsdesk.model.brief import Brief
from newsdesk.model.source import Source, SourceKind
from newsdesk.settings import Settings
from newsdesk.store import create_store
from newsdesk.work.crew import Crew
from newsdesk.work.endpoint import Endpoint, phraser_of
from newsdesk.work.replay import replay
from newsdesk.work.runner import Runner

pytestmark = pytest.mark.slow

FLOOD = "The river Osk flooded the town of Varnholm on March 8, and people who live there left their homes by boat."
HARBOUR = "The bridge to the harbour stays closed, and 40 workers of the power station were brought to Kelmor."
QUOTE = '"We will not leave the old town," said Ada Morn.'
REPORT = saying(
    report("Osk Post", "Flood cuts off Varnholm", f"{FLOOD} {HARBOUR} {QUOTE}"),
    "Ada Morn",
    "We will not leave the old town,",
)
TEXTS = {REPORT.version.id: REPORT.version.text}
MADE = written(dossier(REPORT))
CONTEXT = 512
"""Tokens of question and answer together: enough for three sentences, and an end to what goes round in circles."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with tiny_model(CONTEXT) as address:
        yield address


def settings_of(base: str, data: Path, timeout_s: float = 120.0) -> Settings:
    return Settings(
        data=data, writer_url=base, writer_model=NAME, writer_timeout_s=timeout_s, allow_private=True, workers=1
    )


def as_made(brief: Brief) -> Brief:
    """The brief with the sources' own words in place of the model's, and nothing of what was asked."""
    plain = (replace(one, text=one.plain or one.text, plain="", worded_by="") for one in brief.sentences)
    return replace(brief, sentences=tuple(plain), phrasing=None)


def test_the_model_is_a_real_one(base: str) -> None:
    assert continued(base, "The capital of France is", 1) == " Paris"
    assert continued(base, "1, 2, 3, 4, 5,", 5).startswith(" 6, 7")


def test_what_it_answers_passes_the_gate_or_is_dropped_with_the_reason(base: str, tmp_path: Path) -> None:
    made = Endpoint(settings_of(base, tmp_path))(MADE, None, TEXTS)

    check(made, TEXTS)
    assert as_made(made) == MADE
    kept = made.phrasing
    assert kept is not None
    assert (kept.model, kept.prompt) == (NAME, prompt_of(MADE))
    assert kept.answer
    assert all(one.reason and one.text for one in kept.dropped)
    assert all(one.worded_by == (NAME if one.plain else "") for one in made.sentences)
    assert kept.dropped or any(one.worded_by for one in made.sentences)


def test_what_it_makes_of_a_sentence_is_a_part_of_it_or_dropped_with_the_reason(base: str) -> None:
    """The gate against a model that invents by nature: it is asked in the simplest way, so that it answers at all."""
    asked = "Write this news sentence in other words. Answer with one sentence.\n"
    made = [" ".join(said(base, asked + one.text, 60).split()) for one in MADE.sentences]
    rows = [{"n": n, "text": text} for n, text in enumerate(made, 1)]

    brief = phrased(MADE, NAME, asked, json.dumps(rows), TEXTS)

    check(brief, TEXTS)
    assert brief.phrasing is not None
    dropped = {one.text for one in brief.phrasing.dropped if one.reason}
    assert all(text in dropped or text == one.text for text, one in zip(made, brief.sentences, strict=True))
    assert dropped


def test_an_answer_that_takes_too_long_costs_the_brief_nothing(base: str, tmp_path: Path) -> None:
    made = Endpoint(settings_of(base, tmp_path, timeout_s=0.05))(MADE, None, TEXTS)

    assert made.sentences == MADE.sentences
    assert made.phrasing is not None
    assert [one.reason for one in made.phrasing.dropped] == ["no answer within 0.05 s"]


def test_a_desk_that_asks_it_keeps_the_prompt_the_model_and_the_answer(base: str, tmp_path: Path) -> None:
    archive = tmp_path / "wire.jsonl"
    row = {"id": "1", "ts": "2031-05-04T06:00:00+00:00", "source": "Osk Post", "lang": "en"}
    archive.write_text(json.dumps({**row, "title": REPORT.version.title, "text": f"{FLOOD} {HARBOUR}"}), "utf-8")
    wire = Source.at("wire.jsonl", SourceKind.ARCHIVE, "Invented wire", language="en")
    store = create_store(f"sqlite:///{tmp_path / 'newsdesk.sqlite3'}")
    with Crew.inline() as crew:
        replay(store, archive, wire, Runner(store, crew, phrase=phraser_of(settings_of(base, tmp_path))), batch=8)

    with store.read() as view:
        (brief,) = view.briefs.recent(9)
        check(brief, {one: version.text for one, version in view.versions.many(brief.version_ids).items()})
    store.close()
    assert brief.phrasing is not None
    assert brief.phrasing.model == NAME
    assert brief.phrasing.prompt == prompt_of(as_made(brief))
    assert brief.phrasing.answer
