"""RSS 2.0, with the extensions that readers and validators expect: atom:link, dc:creator, content:encoded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from newsdesk.model.update import Update
from newsdesk.publish.markup import body_html, document, tag
from newsdesk.publish.site import Site, summary_of, title_of

_SPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(updates: Sequence[Update], site: Site, now: datetime, *, path: str = "/feed.rss", title: str = "") -> bytes:
    """Render the newest state of each item, in the order given. `path` is the feed's own; `title` that of a part.

    The guid is the item's id, so an updated item replaces what a reader holds. pubDate is that of the first
    publication: most readers sort by it, and an update is not a new item.
    """
    head = [
        tag("title", title or site.name),
        tag("link", site.at("/")),
        tag("description", site.about or site.name),
        tag("language", site.language),
        tag("lastBuildDate", format_datetime(max((one.at for one in updates), default=now))),
        tag("generator", "newsdesk"),
        tag("atom:link", "", {"href": site.at(path), "rel": "self", "type": "application/rss+xml"}),
    ]
    items = [_item(update, site) for update in updates]
    return document(tag("rss", tag("channel", "".join([*head, *items]), raw=True), _SPACES, raw=True))


def _item(update: Update, site: Site) -> str:
    parts = [
        tag("title", title_of(update)),
        tag("link", site.at(update.address)),
        tag("guid", update.item_id, {"isPermaLink": "false"}),
        tag("pubDate", format_datetime(update.first_published)),
        tag("dc:creator", site.desk),
        tag("description", summary_of(update) or title_of(update)),
        tag("content:encoded", body_html(update)),
    ]
    return tag("item", "".join(parts), raw=True)
