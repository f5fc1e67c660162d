"""`newsdesk db`: the database: its schema, its promises, and what is derived in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from newsdesk.cli.books import books_data, print_books
from newsdesk.cli.options import AsJson, Data, existing_store, settings_from
from newsdesk.cli.screen import print_json, print_table, progress_bar, remark, say
from newsdesk.errors import NewsdeskError

db_app = typer.Typer(no_args_is_help=True, help="The database: bring it up to date, check it, make parts of it anew.")


class DamagedError(NewsdeskError):
    """The database does not keep a promise."""


class Stage(StrEnum):
    """Where a rebuild can begin."""

    EXTRACT = "extract"
    ANNOTATE = "annotate"
    CLUSTER = "cluster"
    BRIEF = "brief"
    DESK = "desk"
    PUBLISH = "publish"


@db_app.command("migrate")
def migrate_database(data: Data = None, as_json: AsJson = False) -> None:
    """Make the database where it is missing, and bring its schema up to date."""
    from newsdesk.store.migrate import migrate

    settings = settings_from(data)
    settings.data.mkdir(parents=True, exist_ok=True)
    before, after = migrate(settings.database_url)
    if as_json:
        print_json({"before": before, "after": after})
    elif before == after:
        say(f"The schema is up to date ({after}).")
    else:
        say(f"The schema is now {after}; it was {before or 'not there'}.")


@db_app.command("check")
def check_database(data: Data = None, as_json: AsJson = False) -> None:
    """Check every promise: digests, numbering, spans, citations, stories, lists, and the books.

    Exit code 0 when all is well, 1 when something is not.
    """
    from newsdesk.store import problems

    with existing_store(data).read() as view:
        tell = (lambda _what: None) if as_json else (lambda what: remark(f"checking {what} …"))
        found = list(problems(view, tell))
        books = view.outcomes.books()
    if as_json:
        print_json({"problems": found, "books": books_data(books)})
    else:
        print_books(books)
        rows = [(one.what, one.found, one.expected) for one in found]
        print_table("Problems", ("what", "found", "expected"), rows, "No problem was found.")
    if found:
        raise DamagedError(f"{len(found)} problems were found")


@db_app.command("rebuild")
def rebuild_database(
    stage: Annotated[Stage, typer.Option("--from", help="The first stage to do again.", show_default=False)],
    rule: Annotated[str, typer.Option(help="Standing rule that publishes; default: the setting.")] = "",
    workers: Annotated[int | None, typer.Option(help="Processes; 0: one per core.", show_default=False)] = None,
    all_stories: Annotated[
        bool, typer.Option("--all-stories", help="Write stories whose reports are the same anew, too.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Drop what a stage and those after it derived, and make it again. Snapshots, decisions and updates stay.

    Stop the running desk first. An update is added where a new brief tells readers something new. A story whose
    reports are those it was last told from stays as told; --all-stories lets changed rules reach it.
    """
    from newsdesk.ownlists import read_own
    from newsdesk.work.crew import Crew
    from newsdesk.work.rebuild import rebuild

    settings = settings_from(data, standing_rule=rule or None, workers=workers)
    own = read_own(settings.own_places, settings.own_people, settings.site_rules)
    store = existing_store(data)
    with store.sole_worker(), Crew.of(settings.workers) as crew, progress_bar() as progress:
        tasks = {one.value: progress.add_task(one.value, total=None, visible=False) for one in Stage}

        def on_step(name: str, n: int) -> None:
            progress.update(tasks[name], advance=n, visible=True)

        missed = rebuild(
            store, crew, stage.value, rule=settings.standing_rule, own=own, all_stories=all_stories, on_step=on_step
        )
    with store.read() as view:
        books = view.outcomes.books()
    if as_json:
        print_json({"missed": missed, "books": books_data(books)})
    else:
        print_books(books)
    for one in missed:
        remark(f"An editor's act could not be done again: {one}")
