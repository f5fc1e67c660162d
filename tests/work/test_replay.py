"""Replays: every record is accounted for, twice changes nothing, and stopping anywhere changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from invented_reports import rows, write_archive
from store_digest import digest

from newsdesk.errors import InputError
from newsdesk.model.source import Source, SourceKind
from newsdesk.store import Store, problems
from newsdesk.work.archive import plan, records, time_of
from newsdesk.work.crew import Crew
from newsdesk.work.replay import Progress, replay
from newsdesk.work.runner import Runner

NewStore = Callable[[str], Store]
ARCHIVE = Source.at("invented.jsonl", SourceKind.ARCHIVE, "Invented wire", language="en")
N_ROWS = 12


class StoppedError(Exception):
    """The process ends here."""


def play(store: Store, path: Path, *, stop_after: int = 10_000, at_once: int = 4) -> Progress:
    """Replay an archive in this process, ended in the midst after so many steps."""
    steps = 0

    def on_step(_stage: str, _n: int) -> None:
        nonlocal steps
        steps += 1
        if steps >= stop_after:
            raise StoppedError

    with Crew.inline() as crew:
        return replay(store, path, ARCHIVE, Runner(store, crew, rule="all", at_once=at_once, on_step=on_step), batch=8)


def test_the_books_balance_and_every_promise_holds(store: Store, tmp_path: Path) -> None:
    path = write_archive(tmp_path / "invented.jsonl", N_ROWS, broken_rows=2)

    done = play(store, path)

    assert (done.done, done.total) == (N_ROWS + 2, N_ROWS + 2)
    with store.read() as view:
        books = {line.stage: line for line in view.outcomes.books()}
        assert list(problems(view)) == []
        assert view.updates.n_items() > 0
    assert all(line.balanced and not line.n_broken and not line.n_waiting for line in books.values())
    assert books["ingest"].n_in == N_ROWS + 2
    assert books["ingest"].refused == {"bad_archive_record": 2}
    assert books["extract"].n_in == N_ROWS


def test_replayed_again_nothing_changes(store: Store, tmp_path: Path) -> None:
    path = write_archive(tmp_path / "invented.jsonl", 8)
    play(store, path)
    before = digest(Path(str(store.url.database)))

    again = play(store, path)

    assert again.done == 8
    assert digest(Path(str(store.url.database))) == before


@pytest.mark.slow
@pytest.mark.parametrize("stop_every", [1, 4])
def test_a_replay_stopped_anywhere_ends_as_an_undisturbed_one(
    new_store: NewStore, tmp_path: Path, stop_every: int
) -> None:
    path = write_archive(tmp_path / "invented.jsonl", N_ROWS)
    whole, broken_off = new_store("whole"), new_store("broken_off")
    play(whole, path)

    n_stops = 0
    while True:
        try:
            done = play(broken_off, path, stop_after=stop_every)
        except StoppedError:
            n_stops += 1
            continue
        break

    assert done.done == N_ROWS
    assert n_stops >= 2
    assert digest(tmp_path / "broken_off.sqlite3") == digest(tmp_path / "whole.sqlite3")


def test_an_archive_out_of_order_is_played_in_order_of_time(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "invented.jsonl", 40, shuffled=True)

    planned = plan(path, ARCHIVE)
    times = [time_of(record) for record in records(path, ARCHIVE, planned, 0)]

    assert planned.order is not None
    assert len(times) == planned.n_records == 40
    assert times == sorted(times, key=lambda at: at.timestamp() if at else 0)
    assert [time_of(record) for record in records(path, ARCHIVE, planned, 30)] == times[30:]


def test_a_file_without_records_is_refused(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_text("")

    with pytest.raises(InputError, match=r"empty\.jsonl: no record at all; expected"):
        play(store, path)


def test_a_file_of_other_lines_is_refused_before_anything_is_saved(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text("milk\nbread\n")

    with pytest.raises(InputError, match=r"notes\.jsonl: 2 records, none of which can be read; expected"):
        play(store, path)

    with store.read() as view:
        assert view.outcomes.books()[0].n_in == 0


def test_the_samples_are_many_outlets_and_events() -> None:
    made = rows(60)

    assert len({row["source"] for row in made}) == 5
    assert len({row["title"] for row in made}) > 30
