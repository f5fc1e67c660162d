"""The web server of the sample world: every outlet under a path of its own, in its own markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from newsdesk.sample.render import Entry, card_of, entry_of, paragraph_html
from newsdesk.sample.world import Outlet, PageShown, World, load_world

Clock = Callable[[], datetime]

_LISTS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "index.rdf": "application/rdf+xml",
    "feed.json": "application/feed+json",
    "news-sitemap.xml": "application/xml",
}
_CHARSETS = {"tresk-ledger": "windows-1252"}


def make_app(started: datetime, clock: Clock = lambda: datetime.now(UTC)) -> Starlette:
    """Make the server of a world begun at `started`; `clock` tells it how far the world has come."""
    server = _Server(load_world(), started, clock)
    return Starlette(
        routes=[
            Route("/robots.txt", server.robots),
            Route("/static/{name}.svg", _picture),
            Route("/{outlet}/", server.front),
            Route("/{outlet}/{file}", server.listing),
            Route("/{outlet}/{section}/{page}", server.page),
        ]
    )


class _Server:
    def __init__(self, world: World, started: datetime, clock: Clock) -> None:
        self.world, self.started, self.clock = world, started, clock
        self.templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters["rfc822"] = format_datetime
        self.templates.filters["clock"] = lambda moment: f"{moment:%B} {moment.day}, {moment:%Y, %H:%M} UTC"

    async def robots(self, request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /private/\nAllow: /\n")

    async def front(self, request: Request) -> Response:
        outlet = self._outlet(request)
        if outlet is None:
            return _missing()
        return self._answer(request, outlet, "front.html", "text/html")

    async def listing(self, request: Request) -> Response:
        outlet = self._outlet(request)
        file = request.path_params["file"]
        if outlet is None or file != outlet.feed or file not in _LISTS:
            return _missing()
        return self._answer(request, outlet, file, _LISTS[file])

    async def page(self, request: Request) -> Response:
        outlet = self._outlet(request)
        page_id = request.path_params["page"].removesuffix(".html")
        found = [page for page in self.world.pages if page.id == page_id and outlet and page.outlet == outlet.id]
        shown = self.world.shown(found[0], self.started, self.clock()) if found else None
        if outlet is None or shown is None:
            return _missing()
        return self._answer(request, outlet, f"{outlet.id}.html", "text/html", shown)

    def _outlet(self, request: Request) -> Outlet | None:
        wanted = request.path_params["outlet"]
        return next((outlet for outlet in self.world.outlets if outlet.id == wanted), None)

    def _entries(self, outlet: Outlet, base_url: str) -> list[Entry]:
        now = self.clock()
        states = [self.world.shown(page, self.started, now) for page in self.world.pages if page.outlet == outlet.id]
        newest = sorted((state for state in states if state), key=lambda state: state.published, reverse=True)
        return [entry_of(state, base_url) for state in newest]

    def _answer(
        self, request: Request, outlet: Outlet, template: str, media_type: str, shown: PageShown | None = None
    ) -> Response:
        base_url = str(request.base_url).rstrip("/")
        entries = self._entries(outlet, base_url)
        blocks = [self._block(mark, base_url) for mark in shown.paragraphs] if shown else []
        text = self.templates.get_template(template).render(
            outlet=outlet,
            base_url=base_url,
            entries=entries,
            entry=entry_of(shown, base_url) if shown else None,
            page=shown,
            blocks=blocks,
            latest=entries[:5],
        )
        charset = _CHARSETS.get(outlet.id, "utf-8") if media_type == "text/html" else "utf-8"
        body = text.encode(charset, "xmlcharrefreplace")
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        # The old page template of one outlet declares its charset in the markup alone, as old sites do.
        declared = media_type if charset != "utf-8" else f"{media_type}; charset=utf-8"
        return Response(body, headers={"ETag": etag, "Content-Type": declared})

    def _block(self, mark: str, base_url: str) -> Markup:
        if mark.startswith("[[card:"):
            card = self.world.shown(self.world.page(mark[7:-2]), self.started, self.clock())
            return card_of(card, base_url) if card else Markup("")
        return paragraph_html(mark, self.world, base_url, self.started)


async def _picture(request: Request) -> Response:
    """A drawn sea under a sky whose colour follows from the picture's name: no photograph is needed."""
    hue = int(sha256(request.path_params["name"].encode()).hexdigest()[:4], 16) % 360
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" width="800" height="450">'
        f'<rect width="16" height="9" fill="hsl({hue} 30% 80%)"/>'
        f'<path d="M0 6q2-1 4 0t4 0 4 0 4 0v3H0z" fill="hsl({hue} 40% 45%)"/></svg>'
    )
    return Response(drawing, media_type="image/svg+xml")


def _missing() -> Response:
    return PlainTextResponse("There is no such page.", 404)
