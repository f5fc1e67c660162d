"""JSON Feed 1.1 (jsonfeed.org); what only this desk tells stands under `_newsdesk`, as the format asks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.markup import body_html, clean
from newsdesk.publish.site import Site, summary_of, title_of


def jsonfeed(updates: Sequence[Update], site: Site, *, path: str = "/feed.json", title: str = "") -> bytes:
    """Render the newest state of each item, in the order given. `path` is the feed's own; `title` that of a part."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(title or site.name),
        "home_page_url": site.at("/"),
        "feed_url": site.at(path),
        "description": clean(site.about),
        "language": site.language,
        "authors": [{"name": clean(site.desk), "url": site.at("/about")}],
        "items": [_item(update, site) for update in updates],
    }
    return msgspec.json.encode({key: value for key, value in feed.items() if value != ""})


def _item(update: Update, site: Site) -> dict[str, object]:
    brief = update.brief
    retracted = update.kind is UpdateKind.RETRACTION
    names = [*(person.name for person in brief.people), *(place.name for place in brief.places)]
    sources = {citation.address for sentence in brief.sentences for citation in sentence.citations}
    return {
        "id": update.item_id,
        "url": site.at(update.address),
        "title": clean(title_of(update)),
        "summary": clean(summary_of(update)),
        "content_html": body_html(update),
        "date_published": update.first_published.isoformat(),
        "date_modified": update.at.isoformat(),
        "language": brief.language,
        "tags": [] if retracted else [clean(name) for name in names],
        "_newsdesk": {
            "kind": update.kind.value,
            "number": update.number,
            "note": clean(update.note),
            "story": update.story_id,
            "origins": 0 if retracted else len(brief.origins),
            "sources": [] if retracted else sorted(filter(None, map(clean, sources))),
        },
    }
