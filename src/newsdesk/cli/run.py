"""`newsdesk run`: the whole desk in one process."""

from __future__ import annotations

from typing import Annotated

import typer

from newsdesk.cli.options import Data, new_store, settings_from
from newsdesk.cli.screen import remark
from newsdesk.errors import NewsdeskError


def run_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0: any free one.", show_default=False)] = None,
    rule: Annotated[
        str | None, typer.Option(help="Standing rule that publishes (`two_origins`, `all`).", show_default=False)
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; 0: one per core.", show_default=False)] = None,
    data: Data = None,
) -> None:
    """Start the whole desk: read the sources, follow the stories, publish, and serve the site.

    With no sources configured it plays the sample world: invented outlets, served on this machine, read over HTTP.
    Ctrl-C ends it; started again, it goes on where it was.
    """
    import asyncio

    from newsdesk.cli.whole import run_desk
    from newsdesk.work.crew import Crew

    settings = settings_from(data, host=host, port=port, standing_rule=rule, workers=workers)
    store = new_store(settings)
    try:
        with store.sole_worker(), Crew.processes(settings.workers) as crew:
            asyncio.run(run_desk(settings, store, crew))
    except BaseExceptionGroup as group:
        # What ended one part of the desk ended all; a person is told of that one.
        found = group.subgroup(NewsdeskError)
        if found is None:
            raise
        raise _first(found) from None
    finally:
        store.close()
    remark("Stopped. Started again, it goes on where it was.")


def _first(group: BaseExceptionGroup[NewsdeskError]) -> NewsdeskError:
    one = group.exceptions[0]
    return _first(one) if isinstance(one, BaseExceptionGroup) else one
