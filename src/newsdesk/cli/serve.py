"""`newsdesk serve`: the web server alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from newsdesk.cli.options import Data, settings_from
from newsdesk.cli.screen import remark

if TYPE_CHECKING:
    from newsdesk.settings import Settings


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0: any free one.", show_default=False)] = None,
    data: Data = None,
) -> None:
    """Serve the public site, the desk and the API, without reading sources: beside a replay, or as one of several.

    Several can run over one PostgreSQL database.
    """
    import asyncio

    asyncio.run(_serve(settings_from(data, host=host, port=port)))


async def _serve(settings: Settings) -> None:
    import asyncio

    from newsdesk.cli.serving import address_of, bound, serve, stop_on_signals
    from newsdesk.store import open_store
    from newsdesk.web.app import make_app

    stop = asyncio.Event()
    stop_on_signals(stop)
    store = open_store(settings.database_url)
    taken = bound(settings.host, settings.port)
    remark(f"The site: {address_of(taken)}/   the desk: {address_of(taken)}/desk   (Ctrl-C ends it)")
    try:
        await serve(make_app(store, settings), taken, stop)
    finally:
        store.close()
