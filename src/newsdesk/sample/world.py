"""What happens in the sample world: pages that appear, change and copy each other, minute by minute."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

_PLACEHOLDER = re.compile(r"\{\{(weekday|date|month) (-?\d+)\}\}")
_STORIES = ("ferry", "mine", "flood", "border")


class Outlet(Struct, frozen=True):
    """An invented outlet; `kind` is the form in which its news is listed, `feed` the file name of that list."""

    id: str
    name: str
    owner: str
    kind: str
    feed: str
    about: str


class Post(Struct, frozen=True):
    """One post of a live page; `at` in minutes from the start of the world."""

    at: float
    title: str
    body: str


class Revision(Struct, frozen=True):
    """A later state of a page. Empty strings keep what was there."""

    at: float
    title: str = ""
    body: str = ""
    note: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """One page as written; a copy names the page it carries and may keep only its first paragraphs."""

    id: str
    outlet: str
    at: float
    section: str
    author: str
    title: str
    standfirst: str = ""
    body: str = ""
    kind: str = "article"
    copy_of: str = ""
    copy_paragraphs: int | None = None
    revision: tuple[Revision, ...] = ()
    post: tuple[Post, ...] = ()


class PostShown(Struct, frozen=True):
    at: datetime
    title: str
    paragraphs: tuple[str, ...]


class PageShown(Struct, frozen=True, kw_only=True):
    """A page as it stands at one moment, its dates filled in."""

    page: Page
    title: str
    standfirst: str
    paragraphs: tuple[str, ...]
    """Plain paragraphs, and the marks `[[card:ID]]` and `[[figure:CAPTION|CREDIT]]`."""
    note: str
    published: datetime
    updated: datetime
    posts: tuple[PostShown, ...]


class _StoryFile(Struct, frozen=True):
    page: tuple[Page, ...]


class _OutletFile(Struct, frozen=True):
    outlet: tuple[Outlet, ...]


class World(Struct, frozen=True):
    """All outlets and pages; pages in order of their time."""

    outlets: tuple[Outlet, ...]
    pages: tuple[Page, ...]

    def outlet(self, outlet_id: str) -> Outlet:
        return next(outlet for outlet in self.outlets if outlet.id == outlet_id)

    def page(self, page_id: str) -> Page:
        return next(page for page in self.pages if page.id == page_id)

    def shown(self, page: Page, started: datetime, now: datetime) -> PageShown | None:
        """Return the page as it stands at `now` in a world begun at `started`; None before it appears."""
        published = started + timedelta(minutes=page.at)
        if published > now:
            return None
        past = [one for one in page.revision if started + timedelta(minutes=one.at) <= now]
        posts = [one for one in page.post if started + timedelta(minutes=one.at) <= now]
        changes = [*(one.at for one in past), *(one.at for one in posts), page.at]
        title = next((one.title for one in reversed(past) if one.title), page.title)
        body = next((one.body for one in reversed(past) if one.body), self._body(page))
        return PageShown(
            page=page,
            title=fill(title, published),
            standfirst=fill(page.standfirst, published),
            paragraphs=_paragraphs(fill(body, published)),
            note=past[-1].note if past else "",
            published=published,
            updated=started + timedelta(minutes=max(changes)),
            posts=tuple(
                PostShown(started + timedelta(minutes=one.at), one.title, _paragraphs(fill(one.body, published)))
                for one in reversed(posts)
            ),
        )

    def _body(self, page: Page) -> str:
        if not page.copy_of:
            return page.body
        paragraphs = self._body(self.page(page.copy_of)).strip().split("\n\n")
        return "\n\n".join(paragraphs[: page.copy_paragraphs])


def fill(text: str, day: datetime) -> str:
    """Fill in `{{weekday N}}`, `{{date N}}` (days from `day`) and `{{month N}}` (months from it)."""

    def word(match: re.Match[str]) -> str:
        kind, step = match.group(1), int(match.group(2))
        if kind == "month":
            return (day.replace(day=15) + timedelta(days=30 * step)).strftime("%B")
        moved = day + timedelta(days=step)
        return moved.strftime("%A") if kind == "weekday" else f"{moved:%B} {moved.day}"

    return _PLACEHOLDER.sub(word, text)


@cache
def load_world() -> World:
    """Read the world from the package's content files."""
    content = files("newsdesk.sample") / "content"
    outlets = msgspec.convert(tomllib.loads((content / "outlets.toml").read_text("utf-8")), _OutletFile).outlet
    pages: list[Page] = []
    for story in _STORIES:
        pages += msgspec.convert(tomllib.loads((content / f"{story}.toml").read_text("utf-8")), _StoryFile).page
    return World(outlets, tuple(sorted(pages, key=lambda page: page.at)))


def _paragraphs(body: str) -> tuple[str, ...]:
    lines = (line.strip() for line in re.split(r"\n+", body.strip()))
    return tuple(line for line in lines if line)
