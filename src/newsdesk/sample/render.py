"""Pieces of markup that the outlets' templates share: entries of lists, paragraphs with links, cards, figures."""

from __future__ import annotations

import re
from datetime import datetime

from markupsafe import Markup, escape
from msgspec import Struct

from newsdesk.sample.world import Page, PageShown, World

_LINK = re.compile(r"\[([^\]]+)\]\(page:([a-z0-9-]+)\)")


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a feed, a sitemap or a front page."""

    address: str
    title: str
    author: str
    section: str
    summary: str
    paragraphs: tuple[str, ...]
    published: datetime
    updated: datetime


def address_of(page: Page, base_url: str) -> str:
    """The page's address: every outlet has its own manner."""
    if page.kind == "live":
        return f"{base_url}/{page.outlet}/live/{page.id}"
    section = page.section.lower()
    suffix = ".html" if page.outlet in {"tresk-ledger", "harbour-courier"} else ""
    return f"{base_url}/{page.outlet}/{section}/{page.id}{suffix}"


def entry_of(shown: PageShown, base_url: str) -> Entry:
    """What a list says of a page as it stands."""
    plain = tuple(_LINK.sub(r"\1", text) for text in shown.paragraphs if not text.startswith("[["))
    return Entry(
        address=address_of(shown.page, base_url),
        title=shown.title,
        author=shown.page.author,
        section=shown.page.section,
        summary=shown.standfirst or (plain[0] if plain else ""),
        paragraphs=plain,
        published=shown.published,
        updated=shown.updated,
    )


def paragraph_html(mark: str, world: World, base_url: str, started: datetime) -> Markup:
    """A paragraph with its links, or a figure."""
    if mark.startswith("[[figure:"):
        caption, _, credit = mark[9:-2].partition("|")
        return Markup(
            '<figure><img src="{}" alt="" width="800" height="450" loading="lazy">'
            "<figcaption>{} <span class=credit>© {}</span></figcaption></figure>"
        ).format(f"{base_url}/static/pier.svg", caption, credit)
    out, at = Markup(""), 0
    for match in _LINK.finditer(mark):
        address = address_of(world.page(match.group(2)), base_url)
        out += escape(mark[at : match.start()]) + Markup('<a href="{}">{}</a>').format(address, match.group(1))
        at = match.end()
    return Markup("<p>{}</p>").format(out + escape(mark[at:]))


def card_of(shown: PageShown, base_url: str) -> Markup:
    """A card that points to another article, as sites put them between paragraphs."""
    return Markup(
        '<aside class="related-card"><a href="{}"><img src="{}" alt="Article image" width="120" height="80">'
        "<span>{}</span></a></aside>"
    ).format(address_of(shown.page, base_url), f"{base_url}/static/card.svg", shown.title)
