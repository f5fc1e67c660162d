"""`/desk/story/…/provenance`: what was said with all its wordings, and through whom each is known.

It stands at the desk alone: it tells what sources say, before an editor or a rule has decided to show it.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from newsdesk.cluster import provenance
from newsdesk.model.provenance import Altered, EdgeKind, Provenance, Said, Variant
from newsdesk.publish.diff import diff_words
from newsdesk.store import View
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.views import ProvenanceView, SaidView, VariantView
from newsdesk.web.public.views import PartView
from newsdesk.web.words import counted
from newsdesk.work.briefing import dossier_of

N_REPORTS, N_SAID = 500, 60
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
    found = provenance(dossier.reports, dossier.joinings)
    brief = view.briefs.latest(story_id)
    page = ProvenanceView(
        story_id=story_id,
        headline=brief.headline.text if brief else "",
        summary=_summary(found, len(dossier.reports)),
        said=tuple(_said(one, story_id) for one in found.said[:N_SAID]),
        circles=tuple(" → ".join((*circle, circle[0])) for circle in found.circles),
    )
    return editing.page(view, "desk/provenance.html", page)


def _summary(found: Provenance, n_reports: int) -> tuple[str, ...]:
    n_of = {kind: sum(edge.kind is kind for edge in found.edges) for kind in EdgeKind}
    counts = (
        (n_reports, "report", "reports"),
        (n_of[EdgeKind.COPIES], "copy", "copies"),
        (n_of[EdgeKind.LINKS], "link between them", "links between them"),
        (n_of[EdgeKind.CITES], "citation of a medium", "citations of media"),
        (len(found.said), "utterance", "utterances"),
    )
    return tuple(counted(n, one, many) for n, one, many in counts if n)


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
