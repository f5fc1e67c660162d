"""The client that reads the web: one session, polite, bounded, and shy of private networks.

Redirects are followed here and not by aiohttp, because each hop is an address of its own: it is checked, asked of
robots.txt, counted against its host, and recorded.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from types import TracebackType

import aiohttp
from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from newsdesk.addresses import canonical_address, host_of, origin_of
from newsdesk.ingest.guard import (
    GuardedResolver,
    NoSuchHostError,
    PrivateAddressError,
    guarded_connector,
    permit_all,
    permit_public,
)
from newsdesk.ingest.hosts import PATIENCE_S, BusyError, Hosts
from newsdesk.ingest.inflate import BrokenCodingError, Inflater, TooLargeError
from newsdesk.ingest.robots import MAX_BYTES, Permission, Robots, RobotsAnswer
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Redirect
from newsdesk.settings import Settings

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)
_ROBOTS_REDIRECTS = 5
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_PIECE = 64 * 1024
_MAX_COOKIES = 20


class Answer(Struct, frozen=True, kw_only=True):
    """What an address answered in the end."""

    address: str
    """The address that answered, after redirects."""
    status: int
    body: bytes = b""
    """Without its content codings; empty for answers other than 2xx."""
    content_type: str = ""
    """The media type in lower case, without parameters."""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""
    cache_control: str = ""
    expires: str = ""
    redirects: tuple[Redirect, ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    """Names and values of the cookies set."""


class FetchProblem(Exception):  # noqa: N818  a fate of the address, not an error of the program
    """No answer was had; `again` tells whether another try makes sense, `wait_s` when, if the host said so."""

    def __init__(self, reason: Reason, detail: str, *, again: bool = False, wait_s: float | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.again, self.wait_s = reason, detail, again, wait_s


class WebClient:
    """Fetches addresses, within the limits of the settings. Use it as an async context manager."""

    def __init__(self, settings: Settings, *, permits: Callable[[str], bool] | None = None) -> None:
        """`permits` tells whether an IP address may be connected to; None: public ones, or as the settings allow."""
        self._settings = settings
        self._permits = permits or (permit_all if settings.allow_private else permit_public)
        self._limit = int(settings.max_body_mb * 1024 * 1024)
        self._session: aiohttp.ClientSession | None = None
        self._resolver: GuardedResolver | None = None
        self._hosts = Hosts(per_host=settings.per_host, min_delay_s=settings.min_delay_s)
        self._robots = Robots(settings.user_agent, self._robots_of)

    async def __aenter__(self) -> WebClient:
        total = self._settings.fetch_timeout_s
        self._resolver = GuardedResolver(self._permits)
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._resolver, self._permits),
            timeout=aiohttp.ClientTimeout(total=total, sock_connect=min(total, 10.0), sock_read=min(total, 15.0)),
            headers={"User-Agent": self._settings.user_agent, "Accept": _ACCEPT},
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None and self._resolver is not None:
            await self._session.close()
            await self._resolver.close()
        self._session = self._resolver = None

    @property
    def max_bytes(self) -> int:
        """The largest body that is read, in bytes."""
        return self._limit

    def rest(self, address: str, wait_s: float) -> None:
        """Leave the host of the address alone for so many seconds."""
        self._hosts.rest(origin_of(address), wait_s)

    async def get(
        self, address: str, *, etag: str = "", last_modified: str = "", patience_s: float = PATIENCE_S
    ) -> Answer:
        """Fetch an address, obeying robots.txt and following redirects; raises FetchProblem when there is no answer.

        With the validators of an earlier answer the request is conditional, and the status may be 304. `patience_s`
        is how long it may wait for its turn at a host.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and value.isprintable()}
        try:
            # Each request has a limit of its own; this one holds for the whole chain.
            async with asyncio.timeout(2 * (self._settings.fetch_timeout_s + patience_s)):
                return await self._follow(address, headers, patience_s)
        except TimeoutError as error:
            raise FetchProblem(Reason.UNREACHABLE, "no answer in time along the redirects", again=True) from error

    async def _follow(self, address: str, headers: dict[str, str], patience_s: float) -> Answer:
        """Fetch an address and where it redirects to, hop by hop."""
        redirects: list[Redirect] = []
        cookies: dict[str, dict[str, str]] = {}
        seen: set[tuple[str, str]] = set()
        while True:
            origin = self._checked(address)
            permission = await self._permission(origin, address)
            # Some sites set a cookie, redirect to the same address, and expect it back: kept for this chain alone.
            cookie = "; ".join(f"{name}={value}" for name, value in cookies.get(origin, {}).items())
            if (address, cookie) in seen:
                raise FetchProblem(Reason.TOO_MANY_REDIRECTS, f"redirected in a circle, to {address} again")
            seen.add((address, cookie))
            try:
                async with self._hosts.place(origin, delay_s=permission.delay_s, patience_s=patience_s):
                    more = {"Cookie": cookie} if cookie else {}
                    answer, onward = await self._request(address, {**headers, **more}, self._limit)
            except BusyError as busy:
                raise FetchProblem(Reason.ASKED_TO_WAIT, str(busy), again=True, wait_s=busy.wait_s) from busy
            if not onward:
                return replace(answer, redirects=tuple(redirects))
            redirects.append(Redirect(address, answer.status))
            cookies.setdefault(origin, {}).update(answer.cookies)
            if len(redirects) > self._settings.max_redirects:
                kept = self._settings.max_redirects
                raise FetchProblem(Reason.TOO_MANY_REDIRECTS, f"redirected more than {kept} times, last to {onward}")
            address = onward

    def _checked(self, address: str) -> str:
        """Return the origin of an address that may be asked; hosts written as numbers are checked here."""
        origin, host = origin_of(address), host_of(address)
        if not canonical_address(address) or not host:
            raise FetchProblem(Reason.BAD_ADDRESS, f"{address!r} is not a complete http or https address")
        numeric = ":" in host or host.replace(".", "").isdecimal()
        if numeric and not self._permits(host):
            raise FetchProblem(Reason.PRIVATE_ADDRESS, f"{host} lies in a private network")
        return origin

    async def _permission(self, origin: str, address: str) -> Permission:
        """Ask robots.txt; raises FetchProblem when it forbids the address or cannot be read."""
        permission = await self._robots.permission(origin, address)
        if permission.unknown:
            raise FetchProblem(Reason.UNREACHABLE, permission.unknown, again=True)
        if not permission.allowed:
            raise FetchProblem(Reason.ROBOTS, f"{origin}/robots.txt forbids {address}")
        return permission

    async def _request(
        self, address: str, headers: dict[str, str], limit: int, *, cut: bool = False
    ) -> tuple[Answer, str]:
        """Make one request, and return the answer and where it redirects to (or empty).

        Network errors become FetchProblems, and so do bodies beyond the limit, unless they are to be cut there.
        """
        if self._session is None:
            raise RuntimeError("the client is not open: use it as `async with WebClient(settings) as web`")
        coding = {"Accept-Encoding": "gzip, deflate, br, zstd"}
        try:
            async with self._session.get(
                URL(address, encoded=True), headers={**headers, **coding}, allow_redirects=False
            ) as response:
                onward = _onward(response, address)
                body = b"" if onward or response.status >= 300 else await _read(response, limit, cut=cut)
                return _answer(response, address, body), onward
        except TooLargeError:
            raise FetchProblem(Reason.TOO_LARGE, f"more than {limit} bytes") from None
        except BrokenCodingError as error:
            raise FetchProblem(Reason.UNREACHABLE, str(error), again=True) from error
        except TimeoutError as error:
            detail = f"no whole answer within {self._settings.fetch_timeout_s:g} s"
            raise FetchProblem(Reason.UNREACHABLE, detail, again=True) from error
        except (aiohttp.ClientError, OSError, ssl.CertificateError, ValueError) as error:
            raise _problem(error) from error

    async def _robots_of(self, origin: str) -> RobotsAnswer:
        """Fetch a robots.txt; its redirects are followed without asking the robots.txt of where they lead."""
        address = f"{origin}/robots.txt"
        for _ in range(_ROBOTS_REDIRECTS + 1):
            self._checked(address)
            try:
                answer, onward = await self._request(address, {}, MAX_BYTES, cut=True)
            except FetchProblem as problem:
                if not problem.again:
                    raise
                return RobotsAnswer(status=0, detail=problem.detail)
            if not onward:
                return RobotsAnswer(status=answer.status, body=answer.body)
            address = onward
        return RobotsAnswer(status=404)


