"""Pages that hold several articles, one below the other; and pages that only list articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import numpy as np

from newsdesk.extract.content import Content, draft_blocks
from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import DateClaim
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason

_MIN_FURTHER = 600
_MIN_ARTICLE = 200
_MENUS = int(Place.NAV | Place.FOOTER)


@dataclass(slots=True)
class Further:
    """An article below the main one, and the block it begins at."""

    draft: Draft
    first: int


def further_articles(page: Page, content: Content, title: str, base: str, at: datetime) -> list[Further]:
    """Articles that follow the main one on the page: `<article>` boxes side by side, each with headline and text.

    Their headlines must be of the same rank as the first one's, and none may hold another.
    """
    whole = _whole_articles(page, content)
    if len(whole) < 2:
        return []
    found = []
    rank = whole[0].rank
    for one in whole[1:]:
        if one.rank != rank or tight(one.heading) == tight(title):
            continue
        part = Content(page, content.sureness, one.kept)
        draft = Draft(
            title=one.heading, blocks=draft_blocks(part, one.heading, base), address=_address(page, one.box),
            published=_date(page, one.first, page.box_last[one.box], at),
        )  # fmt: skip
        found.append(Further(draft, one.first))
    return found


@dataclass(slots=True)
class _Whole:
    """An `<article>` box with a headline and enough text to be an article by itself."""

    box: int
    first: int
    kept: list[int]
    heading: str
    rank: str


def _whole_articles(page: Page, content: Content) -> list[_Whole]:
    whole: list[_Whole] = []
    for box in reversed(np.flatnonzero(page.columns.places & int(Place.ARTICLE)).tolist()):
        if page.box_tags[box] != "article" and 'role="article"' not in page.box_attrs[box]:
            continue
        first, last = page.box_first[box], page.box_last[box]
        if any(first <= one.first < last for one in whole):
            continue
        kept = [block for block in content.kept if first <= block < last]
        heading, rank = _heading(page, first, last)
        if heading and sum(len(page.texts[block]) for block in kept) >= _MIN_FURTHER:
            whole.append(_Whole(box, first, kept, heading, rank))
    return whole[::-1]


def _heading(page: Page, first: int, last: int) -> tuple[str, str]:
    """The first headline in the blocks [first, last), and its tag; empty strings when there is none."""
    for block in range(first, min(first + 12, last)):
        tag = page.tag(block)
        if tag in ("h1", "h2") and len(page.texts[block]) > 12:
            return page.texts[block], tag
    return "", ""


def _date(page: Page, first: int, last: int, at: datetime) -> DateClaim | None:
    for mark in page.marks:
        if mark.tag == "time" and first <= mark.block < min(first + 14, last):
            words = mark.attributes.get("datetime") or page.words_of(mark)
            read = parse_date(words)
            if read and read.at.year >= 1990 and read.at <= at:
                return claim(read, "time", words)
    return None


def _address(page: Page, box: int) -> str:
    for name in ("data-url", "data-href", "data-permalink", "data-article-url", "data-canonical"):
        mark = f'{name}="'
        start = page.box_attrs[box].find(mark)
        if start >= 0:
            start += len(mark)
            return page.box_attrs[box][start : page.box_attrs[box].index('"', start)]
    return ""


def listing_in(
    page: Page, linked: LinkedData, content: Content, main: Draft, title_block: int, address: str
) -> Refused | None:
    """The refusal of a page that lists articles or carries none; None for a page with an article.

    What counts is what the page offers: many linked headlines against little running text, and no word in the
    metadata of an article.
    """
    parts = urlsplit(address)
    front = (
        parts.path.rstrip("/").lower() in {"", "/index.html", "/index.php", "/home"}
        and not parts.query
        and parts.netloc
    )
    said = (
        bool(linked.article)
        or page.meta.get("og:type", "").lower() == "article"
        or bool(main.published and main.published.evidence in {"json-ld", "meta"})
    )
    body = [block for block in content.kept if len(page.texts[block]) > 80]
    n_body = sum(len(page.texts[block]) for block in body)
    headlines = sum(
        1 for text, inline, box in zip(page.texts, page.inline, page.boxes, strict=True)
        if len(text) >= 25 and inline.link_chars >= 0.8 * len(text) and not page.box_places[box] & _MENUS
    )  # fmt: skip
    headed = title_block >= 0 and len(main.title) * (2.5 if not main.title.isascii() else 1) > 30
    found = f"{headlines} linked headlines, {n_body} characters of running text"
    if front and not linked.article and headlines >= 15 and n_body < 40 * headlines:
        return Refused(Reason.NOT_AN_ARTICLE, f"a front page: {found}")
    if not said and not headed and headlines >= 12 and n_body < 20 * headlines:
        return Refused(Reason.NOT_AN_ARTICLE, f"a listing: {found}")
    if not said and not headed and n_body < _MIN_ARTICLE and len(main.body) < _MIN_ARTICLE:
        return Refused(Reason.NOT_AN_ARTICLE, f"no running text: {found}")
    return None
