"""Sentences inside blocks. A full stop ends one unless it abbreviates or the sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from newsdesk.model.text import Span

_GLUED = r"(?<=[a-z0-9]{2}[.!?])(?!(?:Com|Org|Net|Inc)\b)(?=[“”\"]?[A-Z][a-z]*(?:[’'][a-z]+)?,?\s)"
"""Where a scraper lost the space between two paragraphs: `… on Saturday morning.Both are men.`"""
_STOP = re.compile(rf"(?:[.!?…]+|[。！？])(?:(?P<close>[\"”’»'\)\]]*)(?P<gap>\s+|$)|(?P<glued>{_GLUED}))")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘«]+$")
_STARTS = re.compile(
    r"[\"“„‘'«(\[—–•*-]*\s?(?:[A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁЇІЄҐ]|\d|[^\W\d_a-zß-öø-ÿα-ωа-яёїієґ])|``|@|#|\$|€|£|[“\"]\.\.\."
)
_ON_X = re.compile(r"\b(?:on|to|via)\s+X$")
"""The platform, which is no initial: `Brandt wrote on X. U.N. officials …`."""
_INITIAL = re.compile(r"^(?:[A-Za-zА-ЯІЇЄҐ]\.)*[A-ZА-ЯІЇЄҐ]$|^[ap]\.m$")


def split_sentences(text: str, blocks: Sequence[Span], abbreviations: Set[str]) -> tuple[tuple[Span, int], ...]:
    """Return each sentence with the index of its block, in order.

    `abbreviations` are lower-case words that take a full stop and are followed by more of the sentence.
    """
    found: list[tuple[Span, int]] = []
    for index, block in enumerate(blocks):
        start = block.start
        for stop in _STOP.finditer(text, block.start, block.end):
            if stop.end() >= block.end or not _ends(text, stop, abbreviations):
                continue
            end = stop.end() + _closes(text, start, stop)
            _add(found, text, start, end, index)
            start = end
        _add(found, text, start, block.end, index)
    return tuple(found)


def _closes(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether the mark between two glued sentences closes the first rather than opens the second."""
    if stop["glued"] is None:
        return False
    mark = text[stop.end()]
    return mark == "”" or (mark == '"' and text.count('"', start, stop.end()) % 2 == 1)


def _add(found: list[tuple[Span, int]], text: str, start: int, end: int, block: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append((Span(start, end), block))


def _ends(text: str, stop: re.Match[str], abbreviations: Set[str]) -> bool:
    """Tell whether a sentence ends at this stop."""
    if stop["glued"] is None and not _STARTS.match(text, stop.end()):
        return False
    mark = text[stop.start()]
    if mark != "." or stop.group().startswith(".."):
        return True
    if stop["close"]:
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - 40), stop.start())
    word = before.group() if before else ""
    if word.lower() in abbreviations:
        return False
    if word == "X" and _ON_X.search(text, max(0, stop.start() - 8), stop.start()):
        return True
    if _INITIAL.match(word):
        # "U.S." and "a.m." may end a sentence; a lone initial does not.
        return "." in word and bool(_COMMON_START.match(text, stop.end()))
    return True


_COMMON_START = re.compile(
    r"[\"“]?(?:The|A|An|He|She|It|They|We|I|In|On|At|But|And|This|That|These|Those|After|His|Her|Their)\b"
)
