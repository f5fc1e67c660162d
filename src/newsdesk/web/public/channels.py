"""`/feed.xml`, `/atom.xml`, `/feed.json`, `/news-sitemap.xml`, `/robots.txt`: what machines read."""

from __future__ import annotations

from newsdesk.publish.atom import atom
from newsdesk.publish.jsonfeed import jsonfeed
from newsdesk.publish.rss import rss
from newsdesk.publish.sitemap import news_sitemap
from newsdesk.web.http import BRIEF, Rendered
from newsdesk.web.screens import Asked

N_ITEMS = 50
N_SITEMAP = 1000

ROBOTS = """User-agent: *
Disallow: /desk
Disallow: /search
Disallow: /events

Sitemap: {base}/news-sitemap.xml
"""


def feed_xml(asked: Asked) -> Rendered:
    """The feed as RSS 2.0."""
    updates = asked.view.updates.latest(N_ITEMS)
    body = rss(updates, asked.site.channels(asked.request), asked.site.now(), path="/feed.xml")
    return _machine(asked, body, "application/rss+xml; charset=utf-8")


def atom_xml(asked: Asked) -> Rendered:
    """The feed as Atom."""
    updates = asked.view.updates.latest(N_ITEMS)
    body = atom(updates, asked.site.channels(asked.request), asked.site.now(), path="/atom.xml")
    return _machine(asked, body, "application/atom+xml; charset=utf-8")


def feed_json(asked: Asked) -> Rendered:
    """The feed as JSON Feed 1.1."""
    body = jsonfeed(asked.view.updates.latest(N_ITEMS), asked.site.channels(asked.request), path="/feed.json")
    return _machine(asked, body, "application/feed+json; charset=utf-8")


def sitemap(asked: Asked) -> Rendered:
    """The items of the last days, for search engines."""
    updates = asked.view.updates.latest(N_SITEMAP)
    body = news_sitemap(updates, asked.site.channels(asked.request), asked.site.now())
    return _machine(asked, body, "application/xml; charset=utf-8")


def robots(asked: Asked) -> Rendered:
    """What crawlers may read: everything published."""
    body = ROBOTS.format(base=asked.site.base(asked.request)).encode()
    return Rendered.of(body, media="text/plain; charset=utf-8", modified=None, caching=BRIEF)


def _machine(asked: Asked, body: bytes, media: str) -> Rendered:
    newest = asked.view.updates.since(asked.seq - 1, 1)
    modified = newest[0][1].at if newest else None
    return Rendered.of(body, media=media, modified=modified, caching=BRIEF)
