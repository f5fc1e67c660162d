"""Live blogs: a Version per post, from schema.org data or from repetition of structure."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

from newsdesk.extract.content import Content, links_in
from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.embedded import blocks_of_text
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, Thing, each_of, text_of, types_of
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import Author, AuthorKind, Basis, BlockKind, DateClaim

_MIN_POSTS, _MAX_POSTS = 4, 3000
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE)
_CLOCK = re.compile(
    r"^\W*(?:\d{1,2}[.:h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:uhr|[A-Z]{2,5}|\(\w+\)))?|\d{1,3}\s*(?:m|h|"
    r"min|hr|hours?|minutes?|mins?)\s*ago)",
    re.I,
)
_TIME = re.compile(r"^\W*(?P<hour>\d{1,2})[.:h](?P<minute>\d\d)(?:\s*(?P<half>[ap])\.?m\b)?", re.I)
_LIVE = re.compile(
    r"live|ticker|liveblog|diretta|directo|en direct|minuto|трансляц|онлайн|onlajn|relacja|canlı|ao vivo|direkt", re.I
)


def live_posts(page: Page, linked: LinkedData, content: Content, address: str, at: datetime) -> list[Draft]:
    """The posts of a live blog in the page's order; none when the page is no live blog."""
    stated = [
        thing
        for thing in linked.things
        if "LiveBlogPosting" in types_of(thing) and each_of(thing.get("liveBlogUpdate"))
    ]
    for thing in stated:
        posts = [post for update in each_of(thing["liveBlogUpdate"])[:_MAX_POSTS] if (post := _stated_post(update))]
        if posts:
            return _once(posts)
    titled = f"{page.head_title} {address}"
    if not _LIVE.search(titled):
        return []
    return _once(_repeated(page, content, address, at))


def _stated_post(update: object) -> Draft | None:
    if not isinstance(update, dict):
        return None
    title = text_of(update.get("headline") or update.get("name"))
    body = text_of(update.get("articleBody") or update.get("text") or update.get("description")) or title
    blocks = blocks_of_text(body)
    if not blocks:
        return None
    return Draft(
        title=title if tight(title) != tight(body) else "",
        blocks=blocks,
        address=_address(update),
        published=_date(update, "datePublished", "dateCreated", "coverageStartTime"),
        updated=_date(update, "dateModified"),
        authors=_authors(update),
    )


def _address(update: Thing) -> str:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = update.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value:
            return value
    return ""


def _date(update: Thing, *names: str) -> DateClaim | None:
    for name in names:
        words = text_of(update.get(name))
        read = parse_date(words) if words else None
        if read:
            return claim(read, "json-ld", words)
    return None


def _authors(update: Thing) -> tuple[Author, ...]:
    names = [text_of(author) for author in each_of(update.get("author"))]
    persons = (each_of(update.get("author")) or [None])[:1]
    kind = (
        AuthorKind.DESK
        if persons and isinstance(persons[0], dict) and "Organization" in types_of(persons[0])
        else AuthorKind.PERSON
    )
    return tuple(Author(name=name[:80], kind=kind) for name in names if name and not name.startswith("http"))


def _repeated(page: Page, content: Content, address: str, at: datetime) -> list[Draft]:
    """Posts by structure: sister boxes of one kind, each with a time of its own near its start and text below."""
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for box, (tag, parent) in enumerate(zip(page.box_tags, page.box_parents, strict=True)):
        if page.box_last[box] > page.box_first[box] and not page.box_places[box] & _BESIDE:
            groups[parent, tag, _kind(page.box_attrs[box])].append(box)
    best: list[Draft] = []
    timed = {mark.block for mark in page.marks if mark.tag == "time"}
    for boxes in groups.values():
        if len(boxes) < _MIN_POSTS:
            continue
        posts = [post for box in boxes[:_MAX_POSTS] if (post := _post(page, content, box, timed, address, at))]
        if len(posts) >= max(_MIN_POSTS, 0.5 * len(boxes)) and sum(len(p.body) for p in posts) > sum(
            len(p.body) for p in best
        ):
            best = posts
    return best


