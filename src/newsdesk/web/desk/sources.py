"""`/desk/sources`: who is read, and how it goes."""

from __future__ import annotations

from starlette.responses import Response

from newsdesk.model.source import Source, SourceHealth, SourceKind
from newsdesk.store import View
from newsdesk.web import words
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.views import SourceRowView, SourcesView

FAILING = 3
"""Failures in a row from which a source counts as failing; one or two happen to everybody."""
KINDS = {
    SourceKind.FEED: "Feed",
    SourceKind.SITEMAP: "Sitemap",
    SourceKind.LISTING: "Watched page",
    SourceKind.PAGE: "Single page",
    SourceKind.FOLDER: "Folder",
    SourceKind.ARCHIVE: "Archive",
}


def sources(editing: Editing, view: View) -> Response:
    """Every source with its health, those in trouble first."""
    health = {one.source_id: one for one in view.sources.all_health()}
    rows = [row_of(one, health.get(one.id, SourceHealth(source_id=one.id))) for one in view.sources.all()]
    rows.sort(key=lambda row: (row.state != "failing", row.name.casefold()))
    page = SourcesView(rows=tuple(rows), n_failing=sum(row.state == "failing" for row in rows))
    return editing.page(view, "desk/sources.html", page)


def row_of(source: Source, health: SourceHealth) -> SourceRowView:
    """One source with its health."""
    error = health.last_error.value.replace("_", " ") if health.last_error else ""
    return SourceRowView(
        name=source.name,
        kind=KINDS[source.kind],
        href=words.outside(source.address),
        state=_state(source, health),
        last_visit=health.last_visit,
        last_success=health.last_success,
        last_new=health.last_new,
        next_visit=health.next_visit,
        per_day=f"{health.items_per_day:.1f}" if health.n_visits else "",
        n_failures=health.n_failures_in_a_row,
        error=f"{error}: {health.last_error_detail}" if error and health.last_error_detail else error,
    )


def _state(source: Source, health: SourceHealth) -> str:
    if not source.active:
        return "off"
    if not health.n_visits:
        return "not yet visited"
    return "failing" if health.n_failures_in_a_row >= FAILING else "working"
