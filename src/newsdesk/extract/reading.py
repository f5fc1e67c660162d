"""The stage itself: which reader a snapshot is for, and what becomes of what it finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from newsdesk.decoding import decode
from newsdesk.extract.corrections import apart
from newsdesk.extract.draft import Draft, fill_from_snapshot, versions_of
from newsdesk.extract.feeds import read_feed_articles
from newsdesk.extract.mails import read_mail
from newsdesk.extract.markup import TooComplexError
from newsdesk.extract.pages import read_html
from newsdesk.extract.records import read_record
from newsdesk.extract.ruled import read_by_rule, rule_for
from newsdesk.extract.scraped import read_text
from newsdesk.model.article import Version
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.siterule import SiteRule
from newsdesk.model.snapshot import Form, Snapshot

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|main|section|span|table|h1)\b", re.I)
_MAX_TEXT = 8_000_000
_SIGNATURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00\x18ftyp",
    b"ID3",
    b"OggS",
)


def extract_snapshot(snapshot: Snapshot, body: bytes, rules: Sequence[SiteRule] = ()) -> Outcome[Version]:
    """Read every article in a snapshot. The first Version is the main article; a refusal says what was found.

    `rules` are the desk's own for single sites.
    """
    if not body.strip():
        return Refused(Reason.EMPTY, "no bytes")
    if body.startswith(_SIGNATURES):
        return Refused(Reason.NOT_TEXT, f"begins with {body[:4]!r}, as images and archives do")
    try:
        drafts = _read(snapshot, body, rules)
    except TooComplexError as error:
        return Refused(Reason.TOO_COMPLEX, str(error))
    if isinstance(drafts, Refused):
        return drafts
    # A page's main article was looked at with the markup around it.
    n_seen = 1 if snapshot.form is Form.HTML else 0
    drafts = [*drafts[:n_seen], *map(apart, drafts[n_seen:])]
    drafts = [draft for draft in drafts if draft.body or draft.title]
    if not drafts:
        return Refused(Reason.EMPTY, "no words in it")
    if snapshot.form is not Form.FEED:
        drafts[0] = fill_from_snapshot(drafts[0], snapshot)
    versions = versions_of(drafts, snapshot)
    if snapshot.form is Form.FEED:
        versions = tuple(_without_parent(version) for version in versions)
    return Made(versions)


def extract_page(html: str | bytes, *, url: str = "", date: str = "", at: datetime) -> list[Version]:
    """Read one page or text by itself, as of `at`; `date` is a day of publication known beforehand (ISO).

    Text without markup is read as plain text. Returns no Versions where the stage would refuse.
    """
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    form = Form.HTML if _MARKUP.search(body[:20_000].decode("latin-1")) else Form.TEXT
    snapshot = Snapshot.taken(body, source_id="", address=url, at=at, form=form, dateline=date)
    outcome = extract_snapshot(snapshot, body)
    return list(outcome.values) if isinstance(outcome, Made) else []


def _read(snapshot: Snapshot, body: bytes, rules: Sequence[SiteRule]) -> list[Draft] | Refused:
    form = snapshot.form
    if form is Form.SITEMAP:
        return Refused(Reason.LINKS_ONLY, "a sitemap holds addresses only")
    if form is Form.FEED:
        return read_feed_articles(body, snapshot.charset, snapshot.address)
    if form is Form.MAIL:
        return read_mail(body)
    text = decode(body, snapshot.charset, markup=form is Form.HTML)
    if form is Form.HTML:
        rule = rule_for(rules, snapshot.address, snapshot.at)
        if rule:
            return read_by_rule(rule, text, snapshot.address, snapshot.at)
        return read_html(text, snapshot.address, snapshot.at)
    if form is Form.RECORD:
        return read_record(text)
    if len(text) > _MAX_TEXT:
        raise TooComplexError(f"{len(text)} characters; at most {_MAX_TEXT} are read")
    if _is_noise(text):
        return Refused(Reason.NOT_TEXT, "more control and replacement characters than a text has")
    return read_text(text, snapshot.at) or Refused(Reason.EMPTY, "no words in it")


def _is_noise(text: str) -> bool:
    sample = text[:4000]
    bad = sum(1 for char in sample if char == "\ufffd" or (char < " " and char not in "\n\r\t\x0c"))
    return bad > 0.05 * len(sample)


def _without_parent(version: Version) -> Version:
    """Entries of a feed are works of their own."""
    import msgspec

    return msgspec.structs.replace(version, parent_id="")
