"""An HTML page: its article, or its articles, or why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newsdesk.addresses import canonical_address, host_of
from newsdesk.extract.bios import reporters_in, with_shown
from newsdesk.extract.completeness import completeness_of, is_paywalled
from newsdesk.extract.content import Content, draft_blocks, find_content
from newsdesk.extract.corrections import notes_apart, without_notes
from newsdesk.extract.dates import Dates
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.embedded import embedded_blocks
from newsdesk.extract.facts import (
    addresses_of,
    reading_time_of,
    section_of,
    stated_language_of,
    tags_of,
)
from newsdesk.extract.features import tight
from newsdesk.extract.linked import LinkedData, read_linked_data
from newsdesk.extract.live import dated_by_clock, live_posts
from newsdesk.extract.markup import read_markup
from newsdesk.extract.media import lead_image_of
from newsdesk.extract.names import agency_of
from newsdesk.extract.page import Page, read_attributes
from newsdesk.extract.people import authors_of
from newsdesk.extract.several import further_articles, listing_in
from newsdesk.extract.state import states_of
from newsdesk.extract.titles import site_name_of, title_of
from newsdesk.extract.trace import Trace
from newsdesk.extract.walk import read_page
from newsdesk.model.article import IN_BODY, Author, BlockKind
from newsdesk.model.completeness import Completeness, CompletenessKind
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason

_MIN_BODY = 25
_N_BELOW = 3
"""Blocks below the body in which an agency may be credited."""


def read_html(html: str, address: str, at: datetime, trace: Trace | None = None) -> list[Draft] | Refused:
    """Read a page as of `at`. Raises `TooComplexError`; gives a refusal when the page carries no article.

    `trace`, where given, is filled with what became of each block.
    """
    page = read_page(read_markup(html))
    if not page.texts and not page.linked_data and not states_of(page):
        return Refused(Reason.EMPTY, "the page shows no text")
    linked = read_linked_data(page.linked_data, page.meta.get("og:title") or page.head_title)
    base = canonical_address(read_attributes(page.base).get("href", ""), address) if page.base else address
    content = find_content(page, linked, trace)
    site = site_name_of(page, linked)
    title, title_block = title_of(page, linked, site or host_of(address))
    # The title may be the metadata's; the headline the page shows is no body text either way.
    above = {block for block in content.kept if block < title_block and page.tag(block) == "h1"}
    inside = [block for block in content.kept if block != title_block and block not in above]
    if trace:
        trace.headline = title_block
        trace.step(content.kept, inside, "a heading above the headline")
    content = replace(content, kept=inside)
    posts = live_posts(page, linked, content, address, at)
    further = further_articles(page, content, title, base, at) if not posts else []
    if further:
        inside = [block for block in content.kept if block < further[0].first]
        if trace:
            trace.step(content.kept, inside, "text of the next article on the page")
        content = replace(content, kept=inside)
    main = _main(page, linked, content, (title, title_block, site), base or address, address, at)
    if posts:
        return [_without_posts(main, posts), *dated_by_clock(posts, main.published or main.updated)]
    refusal = listing_in(page, linked, content, main, title_block, address)
    if refusal:
        return refusal
    if len(main.body) < _MIN_BODY:
        n_chars = sum(map(len, page.texts))
        return Refused(Reason.NOT_AN_ARTICLE, f"{n_chars} characters of text, none of it an article's body")
    return [main, *(one.draft for one in further)]


def _without_posts(main: Draft, posts: list[Draft]) -> Draft:
    """Leave out of a live blog's own text what its posts say: they are articles of their own."""
    said = {tight(block.words) for post in posts for block in post.blocks}
    titles = {tight(post.title) for post in posts}
    blocks = []
    for block in main.blocks:
        repeated = titles if block.kind is BlockKind.HEADING else said
        if block.kind not in IN_BODY or tight(block.words) not in repeated:
            blocks.append(block)
    main = replace(main, blocks=blocks)
    main = replace(main, blocks=blocks if len(main.body) > _MIN_BODY else [])
    if main.completeness.kind is not CompletenessKind.EMPTY:
        return main
    whole = Completeness(kind=CompletenessKind.WHOLE, reason=f"a live blog of {len(posts)} posts")
    return replace(main, completeness=whole)


def _main(
    page: Page, linked: LinkedData, content: Content, known: tuple[str, int, str], base: str, address: str, at: datetime
) -> Draft:
    title, title_block, site = known
    title_at = title_block if 0 <= title_block <= content.first + 3 else max(content.first - 1, 0)
    authors = authors_of(page, linked, site or host_of(address), title_at, content.first, content.last)
    content, notes = without_notes(content)
    blocks = draft_blocks(content, title, base, tuple(author.name for author in authors))
    body = "\n\n".join(block.words for block in blocks)
    if not authors and blocks:
        authors = reporters_in(blocks[-1].words)
    authors = with_shown(authors, page, base, content.first, content.last)
    embedded = embedded_blocks(page, linked, body, title)
    if embedded:
        blocks, inside = notes_apart(embedded)
        notes = inside or notes
    language = stated_language_of(page, linked)
    dates = Dates(page, linked, address, at, language)
    canonical, syndicated = addresses_of(page, linked, address)
    figures = [block for block in blocks if block.kind is BlockKind.FIGURE]
    main = Draft(
        title=title,
        blocks=blocks,
        address=canonical,
        published=dates.published(title_at, content.first, content.last),
        updated=dates.updated(title_at, content.first),
        authors=authors,
        agency=_agency(blocks, authors, page, title_at, content),
        site_name=site,
        section=section_of(page, linked, title_block),
        tags=tags_of(page, linked),
        stated_language=language,
        lead_image=lead_image_of(page, linked, figures, base),
        reading_time_min=reading_time_of(page, title_at, content.first),
        syndicated_from=syndicated,
        paywalled=is_paywalled(page, linked, content.last),
        correction=notes,
    )
    return replace(main, completeness=completeness_of(page, linked, content, main))


def _agency(blocks: list[DraftBlock], authors: tuple[Author, ...], page: Page, title_at: int, content: Content) -> str:
    words = [block.words for block in blocks if block.kind is BlockKind.PARAGRAPH]
    head, foot = page.texts[title_at : content.first], page.texts[content.last : content.last + _N_BELOW]
    return agency_of(words, authors, (*head, *foot)) if words else ""
