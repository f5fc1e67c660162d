"""The news sitemap: what was first published in the last two days, by the sitemaps.org and Google News schemas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.markup import document, tag
from newsdesk.publish.site import Site

NEWS_AGE = timedelta(hours=48)
MAX_ADDRESSES = 1000
_SPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def news_sitemap(updates: Sequence[Update], site: Site, now: datetime) -> bytes:
    """Render the newest state of each item, newest first publication first; retracted items are left out."""
    fresh = [one for one in updates if now - one.first_published <= NEWS_AGE and one.kind is not UpdateKind.RETRACTION]
    fresh.sort(key=lambda one: (one.first_published, one.item_id), reverse=True)
    return document(tag("urlset", "".join(_url(one, site) for one in fresh[:MAX_ADDRESSES]), _SPACES, raw=True))


def _url(update: Update, site: Site) -> str:
    language = (update.brief.language or site.language).partition("-")[0].lower()
    publication = tag("news:name", site.name) + tag("news:language", language)
    news = (
        tag("news:publication", publication, raw=True)
        + tag("news:publication_date", update.first_published.isoformat())
        + tag("news:title", update.brief.headline.text)
    )
    parts = tag("loc", site.at(update.address)) + tag("lastmod", update.at.isoformat())
    return tag("url", parts + tag("news:news", news, raw=True), raw=True)
