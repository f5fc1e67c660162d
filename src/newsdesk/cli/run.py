"""`newsdesk run`: the whole desk in one process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.options import Data, new_store, settings_from
from newsdesk.cli.screen import remark
from newsdesk.errors import NewsdeskError

if TYPE_CHECKING:
    import asyncio
    import socket

    from newsdesk.settings import Settings
    from newsdesk.store import Store


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

    from newsdesk.work.crew import Crew

    settings = settings_from(data, host=host, port=port, standing_rule=rule, workers=workers)
    store = new_store(settings)
    try:
        with Crew.processes(settings.workers) as crew:
            asyncio.run(_desk(settings, store, crew))
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


async def _desk(settings: Settings, store: Store, crew: object) -> None:
    """Run the sample world where it is played, the live loop and the web server, until a signal comes."""
    import asyncio

    from newsdesk.cli.serving import bound, stop_on_signals
    from newsdesk.cli.world import begin_sample_world

    stop = asyncio.Event()
    stop_on_signals(stop)
    taken = bound(settings.host, settings.port)
    world = begin_sample_world(store, settings)
    await _together(world.settings if world else settings, store, crew, taken, stop, world)


async def _together(
    settings: Settings, store: Store, crew: object, taken: socket.socket, stop: asyncio.Event, world: object
) -> None:
    import asyncio

    from newsdesk.cli.serving import address_of, serve
    from newsdesk.cli.world import SampleWorld
    from newsdesk.web.app import make_app
    from newsdesk.work.crew import Crew
    from newsdesk.work.live import live

    assert isinstance(crew, Crew)
    loop = asyncio.get_running_loop()
    new = asyncio.Event()

    def notify() -> None:
        loop.call_soon_threadsafe(new.set)

    async with asyncio.TaskGroup() as group:
        if isinstance(world, SampleWorld):
            group.create_task(serve(world.app, world.taken, stop))
            remark("No sources are configured, so the sample world is played: invented outlets, places and people.")
        group.create_task(serve(make_app(store, settings, notify=notify), taken, stop))
        group.create_task(live(store, settings, crew, stop, new=new, rule=settings.standing_rule, on_error=_say))
        group.create_task(_tell(store, stop))
        _welcome(address_of(taken), settings, store)


def _welcome(address: str, settings: Settings, store: Store) -> None:
    rule = settings.standing_rule
    remark(f"The site: {address}/   the desk: {address}/desk   (Ctrl-C ends it)")
    remark(f"Standing rule: {rule}." if rule else "No standing rule: every item waits for an editor at the desk.")
    with store.read() as view:
        if not view.accounts.all():
            remark("Nobody can log in to the desk yet: newsdesk editors add NAME")


def _say(error: Exception) -> None:
    remark(f"{error}; trying again")


async def _tell(store: Store, stop: asyncio.Event) -> None:
    """Print a line for each update readers are shown."""
    import asyncio

    with store.read() as view:
        seq = view.updates.last_seq()
    while not stop.is_set():
        with store.read() as view:
            for number, update in view.updates.since(seq):
                seq = number
                remark(f"{update.at:%H:%M:%S}Z {update.kind.value}: {update.brief.headline.text}")
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting}, timeout=1.0)
        waiting.cancel()
