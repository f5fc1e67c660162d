"""How an answer leaves: validators, compression, and the headers every answer bears."""

from __future__ import annotations

import gzip
import hashlib
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HTML = "text/html; charset=utf-8"
FRESH = "public, max-age=0, must-revalidate"
"""For pages: kept by browsers and caches, and asked about each time."""
BRIEF = "public, max-age=60"
"""For feeds and sitemaps, which machines poll."""
FOR_EVER = "public, max-age=31536000, immutable"
"""For static files, whose address carries their digest."""
PRIVATE = "no-store"
"""For the desk."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
_ENCODED = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
SMALL = 600
"""Bytes below which compressing costs more than it saves."""


class Rendered(Struct, frozen=True, kw_only=True):
    """A finished answer, ready to be sent to many."""

    body: bytes
    packed: bytes
    """The body as gzip; empty when it is too small to be worth it."""
    media: str
    etag: str
    modified: datetime | None
    caching: str
    status: int = 200

    @classmethod
    def of(
        cls, body: bytes, *, media: str = HTML, modified: datetime | None, caching: str = FRESH, status: int = 200
    ) -> Rendered:
        """Finish a body: compress it once and digest it for its entity tag."""
        packed = gzip.compress(body, 6, mtime=0) if len(body) > SMALL else b""
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
        return cls(body=body, packed=packed, media=media, etag=etag, modified=modified, caching=caching, status=status)


def answer(request: Request, rendered: Rendered) -> Response:
    """Send a finished answer, or 304 where the asker holds it already (RFC 9110, section 13)."""
    headers = {"etag": rendered.etag, "cache-control": rendered.caching, "vary": "accept-encoding"}
    if rendered.modified:
        headers["last-modified"] = format_datetime(rendered.modified, usegmt=True)
    if rendered.status == 200 and _holds(request, rendered):
        return Response(status_code=304, headers=headers)
    body = rendered.body
    if rendered.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        body = rendered.packed
    return Response(body, rendered.status, headers, rendered.media)


def _holds(request: Request, rendered: Rendered) -> bool:
    """Tell whether the asker's copy is this one; a date counts only where no entity tag was sent."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or rendered.etag in (tag.strip() for tag in tags.split(","))
    since = request.headers.get("if-modified-since")
    if not since or rendered.modified is None:
        return False
    try:
        at = parsedate_to_datetime(since)
    except ValueError:
        return False
    return at.tzinfo is not None and rendered.modified.replace(microsecond=0) <= at


class SafeHeaders:
    """Adds the headers that keep browsers from doing more than the pages need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; on the way back set each header that the answer does not set itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message.setdefault("headers", [])
                given = {name for name, _ in headers}
                headers.extend(one for one in _ENCODED if one[0] not in given)
            await send(message)

        await self.app(scope, receive, send_with_headers)
