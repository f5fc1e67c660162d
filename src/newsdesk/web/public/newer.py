"""Whether a story has moved on since readers were last told of it."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.model.reason import Reason
from newsdesk.model.update import UpdateKind
from newsdesk.store import PublicItem, View
from newsdesk.web.public.views import NewerView


def told_last(items: Sequence[PublicItem]) -> PublicItem:
    """That of a story's items whose words were made last."""
    return max(items, key=lambda item: item.update.brief.made_at)


def newer_reports(view: View, story_id: str, items: Sequence[PublicItem]) -> NewerView | None:
    """The reports that `story_id` took up after the words readers see were made.

    None also where a brief was tried with them and they changed nothing, or the newest words were withdrawn.
    """
    told = told_last(items).update
    if told.kind is UpdateKind.RETRACTION:
        return None
    base, waits = told.brief, False
    latest = view.briefs.latest(story_id)
    if latest and latest.made_at > base.made_at:
        fate = view.outcomes.of("desk", latest.id)
        if fate and fate.reason == Reason.ALREADY_SHOWN:
            base = latest
        else:
            waits = fate is not None and fate.kind == "refused"
    tried = view.outcomes.of("brief", view.stories.chapter_now(story_id))
    if tried and tried.reason == Reason.NOTHING_NEW and (latest is None or latest.made_at <= base.made_at):
        return None
    times = view.stories.joined_since(story_id, base.version_ids)
    return NewerView(n=len(times), last=times[-1], waits=waits) if times else None
