"""`newsdesk sources add` and `test` look at real addresses over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from command_line import Shell

ITEMS = "".join(
    f"<item><title>Report {n}</title><link>{{base}}/world/report-{n}-of-the-day</link></item>" for n in range(3)
)
LINKS = "".join(
    f'<h2><a href="/world/2031/05/report-{n}-of-the-day">Report {n} tells of a long day</a></h2>' for n in range(12)
)
STORY = "<p>The pier of Dunmarra broke on Sunday, and nobody was hurt, the harbour master said at noon.</p>" * 6
PAGES = {
    "/feed": (
        "application/rss+xml",
        f'<rss version="2.0"><channel><title>Harbour Courier</title>{ITEMS}</channel></rss>',
    ),
    "/": ("text/html", f"<html><body><main>{LINKS}</main></body></html>"),
    "/world/pier": ("text/html", f"<html><body><article><h1>Pier breaks</h1>{STORY}</article></body></html>"),
}


class Handler(BaseHTTPRequestHandler):
    """Serves the pages above."""

    def do_GET(self) -> None:
        kind, text = PAGES.get(self.path, ("", ""))
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(text.replace("{base}", f"http://{self.headers['Host']}").encode())

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a small site on this machine."""
    monkeypatch.setenv("NEWSDESK_ALLOW_PRIVATE", "true")
    monkeypatch.setenv("NEWSDESK_MIN_DELAY_S", "0")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [("/feed", "feed", "Harbour Courier"), ("/", "listing", None), ("/world/pier", "page", None)],
)
def test_the_kind_and_name_are_found_by_looking(
    shell: Shell, base: str, path: str, kind: str, name: str | None
) -> None:
    added = shell("sources", "add", base + path, "--json").json

    assert (added["kind"], added["name"]) == (kind, name or added["address"])


def test_a_source_is_looked_at_without_being_stored(shell: Shell, base: str) -> None:
    seen = shell("sources", "test", f"{base}/feed", "--json").json
    assert [found["lead"]["title"] for found in seen["found"]] == ["Report 0", "Report 1", "Report 2"]
    assert "1 articles" in shell("sources", "test", f"{base}/world/pier").out
    assert not shell.data.exists()

    shell("sources", "add", f"{base}/feed")
    assert "3 links" in shell("sources", "test", "Harbour Courier").out


def test_an_address_without_a_page_is_named(shell: Shell, base: str) -> None:
    ran = shell("sources", "add", f"{base}/none")

    assert ran.code == 3
    assert "/none: gone (HTTP status 404" in ran.err
