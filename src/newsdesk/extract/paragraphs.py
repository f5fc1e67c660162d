"""Paragraphs that a page parts by single line breaks, as old pages and pages of many small papers do."""

from __future__ import annotations

from dataclasses import replace

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.features import tight
from newsdesk.model.article import BlockKind

_STOPS = tuple('.!?…。！？؟।”"»」)')
_MIN_SENTENCE, _MIN_DENSE = 60, 20
_MIN_LINES = 2


def paragraphs_apart(block: DraftBlock, title: str) -> list[DraftBlock]:
    """The paragraphs of a block whose lines are each a sentence or more; of other lines, as in verse, it stays whole.

    A first line that repeats the `title` (tight) goes.
    """
    if "\n" not in block.words or block.kind is not BlockKind.PARAGRAPH:
        return [block]
    lines = block.words.split("\n")
    rest = lines[1:] if tight(lines[0]) == title else lines
    if len(lines) < _MIN_LINES or not rest or not all(map(_is_paragraph, rest)):
        return [block]
    made, start = [], 0
    for line in lines:
        end = start + len(line)
        links = tuple((a - start, b - start, to) for a, b, to in block.links if start <= a and b <= end)
        made.append(replace(block, words=line, links=links))
        start = end + 1
    return made[len(lines) - len(rest) :]


def _is_paragraph(line: str) -> bool:
    return len(line) >= (_MIN_DENSE if line[0] > "\u2e80" else _MIN_SENTENCE) and line.endswith(_STOPS)
