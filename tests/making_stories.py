"""Reports and stories for tests, annotated by hand: no model, no network."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from newsdesk.brief import write_brief
from newsdesk.brief.splitting import split
from newsdesk.model.annotations import (
    Annotations,
    Bound,
    Figure,
    Hop,
    HopKind,
    Mode,
    Sentence,
    Speaker,
    SpeakerKind,
    Statement,
    Time,
)
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Version
from newsdesk.model.brief import Brief, BriefSentence, Role
from newsdesk.model.outcome import Made
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.story import Dossier, Joining, Origin, OriginKind, Relation, Report
from newsdesk.model.text import Extract, Span
from newsdesk.remembering import forget

NINE = datetime(2023, 3, 8, 9, tzinfo=UTC)
"""A Wednesday."""


def report(
    outlet: str, title: str, *paragraphs: str, hour: float = 0, language: str = "en", annotated: bool = True
) -> Report:
    """Return a report of `outlet`, `hour` hours after NINE, its sentences marked but nothing else annotated."""
    parts = [title, *paragraphs] if title else list(paragraphs)
    text = "\n\n".join(parts)
    blocks, start = [], 0
    for i, part in enumerate(parts):
        kind = BlockKind.HEADLINE if title and not i else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, span=Span(start, start + len(part))))
        start += len(part) + 2
    key = f"{outlet}-{title or paragraphs[0]}-{hour}"
    at = NINE + timedelta(hours=hour)
    version = Version(
        id=f"ver-{key}",
        article_id=f"art-{key}",
        snapshot_id=f"snp-{key}",
        source_id=f"src-{outlet}",
        position=0,
        text=text,
        blocks=tuple(blocks),
        title=title,
        address=f"https://{outlet.lower().replace(' ', '-')}.example/{hour}",
        published=DateClaim(at=at, precision="minute", basis=Basis.STATED, evidence="json-ld"),
        seen=at,
        language=language,
    )
    spans = [(span, i) for i, block in enumerate(blocks) for span in split(text, block.span)]
    sentences = tuple(Sentence(span=span, block=block) for span, block in spans) if annotated else ()
    annotations = Annotations(version_id=version.id, language=language, sentences=sentences)
    source = Source.at(f"https://{outlet.lower().replace(' ', '-')}.example/", SourceKind.FEED, outlet)
    return Report(version=version, annotations=annotations, source=source)


def span_of(one: Report, words: str) -> Span:
    start = one.version.text.index(words, one.version.body_start)
    return Span(start, start + len(words))


def saying(
    one: Report,
    speaker: str,
    words: str,
    *,
    name: str = "",
    mode: Mode = Mode.DIRECT,
    cited_by: str = "",
    cue: str = "said",
) -> Report:
    """Annotate a statement: `speaker` and `words` as they stand in the body."""
    text = one.version.text
    content, who = span_of(one, words), span_of(one, speaker)
    at = text.find(cue, content.start - 60 if content.start > 60 else 0)
    hops = [Hop(kind=HopKind.CITED_BY, party=cited_by)] if cited_by else []
    statement = Statement(
        sentence=next(i for i, each in enumerate(one.annotations.sentences) if each.span.overlaps(content)),
        speaker=Speaker(words=Extract(who, speaker), kind=SpeakerKind.NAMED, name=name or speaker),
        cue=Extract.cut(text, at, at + len(cue)),
        content=(content,),
        mode=mode,
        chain=(*hops, Hop(kind=HopKind.OUTLET, party="")),
    )
    return replace(one, annotations=replace(one.annotations, statements=(*one.annotations.statements, statement)))


def counting(one: Report, words: str, quantity: float, counted: str, bound: Bound = Bound.EXACT) -> Report:
    """Annotate a figure: `words` as they stand in the body."""
    figure = Figure(span=span_of(one, words), quantity=quantity, counted=counted, bound=bound)
    return replace(one, annotations=replace(one.annotations, figures=(*one.annotations.figures, figure)))


def dating(one: Report, words: str, day: datetime, *, length: int) -> Report:
    """Annotate a time of one day: the first `length` characters of `words`, as they stand in the body."""
    start = span_of(one, words).start
    time = Time(
        span=Span(start, start + length),
        timex="DATE",
        value=day.date().isoformat(),
        start=day,
        end=day + timedelta(days=1),
        precision="day",
    )
    return replace(one, annotations=replace(one.annotations, times=(*one.annotations.times, time)))


def dossier(*reports: Report, copies: Sequence[Sequence[Report]] = ()) -> Dossier:
    """Return a story; each group of `copies` rests on one origin, every other report on its own."""
    grouped = [one.version.id for group in copies for one in group]
    groups = [*copies, *([one] for one in reports if one.version.id not in grouped)]
    return Dossier(
        story_id="sto-1",
        reports=tuple(sorted(reports, key=lambda one: one.at)),
        joinings=tuple(
            Joining(
                version_id=one.version.id,
                article_id=one.version.article_id,
                story_id="sto-1",
                relation=Relation.JOIN,
                score=0.9,
                reason="",
                at=one.at,
            )
            for one in sorted(reports, key=lambda one: one.at)
        ),
        origins=tuple(
            Origin(
                kind=OriginKind.OWN,
                name=group[0].source.name,
                version_ids=tuple(one.version.id for one in group),
                held=True,
                reason="",
            )
            for group in groups
        ),
    )


def written(story: Dossier, previous: Brief | None = None, now: datetime = NINE + timedelta(hours=12)) -> Brief:
    """Write the brief of a story; it must be made."""
    outcome = write_brief(story, previous, now)
    assert isinstance(outcome, Made), outcome
    return outcome.values[0]


def texts_of(made: Brief, role: Role | None = None) -> list[str]:
    return [one.text for one in made.sentences if role in (None, one.role)]


def sentence_with(made: Brief, words: str) -> BriefSentence:
    """Return the one sentence of a brief that has these words."""
    (found,) = [one for one in made.sentences if words in one.text]
    return found


def forget_all() -> None:
    """Forget all that was read of reports and their sentences, as a process that has just begun."""
    forget()
    modules = [module for name, module in sys.modules.items() if name.startswith("newsdesk.brief.")]
    for kept in (value for module in modules for value in vars(module).values()):
        if getattr(kept, "cache_parameters", lambda: {"maxsize": None})()["maxsize"]:
            kept.cache_clear()
