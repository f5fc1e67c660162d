"""The site in a real browser, served by a real server: accessibility, narrow screens, live updates, the desk's way.

Playwright's synchronous interface runs a loop of its own, so everything here happens in one thread apart from the
loop that pytest-asyncio may run.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from desk_building import NOW, Desk

from newsdesk.model.identity import make_id
from newsdesk.passwords import hash_password
from newsdesk.settings import Settings
from newsdesk.store import Account, Store, open_store
from newsdesk.web.app import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a long pass phrase"
WAITING = make_id("sto", "waiting", 0)
BRIDGE_AT_DESK = f"/desk/story/{make_id('sto', 'bridge')}"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no program of that name is on the path."),
]


class Stage:
    """A served store and a browser that looks at it."""

    def __init__(self, base: str, store: Store, browser: Any) -> None:
        self.base = base
        self.store = store
        self.browser = browser

    @contextmanager
    def page(self, *, width: int = 1280, script: bool = True) -> Iterator[Any]:
        """A fresh page that fails the test when its console reports an error."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": width, "height": 800},
            color_scheme="light",
            java_script_enabled=script,
        )
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        try:
            yield page
        finally:
            context.close()
        assert [one for one in errors if "404" not in one] == []

    def address_of(self, name: str) -> str:
        with self.store.read() as view:
            return view.updates.of_story(make_id("sto", name))[0].update.address

    def every_address(self) -> list[str]:
        items = [self.address_of(name) for name in ("bridge", "flood", "withdrawn")]
        named = ["/person/Ilsa%20Marend", "/place/Kestrel%20Narrows", f"/story/{make_id('sto', 'bridge')}"]
        return [
            f"{items[1]}/history",
            "/",
            "/leading",
            "/search?q=bridge",
            "/corrections",
            "/about",
            "/api/",
            "/desk/login",
            "/nowhere",
            *items,
            *named,
        ]

    def log_in(self, page: Any) -> None:
        page.goto("/desk")
        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/desk")


class Served:
    """A uvicorn server on a free loopback port, in a thread."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        config = uvicorn.Config(make_app(store, settings), log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(5)
        self.socket.close()


@pytest.fixture(scope="module")
def thread() -> Iterator[ThreadPoolExecutor]:
    """The one thread in which the browser is used."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture(scope="module")
def browser(thread: ThreadPoolExecutor) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    driver = thread.submit(lambda: sync_playwright().start()).result()
    made = thread.submit(lambda: driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)).result()
    yield made
    thread.submit(made.close).result()
    thread.submit(driver.stop).result()


