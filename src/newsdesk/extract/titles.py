"""The headline: what metadata, the first heading and the window's title agree on."""

from __future__ import annotations

import re

from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, text_of
from newsdesk.extract.page import Page, Place

_MARKS = re.compile(r"\s+[|•·—–:»«\-~/]+\s+|\s*[|»«]\s*")
_WORD = re.compile(r"\w+")
_MAX_TITLE = 400
_MIN_END = 14
"""Characters from which on a heading that ends the window's title agrees with it: the site's name stands before."""
_MIN_STATED, _MIN_SHARED = 12, 20
"""Letters from which on the metadata's headline at the end of the shown one leaves a kicker before it."""
_FEW_WORDS = 2
_NEARLY = 0.6
_REACH = 40
_N_SAMPLES = 6
"""Strings of which at most one in about so many short stretches is shared do not agree."""
_RANKS = frozenset(("h1", "h2", "h3"))
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE | Place.LINK)


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
            block = _as_stated(page, block, stated)
            text = " ".join(page.texts[block].split())
            return _settled(text, stated, shared, site, head), block
    title = _plain(stated) or without_site(shared, site, head) or without_site(head, site, "")
    title = title[:_MAX_TITLE]
    return title, _block_of(page, tight(title))


def _as_stated(page: Page, block: int, stated: str) -> int:
    """The heading that says what the metadata calls the headline, where the chosen one is some other line over it."""
    if len(stated) < _MIN_STATED or tight(page.texts[block]) == tight(stated):
        return block
    for other in range(block + 1, min(block + _REACH, len(page.texts))):
        if (
            " ".join(page.texts[other].split()) == stated
            and page.tag(other) in _RANKS
            and not page.place(other) & _BESIDE
            and not page.inline[other].link_chars
        ):
            return other
    return block


def _settled(shown: str, stated: str, shared: str, site: str, head: str) -> str:
    """The headline as shown, without kicker, label or site; the metadata's where its fields agree against it."""
    short = without_site(shared, site, head)
    key, stated_key = tight(shown), tight(stated)
    if key == tight(shared) and len(_WORD.findall(shared)) > len(_WORD.findall(shown)):
        # Kicker and headline in boxes of their own run together where nothing parts their words.
        return shared
    for other, least in ((stated, _MIN_STATED), (short, _MIN_SHARED)):
        if len(tight(other)) > least and key != tight(other) and key.endswith(tight(other)):
            return other
    for other in (stated, shared):
        if other.count(" ") > shown.count(" ") and shown.replace(" ", "") == other.replace(" ", ""):
            return other
    if _overruled(key, stated, (shared, short), (head, without_site(head, site, ""))):
        return stated
    if _is_rubric(shown, short, head):
        return short
    return _without_label(shown, (stated_key, tight(shared)))


def _overruled(key: str, stated: str, shared: tuple[str, str], heads: tuple[str, str]) -> bool:
    """Tell whether the metadata's headline agrees with another of its fields, and none agrees with what is shown."""
    stated_key = tight(stated)
    if not stated_key or stated.endswith(("…", "...")) or key.startswith(stated_key) or stated_key.startswith(key):
        return False
    others = [tight(other) for other in shared]
    if key in others or stated_key in others:
        return key not in others
    near = max(_agreement(stated_key, other) for other in others)
    return near > _NEARLY and stated_key in {tight(head) for head in heads}


def _is_rubric(shown: str, shared: str, head: str) -> bool:
    """Tell whether a word or two stand in the heading's place, while sharing and window agree on a full headline."""
    rest = shared[len(shown) :] if shared.casefold().startswith(shown.casefold()) else ":"
    n_words = len(shared.split())
    return len(shown.split()) <= _FEW_WORDS < n_words - 1 and rest[:1] == ":" and tight(head).startswith(tight(shared))


def _without_label(shown: str, known: tuple[str, str]) -> str:
    """Take off what stands behind a bar: the site, or one word for the kind of text, such as `Opinion`."""
    for bar in (" | ", " / "):
        start, found, end = shown.rpartition(bar)
        if found and len(start) > _MIN_END and (tight(start) in known or (bar == " | " and " " not in end.strip())):
            return start.strip()
    return shown


def _plain(words: str) -> str:
    return " ".join(re.sub(r"<[^<>]{1,200}>", "", words).split())


def _heading(page: Page, known: list[str]) -> int:
    """The block of the headline: the first-level heading that agrees best with what the page says elsewhere."""
    best, best_score = -1, 0.0
    n_seen = 0
    known = list(dict.fromkeys(known))
    for block, tag in page.headings:
        key, box = tight(page.texts[block]), page.boxes[block]
        if len(key) < 3:
            continue
        n_seen += 1
        agreement = max([_agreement(key, other) for other in known], default=0.0)
        score = agreement * 2 + (0.7 if tag == "h1" else 0.0) - 0.02 * min(n_seen, 20)
        score -= 0.5 * bool(page.box_places[box] & _BESIDE)
        if tag != "h1" and agreement < 0.7:
            continue
        if score > best_score and (agreement > 0.25 or not known or len(key) > 15):
            best, best_score = block, score
    return best


def _agreement(key: str, other: str) -> float:
    """How far two tight strings agree: 1 when one is or begins the other, less when one holds the other."""
    if key == other:
        return 1.2
    short, long = (key, other) if len(key) <= len(other) else (other, key)
    if not short:
        return 0.0
    if long.startswith(short):
        return 0.6 + 0.4 * min(len(short) / len(long) * 1.5, 1.0) if len(short) > 8 else 0.2
    if long.endswith(short) and len(short) > _MIN_END:
        return 0.55 + 0.4 * min(len(short) / len(long) * 1.5, 1.0)
    if short in long:
        return 0.5 + 0.3 * len(short) / len(long) if len(short) > 12 else 0.1
    step = max(len(short) // _N_SAMPLES, 1)
    if len([i for i in range(0, len(short) - 3, step) if short[i : i + 4] in long]) <= 1:
        return 0.0
    grams = {short[i : i + 4] for i in range(len(short) - 3)}
    return 0.8 * sum(map(long.__contains__, grams)) / len(grams) if grams else 0.0


def without_site(title: str, site: str, other: str) -> str:
    """Take the site's name (or a section's) off the end or the start of a title."""
    title = " ".join(title.split())
    pieces = [piece for piece in _MARKS.split(title) if piece]
    if len(pieces) < 2:
        return title
    name = tight(site)
    for piece in (pieces[-1], pieces[0]):
        key = tight(piece)
        inside = key in name and (piece is pieces[-1] or len(key) > 0.7 * len(name))
        if name and (key == name or (len(key) > 3 and (inside or name in key))):
            start = title.rfind(piece) if piece is pieces[-1] else title.find(piece)
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
