"""The reports of a story beside its draft: their text, their statements, and how each came to belong."""

from __future__ import annotations

from collections.abc import Collection

from newsdesk.model.annotations import Hop, Speaker, Statement
from newsdesk.model.article import Version
from newsdesk.model.brief import Attribution, HopShown
from newsdesk.model.story import Joining, Relation, Report
from newsdesk.store import View
from newsdesk.web import words
from newsdesk.web.desk.views import ReportView, StatementView
from newsdesk.web.public.chains import way_of

N_REPORTS = 40
RELATIONS = {
    Relation.BEGIN: "Began the story",
    Relation.JOIN: "Joined",
    Relation.COPY: "A copy",
    Relation.VERSION: "A later version",
    Relation.REREAD: "Read again",
    Relation.EDITOR: "Put here by an editor",
}


def reports_of(view: View, story_id: str, cited: Collection[str]) -> tuple[ReportView, ...]:
    """The story's reports, newest first; `cited` holds the ids of those the draft cites."""
    found = view.stories.reports(story_id, N_REPORTS)
    return tuple(_report(report, joining, cited) for report, joining in reversed(found))


def _report(report: Report, joining: Joining, cited: Collection[str]) -> ReportView:
    version = report.version
    return ReportView(
        version_id=version.id,
        anchor=version.id,
        outlet=report.source.name,
        title=version.title,
        href=words.outside(version.address),
        at=report.at,
        paragraphs=tuple(block.span.of(version.text) for block in version.body_blocks),
        statements=tuple(_statement(one, version) for one in report.annotations.statements if not one.headline),
        relation=RELATIONS[joining.relation],
        reason=words.first_upper(joining.reason),
        score=f"{joining.score:.0%}",
        cited=version.id in cited,
    )


def _statement(statement: Statement, version: Version) -> StatementView:
    speaker = statement.speaker
    return StatementView(
        speaker=_name(speaker),
        office=speaker.office if speaker else "",
        mode=statement.mode.value,
        words=" … ".join(span.of(version.text) for span in statement.content),
        way=way_of(Attribution(speaker=_name(speaker), chain=tuple(_hop(hop) for hop in statement.chain))),
    )


def _name(speaker: Speaker | None) -> str:
    return (speaker.name or speaker.words.words) if speaker else ""


def _hop(hop: Hop) -> HopShown:
    return HopShown(kind=hop.kind.value, party=hop.party, words=hop.words.words if hop.words else "")
