"""Statements that punctuation alone attributes: `Smith: The bridge could close` and `The bridge could close: Smith`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from newsdesk.annotate.marks import Quotation
from newsdesk.model.annotations import Name, NameKind
from newsdesk.model.text import Span

_PARTED = re.compile(r"(?P<left>[^:\n]{2,80}?)\s*:\s+(?P<right>\S[^\n]*)")
_LEAST_WORDS = 2
"""A single word beside the colon is where it happened or what it is about: `Velmar: Ministers to stay away`."""
_GROUPS = re.compile(
    r"(?:[\w.’'-]+\s+){0,3}(?:officials?|police|experts?|report|reports|sources?|ministry|study|poll|spokes\w+|minister|president|"
    r"mayor|governor|witnesses|prosecutors|analysts?|scientists|residents|military|army|government|court|UN|"
    r"operator|company|union|director|captain|commander|engineer|owner|hospital|leader|chief|coast\s+guard|captain\s+of\s+[^:]+)",
    re.IGNORECASE,
)
_NO_SPEAKER = re.compile(
    r"^(?:live|watch|video|photos?|opinion|analysis|exclusive|breaking|update|explainer|interview|review)\b",
    re.IGNORECASE,
)


class HeadlineStatement(Struct, frozen=True):
    """Who is said, by a headline's colon, to have said what."""

    source: Span
    content: Span


def read_headline(
    text: str, headline: Span, names: Sequence[Name], quotations: Sequence[Quotation], *, is_title: bool
) -> HeadlineStatement | None:
    """Return what the colon of a headline attributes; None when it attributes nothing.

    `is_title` tells the article's headline, which is read more freely than a line inside the text.
    """
    match = _PARTED.fullmatch(headline.of(text))
    if not match or _NO_SPEAKER.match(match["left"]):
        return None
    left = Span(headline.start + match.start("left"), headline.start + match.end("left"))
    right = Span(headline.start + match.start("right"), headline.start + match.end("right"))
    for source, content in ((left, right), (right, left)):
        if len(content.of(text).split()) < _LEAST_WORDS and not _is_quoted(content, quotations):
            continue
        if _may_speak(text, source, names) and (is_title or _is_quoted(content, quotations)):
            return HeadlineStatement(source, content)
    if _is_quoted(right, quotations) and not is_title:
        return HeadlineStatement(left, right)
    if _is_quoted(right, quotations):
        return HeadlineStatement(left, right)
    return None


def _may_speak(text: str, source: Span, names: Sequence[Name]) -> bool:
    words = source.of(text)
    if len(words.split()) > 6:
        return False
    speakers = {NameKind.PERSON, NameKind.ORGANISATION}
    if any(source.covers(name.span) and name.kind in speakers and name.span.end >= source.end - 1 for name in names):
        return True
    return bool(_GROUPS.fullmatch(words))


def _is_quoted(content: Span, quotations: Sequence[Quotation]) -> bool:
    return any(q.outer.start <= content.start + 1 and q.outer.end >= content.end - 1 for q in quotations)