def _kind(attrs: str) -> str:
    match = re.search(r'class="([^"]*)"', attrs)
    return re.sub(r"\d+", "0", match[1])[:60] if match else ""


def _post(page: Page, content: Content, box: int, timed: set[int], address: str, at: datetime) -> Draft | None:
    first, last = page.box_first[box], page.box_last[box]
    when = next(
        (
            block
            for block in range(first, min(first + 5, last))
            if block in timed or (_CLOCK.match(page.texts[block]) and len(page.texts[block]) < 60)
        ),
        -1,
    )
    if when < 0:
        return None
    words = [
        block
        for block in range(first, last)
        if block != when and (content.sureness[block] > 0.3 or len(page.texts[block]) > 80)
    ]
    title = ""
    if words and page.tag(words[0]) in ("h1", "h2", "h3", "h4", "h5"):
        title = page.texts[words.pop(0)]
    blocks = [
        DraftBlock(BlockKind.PARAGRAPH, page.texts[block], links=links_in(page, block, address)) for block in words
    ]
    if not blocks and not title:
        return None
    if not blocks:
        blocks, title = [DraftBlock(BlockKind.PARAGRAPH, title)], ""
    key = re.search(r'\bid="([^"\s]{1,80})"', page.box_attrs[box])
    return Draft(
        title=title, blocks=blocks, published=_time_in(page, when, at), key=key[1] if key else "",
        clock=_clock_of(page.texts[when]),
    )  # fmt: skip


def _clock_of(text: str) -> int | None:
    """The time of day that a text begins with, in minutes; None where it begins with none."""
    found = _TIME.match(text)
    if not found:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    return hour * 60 + int(found["minute"]) if hour < 24 and int(found["minute"]) < 60 else None


def dated_by_clock(posts: list[Draft], day: DateClaim | None) -> list[Draft]:
    """The posts, those that state a time of day alone with the day that the page states: an inference.

    Posts stand newest first or oldest first; where the clock jumps against that order, midnight has passed.
    """
    clocks = [post.clock for post in posts if post.clock is not None]
    if day is None or not clocks or any(post.published for post in posts):
        return posts
    n_falls = sum(after < before for before, after in pairwise(clocks))
    ordered = posts if 2 * n_falls < len(clocks) else posts[::-1]
    zone = timezone(timedelta(minutes=day.zone or 0))
    at, n_days, last = day.at.astimezone(zone).date(), 0, -1
    for post in ordered:
        if post.clock is None:
            continue
        n_days += post.clock < last
        last = post.clock
        midnight = datetime.combine(at + timedelta(days=n_days), datetime.min.time(), zone)
        words = f"{post.clock // 60:02}:{post.clock % 60:02}"
        post.published = DateClaim(
            at=(midnight + timedelta(minutes=post.clock)).astimezone(UTC), precision="minute", basis=Basis.INFERRED,
            evidence="text", words=words, zone=day.zone,
        )  # fmt: skip
    return posts


def _time_in(page: Page, block: int, at: datetime) -> DateClaim | None:
    """The date of a post from its `<time>` or its words; a clock time alone is no date."""
    for mark in page.marks:
        if mark.block == block and mark.tag == "time":
            read = parse_date(mark.attributes.get("datetime", ""))
            if read:
                return claim(read, "time", mark.attributes["datetime"])
    read = parse_date(page.texts[block])
    return claim(read, "text", page.texts[block]) if read and read.at <= at.replace(year=at.year + 1) else None


def _once(posts: list[Draft]) -> list[Draft]:
    """Leave out posts that repeat an earlier one word by word."""
    seen: set[str] = set()
    kept = []
    for post in posts:
        key = tight(post.title + post.body)
        if key and key not in seen:
            seen.add(key)
            kept.append(post)
    return kept
