"""Quotation marks: where words stand between them, whatever the glyphs and however the page was typed.

What makes this hard: straight marks have no direction, apostrophes look like single marks, and a quotation
that runs over paragraphs opens anew in each without having been closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from newsdesk.model.text import Span

_DOUBLE = re.compile(r"[\"“”„«»]|``|''|,,(?=\w)")
_OPENERS = {"“", "„", "«", "``", ",,"}
_CLOSERS = {"”", "»"}
_SINGLE = re.compile(r"[‘’']")
_LONGEST_SINGLE = 300


class Quotation(Struct, frozen=True):
    """A stretch between quotation marks; `inner` is without the marks, `outer` with them."""

    outer: Span
    inner: Span
    closed: bool = True
    """False when the block ends before a closing mark, as in a quotation that runs on in the next paragraph."""
    single: bool = False


def find_quotations(text: str, blocks: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the quotations of each block, in order; nested ones belong to the outer."""
    found: list[Quotation] = []
    for block in blocks:
        doubles = list(_pair_doubles(text, block))
        found.extend(doubles)
        found.extend(
            single for single in _pair_singles(text, block) if not any(d.outer.overlaps(single.outer) for d in doubles)
        )
    return tuple(sorted(found, key=lambda quotation: quotation.outer))


def _opens(text: str, mark: re.Match[str], block: Span, is_open: bool) -> bool:
    """Tell whether a mark opens: by its glyph, else by the space around it, else by whether one is open."""
    glyph = mark.group()
    if glyph in _OPENERS:
        return not (glyph == "“" and is_open and mark.end() < block.end and not text[mark.end()].isalnum())
    if glyph in _CLOSERS:
        return False
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    if before.isspace() or before in "([{—–-/‘":
        return not after.isspace() or not is_open
    return False if is_open else not after.isspace() and after not in ".,;:!?)]" and before not in ".,!?"


def _pair_doubles(text: str, block: Span) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, block.start, block.end):
        if _opens(text, mark, block, opened is not None):
            if opened is None:
                opened = mark
        elif opened is not None:
            yield Quotation(Span(opened.start(), mark.end()), Span(opened.end(), mark.start()))
            opened = None
    if opened is not None:
        yield Quotation(Span(opened.start(), block.end), Span(opened.end(), block.end), closed=False)


def _pair_singles(text: str, block: Span) -> Iterator[Quotation]:
    opened = -1
    for mark in _SINGLE.finditer(text, block.start, block.end):
        at = mark.start()
        before = text[at - 1] if at > block.start else " "
        after = text[at + 1] if at + 1 < block.end else " "
        if opened >= 0 and at - opened > _LONGEST_SINGLE:
            opened = -1
        if opened < 0:
            if mark.group() != "’" and not (before.isalnum() or before in "'’.,!?") and after.isalnum():
                opened = at
        elif not before.isspace() and not after.isalnum() and mark.group() != "‘":
            yield Quotation(Span(opened, at + 1), Span(opened + 1, at), single=True)
            opened = -1
