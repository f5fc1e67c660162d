"""An archive played once, and copied for each test that needs a desk with stories."""

from __future__ import annotations

from pathlib import Path

from invented_reports import write_archive

from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store
from newsdesk.work.crew import Crew
from newsdesk.work.replay import replay
from newsdesk.work.runner import Runner

WIRE = Source.at("invented.jsonl", SourceKind.ARCHIVE, "Invented wire", language="en")


def play(store: Store, folder: Path, n_rows: int, rule: str = "all", *, chess: bool = False) -> None:
    """Replay an invented archive in this process."""
    path = write_archive(folder / "invented.jsonl", n_rows, chess=chess)
    with Crew.inline() as crew:
        replay(store, path, WIRE, Runner(store, crew, rule=rule), batch=8)