def _onward(response: aiohttp.ClientResponse, address: str) -> str:
    """Return where the response redirects to; empty when it does not, or to no http(s) address."""
    place = response.headers.get("Location", "")
    if response.status not in _REDIRECTING or not place:
        return ""
    # Without a parameter that the site insists on, it would redirect for ever.
    return canonical_address(place, address, keep_tracking=True)


async def _read(response: aiohttp.ClientResponse, limit: int, *, cut: bool) -> bytes:
    """Read the body as it streams in; stops at the limit, before and after unfolding."""
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:20]) > limit and not cut:
        raise TooLargeError
    inflater = Inflater(response.headers.get("Content-Encoding", ""), limit)
    try:
        async for piece in response.content.iter_chunked(_PIECE):
            inflater.feed(piece)
            if len(piece) >= _PIECE:
                # A fast sender would otherwise keep the loop to itself.
                await asyncio.sleep(0)
    except TooLargeError:
        if cut:
            return inflater.so_far()
        raise
    return inflater.body()


def _answer(response: aiohttp.ClientResponse, address: str, body: bytes) -> Answer:
    """Take over what later stages need of a response."""
    headers = response.headers
    try:
        charset = response.charset or ""
    except (LookupError, ValueError, RuntimeError):
        charset = ""
    return Answer(
        address=address,
        status=response.status,
        body=body,
        content_type=headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        charset=charset.strip().strip("'\"").lower(),
        etag=headers.get("ETag", ""),
        last_modified=headers.get("Last-Modified", ""),
        retry_after=headers.get("Retry-After", ""),
        cache_control=headers.get("Cache-Control", ""),
        expires=headers.get("Expires", ""),
        cookies=tuple((name, cookie.coded_value) for name, cookie in response.cookies.items())[:_MAX_COOKIES],
    )


def _problem(error: Exception) -> FetchProblem:
    """Name what went wrong with a connection, by the innermost cause."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PrivateAddressError):
            return FetchProblem(Reason.PRIVATE_ADDRESS, f"{cause}: in a private network")
        if isinstance(cause, NoSuchHostError):
            return FetchProblem(Reason.BAD_ADDRESS, str(cause))
        cause = cause.__cause__ or getattr(cause, "os_error", None) or cause.__context__
    if isinstance(error, aiohttp.InvalidURL):
        return FetchProblem(Reason.BAD_ADDRESS, f"{error} is no address")
    return FetchProblem(Reason.UNREACHABLE, f"{type(error).__name__}: {error}"[:300], again=True)
