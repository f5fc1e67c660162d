"""Which blocks are the article's, and what each of them is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from newsdesk.extract.comments import without_comments
from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.embeds import embeds_in, is_bare_address
from newsdesk.extract.facts import stated_minutes
from newsdesk.extract.features import Context, Floats, tight
from newsdesk.extract.hrefs import complete
from newsdesk.extract.linked import LinkedData, each_of, text_of
from newsdesk.extract.media import figures_in
from newsdesk.extract.network import learnt, probabilities
from newsdesk.extract.page import Page, Place, clean
from newsdesk.extract.paragraphs import paragraphs_apart
from newsdesk.extract.residue import is_byline, is_date_line, without_imprint, without_lone_headings
from newsdesk.extract.tables import tables_in
from newsdesk.extract.trace import Trace
from newsdesk.model.article import BlockKind

KEEP = 0.42
"""Blocks likelier than this belong to the body."""
_HALF_KEEP = 0.2
_WITH_SIBLINGS = 0.08
_MIN_SIBLINGS, _NEAR = 3, 4
_MIN_SENTENCE = 40
_MIN_TEXT = 120
"""Where less than this many characters are kept, what was half believed is kept too."""
_STOPS = (".", "!", "?", "。", ".”", '."', ".»")
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_MAX_HEADING = 180
_MIN_CARD, _MAX_CARD = 15, 220
_MAX_TITLE = 400
_IN_LIST, _IN_CAPTION, _IN_FIGURE = int(Place.LIST), int(Place.CAPTION), int(Place.FIGURE)
_NO_CAPTION = int(Place.QUOTE | Place.TABLE | Place.LIST)
_NO_CARD = int(Place.NAV | Place.FOOTER | Place.FORM | Place.BUTTON)
_MAX_LINE = 80
_FAR, _STRAY = 20, 0.04
"""Groups of kept blocks more than 20 blocks apart are strays below this share of the largest group's text."""
_MAX_CAPTION = 500
_MAX_IMAGE_TEXTS = 3
_IMAGE = re.compile(r'class="[^"]*(?:image|img|picture|photo|foto|thumb)', re.I)
_CAPTION = re.compile(
    r"caption|(?:image|img|photo|picture|foto|bild)[-_]?(?:text|credit|desc|legend|info)|"
    r"bildunterschrift|pie-?de-?foto",
    re.I,
)
_MORE = re.compile(
    r"^(?:read|see|show|load|view|learn) more\b|^(?:advertisement|anzeige|publicité|publicidad|реклама)\W*$", re.I
)


@dataclass(slots=True)
class Content:
    """The kept blocks of a page, in order, and how sure each is."""

    page: Page
    sureness: Floats
    kept: list[int]
    trace: Trace | None = None

    @property
    def first(self) -> int:
        """The first block of the body; the number of blocks when there is no body."""
        return self.kept[0] if self.kept else len(self.page.texts)

    @property
    def last(self) -> int:
        """One past the last block of the body."""
        return self.kept[-1] + 1 if self.kept else 0


def context_of(page: Page, linked: LinkedData) -> Context:
    """What the page says of itself in its metadata."""
    titles = (
        page.meta.get("og:title", ""),
        text_of(linked.article.get("headline")),
        page.head_title,
        page.meta.get("twitter:title", ""),
    )
    description = page.meta.get("description", "") + " " + page.meta.get("og:description", "")
    authors = tuple(text_of(author) for author in each_of(linked.article.get("author")))[:6]
    stated = clean(text_of(linked.article.get("articleBody")))
    return Context(titles, description, stated, (*authors, page.meta.get("author", "")))


def find_content(page: Page, linked: LinkedData, trace: Trace | None = None) -> Content:
    """Decide for every block whether it belongs to the body."""
    known = learnt()
    sureness = probabilities(page, context_of(page, linked), known)
    kept = _likely(page, sureness, KEEP) or _likely(page, sureness, _HALF_KEEP)
    near = _together(page, kept)
    said = without_comments(page, near)
    whole = _with_siblings(page, sureness, said)
    if trace:
        trace.look(page, sureness)
        trace.step(kept, near, "a few words far from all the rest")
        trace.step(near, said, "below the heading of the readers' comments")
        trace.step(said, whole, "a plain paragraph between such as were kept")
    return Content(page, sureness, whole, trace)


