"""`/desk/log`: every decision with its actor and reason, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from newsdesk.desk.states import SHOWS, standing
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act, Decision
from newsdesk.store import View
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.views import LogRowView, LogView
from newsdesk.work.teaching import taught_in_words

PAGE = 50
ACTS = {
    Act.DRAFT: "Took up as draft",
    Act.SUBMIT: "Put up for review",
    Act.RETURN: "Sent back",
    Act.EDIT: "Edited",
    Act.APPROVE: "Approved",
    Act.PUBLISH: "Published",
    Act.CORRECT: "Corrected",
    Act.CLARIFY: "Clarified",
    Act.RETRACT: "Withdrew",
    Act.MERGE: "Merged stories",
    Act.SPLIT: "Split the story",
    Act.MOVE: "Moved reports to another story",
    Act.UNDO: "Took back",
}


def log(editing: Editing, view: View) -> Response:
    """The decisions, those before the one named by `before`."""
    decisions = view.decisions.log(PAGE + 1, editing.query("before"))
    shown = decisions[:PAGE]
    headlines = {one.id: _headline(view, one) for one in shown}
    older = f"/desk/log?before={shown[-1].id}" if len(decisions) > PAGE else ""
    page = LogView(
        rows=tuple(row_of(one, headlines[one.id], undoable=False) for one in shown),
        older=older,
        taught=taught_in_words(view),
    )
    return editing.page(view, "desk/log.html", page)


def rows_of(decisions: Sequence[Decision]) -> tuple[LogRowView, ...]:
    """One story's decisions, newest first, marking those that can be taken back; given oldest first."""
    open_ids = undoable(decisions)
    return tuple(row_of(one, _words(one.brief), undoable=one.id in open_ids) for one in reversed(decisions))


def undoable(decisions: Sequence[Decision]) -> set[str]:
    """Ids of the decisions that `newsdesk.desk.acts.undo` would take back."""
    holding = standing(decisions)
    newest = {one.item_id: one for one in holding if one.item_id}
    return {one.id for one in holding if not one.item_id} | {
        one.id for one in newest.values() if one.act not in SHOWS or one.act is Act.RETRACT
    }


def row_of(decision: Decision, headline: str, *, undoable: bool) -> LogRowView:
    """One decision as a row."""
    kind, _, name = decision.actor.partition(":")
    return LogRowView(
        id=decision.id,
        at=decision.at,
        actor=f"the rule {name}" if kind == "rule" else name or decision.actor,
        act=ACTS[decision.act],
        href=f"/desk/story/{decision.story_id}",
        headline=headline,
        reason=decision.reason,
        note=decision.note,
        undoable=undoable,
    )


def _headline(view: View, decision: Decision) -> str:
    """The headline a decision is about: its own words, else the story's newest."""
    return _words(decision.brief) or _words(view.briefs.latest(decision.story_id))


def _words(brief: Brief | None) -> str:
    return brief.headline.text if brief else ""
