"""Quotation marks: which stretches of a text stand in them."""

from __future__ import annotations

import re
from functools import lru_cache

from newsdesk.model.text import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", '"': '"”', "‘": "’", "「": "」", "『": "』", "''": "''", "``": "''"}
_MARK = re.compile("``|''|[“”„«»‹›\"‘’'「」『』]")
_CLOSERS = "”»›’」』"


@lru_cache(maxsize=2048)
def quoted(text: str) -> tuple[Span, ...]:
    """Return the stretches inside quotation marks, without the marks, outermost only and in order.

    Apostrophes are no marks. A quotation left open runs to the end of its paragraph, one that is closed but never
    opened begins there: wires and scrapers lose marks, and the words are still somebody's.
    """
    found: list[Span] = []
    for paragraph in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL):
        found.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return tuple(found)


def _in_paragraph(text: str, begin: int, end: int) -> list[Span]:
    found: list[Span] = []
    opened, start = "", begin
    for match in _MARK.finditer(text, begin, end):
        mark, at = match[0], match.start()
        if opened:
            if mark in _closes(opened) and not _apostrophe(text, at, mark):
                found.append(Span(start, at))
                opened = ""
        elif _opens(text, at, mark):
            opened, start = mark, match.end()
        elif mark in "”»" and not found:
            found.append(Span(begin, at))
    if opened and opened not in ("'", "‘"):
        found.append(Span(start, end))
    return found


def _closes(opened: str) -> str | tuple[str, ...]:
    return ("'",) if opened == "'" else (("''",) if opened in ("``", "''") else _PAIRS[opened])


def _opens(text: str, at: int, mark: str) -> bool:
    if mark == "'":
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        # 'em, '90s and plural possessives look the same; a single quotation needs its closing mark nearby.
        return not before.isalnum() and after.isalnum() and bool(re.search(r"[^\s]'(?!\w)", text[at + 2 : at + 200]))
    return mark in _PAIRS


def _apostrophe(text: str, at: int, mark: str) -> bool:
    return mark in ("'", "’") and text[at + 1 : at + 2].isalnum()
