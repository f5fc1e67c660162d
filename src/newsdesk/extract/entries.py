"""The entries of a front page or a section's page: headlines that link to articles, with teaser and time.

A *card* is the largest box around a linked headline that holds no headline with another address.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from newsdesk.addresses import canonical_address, site_of
from newsdesk.extract.dateparse import has_digit, parse_date, time_ago
from newsdesk.extract.dates import claim
from newsdesk.extract.hrefs import complete
from newsdesk.extract.linked import LinkedData, each_of, read_linked_data, text_of, types_of
from newsdesk.extract.markup import read_markup
from newsdesk.extract.page import Page, Place, read_attributes
from newsdesk.extract.state import rows_in, states_of
from newsdesk.extract.walk import read_page
from newsdesk.model.article import Basis, DateClaim
from newsdesk.model.entry import Entry

_BESIDE = int(Place.NAV | Place.FOOTER | Place.FORM | Place.DIALOG)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_MIN_TITLE, _MIN_DENSE, _MAX_TITLE = 18, 7, 250
_MIN_TEASER, _MAX_TEASER, _MAX_TIME = 30, 600, 60
_MIN_ALIKE = 3
_MAX_ENTRIES, _MAX_STATES = 500, 40
_KEYS = (("headline", "title", "name"), ("url", "href", "link", "path", "permalink", "canonicalUrl"))
_TEASER_KEYS = ("description", "teaser", "summary", "excerpt", "standfirst", "lead")
_TIME_KEYS = ("publishedAt", "datePublished", "published_at", "published", "publishDate", "date", "createdAt")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MAX_DATE = 40
_MORE = re.compile(
    r"\s+(?:read|see|show) more\W*$|\s+(?:mehr|weiterlesen|lire la suite|leer más|читать далее)\W*$", re.I
)
_FURTHER = re.compile(
    r"^\W*(?:read|see|show|load|view|more|mehr|weiter|alle|lire|leer|читать|ещё|więcej)\b", re.IGNORECASE
)


class _Headline(NamedTuple):
    block: int
    address: str
    title: str


def entries_in(html: str, address: str, at: datetime) -> list[Entry]:
    """Return the entries of a page in its order, each address once; `at` bounds the times that are believed.

    Raises `TooComplexError` for pages that are nested or repeated beyond the limits.
    """
    page = read_page(read_markup(html))
    base = canonical_address(read_attributes(page.base).get("href", ""), address) if page.base else address
    found: dict[str, Entry] = {}
    headlines = _headlines(page, base or address)
    cards = _cards(page, headlines)
    alike = Counter(_kind_of(page, card) for card in cards)
    for headline, card in zip(headlines, cards, strict=True):
        if alike[_kind_of(page, card)] >= _MIN_ALIKE or page.tag(headline.block) in _HEADINGS:
            entry = _entry(page, headline, card, at)
            known = found.get(entry.address)
            found[entry.address] = _better(known, entry) if known else entry
    if not found:
        found = {entry.address: entry for entry in _listed(read_linked_data(page.linked_data), base)}
    if not found:
        rows = (row for state in states_of(page)[:_MAX_STATES] for row in rows_in(state))
        drawn = (_of_row(row, base or address, at) for row in rows)
        found = {entry.address: entry for entry in drawn if entry}
    return list(found.values())[:_MAX_ENTRIES]


def _headlines(page: Page, base: str) -> list[_Headline]:
    """Blocks long enough for a headline that lead to a page of the same site, outside menus."""
    found = []
    for block, text in enumerate(page.texts):
        least = _MIN_DENSE if _DENSE.search(text) else _MIN_TITLE
        if not least <= len(text) <= _MAX_TITLE or page.place(block) & _BESIDE or _FURTHER.match(text):
            continue
        title = text
        if page.inline[block].link_chars < 0.8 * len(text) and not page.place(block) & Place.LINK:
            title = _linked_start(page, block) or (text if _is_overlaid(page, block) else "")
            if len(title) < least:
                continue
        if page.place(block) & Place.LINK and page.tag(block) not in _HEADINGS:
            continue
        target = _target(page, block, base)
        if target and (not base or site_of(target) == site_of(base)) and target.count("/") > 3 - target.endswith("/"):
            found.append(_Headline(block, target, title))
    return found


def _linked_start(page: Page, block: int) -> str:
    """The link that a block begins with, where but a date or further lines follow it; else empty."""
    text = page.texts[block]
    for mark in page.links_by_block.get(block, ())[:1]:
        words = page.words_of(mark)
        rest = text[len(words) :] if words and text.startswith(words) else "x"
        if rest.startswith("\n") or (len(rest) <= _MAX_DATE and (parse_date(rest) or time_ago(rest))):
            return words
    return ""


def _is_overlaid(page: Page, block: int) -> bool:
    """Tell whether an empty link stands right before a heading, drawn over its whole card by the page's style."""
    links = page.links_by_block.get(block, ())
    return page.tag(block) in _HEADINGS and any(not page.words_of(mark) for mark in links)


