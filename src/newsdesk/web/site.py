"""What every screen of the site is handed: the store, the settings, the templates, and the pages made so far."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from jinja2 import Environment
from starlette.requests import Request

from newsdesk.publish import Site as Channels
from newsdesk.settings import Settings
from newsdesk.store import Store, View
from newsdesk.web.assets import Assets
from newsdesk.web.http import Rendered
from newsdesk.web.public.shaping import rule_words
from newsdesk.web.public.views import SiteView
from newsdesk.web.render import environment

SAMPLE_WORLD = "sample_world"
"""The key in the store's meta whose presence says that the site shows the sample world."""


class Pages:
    """Finished pages, for as long as nothing new was published, and never longer than `KEPT_S` seconds."""

    KEPT_S = 15.0
    N_KEPT = 400

    def __init__(self, trusted_s: float = 0.25) -> None:
        """For `trusted_s` after a look into the log of updates, pages are given without looking again."""
        self.trusted_s = trusted_s
        self._lock = Lock()
        self._seq = -1
        self._looked = -1e9
        self._pages: OrderedDict[str, tuple[float, Rendered]] = OrderedDict()

    def at_once(self, key: str) -> Rendered | None:
        """The page for `key` if it is certain to be current without asking the store, or None."""
        with self._lock:
            now = time.monotonic()
            return self._found(key, now) if now - self._looked < self.trusted_s else None

    def get(self, key: str, seq: int) -> Rendered | None:
        """The page made for `key` when the log of updates ended at `seq`, or None."""
        with self._lock:
            now = time.monotonic()
            self._looked = now
            if seq != self._seq:
                self._pages.clear()
                self._seq = seq
            return self._found(key, now)

    def put(self, key: str, seq: int, page: Rendered) -> None:
        """Keep a page made when the log ended at `seq`; the oldest is dropped when there are too many."""
        with self._lock:
            if seq == self._seq:
                self._pages[key] = (time.monotonic(), page)
                self._pages.move_to_end(key)
                if len(self._pages) > self.N_KEPT:
                    self._pages.popitem(last=False)

    def distrust(self) -> None:
        """Look into the log before the next page is given: something was decided in this process."""
        with self._lock:
            self._looked = -1e9

    def _found(self, key: str, now: float) -> Rendered | None:
        found = self._pages.get(key)
        return found[1] if found and now - found[0] < self.KEPT_S else None


class Site:
    """The site of one store. Lives in `app.state.site`."""

    def __init__(self, store: Store, settings: Settings, notify: Callable[[], None] | None) -> None:
        self.store = store
        self.settings = settings
        self._notify = notify or (lambda: None)
        self.assets = Assets()
        self.templates: Environment = environment()
        self.pages = Pages()

    def decided(self) -> None:
        """Tell whoever makes pages, and whoever works on the store, that an editor's act was saved."""
        self.pages.distrust()
        self._notify()

    def now(self) -> datetime:
        """The time by the wall clock, aware UTC."""
        return datetime.now(UTC)

    def base(self, request: Request) -> str:
        """Scheme and host readers see the site under: as set, else the request's own."""
        return (self.settings.public_url or str(request.base_url)).rstrip("/")

    def shared(self, request: Request, view: View) -> SiteView:
        """What every page shares."""
        return self._shared(request, sample_world=view.meta.get(SAMPLE_WORLD) is not None)

    def shared_without_store(self, request: Request) -> SiteView:
        """The same for pages that must not ask the store; the banner of the sample world is left out."""
        return self._shared(request, sample_world=False)

    def _shared(self, request: Request, *, sample_world: bool) -> SiteView:
        settings = self.settings
        return SiteView(
            name=settings.site_name,
            base=self.base(request),
            desk_name=settings.desk_name,
            desk_bio=settings.desk_bio,
            desk_contact=settings.desk_contact,
            sample_world=sample_world,
            rule=rule_words(settings.standing_rule),
            assets=self.assets.addresses,
        )

    def channels(self, request: Request) -> Channels:
        """The site as the feeds and structured data present it."""
        settings = self.settings
        return Channels(
            url=self.base(request),
            name=settings.site_name,
            desk=settings.desk_name,
            about=settings.desk_bio,
            contact=settings.desk_contact,
        )
