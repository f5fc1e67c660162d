"""From a request to a finished page: what every public screen is built through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsdesk.store import View
from newsdesk.web.http import FRESH, HTML, Rendered, answer
from newsdesk.web.public.views import ErrorView, SiteView
from newsdesk.web.site import Site


class Asked:
    """One request together with one consistent view of the store."""

    def __init__(self, site: Site, request: Request, view: View, seq: int) -> None:
        self.site = site
        self.request = request
        self.view = view
        self.seq = seq
        """Place in the log of updates at which this view stands."""

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str, longest: int = 200) -> str:
        """A parameter of the query, cut at `longest`; empty when it is not given."""
        return self.request.query_params.get(name, "")[:longest].strip()

    def page(self, template: str, page: Struct, *, modified: datetime | None, here: str = "") -> Rendered:
        """Render a page of the public site; `here` is the entry of the navigation it stands under."""
        return rendered(self.site, self.site.shared(self.request, self.view), template, page, modified, here=here)


Build = Callable[[Asked], Rendered]


class Moved(Exception):  # noqa: N818  it is an answer, not an error
    """Raised by a screen that has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def rendered(
    site: Site,
    shared: SiteView,
    template: str,
    page: Struct,
    modified: datetime | None,
    *,
    here: str,
    status: int = 200,
) -> Rendered:
    """Render a template with its view."""
    text = site.templates.get_template(template).render(site=shared, page=page, here=here)
    return Rendered.of(text.encode(), media=HTML, modified=modified, caching=FRESH, status=status)


def screen(path: str, build: Build, name: str) -> Route:
    """A route whose pages are kept until something new is published."""

    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        page = site.pages.at_once(key_of(request))
        if page is not None:
            return answer(request, page)
        return await run_in_threadpool(made, request, site)

    def made(request: Request, site: Site) -> Response:
        with site.store.read() as view:
            seq = view.updates.last_seq()
            page = site.pages.get(key_of(request), seq)
            if page is None:
                try:
                    page = build(Asked(site, request, view, seq))
                except Moved as moved:
                    return Response(status_code=301, headers={"location": moved.address})
                site.pages.put(key_of(request), seq, page)
        return answer(request, page)

    return Route(path, endpoint, name=name, methods=["GET", "HEAD"])


def key_of(request: Request) -> str:
    """What a page depends on: the address, and the host, which stands in complete addresses."""
    scope = request.scope
    query = scope["query_string"].decode("latin-1")
    return f"{scope['scheme']}://{request.headers.get('host', '')}{scope['path']}?{query}"


NOT_FOUND = ErrorView(
    status=404,
    title="There is nothing at this address",
    words="The address may have been mistyped. What this desk once published keeps its address for ever, "
    "also when it was withdrawn; so it was never here.",
)
FAILED = ErrorView(
    status=500,
    title="Something broke on our side",
    words="The page could not be made. It has been noted; please try again in a moment.",
)
OTHER = {
    400: "The request could not be understood.",
    403: "This is not allowed.",
    405: "This address cannot be used in that way.",
    429: "There were too many requests. Please wait a little.",
}


def missing() -> HTTPException:
    """What a screen raises when there is nothing at an address."""
    return HTTPException(404)


def error_page(request: Request, status: int) -> Response:
    """The page shown for an error; it needs no more than the settings, so that it works when the store does not."""
    site: Site = request.app.state.site
    view = NOT_FOUND if status == 404 else FAILED
    if status in OTHER:
        view = ErrorView(status=status, title="That did not work", words=OTHER[status])
    shared = site.shared_without_store(request)
    page = rendered(site, shared, "public/error.html", view, None, here="", status=status)
    response = answer(request, page)
    response.headers["cache-control"] = "no-store"
    return response
