"""Well-formed feeds, read as they stand: RSS 0.9 to 2.0 and RDF, Atom 0.3 and 1.0.

Dates stay the strings that were stated, all authors are kept, links are chosen by their relation and made complete by
`xml:base`. A document type is cut away and a declared entity stops the reading, so that nothing can be expanded into
something large; no address in the document is ever opened.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from msgspec import Struct

MAX_DEPTH = 200
_ATOM = ("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_RSS = (
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
    "http://backend.userland.com/RSS2",
    "http://blogs.law.harvard.edu/tech/rss",
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/")
_TERMS = ("http://purl.org/dc/terms/",)
_CONTENT = ("http://purl.org/rss/1.0/modules/content/",)
_SYNDICATION = ("http://purl.org/rss/1.0/modules/syndication/",)
_MEDIA = ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss")
_ITUNES = ("http://www.itunes.com/dtds/podcast-1.0.dtd",)
_BURNER = ("http://rssnamespace.org/feedburner/ext/1.0",)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_MAIL_WITH_NAME = re.compile(r"^\s*[^\s@()]+@[^\s@()]+\s*\((.+)\)\s*$|^\s*(.+?)\s*<[^\s@<>]+@[^\s@<>]+>\s*$")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(\[[^\]]{0,10000}\]\s{0,100})?>", re.IGNORECASE)
_PROLOGUE = 20_000
"""Characters within which a document type is looked for."""
_MAX_WORDS = 20_000
"""Characters of a title or summary that are read."""
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry of a feed. Empty means that the feed does not say."""

    id: str = ""
    """As the feed gives it; its address where it gives none."""
    address: str = ""
    """Of the page; complete if the feed's base is known."""
    title: str = ""
    """Plain text."""
    published: str = ""
    updated: str = ""
    """Dates as stated, unparsed."""
    authors: tuple[str, ...] = ()
    summary: str = ""
    """HTML."""
    content: str = ""
    """HTML of the whole text; empty where there is only a summary (which in some feeds is the whole text)."""
    categories: tuple[str, ...] = ()
    image: str = ""
    """Address of the entry's picture."""


class Feed(Struct, frozen=True, kw_only=True):
    """What a feed says of itself, and its entries in the order of the file."""

    title: str = ""
    address: str = ""
    """Of the site it belongs to."""
    language: str = ""
    ttl_s: float = 0.0
    """How long the feed asks to be left alone, in seconds; 0 when it does not say."""
    entries: tuple[FeedEntry, ...] = ()


class IllFormedError(ValueError):
    """The text is no well-formed XML, is nested beyond reason, or declares entities."""


