"""`/desk`: what waits for an editor, and what was shown lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from starlette.responses import Response

from newsdesk.desk import Item
from newsdesk.model.brief import Brief
from newsdesk.model.decision import ItemState
from newsdesk.model.reason import Reason
from newsdesk.store import StoryRow, View
from newsdesk.web.desk.edge import Editing
from newsdesk.web.desk.views import GroupView, QueueView, RowView
from newsdesk.web.public.shaping import rule_words
from newsdesk.work.deciding import docket_of

N_STORIES = 80
"""Stories looked at: those with the newest reports, and those decided on last."""
N_DECISIONS = 200
N_SHOWN = 40

STATES = {
    None: "Waiting",
    ItemState.DRAFT: "Draft",
    ItemState.IN_REVIEW: "In review",
    ItemState.APPROVED: "Approved",
    ItemState.PUBLISHED: "Published",
    ItemState.CORRECTED: "Published, corrected",
    ItemState.RETRACTED: "Withdrawn",
}
GROUPS = (
    ("review", "In review", "Nothing is up for review."),
    ("draft", "Drafts", "Nobody is working on a draft."),
    ("waiting", "Waiting", "Every brief has been decided on."),
    ("shown", "Shown to readers", "Nothing has been published yet."),
)
GROUP_OF = {
    None: "waiting",
    ItemState.DRAFT: "draft",
    ItemState.IN_REVIEW: "review",
    ItemState.APPROVED: "review",
    ItemState.PUBLISHED: "shown",
    ItemState.CORRECTED: "shown",
    ItemState.RETRACTED: "shown",
}


class Case(Struct, frozen=True, kw_only=True):
    """A story with what the desk knows of it."""

    story: StoryRow
    item: Item | None
    brief: Brief | None
    why: str
    """Why no rule published the newest brief; empty: one did, or readers know all of it already."""
    known: bool
    """Whether readers were shown all that the newest brief says."""


def queue(editing: Editing, view: View) -> Response:
    """The stories by where their newest item stands."""
    cases = [case_of(view, story) for story in _stories(view)]
    rows = [(GROUP_OF[case.item.state if case.item else None], row_of(case)) for case in cases if _text(case)]
    page = QueueView(groups=_groups(rows), rule=rule_words(editing.site.settings.standing_rule))
    return editing.page(view, "desk/queue.html", page)


def _stories(view: View) -> list[StoryRow]:
    """Stories with new reports, and stories lately decided on; each once, by its newest report."""
    recent = {row.id: row for row in view.stories.recent(N_STORIES)}
    decided = {view.stories.resolve(one.story_id) for one in view.decisions.log(N_DECISIONS)} - set(recent)
    recent |= {row.id: row for row in view.stories.many(decided)}
    return sorted(recent.values(), key=lambda row: (row.last, row.id), reverse=True)


def case_of(view: View, story: StoryRow) -> Case:
    """What the desk knows of a story: its newest item, its newest brief, and why no rule published that."""
    brief = view.briefs.latest(story.id)
    why, known = fate_of(view, brief)
    return Case(story=story, item=docket_of(view, story.id).newest, brief=brief, why=why, known=known)


def fate_of(view: View, brief: Brief | None) -> tuple[str, bool]:
    """Why no rule published a brief (empty: one did), and whether readers were shown all it says."""
    outcome = view.outcomes.of("desk", brief.id) if brief else None
    if outcome is None or outcome.kind != "refused":
        return "", False
    return ("", True) if outcome.reason == Reason.ALREADY_SHOWN else (outcome.detail, False)


def row_of(case: Case) -> RowView:
    """A story as a row of the queue."""
    text, last = _text(case), case.item.standing[-1] if case.item and case.item.standing else None
    assert text is not None
    return RowView(
        href=f"/desk/story/{case.story.id}",
        headline=text.headline.text,
        state=STATES[case.item.state if case.item else None],
        n_reports=case.story.n_reports,
        n_origins=len(text.origins),
        at=max(case.story.last, last.at) if last else case.story.last,
        why=case.why,
        by=last.actor.partition(":")[2] if last else "",
        newer=is_newer(case.brief, case.item) and not case.known,
    )


def is_newer(brief: Brief | None, item: Item | None) -> bool:
    """Tell whether a brief was written after the words an item has now."""
    return brief is not None and item is not None and item.text is not None and brief.made_at > item.text.made_at


def _text(case: Case) -> Brief | None:
    return (case.item.text if case.item else None) or case.brief


def _groups(rows: Iterable[tuple[str, RowView]]) -> tuple[GroupView, ...]:
    by_key: Mapping[str, list[RowView]] = {key: [] for key, _, _ in GROUPS}
    for key, row in rows:
        by_key[key].append(row)
    return tuple(
        GroupView(
            key=key,
            heading=heading,
            empty=empty,
            rows=tuple(sorted(by_key[key], key=lambda row: row.at, reverse=True)[:N_SHOWN]),
        )
        for key, heading, empty in GROUPS
    )