def _likely(page: Page, sureness: Floats, least: float) -> list[int]:
    """The blocks likelier than `least`; none where they are too few words to be an article."""
    kept: list[int] = np.flatnonzero(sureness > least).tolist()
    enough = least < KEEP or sum(len(page.texts[block]) for block in kept) >= _MIN_TEXT
    return kept if enough else []


def _together(page: Page, kept: list[int]) -> list[int]:
    """Leave out a few words that stand far from all the rest of what is kept."""
    groups: list[list[int]] = []
    for block in kept:
        if groups and block - groups[-1][-1] <= _FAR:
            groups[-1].append(block)
        else:
            groups.append([block])
    if len(groups) < 2:
        return kept
    sizes = [sum(len(page.texts[block]) for block in group) for group in groups]
    return [block for group, size in zip(groups, sizes, strict=True) if size >= _STRAY * max(sizes) for block in group]


def _with_siblings(page: Page, sureness: Floats, kept: list[int]) -> list[int]:
    """Add plain paragraphs that were only half believed, where the paragraphs beside them in the same box were."""
    n_beside = Counter(page.box_parents[page.boxes[block]] for block in kept if page.tag(block) == "p")
    inside = set(kept)
    for block in np.flatnonzero((sureness > _WITH_SIBLINGS) & (sureness <= KEEP)):
        box, text = page.boxes[block], page.texts[block]
        if (
            page.box_tags[box] == "p"
            and not page.box_attrs[box]
            and n_beside[page.box_parents[box]] >= _MIN_SIBLINGS
            and page.inline[block].link_chars < len(text) / 2
            and not page.inline[block].strong_chars
            and not page.inline[block].slanted_chars
            and len(text) >= _MIN_SENTENCE
            and text.endswith(_STOPS)
            and kept[0] < block < kept[-1] + _NEAR
        ):
            inside.add(int(block))
    return sorted(inside)


def draft_blocks(content: Content, title: str, base: str, names: tuple[str, ...] = ()) -> list[DraftBlock]:
    """Turn the kept blocks into an article's, with its figures, embeds, tables and cards in place.

    `names` are the authors', whose bylines are left out.
    """
    page = content.page
    made: list[DraftBlock] = []
    kept = _without_residue(content, tight(title), {tight(name) for name in names})
    if content.trace:
        content.trace.step(content.kept, kept, "a line of the publisher's, or a heading with nothing below it")
    if not kept:
        return []
    tables = tables_in(page, kept)
    in_tables = {block for blocks, _ in tables for block in blocks}
    beside = figures_in(page, kept, base) + embeds_in(page, content.kept, base)
    beside += [card for card in _cards(content, kept, base) if card[0] not in in_tables]
    if not in_tables.issuperset(kept):
        kept = [block for block in kept if block not in in_tables]
        beside += [(blocks[0], table) for blocks, table in tables]
        if content.trace:
            content.trace.step([*kept, *in_tables], kept, "a cell of a table, which stands beside the text")
    beside.sort(key=lambda pair: pair[0])
    position = 0
    for block in kept:
        while position < len(beside) and beside[position][0] <= block:
            made.append(beside[position][1])
            position += 1
        made.extend(paragraphs_apart(_block(page, block, base), tight(title)))
    made.extend(block for _, block in beside[position:])
    return made


def _without_residue(content: Content, title: str, names: set[str]) -> list[int]:
    """Leave out the repeated title, lone dates, bylines and reading times, and headings with nothing below them."""
    kept = []
    for order, block in enumerate(content.kept):
        near_end = order < 5 or order > len(content.kept) - 4
        why = _residue(content.page, block, title, names if near_end else None)
        if not why:
            kept.append(block)
        elif content.trace:
            content.trace.leave(block, why)
    kept = without_lone_headings(content.page, without_imprint(content.page, kept, title))
    while kept and _is_heading(content.page, kept[-1]):
        kept.pop()
    return kept


def _residue(page: Page, block: int, title: str, names: set[str] | None) -> str:
    """Why a kept block is no text of the article, empty where it is; `names` where bylines and dates may stand."""
    text = page.texts[block]
    n = len(text)
    if n < _MAX_TITLE and _MORE.match(text):
        return "asks to read more"
    if n < _MAX_TITLE and is_bare_address(text):
        return "the address of something shown"
    if n < min(2 * len(title) + _MAX_LINE, _MAX_TITLE) and tight(text) == title:
        return "repeats the headline"
    if n < _MAX_LINE and names is not None:
        if is_byline(text, names):
            return "a byline"
        if stated_minutes(text) is not None or is_date_line(text):
            return "a date or a reading time"
    return "a caption" if n < _MAX_CAPTION and _is_caption(page, block) else ""


