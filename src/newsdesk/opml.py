"""OPML 2.0: lists of sources, as feed readers exchange them.

What OPML has no word for (kind, owner, country) is kept in attributes of a namespace of our own, which others ignore.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from newsdesk.errors import InputError
from newsdesk.model.source import Source, SourceKind

_NAMESPACE = "urn:newsdesk:opml"
_MARK = f"{_NAMESPACE} "


def read_opml(content: bytes, what: str) -> list[Source]:
    """Return the sources of an OPML document in its order, each address once; outlines without an address are folders.

    `what` names the document in errors. Raises InputError when it is no OPML.
    """
    found: dict[str, Source] = {}
    names: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        source = _source(attributes) if name == "outline" else None
        if source is not None:
            found.setdefault(source.id, source)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    # Entities of a document's own serve attacks that grow a few bytes into gigabytes; OPML needs none.
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(what, f"not well-formed: {error}", "an OPML document") from None
    if names[0] != "opml":
        raise InputError(what, f"a document whose root is {names[0]}", "an OPML document")
    return list(found.values())


def write_opml(sources: Iterable[Source], title: str) -> str:
    """Return an OPML document of the sources."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0" xmlns:newsdesk="{_NAMESPACE}">']
    lines += [f"  <head><title>{_escaped(title)}</title></head>", "  <body>"]
    lines += [f"    <outline {_attributes(source)}/>" for source in sources]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _refuse_entities(name: str, *_more: object) -> None:
    raise ValueError(f"it declares the entity {name}")


def _source(attributes: dict[str, str]) -> Source | None:
    address = attributes.get("xmlUrl", "").strip()
    if not address:
        return None
    stated = attributes.get(f"{_MARK}kind", "feed")
    kind = SourceKind(stated) if stated in {one.value for one in SourceKind} else SourceKind.FEED
    name = attributes.get("title") or attributes.get("text") or address
    return Source.at(
        address,
        kind,
        name.strip(),
        owner=attributes.get(f"{_MARK}owner", ""),
        language=attributes.get("language", ""),
        country=attributes.get(f"{_MARK}country", ""),
        full_text_in_feed=attributes.get(f"{_MARK}fullText") == "true",
    )


def _attributes(source: Source) -> str:
    given = {
        "type": "rss" if source.kind is SourceKind.FEED else "link",
        "text": source.name,
        "title": source.name,
        "xmlUrl": source.address,
        "language": source.language,
        "newsdesk:kind": source.kind.value,
        "newsdesk:owner": source.owner,
        "newsdesk:country": source.country,
        "newsdesk:fullText": "true" if source.full_text_in_feed else "",
    }
    return " ".join(f"{name}={quoteattr(value)}" for name, value in given.items() if value)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
