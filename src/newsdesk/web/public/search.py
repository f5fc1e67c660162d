"""`/search`: words, names and places in what was published."""

from __future__ import annotations

from urllib.parse import urlencode

from newsdesk.web.http import Rendered
from newsdesk.web.public.cards import cards_of
from newsdesk.web.public.views import SearchView
from newsdesk.web.screens import Asked

PAGE = 20
FARTHEST = 1000
"""How far into the results a reader can go."""


def search(asked: Asked) -> Rendered:
    """The items that hold all the words asked for, the best first."""
    query, offset = asked.query("q"), asked.query("from", 6)
    start = min(int(offset), FARTHEST) if offset.isdecimal() else 0
    hits = asked.view.search.query(query, PAGE + 1, start) if query else ()
    items = asked.view.updates.by_numbers(hit.number for hit in hits[:PAGE])
    view = SearchView(
        query=query,
        asked=bool(query),
        cards=cards_of(items[hit.number] for hit in hits[:PAGE] if hit.number in items),
        older=f"/search?{urlencode({'q': query, 'from': start + PAGE})}" if len(hits) > PAGE else "",
    )
    return asked.page("public/search.html", view, modified=None, here="/search")
