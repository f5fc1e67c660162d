"""XML and HTML for the channels: escaped, and without characters that XML 1.0 does not allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from newsdesk.model.brief import BriefSentence, Citation, Role
from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.site import note_of

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SECTIONS = {Role.SAID: "Who said what", Role.DISPUTED: "Disputed", Role.BACKGROUND: "Background"}


def clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 forbids, lone surrogates included."""
    return _NOT_XML.sub("", text)


def tag(name: str, content: str = "", /, attributes: Mapping[str, str] | None = None, *, raw: bool = False) -> str:
    """Return one element. `content` is escaped unless `raw`; an empty one makes an empty element."""
    opened = "".join(f" {key}={quoteattr(clean(value))}" for key, value in (attributes or {}).items())
    inside = content if raw else escape(clean(content))
    return f"<{name}{opened}>{inside}</{name}>" if inside else f"<{name}{opened}/>"


def document(root: str) -> bytes:
    """Return the bytes of an XML document with this root element."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n'.encode()


def body_html(update: Update) -> str:
    """Return the words of an item as HTML for feed readers: the note, the sentences in sections, the sources.

    Of a retraction only the note is given, so that what was withdrawn is not spread again.
    """
    parts = [tag("p", tag("strong", note_of(update)), raw=True)] if update.note else []
    if update.kind is UpdateKind.RETRACTION:
        return "".join(parts)
    section = ""
    for sentence in update.brief.sentences:
        heading = _SECTIONS.get(sentence.role, "")
        if heading and heading != section:
            parts.append(tag("h3", heading))
        section = heading
        parts.append(tag("p", _with_sources(sentence), raw=True))
    return "".join(parts)


def _with_sources(sentence: BriefSentence) -> str:
    links = [_source(citation) for citation in one_per_source(sentence.citations)]
    return f"{escape(clean(sentence.text))} <small>({', '.join(links)})</small>"


def one_per_source(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return the first citation of each source, in order."""
    return tuple({citation.source_name: citation for citation in reversed(citations)}.values())[::-1]


def _source(citation: Citation) -> str:
    if citation.address.startswith(("http://", "https://")):
        return tag("a", citation.source_name or citation.address, {"href": citation.address})
    return escape(clean(citation.source_name or "source"))
