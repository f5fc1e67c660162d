"""What is known of each block, as numbers, for the learnt classifier: a matrix with a row per block.

A first look takes in every block, by passes over whole columns; a closer one reads the words of those blocks that
may be the article's. Everything here holds for pages in general: form of the text, markup around it, repetition,
links, position, agreement with the page's own metadata. Nothing names a site.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, count, repeat
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from newsdesk.extract.hints import Hints, weigh_names, weigh_words
from newsdesk.extract.page import Indices, Page, Place

Floats = npt.NDArray[np.float32]
Column = npt.NDArray[np.floating | np.integer | np.bool_]

_TAGS = {
    **dict.fromkeys(("h3", "h4", "h5", "h6"), 3), **dict.fromkeys(("dt", "dd"), 9),
    **dict.fromkeys(("section", "article", "main", "body"), 11),
    "p": 0, "h1": 1, "h2": 2, "li": 4, "td": 5, "th": 5, "div": 6, "blockquote": 7, "figcaption": 8, "pre": 10,
}  # fmt: skip
_OTHER_TAG = 12
_N_KINDS = _OTHER_TAG + 1 + len(Place)
_ENDINGS = frozenset('.!?。！？…؟।"”»」’)')
_OPENINGS = frozenset("\"“„«»‘'—–-")
_WIDE_BYTES, _WIDE = 2.2, 2.5
"""Texts of so many bytes a character in UTF-8 are in scripts whose characters say more; they count as that many."""
_LONG = 240
"""Blocks of this many characters and more are told by their form, not by their words."""
_BLANKS = re.compile(r"\W+")
_NO_WORD = bytes(char for char in range(128) if not (chr(char).isalnum() or chr(char) == "_"))
_MARKS = "’“”–—‘„«»…\xa0"
_SIDES = np.array([1, 2, 2, 2, 3, *[0] * (_OTHER_TAG - 4)])
"""By the number of the tag: paragraphs, headings and list items, told apart in the blocks beside."""
_N_ABOVE = 3
_DECAY = 0.8
_FLAGS = np.arange(len(Place))[:, None]
_BESIDE = int(Place.FOOTER | Place.NAV | Place.ASIDE)
N_COLUMNS, N_CLOSER = 115, 15
"""Columns of the first look, and of the closer one."""
_DIGITS = b"0123456789"


class Context:
    """What the page says of itself, for comparing blocks with it."""

    def __init__(
        self, titles: tuple[str, ...], description: str, stated_body: str, authors: tuple[str, ...] = ()
    ) -> None:
        self.titles = tuple({frozenset(title.lower().split()) for title in titles if title})
        self.lengths = tuple(map(len, filter(None, titles)))
        self.tight_titles = frozenset(tight(title) for title in titles if title)
        self.description = tight(description)
        self.body = tight(stated_body)
        self.authors = tuple(name for author in authors if len(name := tight(author)) > 5)

    def likeness(self, words: frozenset[str]) -> float:
        """The share of words that a text has in common with the title that is most like it."""
        best = 0.0
        for title in self.titles:
            n_common = len(words & title)
            if n_common:
                best = max(best, n_common / (len(words) + len(title) - n_common))
        return best


def tight(text: str) -> str:
    """Letters and digits alone, in lower case: for comparing texts that differ in blanks and quotation marks."""
    raw = text.lower().encode("utf-8", "surrogatepass").translate(None, _NO_WORD)
    bare = raw.decode("utf-8", "surrogatepass")
    # What is left to take out of most texts is nothing, or a few quotation marks and dashes.
    if bare.isascii() or bare.isalnum():
        return bare
    for mark in _MARKS:
        bare = bare.replace(mark, "")
    return bare if bare.isalnum() else _BLANKS.sub("", bare)


def features_of(page: Page, context: Context, hints: Hints) -> Floats:
    """Return the matrix of the first look, a row per block; no rows for a page without text."""
    if not page.texts:
        return np.zeros((0, 0), np.float32)
    n = len(page.texts)
    whole = np.fromiter(map(len, page.texts), np.float64, n)
    length = whole * _widths(page.texts, whole)
    link_share = page.columns.inline[:, 0] / whole
    form = list(_form(page.texts, whole))
    stop, likeness = form[0], _likeness(page, context, whole, link_share)
    kinds = _kinds(page)
    flags, tags = page.columns.places[page.columns.boxes], _tags(page)
    value = np.where((length > 60) & (link_share < 0.3), length * (1 - link_share), -np.minimum(length + 15, 70))
    value += 20 * stop
    value[flags & _BESIDE > 0] = -60
    logs = np.log1p(length)
    columns = (
        (logs, link_share), _inline(page, whole), form, (likeness, _repeated(page.texts)), _names(page, kinds, hints),
        _around(page, length, link_share, value), _signatures(page, kinds[1], length, link_share, value),
        _position(value, likeness, length), _company(page, tags), _neighbours(logs, link_share, stop, likeness),
    )  # fmt: skip
    # Laid out by columns, as they come; the networks take the other view of it.
    matrix = np.empty((N_COLUMNS, n), np.float32)
    for place, column in enumerate(chain.from_iterable(columns)):
        matrix[place] = column
    of_tags, of_places = matrix[-_N_KINDS : -len(Place)], matrix[-len(Place) :]
    of_tags.fill(0)
    of_tags[tags, np.arange(n)] = 1
    of_places[:] = flags >> _FLAGS & 1
    return matrix.T


def closer_features(page: Page, context: Context, hints: Hints, chosen: Indices) -> Floats:
    """Return the matrix of the closer look, a row for each of the `chosen` blocks: their words, read one by one."""
    rows = []
    for block in chosen.tolist():
        text = page.texts[block]
        n, count = len(text), text.count
        n_stops = count(". ") + count("? ") + count("! ") + count("。") + count("！")
        n_commas = count(",") + count("，") + count("、") + count(";")
        # The weights have learnt line breaks of ASCII texts alone.
        form = (
            min(n_stops, 6), n_commas / (n / 6 + 1), text.isupper(), text[-1] in ":：", "\n" in text and text.isascii(),
            "|" in text or "©" in text, text[0] in _OPENINGS,
        )  # fmt: skip
        rows.append((*form, *_telling(text, n, context, hints)))
    return np.array(rows, np.float32).reshape(len(rows), N_CLOSER)


def _telling(text: str, n: int, context: Context, hints: Hints) -> tuple[float, ...]:
    """What the words of a short text suggest, and its agreement with title, authors, description and stated body."""
    same = named = digits = described = stated = 0.0
    told, start = (0.0, 0.0, 0.0), ""
    if n < _LONG:
        lower = text.lower()
        told = weigh_words(lower, hints)
        digits = (n - len(text.encode("ascii", "replace").translate(None, _DIGITS))) / n
        folded = start = tight(lower)
        same = float(folded in context.tight_titles)
        named = float(n < 120 and any(author in folded for author in context.authors))
    if n > 20 and (context.description or context.body):
        start = start or tight(text[:90])
        described = float(start[:40] in context.description)
        if context.body:
            stated = 1.0 if start[:50] in context.body else -1.0
    return (*told, same, named, digits, described, stated)


def _widths(texts: list[str], whole: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    n_bytes = np.fromiter(map(len, map(str.encode, texts, repeat("utf-8"), repeat("replace"))), np.float64, len(texts))
    return np.where(n_bytes > _WIDE_BYTES * whole, _WIDE, 1.0)


def _inline(page: Page, whole: npt.NDArray[np.float64]) -> Iterator[Column]:
    """Links, strong and slanted stretches, links within the page, and whether `<br><br>` stands above."""
    _, n_links, strong, slanted, n_anchors, parted = page.columns.inline.T
    yield np.minimum(n_links, 10)
    yield strong / whole
    yield slanted / whole
    yield n_anchors / np.maximum(n_links, 1)
    yield parted


def _form(texts: list[str], whole: npt.NDArray[np.float64]) -> Iterator[Column]:
    """How the texts begin and end, and words and commas in them."""
    n = len(texts)
    firsts = "".join(map(itemgetter(0), texts))
    yield np.fromiter(map(_ENDINGS.__contains__, map(itemgetter(-1), texts)), np.float64, n)
    n_words = np.fromiter(map(str.count, texts, repeat(" ")), np.float64, n) + 1
    yield np.minimum(np.fromiter(map(str.count, texts, repeat(",")), np.float64, n) / n_words, 1)
    yield whole / n_words
    yield np.fromiter(map(str.islower, firsts), np.float64, n)
    yield np.fromiter(map(str.isdigit, firsts), np.float64, n)


def _likeness(page: Page, context: Context, whole: Column, link_share: Column) -> Column:
    """Likeness to the title, of texts of about its length."""
    likeness = np.zeros(len(whole))
    if context.lengths:
        low, high = 0.4 * min(context.lengths), 1.6 * max(context.lengths)
        for block in np.flatnonzero((whole > low) & (whole < high) & (link_share < 0.95)).tolist():
            likeness[block] = context.likeness(frozenset(page.texts[block].lower().split()))
    return likeness


def _repeated(texts: list[str]) -> Column:
    """Whether the same text stands elsewhere on the page."""
    return np.fromiter(map(Counter(texts).__getitem__, texts), np.int64, len(texts)) > 1


def _tags(page: Page) -> Indices:
    by_box = np.fromiter(map(_TAGS.get, page.box_tags, repeat(_OTHER_TAG)), np.int64, len(page.box_tags))
    of_block: Indices = by_box[page.columns.boxes]
    return of_block


def _kinds(page: Page) -> tuple[dict[tuple[str, str], int], Indices]:
    """Numbers of the kinds of box that hold blocks, by tag and attributes, and each box's; 0 of those that don't."""
    full = np.flatnonzero(page.columns.first < page.columns.last)
    at = full.tolist()
    known: dict[tuple[str, str], int] = {}
    pairs = zip(map(page.box_tags.__getitem__, at), map(page.box_attrs.__getitem__, at), strict=True)
    numbers = np.zeros(len(page.box_tags), np.int64)
    numbers[full] = np.fromiter(map(known.setdefault, pairs, count()), np.int64, len(at))
    return known, numbers


def _names(page: Page, kinds: tuple[dict[tuple[str, str], int], Indices], hints: Hints) -> Iterator[Column]:
    """Weights of the class names: the own box's, and the lowest, highest and summed over all boxes around it."""
    boxes, parents = page.columns.boxes, page.columns.parents
    lows, highs = [0.0] * len(page.box_tags), [0.0] * len(page.box_tags)
    for (_, attrs), number in kinds[0].items():
        if attrs:
            lows[number], highs[number] = weigh_names(attrs, hints)
    low, high = np.array(lows)[kinds[1]], np.array(highs)[kinds[1]]
    depth = np.ones(len(low))
    total = low + high
    yield low[boxes]
    yield high[boxes]
    # Each round looks twice as far up as the one before. The document above all has no names and no depth.
    above, decay = np.maximum(parents, 0), _DECAY
    depth[0] = 0
    while above.any():
        low, high = np.minimum(low, low[above]), np.maximum(high, high[above])
        total, depth = total + decay * total[above], depth + depth[above]
        above, decay = above[above], decay * decay
    yield low[boxes]
    yield high[boxes]
    yield total[boxes]
    yield depth[boxes]


