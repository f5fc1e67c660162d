"""Lines at an article's edges that are about it or about its publisher, and are no part of what it says."""

from __future__ import annotations

import re

from newsdesk.extract.dateparse import has_digit, parse_date, time_ago
from newsdesk.extract.features import tight
from newsdesk.extract.page import Page

_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:UTC|GMT|Uhr|[A-Z]{2,4}\b)?")
_MAX_LEFT, _MAX_AROUND = 28, 24
_MAX_DATES, _MAX_AGO = 4, 40
_IMPRINT = re.compile(
    r"letters? to the editor|all rights reserved|©|\bcopyright\b|\b(?:tele)?phone\b|\btel\.|\bimprint\b|\bimpressum\b|"
    r"\bpublished by\b|leserbrief|alle rechte|courrier des lecteurs|tous droits|cartas al director|"
    r"todos (?:los|os) direitos|todos los derechos|tutti i diritti|lettere al direttore|все права|письма в редакцию|"
    r"wszelkie prawa|listy do redakcji|alle rechten|lezersbrie",
    re.I,
)
_BY = re.compile(r"^\W*(?:by|von|par|por|di|de|av|автор:?)\s+", re.I)
_MAX_BESIDE = 12
"""Letters that a byline may hold besides name and date: `Updated`, a zone, an office of a word."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MAX_IMPRINT = 300
_MAX_IMPRINTS = 3
_MIN_SIGNS = 2
_MIN_NAME = 4


def is_date_line(text: str) -> bool:
    """Tell whether a line says when, once or several times (published, updated), and little else."""
    read = parse_date(text) if has_digit(text) else None
    if text.endswith((".", "!", "?")):
        return False
    if read is None:
        return len(text) < _MAX_AGO and has_digit(text) and time_ago(text) is not None
    if len(text) - (read.end - read.start) < _MAX_LEFT:
        return True
    left = text
    for n_dates in range(_MAX_DATES + 1):
        if read is None or n_dates == _MAX_DATES:
            return n_dates > 1 and len(tight(_CLOCK.sub("", left))) <= _MAX_AROUND
        left = left[: read.start] + left[read.end :]
        read = parse_date(left)
    return False


def is_byline(text: str, names: set[str]) -> bool:
    """Tell whether a line holds one of the authors' names (tight), and at most a date and a word beside it."""
    said = tight(_BY.sub("", text))
    if said in names:
        return True
    for name in names:
        if name and name in said:
            read = parse_date(text)
            left = text[: read.start] + text[read.end :] if read else text
            rest = tight(_BY.sub("", _CLOCK.sub("", left))).replace(name, "")
            return len(rest) <= _MAX_BESIDE and not text.endswith((".", "!", "?"))
    return False


def without_lone_headings(page: Page, kept: list[int]) -> list[int]:
    """Leave out headings of boxes of which nothing else is kept: they head what was left out."""
    inside = set(kept)
    left = []
    for order, block in enumerate(kept):
        if order and page.tag(block) in _HEADINGS:
            box = page.box_parents[page.boxes[block]]
            first, last = page.box_first[box], page.box_last[box]
            if last - first > 1 and inside.intersection(range(first, last)) == {block}:
                continue
        left.append(block)
    return left


def without_imprint(page: Page, kept: list[int], title: str) -> list[int]:
    """Leave out lines below the text in which the publisher speaks of itself.

    Of three signs two must be there: a rule drawn above, the publisher's name at the start, the wording.
    """
    name = _publisher(page, title)
    rule = page.rules[-1] if page.rules else len(page.texts)
    left = list(kept)
    while len(left) > 1 and len(kept) - len(left) < _MAX_IMPRINTS:
        text = page.texts[left[-1]]
        named = len(name) >= _MIN_NAME and tight(text).startswith(name)
        signs = (left[-1] >= rule > left[0]) + named
        if len(text) > _MAX_IMPRINT or not signs or (signs < _MIN_SIGNS and not _IMPRINT.search(text)):
            break
        left.pop()
    return left


def _publisher(page: Page, title: str) -> str:
    """The publisher's name as the page gives it, else what its window's title says besides the headline."""
    stated = tight(page.meta.get("og:site_name", ""))
    return stated or tight(page.head_title).replace(tight(title), "")
