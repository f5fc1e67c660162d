"""Feeds in any of their formats and conditions: RSS 0.9 to 2.0, RDF, Atom, JSON Feed.

Well-formed XML is read strictly by `newsdesk.feedxml`, which keeps every author and every date as stated, and takes
an Atom entry's link by its relation; fastfeedparser would be faster there and does neither. A stray `&`, the commonest
fault, is escaped first. feedparser reads the rest, which it mends by long experience.
"""

from __future__ import annotations

import html
import html.entities
import io
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it ships no types
import msgspec

from newsdesk.decoding import decode
from newsdesk.feedxml import Feed, FeedEntry, IllFormedError, join, person, plain, read_feed, without_doctype

__all__ = ["Feed", "FeedEntry", "parse_feed"]

_MAX_MENDED = 1_000_000
"""Characters of an ill-formed feed that are read; mending costs far more than reading."""
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOSE = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*\Z)|<!--(?:.*?-->|.*\Z)|\]\]>"
    r"|&(?:#x(?P<hex>[0-9a-fA-F]{1,6});|#(?P<decimal>[0-9]{1,7});|(?:amp|lt|gt|quot|apos);)?",
    re.DOTALL,
)
"""Sections and comments, which stay as they are; references; and the marks that are neither and have to be escaped.

What is never closed takes the rest of the text, so that no second one is looked for."""
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MENDERS_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser is known to raise on input it cannot mend."""


def parse_feed(body: bytes, declared: str = "", *, base: str = "") -> Feed | None:
    """Read a feed; None if the bytes are none.

    `declared` is the charset the server named. `base` is the feed's own address, against which links are completed.
    """
    text = decode(body, declared, markup=True).lstrip()
    if text.startswith(("{", "[")):
        return _json_feed(text, base)
    if not _ROOT.search(text[:20_000]):
        return None
    text = _CONTROL.sub("", _DECLARATION.sub("", text[max(0, text.find("<")) :], count=1))
    text = _NAMED.sub(_numbered, without_doctype(text))
    for written in (text, _escaped(text)):
        with suppress(IllFormedError):
            return read_feed(written.strip(), base)
    return _mended(text, base)


def _escaped(text: str) -> str:
    """Escape what stands for itself and may not in XML, most often the `&` of an address."""
    return _LOOSE.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    if found[0] in ("&", "]]>"):
        return {"&": "&amp;", "]]>": "]]&gt;"}[found[0]]
    if found["hex"] or found["decimal"]:
        code = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
        return found[0] if code <= sys.maxunicode and not _CONTROL.match(chr(code)) else ""
    return found[0]


def _numbered(found: re.Match[str]) -> str:
    """Replace an entity that HTML knows and XML does not by character references."""
    meant = html.entities.html5.get(f"{found[1]};") if found[1] not in _XML_NAMES else None
    return "".join(f"&#{ord(char)};" for char in meant) if meant else found[0]


def _mended(text: str, base: str) -> Feed | None:
    """Read an ill-formed feed by feedparser, which gets bytes only, and so opens no file or address."""
    try:
        parsed: Any = feedparser.parse(
            io.BytesIO(text[:_MAX_MENDED].encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if not parsed.version and not parsed.entries:
            return None
        entries = tuple(_mended_entry(entry, base) for entry in parsed.entries)
    except _MENDERS_DEFECTS:
        return None
    about = parsed.feed
    minutes = _got(about, "ttl")
    return Feed(
        title=plain(_got(about, "title")),
        address=join(base, _got(about, "link")),
        language=_got(about, "language"),
        ttl_s=float(minutes) * 60 if minutes.isdecimal() and len(minutes) < 7 else 0.0,
        entries=entries,
    )


def _mended_entry(entry: Any, base: str) -> FeedEntry:
    """Take over what feedparser found of one entry."""
    names = [person(_got(author, "name")) for author in entry.get("authors", ())]
    images = [_got(media, "url") for media in entry.get("media_thumbnail", ())]
    tags = [_got(tag, "term") for tag in entry.get("tags", ())]
    return FeedEntry(
        id=_got(entry, "id") or _got(entry, "link"),
        address=join(base, _got(entry, "link")),
        title=plain(_got(entry, "title")),
        published=_got(entry, "published") or _got(entry, "created"),
        # feedparser answers for `updated` with `published` where only that is there, unless it is asked by key.
        updated=_got(entry, "updated") if "updated" in tuple(entry.keys()) else "",
        authors=tuple(dict.fromkeys(name for name in names if name)),
        summary=_got(entry, "summary"),
        content=next((_got(part, "value") for part in entry.get("content", ())), ""),
        categories=tuple(dict.fromkeys(tag for tag in tags if tag)),
        image=next((join(base, address) for address in images if address), ""),
    )


def _got(found: Any, key: str) -> str:
    """Return what feedparser has under a key, which may be nothing or None; empty then."""
    value = found.get(key)
    return value if isinstance(value, str) else ""


class _JsonItem(msgspec.Struct):
    """An item of a JSON Feed, of which no value's type can be relied on."""

    id: Any = ""
    url: Any = ""
    external_url: Any = ""
    title: Any = ""
    content_html: Any = ""
    content_text: Any = ""
    summary: Any = ""
    date_published: Any = ""
    date_modified: Any = ""
    authors: Any = ()
    author: Any = None
    tags: Any = ()
    image: Any = ""
    banner_image: Any = ""