@pytest.fixture(scope="module")
def shared_stage(browser: Any, filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One served store for all tests that only look."""
    folder = tmp_path_factory.mktemp("served")
    copy = folder / "newsdesk.sqlite3"
    copy.write_bytes(filled_file.read_bytes())
    store = open_store(f"sqlite:///{copy}")
    with store.write() as tx:
        tx.meta.set("sample_world", "yes")
        tx.accounts.save(Account(name="Ada", password_hash=hash_password(PASSWORD), created=NOW))
    settings = Settings(data=folder, desk_contact="desk@ledger.example", standing_rule="two_origins")
    served = Served(store, settings)
    yield Stage(served.base, store, browser)
    served.close()
    store.close()


COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules whose result a colour scheme can change."""


def violations(page: Any, options: dict[str, list[str]] | None = None) -> list[str]:
    """What axe-core objects to, with the place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def test_no_page_has_a_barrier(shared_stage: Stage, thread: ThreadPoolExecutor) -> None:
    """axe-core finds nothing on any page, light or dark, all disclosures open; none scrolls sideways at 320 px."""

    def look() -> list[str]:
        found = []
        with shared_stage.page(width=320) as page:
            shared_stage.log_in(page)
            desk = [f"/desk/story/{WAITING}", BRIDGE_AT_DESK, f"{BRIDGE_AT_DESK}/provenance"]
            for address in [*shared_stage.every_address(), "/desk", "/desk/log", "/desk/sources", *desk]:
                page.goto(address)
                page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    found.append(f"{address} scrolls sideways at 320 px")
                page.emulate_media(color_scheme="light")
                found += [f"{address} light {one}" for one in violations(page)]
                page.emulate_media(color_scheme="dark")
                found += [f"{address} dark {one}" for one in violations(page, COLOURS)]
        return found

    assert thread.submit(look).result() == []


def test_new_items_are_announced_and_shown_on_request(shared_stage: Stage, thread: ThreadPoolExecutor) -> None:
    """The feed stays still until the reader presses the button; then the new item stands on top, with the focus."""

    def look() -> tuple[str, str, str]:
        with shared_stage.page() as page:
            page.goto("/")
            desk = Desk(shared_stage.store)
            with shared_stage.store.read() as view:
                brief = view.updates.of_story(make_id("sto", "short", 0))[0].update.brief
            update = desk.show(desk.retold(brief, "live"), NOW + timedelta(hours=2))
            button = page.get_by_role("button", name="1 new update")
            button.wait_for(timeout=8000)
            held = page.locator(".card").first.get_attribute("id")
            button.click()
            page.locator(f"#{update.item_id}").wait_for()
            first = page.locator(".card").first.get_attribute("id")
            focused = page.evaluate("document.activeElement.closest('.card')?.id")
            assert page.get_by_role("button", name="new update").count() == 0
            return str(held != update.item_id), str(first == update.item_id), str(focused == update.item_id)

    assert thread.submit(look).result() == ("True", "True", "True")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_show_more(shared_stage: Stage, thread: ThreadPoolExecutor, script: bool) -> None:
    """With script the list grows in place; without, the same link leads to the next page."""

    def look() -> tuple[int, int, bool]:
        with shared_stage.page(script=script) as page:
            page.goto("/")
            before = page.locator(".card").count()
            page.get_by_role("link", name="Show more").click()
            if script:
                page.locator(".card").nth(before).wait_for()
            else:
                page.wait_for_url("**/?before=*")
            return before, page.locator(".card").count(), "before=" in page.url

    before, after, moved = thread.submit(look).result()

    assert before == 20
    assert (after > before, moved) == (script, not script)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_editor_publishes_and_readers_see_it(
    browser: Any, thread: ThreadPoolExecutor, own_store: Store, settings: Settings, script: bool
) -> None:
    """Log in, open what waits, change a word, publish; the feed shows it."""
    with own_store.write() as tx:
        tx.accounts.save(Account(name="Ada", password_hash=hash_password(PASSWORD), created=NOW))
    served = Served(own_store, settings)
    stage = Stage(served.base, own_store, browser)

    def look() -> str:
        with stage.page(script=script) as page:
            stage.log_in(page)
            page.get_by_role("link", name="Power cut in Saltmarsh").click()
            page.get_by_label("Lead").fill("In Saltmarsh the lights went out at noon.")
            page.get_by_role("button", name="Publish", exact=True).click()
            page.get_by_text("Readers see it now.").wait_for()
            page.get_by_role("link", name="What readers see").click()
            page.get_by_role("heading", name="How we know").wait_for()
            page.get_by_role("link", name="Feed", exact=True).click()
            return str(page.locator(".card").first.inner_text())

    try:
        shown = thread.submit(look).result()
    finally:
        served.close()

    assert "Power cut in Saltmarsh" in shown
    assert "In Saltmarsh the lights went out at noon." in shown


def test_keyboard_reaches_the_text_first(shared_stage: Stage, thread: ThreadPoolExecutor) -> None:
    """The first stop is the skip link, and it is seen; a chain opens with the keyboard."""

    def look() -> tuple[str, bool, bool]:
        with shared_stage.page() as page:
            page.goto(shared_stage.address_of("bridge"))
            page.keyboard.press("Tab")
            skip = page.evaluate("document.activeElement.textContent")
            seen = page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
            page.locator(".chain summary").first.focus()
            page.keyboard.press("Enter")
            return skip, seen, page.locator(".chain").first.evaluate("one => one.open")

    assert thread.submit(look).result() == ("Skip to the text", True, True)
