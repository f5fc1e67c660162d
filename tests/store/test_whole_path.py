"""The whole path on both databases: a small archive replayed, checked, searched and made again, the same each time."""

from __future__ import annotations

import json
from pathlib import Path

from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store, problems
from newsdesk.work.crew import Crew
from newsdesk.work.rebuild import rebuild
from newsdesk.work.replay import replay
from newsdesk.work.runner import Runner

WIRE = Source.at("pier.jsonl", SourceKind.ARCHIVE, "Invented wire", language="en")
OUTLETS = ("Harbour Courier", "Northline", "Sorrin Post", "Tresk Ledger")


def write_archive(path: Path) -> Path:
    """Write four reports on one event, and a row that is no report."""
    rows = [
        {
            "id": f"r{number}",
            "ts": f"2031-05-04T0{number}:00:00",
            "source": outlet,
            "title": f"Pier of Dunmarra breaks, {number + 2} boats lost",
            "text": f"The pier of Dunmarra broke on Sunday and {number + 2} boats were lost, harbour master Ilva "
            f"Brandt said.\n\n“Nobody was hurt,” Brandt told the {outlet}. It was built {40 + number} years ago.",
        }
        for number, outlet in enumerate(OUTLETS)
    ]
    path.write_text("\n".join([*map(json.dumps, rows), '{"title": "cut \\u0000']), "utf-8")
    return path


def test_the_whole_path_on_both_databases(store: Store, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "pier.jsonl")
    with Crew.inline() as crew:
        replay(store, archive, WIRE, Runner(store, crew, rule="all"), batch=2)
        with store.read() as view:
            assert list(problems(view)) == []
            books = view.outcomes.books()
            shown = view.updates.latest(9)
            hits = view.search.query("dunmarra pier")
            assert [view.updates.by_numbers([hit.number])[hit.number].update for hit in hits] == list(shown)
        assert [line.n_in for line in books[:4]] == [5, 4, 4, 4]
        assert all(line.balanced and not line.n_broken for line in books)

        assert rebuild(store, crew, "extract", rule="all") == ()

    with store.read() as view:
        assert list(problems(view)) == []
        assert view.updates.latest(9) == shown
