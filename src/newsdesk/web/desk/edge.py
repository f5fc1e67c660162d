"""The edge of the desk: nobody passes without a log-in, no form without its token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from newsdesk.store import View
from newsdesk.web.desk.session import Session, same_site, session_of
from newsdesk.web.desk.views import DeskView
from newsdesk.web.http import PRIVATE
from newsdesk.web.site import Site

DONE = {
    "edit": "The words are saved.",
    "draft": "The brief is the draft now.",
    "submit": "The draft is up for review.",
    "return": "It is back with its author.",
    "approve": "It is approved.",
    "publish": "Readers see it now.",
    "correct": "The correction is published.",
    "clarify": "The clarification is published.",
    "retract": "It is withdrawn; the note stands in its place.",
    "merge": "The stories are joined.",
    "split": "The reports have a story of their own now.",
    "move": "The reports belong to the other story now.",
    "undo": "That is taken back.",
}


class Editing:
    """A request of an editor who is logged in."""

    def __init__(self, site: Site, request: Request, session: Session) -> None:
        self.site = site
        self.request = request
        self.session = session

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A parameter of the query; empty when it is not given."""
        return self.request.query_params.get(name, "")[:200]

    def page(self, view: View, template: str, page: Struct, *, problem: str = "", status: int = 200) -> Response:
        """Render a page of the desk."""
        return desk_page(self.site, self.request, view, template, page, self.session, problem, status)

    def onward(self, path: str, done: str = "", fragment: str = "") -> Response:
        """Lead on to a page of the desk, which says what was done."""
        query = f"?{urlencode({'done': done})}" if done else ""
        return RedirectResponse(f"{path}{query}{fragment}", 303, {"cache-control": PRIVATE})


Show = Callable[[Editing, View], Response]
Do = Callable[[Editing, FormData], Response]


def desk_page(
    site: Site,
    request: Request,
    view: View,
    template: str,
    page: Struct,
    session: Session | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    """Render a template of the desk; it is never kept by browsers or caches."""
    shared = site.shared(request, view)
    desk = DeskView(
        site=shared,
        editor=session.editor if session else "",
        token=session.token if session else "",
        done=DONE.get(request.query_params.get("done", ""), ""),
        problem=problem,
    )
    text = site.templates.get_template(template).render(site=shared, desk=desk, page=page, here=request.url.path)
    return Response(text, status, {"cache-control": PRIVATE, "x-robots-tag": "noindex"}, "text/html; charset=utf-8")


def showing(path: str, show: Show, name: str) -> Route:
    """A screen of the desk; whoever is not logged in is led to the log-in and back."""

    def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        with site.store.read() as view:
            session = session_of(request, site.store, view)
            if session is None:
                return RedirectResponse(f"/desk/login?next={quote(request.url.path)}", 303, {"cache-control": PRIVATE})
            return show(Editing(site, request, session), view)

    return Route(path, endpoint, name=name, methods=["GET", "HEAD"])


def doing(path: str, do: Do, name: str) -> Route:
    """A form of the desk; it must come from this site and carry the session's token."""

    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=1000)
        return await run_in_threadpool(passed, request, form)

    def passed(request: Request, form: FormData) -> Response:
        site: Site = request.app.state.site
        with site.store.read() as view:
            session = session_of(request, site.store, view)
        if session is None:
            return RedirectResponse("/desk/login", 303, {"cache-control": PRIVATE})
        if not same_site(request) or not hmac.compare_digest(field(form, "token"), session.token):
            raise HTTPException(403)
        return do(Editing(site, request, session), form)

    return Route(path, endpoint, name=name, methods=["POST"])


def field(form: FormData, name: str, longest: int = 4000) -> str:
    """A text field of a form, cut at `longest`; empty when it is not there."""
    value = form.get(name)
    return value[:longest].strip() if isinstance(value, str) else ""