def _is_caption(page: Page, block: int) -> bool:
    """Tell whether a block stands in a figure, or in a box that is named for captions."""
    places = page.place(block)
    if places & _IN_CAPTION or (places & _IN_FIGURE and not places & _NO_CAPTION):
        return True
    for box in page.ancestors(page.boxes[block], 2):
        attrs = page.box_attrs[box]
        if not attrs:
            continue
        if _is_named_caption(attrs):
            return True
        first, last = page.box_first[box], page.box_last[box]
        if last - first <= _MAX_IMAGE_TEXTS and _IMAGE.search(attrs) and page.has_picture(first, last):
            return True
    return False


@lru_cache(maxsize=1024)
def _is_named_caption(attrs: str) -> bool:
    """Tell whether a box's attributes name it for captions; a page asks this of the same few boxes over and over."""
    return bool(_CAPTION.search(attrs))


def _is_heading(page: Page, block: int) -> bool:
    return page.tag(block) in _HEADINGS and len(page.texts[block]) <= _MAX_HEADING


def _block(page: Page, block: int, base: str) -> DraftBlock:
    text = page.texts[block]
    kind, level, ordered = BlockKind.PARAGRAPH, 0, False
    places = page.place(block)
    depth = 0
    # A paragraph outside lists can stand in no heading: most blocks need no look at what is around them.
    n_around = 6 if places & _IN_LIST else 3 if page.tag(block) != "p" else 0
    for box in page.ancestors(page.boxes[block], n_around):
        tag = page.box_tags[box]
        if tag in _HEADINGS and len(text) <= _MAX_HEADING:
            kind, level = BlockKind.HEADING, _HEADINGS[tag]
            break
        if tag == "li" and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.LIST_ITEM
        if tag in ("ul", "ol") and kind is BlockKind.LIST_ITEM:
            ordered = ordered or (tag == "ol" and not depth)
            depth += 1
    if kind is BlockKind.PARAGRAPH and places & Place.QUOTE:
        kind = BlockKind.QUOTE
    if (
        kind is BlockKind.PARAGRAPH
        and page.inline[block].strong_chars >= len(text) - 1
        and len(text) < 90
        and text[-1] not in '.!?:,;”"'
    ):
        kind, level = BlockKind.HEADING, 3
    return DraftBlock(kind, text, level or depth, ordered, links=links_in(page, block, base))


def links_in(page: Page, block: int, base: str) -> tuple[tuple[int, int, str], ...]:
    """The links of a block as (start, end, address) within its words."""
    if not page.inline[block].n_links:
        return ()
    found = []
    text, after = page.texts[block], 0
    for mark in page.links_by_block.get(block, ()):
        words = page.words_of(mark)
        address = complete(mark.href, base, keep_fragment=True)
        before = len(clean("".join(page.pieces[page.starts[block] : mark.first])))
        start = text.find(words, max(after, before - 1)) if words and address else -1
        if start >= 0:
            after = start + len(words)
            found.append((start, after, address))
    return tuple(found)


def _cards(content: Content, kept: list[int], base: str) -> list[tuple[int, DraftBlock]]:
    """Cards between kept blocks that point to other articles: all link, and more than a word or two."""
    page, inside = content.page, set(kept)
    cards = []
    for block in range(kept[0], kept[-1]):
        text = page.texts[block]
        if (
            block in inside
            or not _MIN_CARD <= len(text) <= _MAX_CARD
            or page.inline[block].link_chars < 0.9 * len(text)
        ):
            continue
        if page.place(block) & _NO_CARD or text.count(" ") < 2:
            continue
        marks = page.links_by_block.get(block, ())
        href = next((mark.href for mark in marks), "")
        address = complete(href, base) if href else ""
        if address and (_same_site(address, base) or not base):
            cards.append((block, DraftBlock(BlockKind.RELATED, " ".join(text.split()), address=address)))
    return cards[:40]


def _same_site(address: str, base: str) -> bool:
    return (
        address.split("/", 3)[2].removeprefix("www.").split(".")[-2:]
        == base.split("/", 3)[2].removeprefix("www.").split(".")[-2:]
        if base.count("/") > 1
        else False
    )