def _around(page: Page, length: Column, link_share: Column, value: Column) -> Iterator[Column]:
    """Shares and means of the three boxes around each block, and whether the box of greatest value holds it."""
    boxes, parents, first, last, _, _ = page.columns
    parents = np.maximum(parents, 0)

    columns = np.array((length, length * link_share, value))
    sums = np.zeros((3, len(boxes) + 1))
    columns.cumsum(axis=1, out=sums[:, 1:])
    total, linked, worth = sums[:, last] - sums[:, first]
    n_blocks = np.maximum(last - first, 1)
    page_total, page_worth = max(float(total[0]), 1.0), max(float(worth.max()), 1.0)
    best = int(worth.argmax())
    by_box = np.array(
        (total / page_total, linked / np.maximum(total, 1), np.log1p(total / n_blocks), np.log1p(n_blocks),
         worth / page_worth)
    )  # fmt: skip
    box = boxes
    for _ in range(_N_ABOVE):
        yield from by_box[:, box]
        box = parents[box]
    places = np.arange(len(boxes))
    yield (places >= first[best]) & (places < last[best])
    yield _nearness(places - first[best])
    yield _nearness(last[best] - places)
    yield worth[best] / page_total
    yield (boxes == best) | (parents[boxes] == best)


def _nearness(distance: Indices) -> Column:
    """A distance in blocks, within bounds; numpy's own function for bounds takes several times as long."""
    bounded: Column = np.minimum(np.maximum(distance, -20), 60) / 20.0
    return bounded