class _JsonFeed(msgspec.Struct):
    """A JSON Feed; items are read one by one, so that a bad one costs only itself."""

    items: list[msgspec.Raw]
    version: Any = ""
    title: Any = ""
    home_page_url: Any = ""
    language: Any = ""
    authors: Any = ()
    author: Any = None


def _json_feed(text: str, base: str) -> Feed | None:
    """Read a JSON Feed, version 1 or 1.1; None for other JSON."""
    try:
        found = msgspec.json.decode(text.encode("utf-8", "replace"), type=_JsonFeed)
    except (msgspec.DecodeError, RecursionError):
        return None
    if "jsonfeed.org" not in _words(found.version):
        return None
    authors = _json_authors(found.authors, found.author)
    return Feed(
        title=_words(found.title),
        address=join(base, _words(found.home_page_url)),
        language=_words(found.language),
        entries=tuple(_json_entries(found.items, authors, base)),
    )


def _json_entries(items: list[msgspec.Raw], authors: tuple[str, ...], base: str) -> Iterator[FeedEntry]:
    """Read the items that are objects."""
    for raw in items:
        try:
            item = msgspec.json.decode(raw, type=_JsonItem)
        except (msgspec.DecodeError, RecursionError):
            continue
        address = join(base, _words(item.url) or _words(item.external_url))
        written = _words(item.content_html)
        if not written and _words(item.content_text):
            paragraphs = re.split(r"\n\s*\n", _words(item.content_text))
            written = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
        tags = item.tags if isinstance(item.tags, list) else []
        yield FeedEntry(
            id=_words(item.id) or address,
            address=address,
            title=" ".join(_words(item.title).split()),
            published=_words(item.date_published),
            updated=_words(item.date_modified),
            authors=_json_authors(item.authors, item.author) or authors,
            summary=html.escape(_words(item.summary), quote=False),
            content=written,
            categories=tuple(dict.fromkeys(_words(tag) for tag in tags if _words(tag))),
            image=_words(item.image) or _words(item.banner_image),
        )


def _json_authors(several: Any, single: Any) -> tuple[str, ...]:
    """Return the names in `authors` (version 1.1) or `author` (version 1)."""
    people = [*(several if isinstance(several, list) else []), single]
    names = (_words(who.get("name")) for who in people if isinstance(who, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _words(value: Any) -> str:
    """Return a JSON value as a string: numbers as written, anything but them and strings as empty."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