def read_tree(text: str) -> Element:
    """Parse XML that comes from strangers; raises IllFormedError."""
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator="}")
    builder = ElementTree.TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise IllFormedError("nested too deeply")
        builder.start(_clark(tag), {_clark(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(tag))

    def declared(*_: object) -> int:
        raise IllFormedError("declares entities")

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = declared
    parser.ExternalEntityRefHandler = declared
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
        return builder.close()
    except (expat.ExpatError, AssertionError) as error:
        raise IllFormedError(str(error)) from error


def without_doctype(text: str) -> str:
    """Return XML without its document type, and so without the entities that one could declare."""
    return _DOCTYPE.sub("", text[:_PROLOGUE], count=1) + text[_PROLOGUE:]


def read_feed(text: str, base: str = "") -> Feed | None:
    """Read a well-formed feed; None if the document is something else. Raises IllFormedError."""
    root = read_tree(text)
    namespace, name = _split(root.tag)
    base = _based(root, base)
    if name == "feed" and namespace in _ATOM:
        return _atom_feed(root, base)
    if (name in {"rss", "channel"} and namespace in _RSS) or root.tag == f"{_RDF}RDF":
        return _rss_feed(root, base)
    return None


def plain(markup: str) -> str:
    """Return the words of a title that may hold markup or escaped characters, on one line."""
    markup = markup[:_MAX_WORDS]
    text = _TAG.sub("", markup) if "<" in markup else markup
    text = html.unescape(text) if "&" in text else text
    return " ".join(text.split())


def person(words: str) -> str:
    """Return the name in an author field: `a@b.example (Ann Lee)` and `Ann Lee <a@b.example>` give `Ann Lee`."""
    found = _MAIL_WITH_NAME.match(words[:500])
    return plain(found[1] or found[2] if found else words)


def _clark(tag: str) -> str:
    """Write an expanded name as ElementTree does: `{namespace}name`."""
    return "{" + tag if "}" in tag else tag


def _split(tag: str) -> tuple[str, str]:
    """Return namespace and local name of a tag."""
    if tag.startswith("{"):
        namespace, _, name = tag[1:].partition("}")
        return namespace, name
    return "", tag


def _all(parent: Element, name: str, namespaces: Iterable[str]) -> Iterator[Element]:
    """Yield the children of this name, in any of the namespaces, in order."""
    wanted = {f"{{{namespace}}}{name}" if namespace else name for namespace in namespaces}
    return (child for child in parent if child.tag in wanted)


def _first(parent: Element, name: str, namespaces: Iterable[str]) -> str:
    """Return the text of the first such child that has any; empty if none has."""
    texts = ("".join(child.itertext()).strip() for child in _all(parent, name, namespaces))
    return next((text for text in texts if text), "")


def _based(element: Element, base: str) -> str:
    """Return the base address that holds inside the element."""
    return join(base, element.get(f"{_XML}base", "")) or base


def join(base: str, address: str) -> str:
    """Make an address complete; as it stands if it cannot be, and empty if it is."""
    if not address.strip():
        return ""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()


def _inner(element: Element) -> str:
    """Return what an element holds as HTML: its text, or its child elements written out without namespaces."""
    if not len(element):
        return (element.text or "").strip()
    for inside in element.iter():
        inside.tag = _split(inside.tag)[1]
        inside.attrib = {_split(name)[1]: value for name, value in inside.attrib.items()}
    written = ElementTree.tostring(element, encoding="unicode", method="html")
    return written.partition(">")[2].rpartition("</")[0].strip()


def _html(element: Element) -> str:
    """Return an Atom text construct as HTML; RSS elements, which have no type, are HTML already."""
    kind = element.get("type", "html" if element.get("mode") == "escaped" else "text").lower()
    if kind in {"text", "text/plain"} and not len(element):
        return html.escape((element.text or "").strip(), quote=False)
    return _inner(element)


def _link(element: Element, base: str) -> str:
    """Return the address of the page an Atom or RSS element stands for, by its Atom links; empty if none."""
    links = [link for link in _all(element, "link", _ATOM) if link.get("href")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    chosen = next((link for link in pages if "html" in link.get("type", "html")), pages[0] if pages else None)
    return "" if chosen is None else join(_based(chosen, base), chosen.get("href", ""))


def _atom_feed(root: Element, base: str) -> Feed:
    """Read an Atom feed."""
    authors = _atom_authors(root)
    entries = tuple(_atom_entry(entry, _based(entry, base), authors) for entry in _all(root, "entry", _ATOM))
    return Feed(
        title=_atom_title(root),
        address=_link(root, base),
        language=root.get(f"{_XML}lang", ""),
        ttl_s=_ttl(root),
        entries=entries,
    )


def _atom_entry(entry: Element, base: str, feed_authors: tuple[str, ...]) -> FeedEntry:
    """Read one Atom entry; it inherits the authors of its source or of the feed."""
    source = next(_all(entry, "source", _ATOM), None)
    inherited = (_atom_authors(source) if source is not None else ()) or feed_authors
    address = _first(entry, "origLink", _BURNER) or _link(entry, base)
    summary = next((_html(child) for child in _all(entry, "summary", _ATOM)), "")
    content = next((_html(child) for child in _all(entry, "content", _ATOM) if not child.get("src")), "")
    labels = (child.get("label") or child.get("term") or "" for child in _all(entry, "category", _ATOM))
    return FeedEntry(
        id=_first(entry, "id", _ATOM) or address,
        address=address,
        title=_atom_title(entry),
        published=_first(entry, "published", _ATOM)
        or _first(entry, "issued", _ATOM)
        or _first(entry, "created", _ATOM),
        updated=_first(entry, "updated", _ATOM) or _first(entry, "modified", _ATOM),
        authors=_atom_authors(entry) or inherited,
        summary=summary,
        content=content,
        categories=_distinct(labels),
        image=_image(entry, base),
    )


def _atom_title(parent: Element) -> str:
    """Return an Atom title as plain text, by its type."""
    title = next(_all(parent, "title", _ATOM), None)
    if title is None:
        return ""
    if title.get("type", "text") in {"text", "text/plain"} and title.get("mode") != "escaped" and not len(title):
        return " ".join((title.text or "").split())
    return plain(_inner(title))


def _atom_authors(parent: Element) -> tuple[str, ...]:
    """Return the names of the authors, and of contributors where there is no author."""
    for kind in ("author", "contributor"):
        names = _distinct(_first(child, "name", _ATOM) for child in _all(parent, kind, _ATOM))
        if names:
            return names
    return _distinct(_first_of(parent, "creator", _DC))


def _rss_feed(root: Element, base: str) -> Feed:
    """Read RSS of any version: items stand in the channel, or (0.9, 1.0, and by mistake) beside it."""
    channel = root if _split(root.tag)[1] == "channel" else next(_all(root, "channel", _RSS), None)
    channel = root if channel is None else channel
    base = _based(channel, base) if channel is not root else base
    items = list(_all(channel, "item", _RSS))
    items += list(_all(root, "item", _RSS)) if channel is not root else []
    site = join(base, _first(channel, "link", _RSS) or _link(channel, base))
    return Feed(
        title=plain(_first(channel, "title", _RSS)),
        address=site,
        language=_first(channel, "language", _RSS) or _first(channel, "language", _DC) or root.get(f"{_XML}lang", ""),
        ttl_s=_ttl(channel),
        entries=tuple(_rss_item(item, _based(item, base or site)) for item in items),
    )


def _rss_item(item: Element, base: str) -> FeedEntry:
    """Read one item of RSS, with the modules that news feeds use."""
    guid = next(_all(item, "guid", _RSS), None)
    words = (guid.text or "").strip() if guid is not None else ""
    permalink = words if guid is not None and guid.get("isPermaLink", "true").lower() != "false" else ""
    address = _first(item, "origLink", _BURNER) or _first(item, "link", _RSS) or _link(item, base)
    if not address:
        address = permalink if permalink.startswith(("http://", "https://")) else item.get(f"{_RDF}about", "")
    address = join(base, address) if address else ""
    full = next((_inner(child) for child in _all(item, "encoded", _CONTENT)), "")
    full = full or next((_html(child) for child in _all(item, "content", _ATOM)), "")
    summary = next((_inner(child) for child in _all(item, "description", _RSS)), "")
    return FeedEntry(
        id=words or item.get(f"{_RDF}about", "") or address,
        address=address,
        title=plain(_first(item, "title", _RSS) or _first(item, "title", _DC) or _first(item, "title", _MEDIA)),
        published=_rss_date(item),
        updated=_first(item, "updated", _ATOM) or _first(item, "modified", _TERMS),
        authors=_rss_authors(item),
        summary=summary or _first(item, "summary", _ITUNES) or _first(item, "description", _MEDIA),
        content=full,
        categories=_distinct((*_first_of(item, "category", _RSS), *_first_of(item, "subject", _DC))),
        image=_image(item, base),
    )


def _rss_date(item: Element) -> str:
    """Return the stated date of publication."""
    return (
        _first(item, "pubDate", _RSS)
        or _first(item, "date", _DC)
        or _first(item, "issued", _TERMS)
        or _first(item, "created", _TERMS)
        or _first(item, "published", _ATOM)
    )


def _rss_authors(item: Element) -> tuple[str, ...]:
    """Return the names of the authors; an address without a name is none."""
    creators = _distinct(person(words) for words in _first_of(item, "creator", _DC))
    if creators:
        return creators
    stated = [person(words) for words in (*_first_of(item, "author", _RSS), *_first_of(item, "author", _ITUNES))]
    return _distinct(name for name in stated if "@" not in name) or _atom_authors(item)


def _first_of(parent: Element, name: str, namespaces: Iterable[str]) -> tuple[str, ...]:
    """Return the text of every such child."""
    return tuple(plain("".join(child.itertext())) for child in _all(parent, name, namespaces))


def _image(entry: Element, base: str) -> str:
    """Return the address of the picture that goes with an entry."""
    for media in entry.iter():
        namespace, name = _split(media.tag)
        kind = media.get("type", "") + media.get("medium", "")
        if namespace in _MEDIA and (name == "thumbnail" or (name == "content" and "image" in kind)):
            return join(base, media.get("url", ""))
        if name == "enclosure" and namespace in _RSS and "image" in kind:
            return join(base, media.get("url", ""))
        if name == "link" and media.get("rel") == "enclosure" and "image" in kind:
            return join(base, media.get("href", ""))
        if name == "image" and namespace in _ITUNES:
            return join(base, media.get("href", ""))
    return ""


def _ttl(channel: Element) -> float:
    """Return how long the feed asks to be left alone, in seconds: RSS `ttl`, or the syndication module's period."""
    minutes = _first(channel, "ttl", _RSS)
    if minutes.isdecimal() and len(minutes) < 7:
        return float(minutes) * 60
    period = _PERIODS.get(_first(channel, "updatePeriod", _SYNDICATION).lower(), 0.0)
    times = _first(channel, "updateFrequency", _SYNDICATION)
    return period / max(1, int(times)) if times.isdecimal() and len(times) < 7 else period


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Return what is not empty, each once, in order."""
    return tuple(dict.fromkeys(cleaned for word in words if (cleaned := " ".join(word.split()))))