def _running(column: Column) -> npt.NDArray[np.float64]:
    """The sums of the column up to each place, 0 first."""
    sums = np.zeros(len(column) + 1)
    column.cumsum(out=sums[1:])
    return sums


def _signatures(page: Page, own: Indices, length: Column, link_share: Column, value: Column) -> Iterator[Column]:
    """What blocks in boxes of the same kind are like: repetition of structure."""
    boxes, parents = page.columns.boxes, np.maximum(page.columns.parents, 0)
    known: dict[int, int] = {}
    pairs: list[int] = (own[boxes] * len(own) + own[parents[boxes]]).tolist()
    kinds = np.fromiter(map(known.setdefault, pairs, count()), np.int64, len(pairs))
    # Numbers in between that name no kind count as one, lest zero be divided by.
    n = np.maximum(np.bincount(kinds), 1)
    yield np.log1p(n)[kinds]
    yield np.log1p(np.bincount(kinds, length) / n)[kinds]
    yield (np.bincount(kinds, link_share) / n)[kinds]
    yield (np.bincount(kinds, value) / n / 100)[kinds]
    yield np.bincount(kinds, length)[kinds] / max(float(length.sum()), 1.0)


def _position(value: Column, likeness: Column, length: Column) -> Iterator[Column | float]:
    """Place on the page, before or after the headline, inside the stretch of greatest summed value."""
    n = len(value)
    places = np.arange(n)
    sums = _running(value)
    low = np.minimum.accumulate(sums[:-1])
    end = int(np.argmax(sums[1:] - low)) + 1
    start = int(np.argmin(sums[:end]))
    before = likeness[: start + 3]
    if before.max() < 0.5:
        before = likeness
    title = int(len(before) - 1 - np.argmax(before[::-1]))
    has_title = float(likeness[title] > 0.5)
    chars = _running(length)[1:]
    yield places / float(n)
    yield math.log1p(n)
    yield chars / max(float(chars[-1]), 1.0)
    yield (places >= start) & (places < end)
    yield _nearness(places - start)
    yield _nearness(end - places)
    yield _nearness(places - title) * has_title
    yield has_title
    yield math.log1p(max(float(sums[end] - sums[start]), 0.0))


