"""`/desk/story/…/provenance`: what was said with all its wordings, and through whom each is known.

It stands at the desk alone: it tells what sources say, before an editor or a rule has decided to show it.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from newsdesk.cluster import provenance
from newsdesk.model.provenance import Altered, EdgeKind, Provenance, Reuse, ReuseKind, Said, Variant
from newsdesk.model.story import Report
from newsdesk.publish.diff import diff_words
from newsdesk.store import View
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.views import ProvenanceView, ReuseView, SaidView, VariantView
from newsdesk.web.public.views import PartView
from newsdesk.web.words import counted, first_upper
from newsdesk.work.briefing import dossier_of

N_REPORTS, N_SAID, N_BESIDE, N_REUSE = 500, 60, 80, 60
KINDS = {ReuseKind.COPY: "Copy", ReuseKind.VERSION: "Later version", ReuseKind.RECYCLED: "Background"}
FLAGS = {
    Altered.NEGATION: "a negation stands in one wording alone",
    Altered.FIGURE: "a number differs",
}


def story_provenance(editing: Editing, view: View) -> Response:
    """The utterances of a story, those that most reports carry first."""
    story_id = view.stories.resolve(editing.path("story_id"))
    if view.stories.get(story_id) is None:
        raise HTTPException(404)
    dossier = dossier_of(view, story_id, N_REPORTS)
    others = view.stories.beside(story_id, {report.source.id for report in dossier.reports}, N_BESIDE)
    found = provenance(dossier.reports, dossier.joinings, others)
    brief = view.briefs.latest(story_id)
    page = ProvenanceView(
        story_id=story_id,
        headline=brief.headline.text if brief else "",
        summary=_summary(found, len(dossier.reports)),
        said=tuple(_said(one, story_id) for one in found.said[:N_SAID]),
        circles=tuple(" → ".join((*circle, circle[0])) for circle in found.circles),
        reuse=_reused(view, found.reuse[:N_REUSE], (*dossier.reports, *others)),
    )
    return editing.page(view, "desk/provenance.html", page)


def _summary(found: Provenance, n_reports: int) -> tuple[str, ...]:
    n_of = {kind: sum(edge.kind is kind for edge in found.edges) for kind in EdgeKind}
    counts = (
        (n_reports, "report", "reports"),
        (n_of[EdgeKind.COPIES], "copy", "copies"),
        (n_of[EdgeKind.RECYCLES], "report with old background", "reports with old background"),
        (n_of[EdgeKind.LINKS], "link between them", "links between them"),
        (n_of[EdgeKind.CITES], "citation of a medium", "citations of media"),
        (len(found.said), "utterance", "utterances"),
    )
    return tuple(counted(n, one, many) for n, one, many in counts if n)


def _reused(view: View, found: Sequence[Reuse], reports: Sequence[Report]) -> tuple[ReuseView, ...]:
    """Which reports carry text of which, those of other stories with their own story's page."""
    known = {report.version.id: report for report in reports}
    homes = {key: view.stories.story_of(key) for one in found for key in (one.version_id, one.earlier_id)}
    return tuple(
        ReuseView(
            kind=KINDS[one.kind],
            outlet=known[one.version_id].outlet,
            at=known[one.version_id].at,
            href=f"/desk/story/{homes[one.version_id]}#{one.version_id}",
            earlier=known[one.earlier_id].outlet,
            earlier_at=known[one.earlier_id].at,
            earlier_href=f"/desk/story/{homes[one.earlier_id]}#{one.earlier_id}",
            score=f"{one.score:.0%}",
            reason=first_upper(one.reason),
            passages=tuple(passage.words for passage in one.passages),
        )
        for one in found
    )


def _said(one: Said, story_id: str) -> SaidView:
    best = one.variants[0]
    first = min(one.variants, key=lambda variant: (variant.at, variant.version_id))
    primary = ""
    if one.primary and one.primary != first.outlet:
        primary = f"{one.primary}: its own report is {'held' if one.primary_held else 'not held'}"
    return SaidView(
        speaker=one.speaker,
        office=one.office,
        day=one.day,
        n_origins=one.n_origins,
        primary=primary,
        first=first.outlet,
        first_at=first.at,
        variants=tuple(_variant(variant, best, story_id) for variant in one.variants),
    )


def _variant(one: Variant, best: Variant, story_id: str) -> VariantView:
    parts = diff_words(best.words, one.words) if one is not best else ()
    return VariantView(
        outlet=one.outlet,
        at=one.at,
        href=f"/desk/story/{story_id}#{one.version_id}",
        through=" → ".join(one.through),
        words=one.words,
        parts=tuple(PartView(piece.kind, piece.words) for piece in parts),
        flags=tuple(FLAGS[flag] for flag in one.altered),
    )
