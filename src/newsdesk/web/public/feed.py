"""`/`: the live feed."""

from __future__ import annotations

from newsdesk.web import words
from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import cards_of, days_of
from newsdesk.web.public.views import FeedView, LinkView
from newsdesk.web.screens import Asked

PAGE = 20
"""Items on one page of the feed."""
N_NAMED = 8


def feed(asked: Asked) -> Rendered:
    """The newest items, or those that follow the cursor `before`."""
    before = asked.query("before")
    items = asked.view.updates.page(PAGE + 1, before)
    shown = items[:PAGE]
    view = FeedView(
        days=days_of(cards_of(shown)),
        older=f"/?before={shown[-1].cursor}" if len(items) > PAGE else "",
        first=not before,
        seq=asked.seq,
        people=() if before else _most_named(asked, "person"),
        places=() if before else _most_named(asked, "place"),
    )
    modified = max((item.update.at for item in shown), default=None)
    return asked.page("public/feed.html", view, modified=modified, here="/")


def _most_named(asked: Asked, role: str) -> tuple[LinkView, ...]:
    """The people or places that stand in most items."""
    return tuple(
        LinkView(words=one.name, href=words.path_of(role, one.name), note=words.counted(one.n_items, "item"))
        for one in asked.view.updates.names(role, N_NAMED)
    )
