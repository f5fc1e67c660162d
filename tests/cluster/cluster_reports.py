"""Invented reports for the tests of cluster, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsdesk.model.annotations import Annotations, Entity, Mode, Name, NameKind, Statement
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Link, Version
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Placement, Report
from newsdesk.model.text import Span

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def a_source(name: str, owner: str = "") -> Source:
    address = f"https://{name.lower().replace(' ', '-')}.example/feed"
    return Source.at(address, SourceKind.FEED, name, owner=owner)


def a_report(
    title: str,
    body: str = "",
    *,
    key: str = "",
    hours: float = 0.0,
    outlet: str = "Reed Post",
    owner: str = "",
    version: int = 1,
    links: tuple[str, ...] = (),
    parent: str = "",
    dated: bool = True,
    agency: str = "",
    address: str = "",
    names: tuple[str, ...] = (),
    quoted: tuple[str, ...] = (),
    located: tuple[str, ...] = (),
) -> Report:
    """A report of an invented outlet, so many hours after noon of the first day; `key` names the article.

    `names` are annotated as places, `quoted` as direct quotations, which must stand in the body; `located` as places
    with their first mention.
    """
    at = NOON + timedelta(hours=hours)
    source = a_source(outlet, owner)
    key = key or f"{outlet}/{title}/{body}/{hours}"
    text = "\n\n".join(part for part in (title, body) if part)
    blocks = [Block(kind=BlockKind.HEADLINE, span=Span(0, len(title)))] if title else []
    if body:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=Span(len(text) - len(body), len(text))))
    made = Version(
        id=make_id("ver", key, version),
        article_id=make_id("art", key),
        snapshot_id=make_id("snp", key, version),
        source_id=source.id,
        position=0,
        text=text,
        blocks=tuple(blocks),
        title=title,
        address=address,
        published=DateClaim(at=at, precision="second", basis=Basis.STATED, evidence="meta") if dated else None,
        seen=at,
        links=tuple(Link(Span(0, 0), link) for link in links),
        parent_id=make_id("art", parent) if parent else "",
        agency=agency,
    )
    entities = tuple(Entity(kind=NameKind.PLACE, name=name) for name in (*located, *names))
    found = [text.index(name) for name in located]
    mentions = tuple(
        Name(span=Span(at, at + len(name)), kind=NameKind.PLACE, entity=i)
        for i, (at, name) in enumerate(zip(found, located, strict=True))
    )
    statements = tuple(a_quotation(text, words) for words in quoted)
    annotations = Annotations(
        version_id=made.id, language="en", names=mentions, entities=entities, statements=statements
    )
    return Report(version=made, annotations=annotations, source=source)


def a_quotation(text: str, words: str) -> Statement:
    start = text.index(words)
    return Statement(sentence=0, speaker=None, cue=None, content=(Span(start, start + len(words)),), mode=Mode.DIRECT)


def placed(outcome: object) -> Placement:
    """The placement that an outcome made."""
    assert isinstance(outcome, Made), outcome
    placement = outcome.values[0]
    assert isinstance(placement, Placement)
    return placement