def _target(page: Page, block: int, base: str) -> str:
    """Where a headline leads: its own link's address, or that of the link around its box."""
    for mark in page.links_by_block.get(block, ()):
        address = complete(mark.href, base)
        if address and address != base:
            return address
    if page.place(block) & Place.LINK:
        for near in range(block, block - 4, -1):
            for mark in page.links_by_block.get(near, ()):
                if address := complete(mark.href, base):
                    return address
    return ""


def _cards(page: Page, headlines: list[_Headline]) -> list[int]:
    """For each headline the box of its card."""
    cards = []
    others_before = _others(headlines, -1)
    others_after = _others(headlines[::-1], len(page.texts))[::-1]
    for (block, *_), before, after in zip(headlines, others_before, others_after, strict=True):
        card = page.boxes[block]
        while (
            (parent := page.box_parents[card]) > 0
            and page.box_first[parent] > before
            and page.box_last[parent] <= after
        ):
            if page.box_tags[parent] in ("body", "main"):
                break
            card = parent
        cards.append(card)
    return cards


def _others(headlines: list[_Headline], none: int) -> list[int]:
    """For each headline the block of the nearest one before it with another address; `none` where there is none."""
    found: list[int] = []
    for number, one in enumerate(headlines):
        last = headlines[number - 1] if number else None
        found.append(none if last is None else last.block if last.address != one.address else found[-1])
    return found


def _kind_of(page: Page, card: int) -> tuple[str, str]:
    """Tag and class of a card, digits aside: cards of one list are of one kind."""
    named = re.search(r'class="([^"]*)"', page.box_attrs[card])
    return page.box_tags[card], re.sub(r"\d+", "0", named[1])[:60] if named else ""


def _entry(page: Page, headline: _Headline, card: int, at: datetime) -> Entry:
    first, last = page.box_first[card], page.box_last[card]
    blocks = [block for block in range(first, last) if block != headline.block]
    own = page.texts[headline.block].removeprefix(headline.title).strip()
    teasers = [own] if len(own) >= _MIN_TEASER else []
    teasers += [
        _MORE.sub("", page.texts[block])
        for block in blocks
        if _MIN_TEASER <= len(page.texts[block]) <= _MAX_TEASER and page.texts[block] != page.texts[headline.block]
    ]
    return Entry(
        title=" ".join(headline.title.split()),
        address=headline.address,
        teaser=max(teasers, key=len, default=""),
        published=_time(page, range(first, last), at),
    )


def _time(page: Page, blocks: range, at: datetime) -> DateClaim | None:
    for mark in page.marks:
        if mark.tag == "time" and mark.block in blocks:
            for words in (mark.attributes.get("datetime", ""), page.words_of(mark)):
                read = parse_date(words) if words else None
                if read and read.at <= at:
                    return claim(read, "time", words)
    for block in blocks:
        text = page.texts[block]
        read = parse_date(text) if len(text) <= _MAX_TIME and any(map(str.isdigit, text)) else None
        if read and read.at <= at:
            return claim(read, "text", text)
        spent = time_ago(text) if len(text) <= _MAX_TIME and has_digit(text) else None
        if spent is not None:
            day = datetime.combine((at - spent).astimezone(UTC), datetime.min.time(), UTC)
            return DateClaim(at=day, precision="day", basis=Basis.INFERRED, evidence="text", words=text)
    return None


def _better(known: Entry, other: Entry) -> Entry:
    """One entry out of two for the same address: the first, with what it lacks."""
    return msgspec.structs.replace(
        known, teaser=known.teaser or other.teaser, published=known.published or other.published
    )


def _listed(linked: LinkedData, base: str) -> list[Entry]:
    """The entries that stand only in the page's linked data, as schema.org's ItemList."""
    found = []
    for thing in linked.things:
        if "ItemList" in types_of(thing):
            for item in each_of(thing.get("itemListElement")):
                inner = item.get("item", item) if isinstance(item, dict) else {}
                inner = inner if isinstance(inner, dict) else {"url": inner}
                title = text_of(inner.get("headline") or inner.get("name"))
                address = complete(text_of(inner.get("url") or inner.get("@id")), base)
                if title and address:
                    found.append(Entry(title=title, address=address, teaser=text_of(inner.get("description"))))
    return found


def _of_row(row: dict[str, Any], base: str, at: datetime) -> Entry | None:
    """The entry that an object of a program's state stands for; None where it has no headline or no address here."""
    title, href = (next((one for key in keys if isinstance(one := row.get(key), str) and one), "") for keys in _KEYS)
    address = complete(href, base) if href.startswith(("/", "http")) else ""
    if len(title) < _MIN_DENSE or not address or (base and site_of(address) != site_of(base)):
        return None
    teaser, when = (
        next((one for key in keys if isinstance(one := row.get(key), str)), "") for keys in (_TEASER_KEYS, _TIME_KEYS)
    )
    read = parse_date(when) if when else None
    published = claim(read, "state", when) if read and read.at <= at else None
    return Entry(title=" ".join(title.split()), address=address, teaser=teaser[:_MAX_TEASER], published=published)
