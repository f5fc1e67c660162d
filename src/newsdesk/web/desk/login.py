"""`/desk/login` and `/desk/logout`."""

from __future__ import annotations

import math

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from newsdesk.passwords import password_fits
from newsdesk.web.desk.edge import Editing, desk_page, field
from newsdesk.web.desk.session import log_in, log_out, same_site
from newsdesk.web.desk.throttle import Throttle
from newsdesk.web.desk.views import LoginView
from newsdesk.web.http import PRIVATE
from newsdesk.web.site import Site

WRONG = "That name and password do not belong together."


def login_page(request: Request) -> Response:
    """The form."""
    return _form(request, "", _onward(request.query_params.get("next", "")))


async def login(request: Request) -> Response:
    """Check a name and a password; Argon2 takes a while, so not in the loop that serves readers."""
    if not same_site(request):
        raise HTTPException(403)
    form = await request.form(max_files=0, max_fields=10)
    return await run_in_threadpool(_check, request, form)


def logout(editing: Editing, form: FormData) -> Response:
    """End the session."""
    response = RedirectResponse("/", 303, {"cache-control": PRIVATE})
    log_out(response)
    return response


def _check(request: Request, form: FormData) -> Response:
    site: Site = request.app.state.site
    throttle: Throttle = request.app.state.throttle
    name, password, onward = field(form, "name", 100), _raw(form, "password"), _onward(field(form, "next"))
    keys = (f"name {name.casefold()}", f"host {request.client.host if request.client else ''}")
    wait_s = throttle.wait_s(*keys)
    if wait_s > 0:
        words = f"Too many attempts failed. Please try again in {math.ceil(wait_s)} seconds."
        response = _form(request, name, onward, words, 429)
        response.headers["retry-after"] = str(math.ceil(wait_s))
        return response
    with site.store.read() as view:
        account = view.accounts.get(name)
    fits = password_fits(account.password_hash if account else None, password)
    if account is None or not fits:
        throttle.failed(*keys)
        structlog.get_logger().warning("log-in failed", editor=name, host=request.client.host if request.client else "")
        return _form(request, name, onward, WRONG, 403)
    throttle.passed(*keys)
    answer = RedirectResponse(onward, 303, {"cache-control": PRIVATE})
    log_in(answer, request, site.store, account)
    return answer


def _form(request: Request, name: str, onward: str, problem: str = "", status: int = 200) -> Response:
    site: Site = request.app.state.site
    with site.store.read() as view:
        page = LoginView(name=name, onward=onward, any_accounts=bool(view.accounts.all()))
        return desk_page(site, request, view, "desk/login.html", page, None, problem, status)


def _onward(path: str) -> str:
    """A path below the desk, and nothing else: an address given in a link must not lead away from the site."""
    inside = path == "/desk" or path.startswith("/desk/")
    return path if inside and "//" not in path and "\\" not in path and path.isprintable() else "/desk"


def _raw(form: FormData, name: str) -> str:
    """A field as it was typed: spaces belong to a password."""
    value = form.get(name)
    return value[:1000] if isinstance(value, str) else ""
