"""Pages that hold several articles, one below the other; and pages that only list articles."""

from __future__ import annotations

import re
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
_MIN_HEADING, _MAX_HEADS, _NEAR_HEAD, _MIN_PLAIN = 12, 60, 8, 60
_CLASS = re.compile(r'class="([^"]*)"')
_MENUS = int(Place.NAV | Place.FOOTER)


@dataclass(slots=True)
class Further:
    """An article below the main one, and the block it begins at."""

    draft: Draft
    first: int


def further_articles(page: Page, content: Content, title: str, base: str, at: datetime) -> list[Further]:
    """Articles that follow the main one on the page: `<article>` boxes side by side, each with headline and text.

    Their headlines must be of the same rank as the first one's, and none may hold another. Where no box is marked as
    an article, sister boxes of one kind count, each with a first headline, or a second one and a time.
    """
    whole = _whole_articles(page, content)
    if len(whole) < 2:
        whole = _sisters(page, content, "h1") or _sisters(page, content, "h2")
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
        heading, rank = _heading(page, first, last)
        kept = [block for block in content.kept if first <= block < last] if heading else []
        if heading and sum(len(page.texts[block]) for block in kept) < _MIN_FURTHER:
            # The classifier looks for one article: of the third and later ones it often keeps little.
            kept = _plain(page, first, last)
        if sum(len(page.texts[block]) for block in kept) >= _MIN_FURTHER:
            whole.append(_Whole(box, first, kept, heading, rank))
    whole = whole[::-1]
    kept_by_all = set(content.kept)
    return whole if any(kept_by_all.intersection(one.kept) for one in whole[1:]) else []


def _plain(page: Page, first: int, last: int) -> list[int]:
    """The paragraphs of a box that are running text by their form."""
    return [
        block
        for block in range(first, last)
        if page.tag(block) == "p"
        and len(page.texts[block]) >= _MIN_PLAIN
        and page.inline[block].link_chars < 0.3 * len(page.texts[block])
    ]


def _sisters(page: Page, content: Content, rank: str) -> list[_Whole]:
    """Boxes of one kind side by side, each with one headline of this rank and enough text; two or more, else none."""
    heads = [block for block, tag in page.headings if tag == rank and len(page.texts[block]) > _MIN_HEADING]
    heads = [block for block in heads if block < content.last and not page.place(block) & _MENUS]
    if not 2 <= len(heads) <= _MAX_HEADS:
        return []
    kinds: dict[tuple[int, str, str], list[_Whole]] = {}
    for number, head in enumerate(heads):
        before = heads[number - 1] if number else -1
        after = heads[number + 1] if number + 1 < len(heads) else len(page.texts)
        box = _widest(page, head, before, after)
        first, last = page.box_first[box], page.box_last[box]
        kept = [block for block in content.kept if first <= block < last]
        dated = rank == "h1" or any(
            mark.tag == "time" and first <= mark.block < first + _NEAR_HEAD for mark in page.marks
        )
        if dated and sum(len(page.texts[block]) for block in kept) >= _MIN_FURTHER:
            named = _CLASS.search(page.box_attrs[box])
            kind = (page.box_parents[box], page.box_tags[box], named[1] if named else "")
            kinds.setdefault(kind, []).append(_Whole(box, first, kept, page.texts[head], rank))
    return max(kinds.values(), key=len) if kinds and max(map(len, kinds.values())) > 1 else []


def _widest(page: Page, head: int, before: int, after: int) -> int:
    """The widest box around a headline that holds neither the one before nor the one after."""
    box = page.boxes[head]
    while (above := page.box_parents[box]) > 0 and page.box_first[above] > before and page.box_last[above] <= after:
        box = above
    return box


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
