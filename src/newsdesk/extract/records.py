"""A row of an archive, one JSON object: its fields are what the archive states."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.embedded import blocks_of_text
from newsdesk.extract.features import tight
from newsdesk.extract.names import AGENCIES, agency_of, kind_of
from newsdesk.extract.outlet_names import without_outlet
from newsdesk.extract.runin import Head, unravel
from newsdesk.extract.wording import detokenise, is_tokenised, paragraphs_of
from newsdesk.model.article import Author, BlockKind
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason

_SIGN_OFF = re.compile(r"^\W*(?:reuters?|\(?(?:ap|afp|upi|dpa)\)?|end|-30-|###)\W*$", re.I)
_SIGNED = re.compile(r"(?<=[.”\"')])\s+(?:REUTER|Reuter)\s*$")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")
_TEXTS = ("text", "body", "content", "articleBody")
_DATES = ("ts", "published", "date", "datePublished", "timestamp", "time")


def read_record(text: str) -> list[Draft] | Refused:
    """Read one JSON object into an article; refused when it is none, or holds no words."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return Refused(Reason.NOT_TEXT, "the record is not JSON")
    if not isinstance(row, dict):
        return Refused(Reason.NOT_TEXT, f"the record is {type(row).__name__}; expected an object")
    title = " ".join(html.unescape(_string(row, "title", "headline")).split())
    body = _string(row, *_TEXTS)
    if is_tokenised(body):
        title, body = detokenise(title), detokenise(body)
    blocks = _blocks(body)
    if not blocks and not title:
        return Refused(Reason.EMPTY, "the record has neither title nor text")
    site = _string(row, "source", "publisher", "outlet", "site")
    authors = _authors(row, site)
    when = _string(row, *_DATES)
    head, blocks = _headed(title, site, blocks)
    if head.author and not authors:
        authors = (Author(name=head.author, kind=kind_of(head.author, site)),)
    when = when or head.stamp
    read = parse_date(when) if when else None
    language = _string(row, "lang", "language")
    words = [block.words for block in blocks]
    return [
        Draft(
            title=head.title,
            blocks=blocks,
            address=_string(row, "url", "address", "link"),
            published=claim(read, "record", when) if read else None,
            authors=authors,
            agency=AGENCIES.get(tight(site), "") or agency_of(words, authors),
            site_name=site,
            section=_string(row, "section", "category"),
            stated_language=language if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", language) else "",
            key=_string(row, "id"),
        )
    ]


def _headed(title: str, site: str, blocks: list[DraftBlock]) -> tuple[Head, list[DraftBlock]]:
    """The headline as stated, or as it was run into the first block; and the blocks without it."""
    if title or not blocks:
        return Head(without_outlet(title, site), "", "", ()), blocks
    head = unravel(blocks[0].words, " ".join(block.words for block in blocks))
    return head, [DraftBlock(BlockKind.PARAGRAPH, words) for words in head.paragraphs] + blocks[1:]


def _blocks(body: str) -> list[DraftBlock]:
    if re.search(r"<(?:p|br|div)\b[^<>]*>", body, re.I):
        return blocks_of_text(body)
    paragraphs = paragraphs_of(_CONTROLS.sub("", html.unescape(body)))
    while paragraphs and _SIGN_OFF.match(paragraphs[-1]):
        paragraphs.pop()
    if paragraphs:
        paragraphs[-1] = _SIGNED.sub("", paragraphs[-1])
    return [DraftBlock(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]


def _string(row: dict[str, Any], *names: str) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.replace("\x00", "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _authors(row: dict[str, Any], site: str) -> tuple[Author, ...]:
    stated = row.get("authors") or row.get("author") or row.get("byline") or ()
    names = stated if isinstance(stated, list) else [stated]
    return tuple(
        Author(name=" ".join(name.split())[:120], kind=kind_of(name, site))
        for name in names
        if isinstance(name, str) and name.strip()
    )
