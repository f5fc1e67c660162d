"""What is known of each block, as numbers: a matrix with a row per block, for the learnt classifier.

Everything here holds for pages in general: form of the text, markup around it, repetition, links, position,
agreement with the page's own metadata. Nothing names a site.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
from msgspec.structs import astuple

from newsdesk.extract.hints import Hints, weigh_names, weigh_words
from newsdesk.extract.page import Page, Place

Floats = npt.NDArray[np.float32]

_TAGS = {
    "p": 0,
    "h1": 1,
    "h2": 2,
    "h3": 3,
    "h4": 3,
    "h5": 3,
    "h6": 3,
    "li": 4,
    "td": 5,
    "th": 5,
    "div": 6,
    "blockquote": 7,
    "figcaption": 8,
    "dt": 9,
    "dd": 9,
    "pre": 10,
    "section": 11,
    "article": 11,
    "main": 11,
    "body": 11,
}
_N_TAGS = 13
_ENDINGS = tuple('.!?。！？…؟।"”»」’)')
_OPENINGS = frozenset("\"“„«»‘'—–-")
_MENU_ENTRY = 48
_LONG = 240
"""Blocks of this many characters and more are told by their form, not by their words."""
_NOTHING_TOLD = (0.0,) * 18
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BLANKS = re.compile(r"\W+")
_SIDE_TAGS = {"p": 1, "h1": 2, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "li": 3}
_N_ABOVE = 3
_NO_NAMES = (0.0,) * 6


class Context:
    """What the page says of itself, for comparing blocks with it."""

    def __init__(
        self, titles: tuple[str, ...], description: str, stated_body: str, authors: tuple[str, ...] = ()
    ) -> None:
        self.titles = tuple({frozenset(title.lower().split()) for title in titles if title})
        self.tight_titles = frozenset(tight(title) for title in titles if title)
        self.description = tight(description)
        self.body = tight(stated_body)
        self.authors = tuple(name for author in authors if len(name := tight(author)) > 5)


def tight(text: str) -> str:
    """Letters and digits alone, in lower case: for comparing texts that differ in blanks and quotation marks."""
    return _BLANKS.sub("", text.lower())


def features_of(page: Page, context: Context, hints: Hints) -> Floats:
    """Return the matrix of features, a row per block; no rows for a page without text."""
    n = len(page.texts)
    if not n:
        return np.zeros((0, 0), np.float32)
    own = _own(page, hints)
    agreement = _agreement(page, context)
    boxes = np.asarray(page.boxes)
    length, link_share = own[:, 0], own[:, 1]
    value = (
        np.where((length > 60) & (link_share < 0.3), length * (1 - link_share), -np.minimum(length + 15, 70))
        + 20 * own[:, 8]
    )
    value = np.where(np.asarray(page.box_places)[boxes] & int(Place.FOOTER | Place.NAV | Place.ASIDE) > 0, -60, value)
    columns = [
        np.column_stack([np.log1p(length), own[:, 1:]]),
        agreement,
        _tags(page, boxes),
        _places(page, boxes),
        _names(page, boxes, hints),
        _around(page, boxes, length, link_share, value),
        _signatures(page, length, link_share, value),
        _position(value, agreement, length),
        _company(page),
        _neighbours(length, link_share, own[:, 8], agreement[:, 0]),
    ]
    return np.concatenate(columns, axis=1, dtype=np.float32)


def _own(page: Page, hints: Hints) -> Floats:
    """Form of the text: length (wide scripts count more), links, punctuation, capitals, digits, telling words."""
    rows = []
    for text, inline in zip(page.texts, page.inline, strict=True):
        n_link, n_links, n_strong, n_slanted, n_anchors, parted = astuple(inline)
        n = len(text)
        if _is_menu_entry(n, n_link):
            rows.append((float(n), n_link / n, float(min(n_links, 10)), *_NOTHING_TOLD))
            continue
        wide = 1.0 if text.isascii() or not _WIDE.search(text) else 2.5
        rows.append(
            (
                n * wide, n_link / n, float(min(n_links, 10)), n_strong / n, n_slanted / n,
                n_anchors / max(n_links, 1), float(parted), *_form(text, n),
                *(weigh_words(text, hints) if n < _LONG else (0.0, 0.0, 0.0)),
            )
        )  # fmt: skip
    return np.array(rows, np.float32)


def _form(text: str, n: int) -> tuple[float, ...]:
    """Sentences, commas, digits, capitals and telling characters of a text of `n` characters."""
    count = text.count
    n_words = count(" ") + 1
    stop = float(text.endswith(_ENDINGS))
    stops = count(". ") + count("? ") + count("! ") + count("。") + count("！") + count("\u061f ") + stop
    commas = count(",") + count("、") + count("，") + count(";") + count("،")
    return (
        stop, min(stops, 6.0), min(commas / n_words, 1.0),
        sum(map(count, "0123456789")) / n if n < _LONG else 0.0, float(text[0].islower()), float(text.isupper()),
        float(text[-1] in ":："), n / n_words, float("\n" in text), float("|" in text or "©" in text),
        float(text[0] in _OPENINGS),
    )  # fmt: skip


def _is_menu_entry(n: int, n_link: int) -> bool:
    """Tell whether a block is nothing but a short link; there are many, and they aren't looked at closely."""
    return n < _MENU_ENTRY and n_link >= n - 2


