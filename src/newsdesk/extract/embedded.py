"""The article of a page that shows little: its text stands in JSON-LD or in the state of the page's program."""

from __future__ import annotations

import re

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.markup import TooComplexError, read_markup
from newsdesk.extract.page import Page
from newsdesk.extract.state import article_in_state
from newsdesk.extract.walk import read_page
from newsdesk.model.article import BlockKind

_MIN_HIDDEN, _MIN_SHOWN = 600, 60
_MIN_STATED, _SHORT, _SAME = 120, 250, 40


def embedded_blocks(page: Page, linked: LinkedData, shown: str, title: str) -> list[DraftBlock]:
    """Blocks out of embedded data, if they tell much more than the body that the page shows; else none."""
    stated, n_shown = text_of(linked.article.get("articleBody")), len(shown)
    least = max(_MIN_HIDDEN if n_shown > _MIN_SHOWN else _MIN_STATED, 3 * n_shown)
    if len(stated) > least:
        return blocks_of_text(stated)
    if n_shown < _MIN_HIDDEN:
        markup = article_in_state(page, title)
        # A short article may stand beside the state of a program that holds other texts.
        if len(markup) > least and (n_shown < _SHORT or tight(shown)[:_SAME] in tight(markup)):
            return blocks_of_text(markup)
    return []


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
