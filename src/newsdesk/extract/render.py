"""A Version for people and machines: plain text, Markdown, and plain data. Values in, strings out."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from newsdesk.model.article import IN_TEXT, Author, Block, BlockKind, DateClaim, Link, Version
from newsdesk.model.completeness import Completeness, CompletenessKind
from newsdesk.reading import reading_minutes

_ESCAPED = re.compile(r"([\\`*_\[\]<>])")
_AT_START = re.compile(r"^(\s*)(#{1,6}\s|[-+]\s|\d+[.)]\s|>)")


def as_text(version: Version) -> str:
    """The title, a line about the article, and the body's blocks, parted by blank lines."""
    head = [version.title] if version.title else []
    about = _about(version)
    notes = [version.correction] if version.correction else []
    return "\n\n".join([*head, *([about] if about else []), version.body, *notes]).strip() + "\n"


def as_markdown(version: Version) -> str:
    """The article as CommonMark: title as first-level heading, links in place, figures, tables and cards as blocks."""
    parts = [f"# {_escape(version.title)}"] if version.title else []
    about = _about(version)
    if about:
        parts.append(f"*{_escape(about)}*")
    number = 0
    for block in version.blocks:
        number = number + 1 if block.kind is BlockKind.LIST_ITEM and block.ordered else 0
        written = _block(version, block, number)
        if written:
            parts.append(written)
    if version.correction:
        parts.append(f"*{_escape(version.correction)}*")
    return "\n\n".join(parts) + "\n"


def as_data(version: Version) -> dict[str, Any]:
    """The article as plain data for JSON: every field, each block with its words, and the computed reading time."""
    data: dict[str, Any] = msgspec.to_builtins(version)
    for block, written in zip(version.blocks, data["blocks"], strict=True):
        written["words"] = block.span.of(version.text) if block.kind in IN_TEXT else block.words
    data["body"] = version.body
    data["reading_minutes"] = reading_minutes(version.body, version.language or version.stated_language)
    return data


def _about(version: Version) -> str:
    facts = [
        ", ".join(author.name for author in version.authors),
        version.agency if version.agency not in [author.name for author in version.authors] else "",
        version.site_name,
        _day(version.published),
        f"updated {_day(version.updated)}" if version.updated else "",
        f"{version.reading_time_min} min read" if version.reading_time_min else "",
        _state(version.completeness),
    ]
    return " · ".join(fact for fact in facts if fact)


def _state(completeness: Completeness) -> str:
    """What a reader should know before trusting the text to be the article; empty where it surely is."""
    if completeness.kind not in (CompletenessKind.WHOLE, CompletenessKind.UNKNOWN):
        return f"not whole: {completeness.kind.value} ({completeness.reason})"
    if completeness.confidence is None or completeness.sure:
        return ""
    return f"whole with a likelihood of {completeness.confidence:.0%}"


def _day(claim: DateClaim | None) -> str:
    if claim is None:
        return ""
    exact = claim.at.strftime("%Y-%m-%d" if claim.precision == "day" else "%Y-%m-%d %H:%M UTC")
    return exact if claim.basis == "stated" else f"{exact} ({claim.evidence})"


def byline(author: Author) -> str:
    """An author in one line: name, kind where it is no person, contact."""
    kind = f" ({author.kind.value})" if author.kind != "person" else ""
    return f"{author.name}{kind}{f', {author.contact}' if author.contact else ''}"


def _block(version: Version, block: Block, number: int) -> str:
    if block.kind is BlockKind.HEADLINE:
        return ""
    words = _linked(version, block) if block.kind in IN_TEXT else _escape(block.words)
    if block.kind is BlockKind.HEADING:
        return f"{'#' * max(block.level, 2)} {words}"
    if block.kind is BlockKind.LIST_ITEM:
        return f"{'  ' * max(block.level - 1, 0)}{f'{number}.' if number else '-'} {words}"
    if block.kind is BlockKind.QUOTE:
        return "> " + words.replace("\n", "\n> ")
    if block.kind is BlockKind.FIGURE:
        alt = _escape(block.image.alt) if block.image else ""
        return f"![{alt}]({_target(block.address)})" + (f"\n*{words}*" if words else "")
    if block.kind is BlockKind.TABLE:
        return _table(block.words)
    if block.kind is BlockKind.EMBED:
        return f"[{words or _escape(block.address)}]({_target(block.address)})"
    if block.kind is BlockKind.RELATED:
        return f"→ [{words}]({_target(block.address)})" if block.address else f"→ {words}"
    return _AT_START.sub(r"\1\\\2", words)


def _linked(version: Version, block: Block) -> str:
    """The block's words with its links written into them."""
    inside: list[Link] = [link for link in version.links if block.span.covers(link.span)]
    pieces, end = [], block.span.start
    for link in inside:
        if link.span.start >= end:
            pieces.append(_escape(version.text[end : link.span.start]))
            pieces.append(f"[{_escape(link.span.of(version.text))}]({_target(link.address)})")
            end = link.span.end
    pieces.append(_escape(version.text[end : block.span.end]))
    return "".join(pieces).replace("\n", "  \n")


def _table(words: str) -> str:
    rows = [[_escape(cell).replace("|", "\\|") for cell in row.split("\t")] for row in words.split("\n")]
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _target(address: str) -> str:
    return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _escape(words: str) -> str:
    return _ESCAPED.sub(r"\\\1", words)