def _agreement(page: Page, context: Context) -> Floats:
    """Agreement with the page's title, description, authors and stated body; repetition of the same text."""
    seen: dict[str, int] = {}
    for text in page.texts:
        seen[text] = seen.get(text, 0) + 1
    rows = []
    has_texts = bool(context.description or context.body)
    for text, inline in zip(page.texts, page.inline, strict=True):
        likeness, same, described, stated, named = 0.0, 0.0, 0.0, 0.0, 0.0
        n = len(text)
        if n < _LONG and not _is_menu_entry(n, inline.link_chars):
            words = frozenset(text.lower().split())
            for title in context.titles:
                n_common = len(words & title)
                likeness = max(likeness, n_common / (len(words) + len(title) - n_common or 1))
            if likeness > 0.5:
                same = float(tight(text) in context.tight_titles)
            if n < 120 and context.authors:
                folded = tight(text)
                named = float(any(author in folded for author in context.authors))
        if has_texts and n > 20:
            start = tight(text[:90])
            described = float(start[:40] in context.description) if context.description else 0.0
            if context.body:
                stated = 1.0 if start[:50] in context.body else -1.0
        rows.append((likeness, same, described, stated, float(seen[text] > 1), named))
    return np.array(rows, np.float32)


def _tags(page: Page, boxes: npt.NDArray[np.int64]) -> Floats:
    by_box = np.array([_TAGS.get(tag, 12) for tag in page.box_tags])
    one_hot: Floats = np.eye(_N_TAGS, dtype=np.float32)[by_box[boxes]]
    return one_hot


def _places(page: Page, boxes: npt.NDArray[np.int64]) -> Floats:
    flags = np.asarray(page.box_places)[boxes]
    return ((flags[:, None] >> np.arange(len(Place))[None, :]) & 1).astype(np.float32)


def _names(page: Page, boxes: npt.NDArray[np.int64], hints: Hints) -> Floats:
    """Weights of the class names: the own box's, and the lowest, highest and summed over all boxes around it."""
    known: dict[str, tuple[float, float]] = {"": (0.0, 0.0)}
    rows: list[tuple[float, float, float, float, float, float]] = []
    first, last = page.box_first, page.box_last
    for box, attrs in enumerate(page.box_attrs):
        if first[box] == last[box]:
            rows.append(_NO_NAMES)
            continue
        parent = page.box_parents[box]
        above = rows[parent] if parent >= 0 else _NO_NAMES
        if not attrs:
            rows.append((0.0, 0.0, *above[2:4], above[4] * 0.8, above[5] + 1))
            continue
        low_high = known.get(attrs)
        if low_high is None:
            low_high = known[attrs] = weigh_names(attrs, hints)
        low, high = low_high
        rows.append((low, high, min(low, above[2]), max(high, above[3]), above[4] * 0.8 + low + high, above[5] + 1))
    return np.array(rows, np.float32)[boxes]


def _around(page: Page, boxes: npt.NDArray[np.int64], length: Floats, link_share: Floats, value: Floats) -> Floats:
    """Shares and means of the three boxes around each block, and whether the box of greatest value holds it."""
    first, last = np.asarray(page.box_first), np.asarray(page.box_last)
    parents = np.maximum(np.asarray(page.box_parents), 0)

    def within(column: Floats) -> Floats:
        sums = np.concatenate(([0.0], np.cumsum(column)))
        inner: Floats = (sums[last] - sums[first]).astype(np.float32)
        return inner

    total, linked, worth = within(length), within(length * link_share), within(value)
    n_blocks = np.maximum(last - first, 1)
    page_total, page_worth = max(float(total[0]), 1.0), max(float(worth.max()), 1.0)
    best = int(worth.argmax())
    columns = []
    box = boxes
    for _ in range(_N_ABOVE):
        columns += [
            total[box] / page_total,
            linked[box] / np.maximum(total[box], 1),
            np.log1p(total[box] / n_blocks[box]),
            np.log1p(n_blocks[box]),
            worth[box] / page_worth,
        ]
        box = parents[box]
    places = np.arange(len(boxes))
    inside = (places >= first[best]) & (places < last[best])
    columns += [
        inside,
        np.clip(places - first[best], -20, 60) / 20.0,
        np.clip(last[best] - places, -20, 60) / 20.0,
        np.full(len(boxes), worth[best] / page_total),
        (boxes == best) | (parents[boxes] == best),
    ]
    return np.column_stack(columns).astype(np.float32)


