"""Atom (RFC 4287): entries with `published` and `updated`; a retracted item stays as an entry that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.markup import body_html, document, tag
from newsdesk.publish.site import Site, summary_of, title_of

_SCHEME = "urn:newsdesk:kind"


def atom(updates: Sequence[Update], site: Site, now: datetime, *, path: str = "/feed.atom", title: str = "") -> bytes:
    """Render the newest state of each item, in the order given. `path` is the feed's own; `title` that of a part.

    RFC 6721 would drop a deleted entry in silence. Readers of a retracted item are to see the note, so the entry
    stays, under its id, with the note in place of the words.
    """
    author = [tag("name", site.desk), tag("uri", site.at("/about"))]
    if site.contact:
        author.append(tag("email", site.contact))
    head = [
        tag("id", site.at(path)),
        tag("title", title or site.name),
        *([tag("subtitle", site.about)] if site.about else []),
        tag("updated", max((one.at for one in updates), default=now).isoformat()),
        tag("author", "".join(author), raw=True),
        tag("link", "", {"rel": "self", "type": "application/atom+xml", "href": site.at(path)}),
        tag("link", "", {"rel": "alternate", "type": "text/html", "href": site.at("/")}),
        tag("generator", "newsdesk"),
    ]
    entries = [_entry(update, site) for update in updates]
    spaces = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language}
    return document(tag("feed", "".join([*head, *entries]), spaces, raw=True))


def _entry(update: Update, site: Site) -> str:
    parts = [
        tag("id", f"urn:newsdesk:{update.item_id}"),
        tag("title", title_of(update)),
        tag("link", "", {"rel": "alternate", "type": "text/html", "href": site.at(update.address)}),
        tag("published", update.first_published.isoformat()),
        tag("updated", update.at.isoformat()),
        tag("category", "", {"term": update.kind.value, "scheme": _SCHEME}),
        tag("summary", summary_of(update) or title_of(update)),
        tag("content", body_html(update), {"type": "html"}),
        *(_via(address) for address in _cited(update)),
    ]
    return tag("entry", "".join(parts), {"xml:lang": update.brief.language or site.language}, raw=True)


def _via(address: str) -> str:
    return tag("link", "", {"rel": "via", "href": address})


def _cited(update: Update) -> list[str]:
    """The addresses of the cited reports, each once; none for a retracted item."""
    if update.kind is UpdateKind.RETRACTION:
        return []
    cited = (citation.address for sentence in update.brief.sentences for citation in sentence.citations)
    return list(dict.fromkeys(address for address in cited if address.startswith(("http://", "https://"))))
