"""The optional writer over real HTTP: a small model of our own, hostile ones, slow and broken ones."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web
from making_stories import dossier, report, written

from newsdesk.gate import check
from newsdesk.model.brief import Brief
from newsdesk.settings import Settings
from newsdesk.work.endpoint import MAX_BYTES, Endpoint, phraser_of

FLOOD = "The river Osk flooded the town of Varnholm on March 8, and people who live there left their homes by boat."
REPORT = report("Osk Post", "Flood cuts off Varnholm", FLOOD)
TEXTS = {REPORT.version.id: REPORT.version.text}
MADE = written(dossier(REPORT))
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextmanager
def served(handler: Handler) -> Iterator[str]:
    """Serve an endpoint on loopback in a thread of its own, and give the base of its address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start() -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return runner, runner.addresses[0][1]

    runner, port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def asked(url: str, tmp_path: Path, *, allow_private: bool = True, timeout_s: float = 10.0) -> Brief:
    settings = Settings(
        data=tmp_path,
        writer_url=url,
        writer_model="tiny",
        writer_key="secret",
        writer_timeout_s=timeout_s,
        allow_private=allow_private,
    )
    made = Endpoint(settings)(MADE, None, TEXTS)
    check(made, TEXTS)
    return made


def reasons(made: Brief) -> list[str]:
    assert made.phrasing is not None
    return [one.reason for one in made.phrasing.dropped]


def completion(content: str) -> web.Response:
    return web.json_response({"choices": [{"message": {"role": "assistant", "content": content}}]})


async def compress(request: web.Request) -> web.Response:
    """A model of a few words: it takes out of the sentences it is given what kind of place a place is."""
    body = await request.json()
    assert request.headers["Authorization"] == "Bearer secret"
    assert body["model"] == "tiny"
    rows = [json.loads(line) for line in body["messages"][0]["content"].splitlines()[1:]]
    return completion(json.dumps([{"n": row["n"], "text": row["sentence"].replace("town of ", "")} for row in rows]))


async def invent(_request: web.Request) -> web.Response:
    return completion(json.dumps([{"n": 1, "text": "The mayor, Ivo Trell, was killed with 40 others in Kelmor."}]))


async def redirect(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/v1/elsewhere")


async def flood(_request: web.Request) -> web.Response:
    return web.Response(body=b"x" * (MAX_BYTES * 2))


async def odd(_request: web.Request) -> web.Response:
    return web.json_response({"choices": []})


async def never(_request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError


def test_a_small_model_words_a_brief_anew_and_all_of_it_is_kept(tmp_path: Path) -> None:
    with served(compress) as url:
        made = asked(url, tmp_path)

    assert FLOOD.replace("town of ", "") in [one.text for one in made.sentences]
    assert made.phrasing is not None
    assert made.phrasing.model == "tiny"
    assert FLOOD in made.phrasing.prompt
    assert "left their homes" in made.phrasing.answer


@pytest.mark.parametrize(
    ("handler", "reason"),
    [
        (invent, "not in the evidence"),
        (redirect, "status 302"),
        (flood, "more than"),
        (odd, "no choice"),
        (never, "no answer within"),
    ],
)
def test_what_a_hostile_or_broken_endpoint_says_is_dropped(handler: Handler, reason: str, tmp_path: Path) -> None:
    with served(handler) as url:
        made = asked(url, tmp_path, timeout_s=0.5 if handler is never else 10.0)

    assert made.sentences == MADE.sentences
    assert [reason in one for one in reasons(made)] == [True]


def test_an_endpoint_that_fails_is_left_alone_for_a_while_and_asked_again(tmp_path: Path) -> None:
    now, asked_at = [0.0], []

    async def fail_at_first(request: web.Request) -> web.StreamResponse:
        asked_at.append(now[0])
        return await compress(request) if now[0] > 100 else web.Response(status=500)

    with served(fail_at_first) as url:
        settings = Settings(data=tmp_path, writer_url=url, writer_model="tiny", writer_key="secret", allow_private=True)
        endpoint = Endpoint(settings, clock=lambda: now[0])
        made = []
        for now[0] in (0, 1, 2, 3, 20, 40, 60, 101, 120, 121):
            made.append(endpoint(MADE, None, TEXTS))

    assert asked_at == [0, 1, 2, 40, 101, 120, 121]
    assert "rests for" in reasons(made[3])[0]
    assert all(one.sentences == MADE.sentences for one in made[:7])
    assert made[-1].sentences != MADE.sentences


@pytest.mark.parametrize("status", [400, 422])
def test_an_endpoint_that_knows_no_form_of_answers_is_asked_without_one(status: int, tmp_path: Path) -> None:
    forms = []

    async def without_form(request: web.Request) -> web.StreamResponse:
        forms.append("response_format" in await request.json())
        return web.Response(status=status) if forms[-1] else await compress(request)

    with served(without_form) as url:
        settings = Settings(data=tmp_path, writer_url=url, writer_model="tiny", writer_key="secret", allow_private=True)
        endpoint = Endpoint(settings)
        made = [endpoint(MADE, None, TEXTS) for _ in range(2)]

    assert forms == [True, False, False]
    assert all(one.sentences != MADE.sentences for one in made)


@pytest.mark.parametrize(("header", "again"), [("50", 50), ("Wed, 08 Mar 2023 09:00:00 GMT", 30), ("99999999999", 30)])
def test_a_busy_endpoint_is_given_the_pause_it_asks_for(header: str, again: int, tmp_path: Path) -> None:
    asked_at = []

    async def busy(_request: web.Request) -> web.StreamResponse:
        asked_at.append(now[0])
        return web.Response(status=429, headers={"Retry-After": header})

    now = [0]
    with served(busy) as url:
        settings = Settings(data=tmp_path, writer_url=url, writer_model="tiny", allow_private=True)
        endpoint = Endpoint(settings, clock=lambda: now[0])
        for now[0] in (0, again - 1, again + 1):
            endpoint(MADE, None, TEXTS)

    assert asked_at == [0, again + 1]


def test_a_private_address_is_not_asked_unless_allowed(tmp_path: Path) -> None:
    with served(compress) as url:
        made = asked(url, tmp_path, allow_private=False)

    assert made.sentences == MADE.sentences
    assert len(reasons(made)) == 1


def test_it_is_off_unless_an_endpoint_is_named(tmp_path: Path) -> None:
    assert phraser_of(Settings(data=tmp_path)) is None