def _signatures(page: Page, length: Floats, link_share: Floats, value: Floats) -> Floats:
    """What blocks in boxes of the same kind are like: repetition of structure."""
    ids: dict[tuple[str, str, str], int] = {}
    kinds = np.array(
        [
            ids.setdefault(
                (page.box_tags[box], page.box_attrs[box], page.box_attrs[page.box_parents[box]] if box else ""),
                len(ids),
            )
            for box in page.boxes
        ]
    )
    n = np.bincount(kinds)
    means = [np.bincount(kinds, column) / n for column in (length, link_share, value)]
    share = np.bincount(kinds, length) / max(float(length.sum()), 1.0)
    return np.column_stack(
        [np.log1p(n)[kinds], np.log1p(means[0])[kinds], means[1][kinds], means[2][kinds] / 100, share[kinds]]
    ).astype(np.float32)


def _position(value: Floats, agreement: Floats, length: Floats) -> Floats:
    """Place on the page, before or after the headline, inside the stretch of greatest summed value."""
    n = len(value)
    places = np.arange(n)
    sums = np.concatenate(([0.0], np.cumsum(value)))
    low = np.minimum.accumulate(sums[:-1])
    end = int(np.argmax(sums[1:] - low)) + 1
    start = int(np.argmin(sums[:end]))
    likeness = agreement[:, 0] + agreement[:, 1]
    before = likeness[: max(start + 3, 1)]
    title = (
        int(n - 1 - np.argmax(likeness[::-1]))
        if not before.size or before.max() < 0.5
        else int(len(before) - 1 - np.argmax(before[::-1]))
    )
    has_title = float(likeness[title] > 0.5)
    chars = np.cumsum(length)
    return np.column_stack(
        [
            places / n,
            np.full(n, np.log1p(n)),
            chars / max(float(chars[-1]), 1.0),
            (places >= start) & (places < end),
            np.clip(places - start, -20, 60) / 20,
            np.clip(end - places, -20, 60) / 20,
            np.clip(places - title, -20, 60) / 20 * has_title,
            np.full(n, has_title),
            np.full(n, np.log1p(max(float(sums[end] - sums[start]), 0.0))),
        ]
    ).astype(np.float32)


def _company(page: Page) -> Floats:
    """Pictures just before the block, or in its box; headings, list items and paragraphs beside it."""
    n = len(page.texts)
    pictures = np.bincount([min(picture.block, n) for picture in page.pictures], minlength=n + 1)[:n]
    boxes_with = {picture.box for picture in page.pictures}
    inside = [box in boxes_with or page.box_parents[box] in boxes_with for box in page.boxes]
    kinds = np.array([_SIDE_TAGS.get(page.box_tags[box], 0) for box in page.boxes])
    sides = _padded(kinds, 1)
    columns: list[npt.ArrayLike] = [np.minimum(pictures, 2), inside]
    for side in (sides[:-2], sides[2:]):
        columns += [side == kind for kind in (1, 2, 3)]
    tops = np.cumsum([page.box_tags[box] == "h1" for box in page.boxes])
    article = _article_numbers(page)[np.asarray(page.boxes)]
    columns += [np.minimum(tops, 4), np.minimum(article, 4), article == 1]
    return np.column_stack(columns).astype(np.float32)


def _article_numbers(page: Page) -> npt.NDArray[np.int64]:
    """For each box, the number of the outermost `<article>` it stands in, counting from 1; 0 outside any."""
    numbers = np.zeros(len(page.box_tags), np.int64)
    n_articles = 0
    for box, tag in enumerate(page.box_tags):
        parent = page.box_parents[box]
        if parent >= 0 and numbers[parent]:
            numbers[box] = numbers[parent]
        elif tag == "article":
            n_articles += 1
            numbers[box] = n_articles
    return numbers


def _padded(column: npt.NDArray[np.floating | np.integer], reach: int) -> npt.NDArray[np.floating | np.integer]:
    """The column with `reach` zeros on both sides; numpy's own function takes longer than all that is done with it."""
    padded = np.zeros(len(column) + 2 * reach, column.dtype)
    padded[reach : reach + len(column)] = column
    return padded


def _neighbours(length: Floats, link_share: Floats, stops: Floats, likeness: Floats) -> Floats:
    """Length, links and sentences of the two blocks before and after, and means over wider windows."""
    columns = []
    logs = np.log1p(length)
    for column in (logs, link_share, stops):
        padded = _padded(column, 2)
        columns += [padded[shift : shift + len(column)] for shift in (0, 1, 3, 4)]
    padded = _padded(likeness, 1)
    columns += [padded[:-2], padded[2:]]
    for column in (logs, link_share):
        sums = np.concatenate(([0.0], np.cumsum(_padded(column, 5))))
        columns += [(sums[5 : 5 + len(column)] - sums[: len(column)]) / 5]
        columns += [(sums[11 : 11 + len(column)] - sums[6 : 6 + len(column)]) / 5]
    return np.column_stack(columns).astype(np.float32)
