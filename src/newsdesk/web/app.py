"""The web application: the public site, the desk, and the read API, over one store."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import structlog
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from newsdesk.errors import StoreError
from newsdesk.settings import Settings
from newsdesk.store import Store
from newsdesk.web.desk.routes import desk_routes
from newsdesk.web.desk.throttle import Throttle
from newsdesk.web.http import FRESH, SafeHeaders, answer
from newsdesk.web.public import about, channels, feed, leading, names, news, search, story
from newsdesk.web.public.events import Newswire, events
from newsdesk.web.screens import error_page, screen
from newsdesk.web.site import Site


def make_app(store: Store, settings: Settings, *, notify: Callable[[], None] | None = None) -> Starlette:
    """Make the application over an open store.

    `notify` is called, from any thread, after an editor's act was saved, so that whoever works on the store can
    take it up at once; it must return at once. Server-sent events hold connections open: start the server with a
    limit on its graceful shutdown.
    """
    # FastAPI takes a while to import and the command line imports this module.
    from newsdesk.web.api.app import make_api
    from newsdesk.web.api.page import api_page

    api = make_api(store, settings)
    app = Starlette(
        routes=[*_public(), *desk_routes(), screen("/api/", api_page(api), "api"), Mount("/api", api)],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _on_http_error, StoreError: _on_error, Exception: _on_error},
    )
    app.state.site = Site(store, settings, notify)
    app.state.newswire = Newswire(store)
    app.state.throttle = Throttle()
    return app


def _public() -> list[BaseRoute]:
    return [
        screen("/", feed.feed, "feed"),
        screen("/leading", leading.leading, "leading"),
        screen("/news/{address}", news.news, "item"),
        screen("/news/{address}/history", news.history, "history"),
        screen("/story/{story_id}", story.story, "story"),
        screen("/person/{name:path}", names.person, "person"),
        screen("/place/{name:path}", names.place, "place"),
        screen("/search", search.search, "search"),
        screen("/corrections", about.corrections, "corrections"),
        screen("/about", about.about, "about"),
        screen("/feed.xml", channels.feed_xml, "rss"),
        screen("/atom.xml", channels.atom_xml, "atom"),
        screen("/feed.json", channels.feed_json, "json feed"),
        screen("/news-sitemap.xml", channels.sitemap, "sitemap"),
        screen("/robots.txt", channels.robots, "robots"),
        Route("/events", events, name="events"),
        Route("/healthz", _health, name="health"),
        Route("/favicon.ico", _favicon, name="favicon"),
        Route("/static/{name}", _static, name="static"),
    ]


async def _static(request: Request) -> Response:
    return _file(request, request.path_params["name"])


async def _favicon(request: Request) -> Response:
    return _file(request, "favicon.svg")


def _file(request: Request, name: str) -> Response:
    """A static file; kept for ever only under the address that carries its digest."""
    site: Site = request.app.state.site
    found = site.assets.get(name)
    if found is None:
        raise HTTPException(404)
    exact = site.assets.addresses[name] == f"{request.url.path}?{request.url.query}"
    return answer(request, found if exact else replace(found, caching=FRESH))


def _health(request: Request) -> Response:
    """Tell whether the store answers; for whoever watches the process."""
    site: Site = request.app.state.site
    with site.store.read() as view:
        seq = view.updates.last_seq()
    return JSONResponse({"status": "ok", "updates": seq}, headers={"cache-control": "no-store"})


def _on_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = error_page(request, status)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _on_error(request: Request, error: Exception) -> Response:
    """The outermost edge: what no screen expected is logged with its place, and readers get a page."""
    trace = "".join(traceback.format_exception(error))
    structlog.get_logger().error("request failed", path=request.url.path, trace=trace)
    return error_page(request, 500)
