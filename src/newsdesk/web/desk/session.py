"""Who is logged in: a signed cookie that names the editor and carries the token of every form."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from itsdangerous import BadSignature, URLSafeTimedSerializer
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from newsdesk.store import Account, Store, View

COOKIE = "newsdesk_desk"
LASTS_S = 12 * 3600
SECRET = "desk_secret"  # noqa: S105  the name of the key in the store's meta, not the secret
PATH = "/desk"


class Session(Struct, frozen=True, kw_only=True):
    """One log-in."""

    editor: str
    token: str
    """What every form must send back."""


def secret_of(store: Store) -> str:
    """The secret that signs cookies, made at the first use; whoever can read the database could sign."""
    with store.read() as view:
        found = view.meta.get(SECRET)
    if found:
        return found
    with store.write() as tx:
        found = tx.meta.get(SECRET) or secrets.token_urlsafe(32)
        tx.meta.set(SECRET, found)
    return found


def log_in(response: Response, request: Request, store: Store, account: Account) -> None:
    """Set the cookie of a fresh session."""
    value = _signer(store).dumps([account.name, secrets.token_urlsafe(18), _stamp(account)])
    response.set_cookie(
        COOKIE,
        value,
        max_age=LASTS_S,
        path=PATH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def log_out(response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")


def session_of(request: Request, store: Store, view: View) -> Session | None:
    """The session a request belongs to; None when it is unsigned, too old, or its account or password changed."""
    value = request.cookies.get(COOKIE)
    if not value:
        return None
    try:
        name, token, stamp = _signer(store).loads(value, max_age=LASTS_S)
    except (BadSignature, ValueError, TypeError):
        return None
    account = view.accounts.get(name)
    if account is None or not hmac.compare_digest(_stamp(account), stamp):
        return None
    return Session(editor=account.name, token=token)


def same_site(request: Request) -> bool:
    """Tell whether a form was sent from this site, as far as the browser says; the token decides in the end."""
    where = request.headers.get("sec-fetch-site")
    if where is not None:
        return where in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.url.netloc}"


def _signer(store: Store) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_of(store), salt="desk session")


def _stamp(account: Account) -> str:
    """A trace of the password's hash: a changed password ends every session."""
    return hashlib.sha256(account.password_hash.encode()).hexdigest()[:16]
