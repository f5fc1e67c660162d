"""The headline: what metadata, the first heading and the window's title agree on."""

from __future__ import annotations

import re

from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.page import Page, Place

_MARKS = re.compile(r"\s+[|•·—–:»«\-~/]+\s+|\s*[|»«]\s*")
_MAX_TITLE = 400
_MIN_END = 14
"""Characters from which on a heading that ends the window's title agrees with it: the site's name stands before."""
_RANKS = frozenset(("h1", "h2", "h3"))


def title_of(page: Page, linked: LinkedData, site: str) -> tuple[str, int]:
    """Return the title, and the block of the page it stands in (-1 when it stands in none)."""
    head = page.head_title
    stated = _plain(text_of(linked.article.get("headline")))
    shared = _plain(page.meta.get("og:title") or page.meta.get("twitter:title") or "")
    known = [tight(words) for words in (stated, shared, head) if words]
    block = _heading(page, known)
    if block >= 0:
        text = " ".join(page.texts[block].split())
        if len(text) <= _MAX_TITLE:
            return _settled(text, stated, without_site(shared, site, head)), block
    title = _plain(stated) or without_site(shared, site, head) or without_site(head, site, "")
    title = title[:_MAX_TITLE]
    return title, _block_of(page, tight(title))


def _settled(shown: str, stated: str, shared: str) -> str:
    """The headline as shown, without a kicker before it; the metadata's where two of its fields agree against it."""
    key = tight(shown)
    for other in (stated, shared):
        if len(tight(other)) > 20 and key != tight(other) and key.endswith(tight(other)):
            return other
    if stated and tight(stated) == tight(shared) != key and not stated.endswith(("…", "...")):
        return stated
    return shown


def _plain(words: str) -> str:
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", words).split())


def _heading(page: Page, known: list[str]) -> int:
    """The block of the headline: the first-level heading that agrees best with what the page says elsewhere."""
    best, best_score = -1, 0.0
    n_seen = 0
    known_tags: dict[int, str] = {}
    for block, box in enumerate(page.boxes):
        tag = known_tags.get(box)
        if tag is None:
            tag = known_tags[box] = _heading_tag(page, box)
        if not tag:
            continue
        key = tight(page.texts[block])
        if len(key) < 3:
            continue
        n_seen += 1
        agreement = max((_agreement(key, other) for other in known), default=0.0)
        score = agreement * 2 + (0.7 if tag == "h1" else 0.0) - 0.02 * min(n_seen, 20)
        places = page.box_places[box]
        score -= 0.5 * bool(places & (Place.NAV | Place.FOOTER | Place.ASIDE | Place.LINK))
        if tag != "h1" and agreement < 0.7:
            continue
        if score > best_score and (agreement > 0.25 or not known or len(key) > 15):
            best, best_score = block, score
    return best


def _heading_tag(page: Page, box: int) -> str:
    """`h1` to `h3` if the box is, or stands directly in, such a heading; else empty."""
    tags, parents = page.box_tags, page.box_parents
    for _ in range(3):
        if tags[box] in _RANKS:
            return tags[box]
        box = parents[box]
        if box <= 0:
            break
    return ""


def _agreement(key: str, other: str) -> float:
    """How far two tight strings agree: 1 when one is or begins the other, less when one holds the other."""
    if key == other:
        return 1.2
    short, long = sorted((key, other), key=len)
    if not short:
        return 0.0
    if long.startswith(short):
        return 0.6 + 0.4 * min(len(short) / len(long) * 1.5, 1.0) if len(short) > 8 else 0.2
    if long.endswith(short) and len(short) > _MIN_END:
        return 0.55 + 0.4 * min(len(short) / len(long) * 1.5, 1.0)
    if short in long:
        return 0.5 + 0.3 * len(short) / len(long) if len(short) > 12 else 0.1
    grams = {short[i : i + 4] for i in range(len(short) - 3)}
    return 0.8 * sum(gram in long for gram in grams) / len(grams) if grams else 0.0


def without_site(title: str, site: str, other: str) -> str:
    """Take the site's name (or a section's) off the end or the start of a title."""
    title = " ".join(title.split())
    pieces = [piece for piece in _MARKS.split(title) if piece]
    if len(pieces) < 2:
        return title
    name = tight(site)
    for piece in (pieces[-1], pieces[0]):
        key = tight(piece)
        if name and (key == name or (len(key) > 3 and (key in name or name in key))):
            start = title.find(piece)
            return (title[:start] if start else title[len(piece) :]).strip(" |•·—–:»«-~/")
    mark = re.search(r"\s+[|•·»«]\s+|\s+[—–-]\s+(?=[^—–|-]{2,40}$)", title)
    if mark and mark.start() > 15 and mark.start() > len(title) * 0.4:
        return title[: mark.start()].strip()
    return title


def _block_of(page: Page, key: str) -> int:
    if not key:
        return -1
    for block, text in enumerate(page.texts):
        if len(text) < _MAX_TITLE + 100 and tight(text) == key and not page.place(block) & (Place.NAV | Place.FOOTER):
            return block
    return -1


def site_name_of(page: Page, linked: LinkedData) -> str:
    """The name the site goes by, from its metadata; empty when it gives none."""
    named = page.meta.get("og:site_name") or text_of(linked.article.get("publisher"))
    if not named:
        for thing in linked.things:
            if thing.get("@type") in ("WebSite", "NewsMediaOrganization"):
                named = named or text_of(thing.get("name"))
    named = named or page.meta.get("application-name", "")
    return "" if named.startswith("http") else " ".join(named.split())[:80]
