"""Sitemaps and indexes of sitemaps (sitemaps.org 0.9, with Google's news extension), and lists of addresses."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from newsdesk.addresses import canonical_address
from newsdesk.decoding import decode
from newsdesk.feedxml import IllFormedError, plain, read_tree, without_doctype

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTRY_TAG = re.compile(r"<(/?)(?:\w{1,20}:)?(?:url|sitemap)>")
_PREFIX = re.compile(r"(</?)\w{1,20}:")
_OPENING = re.compile(r"<(?:\w+:)?(urlset|sitemapindex)\b[^>]*>")


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """One address of a sitemap. Empty means that the sitemap does not say."""

    address: str
    changed: str = ""
    """`lastmod` as stated, unparsed."""
    published: str = ""
    """The news extension's `publication_date` as stated, unparsed."""
    title: str = ""
    is_news: bool = False


class Sitemap(Struct, frozen=True, kw_only=True):
    """A sitemap, in the order of the file."""

    entries: tuple[SitemapEntry, ...]
    is_index: bool = False
    """Whether the addresses are further sitemaps."""


def parse_sitemap(body: bytes, declared: str = "", *, base: str = "") -> Sitemap | None:
    """Read a sitemap; None if the bytes are none. `declared` is the charset the server named.

    Of one that is cut off or ill-formed, the entries that are whole are read.
    """
    text = _CONTROL.sub("", decode(body, declared, markup=True)).strip()
    if not text.startswith("<"):
        return _address_list(text, base)
    text = without_doctype(_DECLARATION.sub("", text, count=1)).strip()
    try:
        root = read_tree(text)
    except IllFormedError:
        mended = _whole_entries(text)
        if mended is None:
            return None
        root = mended
    name = _local(root)
    if name not in {"urlset", "sitemapindex"}:
        return None
    is_index = name == "sitemapindex"
    entries = (_entry(child, base) for child in root if _local(child) == ("sitemap" if is_index else "url"))
    return Sitemap(entries=tuple(entry for entry in entries if entry is not None), is_index=is_index)


def _entry(element: Element, base: str) -> SitemapEntry | None:
    """Read one `url` or `sitemap`; None if it has no address."""
    address = canonical_address(_text(element, "loc"), base)
    if not address:
        return None
    news = next((child for child in element if _local(child) == "news"), None)
    return SitemapEntry(
        address=address,
        changed=_text(element, "lastmod"),
        published="" if news is None else _text(news, "publication_date"),
        title="" if news is None else plain(_text(news, "title")),
        is_news=news is not None,
    )


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _text(element: Element, name: str) -> str:
    """Return the text of the first child of this name; empty if there is none."""
    return next(("".join(child.itertext()).strip() for child in element if _local(child) == name), "")


def _whole_entries(text: str) -> Element | None:
    """Return a tree of the entries that are whole in a damaged sitemap; None if there are none."""
    opening = _OPENING.search(text)
    if opening is None:
        return None
    root = Element(opening[1])
    start = -1
    for tag in _ENTRY_TAG.finditer(text, opening.end()):
        if not tag[1]:
            start = tag.start()
        elif start >= 0:
            # Prefixes are declared at the root, which is not part of the piece.
            piece = _PREFIX.sub(r"\1", _BARE_AMPERSAND.sub("&amp;", text[start : tag.end()]))
            start = -1
            try:
                root.append(read_tree(piece))
            except IllFormedError:
                continue
    return root if len(root) else None


def _address_list(text: str, base: str) -> Sitemap | None:
    """Read a sitemap that is a plain list of addresses, one a line; None if it is anything else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    addresses = [canonical_address(line) for line in lines if line.lower().startswith(("http://", "https://"))]
    if not lines or len(addresses) < len(lines):
        return None
    return Sitemap(entries=tuple(SitemapEntry(address=address) for address in addresses if address))
