"""The article of a page that shows little: its text stands in JSON-LD or in the state of the page's program."""

from __future__ import annotations

import json
import re
from typing import Any

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.markup import TooComplexError, read_markup
from newsdesk.extract.page import Page
from newsdesk.extract.walk import read_page
from newsdesk.model.article import BlockKind

_MIN_HIDDEN = 600
_SENTENCE = re.compile(r"[.!?。！？…][\"”»’)]?(?:\s|<|$)")
_TEXT_KEYS = frozenset(
    ["body", "articlebody", "content", "text", "html", "bodyhtml", "description", "paragraph", "value", "copy"]
)
_MAX_VALUES = 60_000


def embedded_blocks(page: Page, linked: LinkedData, n_shown: int) -> list[DraftBlock]:
    """Blocks out of embedded data, if they tell much more than what the page shows; else none."""
    best: list[DraftBlock] = []
    stated = text_of(linked.article.get("articleBody"))
    if len(stated) > max(_MIN_HIDDEN, 3 * n_shown):
        best = blocks_of_text(stated)
    if not best and n_shown < _MIN_HIDDEN:
        for state in page.state:
            found = _longest(state)
            if len(found) > max(_MIN_HIDDEN, 3 * n_shown):
                best = blocks_of_text(found)
                n_shown = len(found)
    return best


def blocks_of_text(text: str) -> list[DraftBlock]:
    """Paragraphs of a text that may be markup, or plain with blank lines, line breaks, or neither."""
    if re.search(r"<(?:p|br|div|h\d|li)\b", text, re.I):
        try:
            page = read_page(read_markup(text))
        except TooComplexError:
            return []
        kinds = {"li": BlockKind.LIST_ITEM, "h2": BlockKind.HEADING, "h3": BlockKind.HEADING, "h4": BlockKind.HEADING}
        return [
            DraftBlock(
                kind := kinds.get(page.tag(i), BlockKind.PARAGRAPH), words, level=2 if kind is BlockKind.HEADING else 0
            )
            for i, words in enumerate(page.texts)
        ]
    text = re.sub(r"<[^<>]{1,300}>", "", text)
    parts = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [DraftBlock(BlockKind.PARAGRAPH, words) for part in parts if (words := " ".join(part.split()))]


def _longest(state: str) -> str:
    """The longest run of article text in a JSON document: one long string, or the texts of one list of blocks."""
    try:
        todo: list[Any] = [json.loads(state)]
    except (ValueError, RecursionError):
        return ""
    best, n_seen = "", 0
    while todo and n_seen < _MAX_VALUES:
        value = todo.pop()
        n_seen += 1
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str) and key.lower() in _TEXT_KEYS and len(inner) > len(best) and _reads(inner):
                    best = inner
                elif isinstance(inner, dict | list):
                    todo.append(inner)
        elif isinstance(value, list):
            joined = "\n\n".join(text for item in value if (text := _block_text(item)))
            if len(joined) > len(best) and _reads(joined):
                best = joined
            todo.extend(item for item in value if isinstance(item, dict | list))
    return best


def _block_text(item: Any) -> str:
    """The text of one block of a list of blocks; empty when it is none."""
    if isinstance(item, dict):
        for key in ("text", "html", "content", "value", "body"):
            inner = item.get(key)
            if isinstance(inner, str) and " " in inner:
                return inner
            if isinstance(inner, dict) and isinstance(inner.get("text"), str):
                return str(inner["text"])
    return ""


def _reads(text: str) -> bool:
    """Tell whether a string is running text, not code or data."""
    return (
        len(text) > 200
        and len(_SENTENCE.findall(text)) >= len(text) / 600
        and text.count(" ") > len(text) / 14
        and "{" not in text[:200]
    )
