"""A small site on loopback, with everything that can go wrong on the web."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import zstandard
from aiohttp import web

from newsdesk.settings import Settings

NOW = datetime(2023, 3, 8, 12, tzinfo=UTC)
PAGE = "<!doctype html><html><body><h1>The bridge is closed</h1><p>It will stay so until June.</p></body></html>"
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 1),
    "deflate": lambda body: zlib.compress(body, 1),
    "raw-deflate": lambda body: zlib.compress(body, 1)[2:-4],
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": zstandard.ZstdCompressor().compress,
}


class Site:
    """The server; `asked` counts requests by path, `robots` is what /robots.txt answers (status and text)."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.robots = (404, "")
        self.port = 0
        self.most_at_once = self._at_once = 0
        self._let_go = asyncio.Event()

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"

    def let_go(self) -> None:
        """End all answers that are being held."""
        self._let_go.set()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            kind, _, rest = request.path.strip("/").partition("/")
            return await getattr(self, f"_{kind.replace('.', '_')}")(request, rest)
        finally:
            self._at_once -= 1

    async def _robots_txt(self, request: web.Request, rest: str) -> web.StreamResponse:
        if self.robots[0] == 302:
            raise web.HTTPFound("/page")
        return web.Response(status=self.robots[0], text=self.robots[1])

    async def _page(self, request: web.Request, rest: str) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def _kept(self, request: web.Request, rest: str) -> web.StreamResponse:
        headers = {"ETag": '"v1"', "Last-Modified": "Wed, 08 Mar 2023 10:00:00 GMT", "Cache-Control": "max-age=90"}
        same = request.headers.get("If-None-Match") == '"v1"' or "If-Modified-Since" in request.headers
        return web.Response(status=304) if same else web.Response(text=PAGE, content_type="text/html", headers=headers)

    async def _to(self, request: web.Request, rest: str) -> web.StreamResponse:
        raise web.HTTPMovedPermanently(request.query.get("place", f"/{rest}"))

    async def _circle(self, request: web.Request, rest: str) -> web.StreamResponse:
        raise web.HTTPFound("/circle/b" if rest == "a" else "/circle/a")

    async def _cookie(self, request: web.Request, rest: str) -> web.StreamResponse:
        if request.cookies.get("seen") == "yes":
            return web.Response(text=PAGE, content_type="text/html")
        raise web.HTTPFound(f"/cookie/{rest}", headers={"Set-Cookie": "seen=yes; Path=/"})

    async def _insists(self, request: web.Request, rest: str) -> web.StreamResponse:
        if request.query.get("utm_source") == "feed":
            return web.Response(text=PAGE, content_type="text/html")
        raise web.HTTPFound(f"/insists/{rest}?utm_source=feed")

    async def _endless(self, request: web.Request, rest: str) -> web.StreamResponse:
        raise web.HTTPFound(f"/endless/{int(rest) + 1}")

    async def _status(self, request: web.Request, rest: str) -> web.StreamResponse:
        after = request.query.get("after")
        return web.Response(status=int(rest), headers={"Retry-After": after} if after else {})

    async def _bomb(self, request: web.Request, rest: str) -> web.StreamResponse:
        body = PACK[rest](b"\x20" * 30_000_000)
        return web.Response(body=body, headers={"Content-Encoding": rest.removeprefix("raw-")})

    async def _packed(self, request: web.Request, rest: str) -> web.StreamResponse:
        headers = {"Content-Encoding": rest.removeprefix("raw-"), "Content-Type": "text/html; charset=utf-8"}
        return web.Response(body=PACK[rest](PAGE.encode()), headers=headers)

    async def _twice(self, request: web.Request, rest: str) -> web.StreamResponse:
        body = PACK["br"](PACK["gzip"](PAGE.encode()))
        return web.Response(body=body, headers={"Content-Encoding": "gzip, br", "Content-Type": "text/html"})

    async def _wrong(self, request: web.Request, rest: str) -> web.StreamResponse:
        return web.Response(body=PAGE.encode(), headers={"Content-Encoding": rest, "Content-Type": "text/html"})

    async def _huge(self, request: web.Request, rest: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": rest} if rest else {})
        await response.prepare(request)
        for _ in range(200):
            await response.write(b"x" * 65_536)
        return response

    async def _slow(self, request: web.Request, rest: str) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<p>")
        await self._let_go.wait()
        return response

    async def _cut(self, request: web.Request, rest: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>")
        assert request.transport is not None
        request.transport.abort()
        return response

    async def _charset(self, request: web.Request, rest: str) -> web.StreamResponse:
        return web.Response(
            body="<p>Größe</p>".encode("cp1252"), headers={"Content-Type": f"text/html; charset={rest}"}
        )

    async def _sitemap_xml_gz(self, request: web.Request, rest: str) -> web.StreamResponse:
        body = gzip.compress(b"<urlset><url><loc>https://courier.example/a</loc></url></urlset>")
        return web.Response(body=body, content_type="application/gzip")

    async def _picture(self, request: web.Request, rest: str) -> web.StreamResponse:
        return web.Response(body=b"\x89PNG\r\n\x1a\n" + bytes(50), content_type="text/html")


def settings(**more: object) -> Settings:
    """Settings for talking to the site: no waiting, small limits."""
    chosen = {"allow_private": True, "min_delay_s": 0.0, "fetch_timeout_s": 5.0, "max_body_mb": 1.0, **more}
    return Settings(**chosen)  # type: ignore[arg-type]