def _company(page: Page, tags: Indices) -> Iterator[Column]:
    """Pictures just before the block, or in its box; headings, list items and paragraphs beside it; articles."""
    n, boxes, n_boxes = len(page.texts), page.columns.boxes, len(page.box_tags)
    pictures = np.bincount([picture.block for picture in page.pictures], minlength=n + 1)[:n]
    holds = np.zeros(n_boxes, np.bool_)
    holds[[picture.box for picture in page.pictures]] = True
    yield np.minimum(pictures, 2)
    yield holds[boxes] | holds[page.columns.parents[boxes]]
    sides = _padded(_SIDES[tags], 1)
    for side in (sides[:-2], sides[2:]):
        yield from (side == kind for kind in (1, 2, 3))
    yield np.minimum((tags == _TAGS["h1"]).cumsum(), 4)
    articles = _article_numbers(page, n)
    yield np.minimum(articles, 4)
    yield articles == 1


def _article_numbers(page: Page, n: int) -> Indices:
    """For each block, the number of the outermost `<article>` it stands in, counting from 1; 0 outside any."""
    numbers, n_articles, end = np.zeros(n, np.int64), 0, 0
    if "article" in page.box_tags:
        for box in (box for box, tag in enumerate(page.box_tags) if tag == "article"):
            if page.box_first[box] >= end:
                n_articles, end = n_articles + 1, page.box_last[box]
                numbers[page.box_first[box] : end] = n_articles
    return numbers


def _padded(column: Column, reach: int) -> Column:
    """The column with `reach` zeros on both sides; numpy's own function takes longer than all that is done with it."""
    padded = np.zeros(len(column) + 2 * reach, column.dtype)
    padded[reach : reach + len(column)] = column
    return padded


def _neighbours(logs: Column, link_share: Column, stops: Column, likeness: Column) -> Iterator[Column]:
    """Length, links and sentences of the two blocks before and after, and means over wider windows."""
    n = len(logs)
    for column in (logs, link_share, stops):
        padded = _padded(column, 2)
        yield from (padded[shift : shift + n] for shift in (0, 1, 3, 4))
    padded = _padded(likeness, 1)
    yield padded[:-2]
    yield padded[2:]
    for column in (logs, link_share):
        sums = _running(_padded(column, 5))
        yield (sums[5 : 5 + n] - sums[:n]) / 5
        yield (sums[11 : 11 + n] - sums[6 : 6 + n]) / 5
