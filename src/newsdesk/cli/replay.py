"""`newsdesk replay`: play a dated archive through the live path."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.books import books_data, print_books
from newsdesk.cli.options import AsJson, Data, new_store, settings_from
from newsdesk.cli.screen import print_json, progress_bar, remark
from newsdesk.errors import NewsdeskError, UsageError

if TYPE_CHECKING:
    from newsdesk.model.source import Source
    from newsdesk.settings import Settings
    from newsdesk.store import StageBooks
    from newsdesk.work.replay import Progress
    from newsdesk.work.runner import Runner


class UnbalancedError(NewsdeskError):
    """Inputs were broken, or the books do not balance."""


def replay_command(
    archive: Annotated[Path, typer.Argument(help="A JSONL or WARC file, plain, .gz or .zst.", show_default=False)],
    speed: Annotated[
        str, typer.Option(help="How many times faster than its own time it plays, such as 3600; or `max`.")
    ] = "max",
    name: Annotated[str, typer.Option(help="The outlet's name; default: the file's.", show_default=False)] = "",
    language: Annotated[str, typer.Option(help="Language its texts are mostly in, such as `en`.")] = "",
    country: Annotated[str, typer.Option(help="Home of the outlet, such as `GB`: a hint for places.")] = "",
    rule: Annotated[
        str, typer.Option(help="Standing rule that publishes (`two_origins`, `all`); default: the setting.")
    ] = "",
    workers: Annotated[int | None, typer.Option(help="Processes; 0: one per core.", show_default=False)] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Play a dated archive through the live path, in its own order and time, and print the books.

    Stopped and started again, it goes on where it was. The exit code is 1 when an input was broken.
    """
    from newsdesk.model.source import Source, SourceKind

    factor = _speed(speed)
    settings = settings_from(data, standing_rule=rule or None, workers=workers)
    title = name or archive.name.split(".")[0]
    address = str(archive.resolve())
    source = Source.at(address, SourceKind.ARCHIVE, title, language=language, country=country)
    done, books = _play(settings, archive, source, factor)
    if as_json:
        print_json({"done": done.done, "total": done.total, "clock": done.clock, "books": books_data(books)})
    else:
        print_books(books)
    if done.done < done.total:
        remark(f"Stopped at record {done.done} of {done.total}; the same command goes on from there.")
    n_broken = sum(line.n_broken for line in books)
    if n_broken or not all(line.balanced for line in books):
        raise UnbalancedError(f"{archive}: {n_broken} inputs were broken; `newsdesk db check` shows where")


def _play(
    settings: Settings, archive: Path, source: Source, speed: float | None
) -> tuple[Progress, tuple[StageBooks, ...]]:
    """Replay with a progress bar, and return how far it came and the books."""
    from newsdesk.ownlists import read_own
    from newsdesk.work.crew import Crew
    from newsdesk.work.replay import replay
    from newsdesk.work.runner import Runner

    own = read_own(settings.own_places, settings.own_people, settings.site_rules)
    store = new_store(settings)
    with store.sole_worker(), Crew.of(settings.workers) as crew, progress_bar() as bar:
        runner = Runner(store, crew, rule=settings.standing_rule, own=own)
        task = bar.add_task(archive.name, total=None)

        def on_progress(at: Progress) -> None:
            bar.update(task, completed=at.done, total=at.total, description=_when(at.clock))

        with _stopped_by_ctrl_c(runner):
            done = replay(store, archive, source, runner, speed=speed, on_progress=on_progress)
    with store.read() as view:
        books = view.outcomes.books()
    store.close()
    return done, books


def _speed(words: str) -> float | None:
    if words == "max":
        return None
    try:
        factor = float(words)
    except ValueError:
        factor = 0.0
    if not 0 < factor < 1e12:
        raise UsageError(f"--speed: found {words!r}; expected a number above 0, or max")
    return factor


def _when(clock: object) -> str:
    return f"{clock:%Y-%m-%d %H:%M}" if clock else ""


@contextmanager
def _stopped_by_ctrl_c(runner: Runner) -> Iterator[None]:
    """Let Ctrl-C end the replay after the step under way; a second one ends it at once."""

    def stop(_number: int, _frame: object) -> None:
        remark("Stopping after the step under way …")
        runner.stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
