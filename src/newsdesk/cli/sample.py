"""`newsdesk sample`: the sample world alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from newsdesk.cli.screen import print_json, print_table, remark

_HOST = "127.0.0.1"


def sample_command(
    port: Annotated[int, typer.Option(help="Port to listen on; 0: any free one.")] = 0,
    minutes: Annotated[float, typer.Option(help="How far the world has come when it begins.")] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the sources as JSON, for machines.")] = False,
) -> None:
    """Serve the sample world alone: seven invented outlets, on this machine, to point a reader of feeds at.

    Its pages appear within half an hour from its beginning. `newsdesk run` plays it by itself.
    """
    import asyncio

    # What is slow to import is imported here: a Ctrl-C in the loop before it listens for one would leave a traceback.
    import newsdesk.cli.serving
    import newsdesk.sample.app  # noqa: F401  as above

    asyncio.run(_serve(port, minutes, as_json))


async def _serve(port: int, minutes: float, as_json: bool) -> None:
    import asyncio

    from newsdesk.cli.serving import address_of, bound, serve, stop_on_signals
    from newsdesk.sample import sources
    from newsdesk.sample.app import make_app

    stop = asyncio.Event()
    stop_on_signals(stop)
    taken = bound(_HOST, port)
    made = sources(address_of(taken))
    if as_json:
        print_json(made)
    else:
        rows = [(source.name, source.kind.value, source.address) for source in made]
        print_table("The sample world", ("outlet", "kind", "address"), rows)
    remark("Ctrl-C ends it.")
    await serve(make_app(datetime.now(UTC) - timedelta(minutes=minutes)), taken, stop)
