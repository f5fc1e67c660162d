"""The whole desk in one loop: the sample world where it is played, the live work, the web server, and words on it."""

from __future__ import annotations

import asyncio

from newsdesk.cli.screen import remark
from newsdesk.cli.serving import address_of, bound, serve, stop_on_signals
from newsdesk.cli.world import begin_sample_world
from newsdesk.errors import StoreError
from newsdesk.ownlists import read_own
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.web.app import make_app
from newsdesk.work.crew import Crew
from newsdesk.work.live import live

_LOOK_EVERY_S = 1.0


async def run_desk(settings: Settings, store: Store, crew: Crew) -> None:
    """Run everything until a signal comes, or one part cannot go on; what is under way is ended cleanly."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    taken = bound(settings.host, settings.port)
    world = begin_sample_world(store, settings)
    settings = world.settings if world else settings
    own = read_own(settings.own_places, settings.own_people, settings.site_rules)
    loop = asyncio.get_running_loop()
    new = asyncio.Event()

    def notify() -> None:
        loop.call_soon_threadsafe(new.set)

    async with asyncio.TaskGroup() as group:
        if world:
            group.create_task(serve(world.app, world.taken, stop))
            remark("No sources are configured, so the sample world is played: invented outlets, places and people.")
        group.create_task(serve(make_app(store, settings, notify=notify), taken, stop))
        rule = settings.standing_rule
        working = live(store, settings, crew, stop, new=new, rule=rule, own=own, on_error=_trouble)
        group.create_task(working)
        group.create_task(_tell(store, stop))
        _welcome(address_of(taken), settings, store)


def _welcome(address: str, settings: Settings, store: Store) -> None:
    rule = settings.standing_rule
    remark(f"Standing rule: {rule}." if rule else "No standing rule: every item waits for an editor at the desk.")
    with store.read() as view:
        if not view.accounts.all():
            remark("Nobody can log in to the desk yet: newsdesk editors add NAME")
    remark(f"The site: {address}/   the desk: {address}/desk   (Ctrl-C ends it)")


def _trouble(error: StoreError) -> None:
    remark(f"{error}; trying again")


async def _tell(store: Store, stop: asyncio.Event) -> None:
    """Print a line for each update readers are shown."""
    with store.read() as view:
        seq = view.updates.last_seq()
    while not stop.is_set():
        with store.read() as view:
            for number, update in view.updates.since(seq):
                seq = number
                remark(f"{update.at:%H:%M:%S}Z {update.kind.value}: {update.brief.headline.text}")
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting}, timeout=_LOOK_EVERY_S)
        waiting.cancel()
