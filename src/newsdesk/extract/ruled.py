"""A page read by the desk's own rule for its site; what the rule doesn't say is read as on any other page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsdesk.addresses import host_of
from newsdesk.extract.content import Content, draft_blocks
from newsdesk.extract.dateparse import parse_date
from newsdesk.extract.dates import claim
from newsdesk.extract.draft import Draft
from newsdesk.extract.markup import check_markup, read_markup
from newsdesk.extract.names import Claim, authors_in
from newsdesk.extract.page import Page
from newsdesk.extract.pages import read_html
from newsdesk.extract.ruletrace import REMOVED, TAKEN, TITLED, note_rule
from newsdesk.extract.trace import Trace
from newsdesk.extract.walk import read_page
from newsdesk.model.completeness import Completeness, CompletenessKind
from newsdesk.model.outcome import Refused
from newsdesk.model.siterule import SiteRule

_MAX_MATCHES = 5000


class _Found(NamedTuple):
    rest: str
    """The page without what the rule removes."""
    body: str
    title: str
    bylines: list[str]
    date: str


def rule_for(rules: Iterable[SiteRule], address: str, at: datetime) -> SiteRule | None:
    """The first rule that holds for a page taken at a time; None where none does."""
    host = host_of(address)
    return next((rule for rule in rules if rule.holds_for(host, at.date())), None) if host else None


def read_by_rule(
    rule: SiteRule, html: str, address: str, at: datetime, trace: Trace | None = None
) -> list[Draft] | Refused:
    """Read a page as `read_html` does, with what the rule finds in the place of what would be found otherwise.

    `trace`, where given, is filled with what became of the blocks of the whole page, and by which selector.
    """
    found = _find(rule, html)
    read = read_html(found.rest, address, at, trace)
    if trace:
        note_rule(trace, rule, _marked(rule, html), has_body=bool(found.body))
    if isinstance(read, Refused) and not found.body:
        return read
    main, *others = [Draft()] if isinstance(read, Refused) else read
    authors = tuple(authors_in([Claim(byline) for byline in found.bylines], ())) or main.authors
    date = parse_date(found.date) if found.date else None
    main = replace(
        main,
        title=found.title or main.title,
        authors=authors,
        published=claim(date, "rule", found.date) if date else main.published,
    )
    if found.body:
        page = read_page(read_markup(found.body))
        content = Content(page, np.ones(len(page.texts), np.float32), list(range(len(page.texts))))
        blocks = draft_blocks(content, main.title, address, tuple(author.name for author in authors))
        whole = Completeness(kind=CompletenessKind.WHOLE, reason=f"by the desk's rule for {rule.host}")
        main = replace(main, blocks=blocks, completeness=whole)
    return [main, *others]


def _find(rule: SiteRule, html: str) -> _Found:
    check_markup(html)
    tree = LexborHTMLParser(html)
    for selector in rule.remove:
        for node in tree.css(selector)[:_MAX_MATCHES]:
            node.decompose()
    bylines = [_words(node) for node in tree.css(rule.author)[:12]] if rule.author else []
    return _Found(
        rest=tree.html or "",
        body="".join(node.html or "" for node in _outermost(tree, rule.body)),
        title=_words(tree.css_first(rule.title)) if rule.title else "",
        bylines=[words for words in bylines if words],
        date=_date(tree.css_first(rule.date)) if rule.date else "",
    )


def _marked(rule: SiteRule, html: str) -> Page:
    """The whole page, each match of a selector that keeps or removes bearing the selector as an attribute."""
    tree = LexborHTMLParser(html)
    for name, selectors in ((REMOVED, rule.remove), (TAKEN, rule.body), (TITLED, (rule.title,))):
        for selector in filter(None, selectors):
            for node in tree.css(selector)[:_MAX_MATCHES]:
                # selectolax's stubs don't know that attributes can be set.
                node.attrs[name] = selector
    return read_page(read_markup(tree.html or ""))


def _outermost(tree: LexborHTMLParser, selectors: tuple[str, ...]) -> list[LexborNode]:
    """The matches in the order of the page, without those that stand in another."""
    nodes = tree.css(", ".join(selectors))[:_MAX_MATCHES] if selectors else []
    matched = {node.mem_id for node in nodes}
    return [node for node in nodes if not _is_inside(node, matched)]


def _is_inside(node: LexborNode, matched: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in matched:
            return True
        parent = parent.parent
    return False


def _words(node: LexborNode | None) -> str:
    return " ".join((node.text() or "").split())[:400] if node is not None else ""


def _date(node: LexborNode | None) -> str:
    if node is None:
        return ""
    return str(node.attributes.get("datetime") or node.attributes.get("content") or _words(node))[:120]
