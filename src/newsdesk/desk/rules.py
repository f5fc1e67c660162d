"""Standing rules: what may be published without an editor at hand.

A rule looks at a brief and says whether readers may see it. It never overrides an editor: an item that an editor
drafted, edited, returned, corrected or retracted waits for an editor from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from newsdesk.desk.docket import Docket, Item
from newsdesk.errors import UsageError
from newsdesk.essentials import brings_news, essentials
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason

ITEM_LIVES = timedelta(hours=24)
"""An item is updated for this long after its first publication; later news of the story begins a new item."""


def _two_origins(brief: Brief) -> str:
    n_origins = len(brief.origins)
    return "" if n_origins >= 2 else f"the rule two_origins asks for 2 independent origins; the brief has {n_origins}"


def _all(brief: Brief) -> str:
    return "" if brief.headline.text else "the brief has no headline"


RULES: dict[str, Callable[[Brief], str]] = {"two_origins": _two_origins, "all": _all}
"""By name: what a rule finds missing in a brief; empty when nothing is."""


def decide(brief: Brief, docket: Docket, rule: str, now: datetime) -> Outcome[Decision]:
    """Publish a brief by a standing rule, or refuse it with the reason, so that it waits for an editor.

    The empty rule leaves every brief to an editor; an unknown one raises UsageError. The brief updates the story's
    newest item while that is public and younger than ITEM_LIVES, and otherwise begins a new one; both only when it
    says something essential that readers were not shown.
    """
    if rule and rule not in RULES:
        raise UsageError(f"unknown standing rule {rule!r}; known are: {', '.join(RULES)}, and the empty one")
    missing = RULES[rule](brief) if rule else "no standing rule is set; the brief waits for an editor"
    if missing:
        return Refused(Reason.RULE_NOT_MET, missing)
    held = _held_by_editor(docket, now)
    if held:
        return Refused(Reason.RULE_NOT_MET, held)
    item = _item_for(docket, now)
    old = _nothing_for_readers(brief, docket, item)
    if old:
        return Refused(Reason.ALREADY_SHOWN, old)
    reason = "updates an item readers were shown" if item.public else "begins a new item"
    n_origins = len(brief.origins)
    return Made(
        (
            Decision(
                id=make_id("dec", f"rule:{rule}", Act.PUBLISH, item.id, brief.id),
                actor=f"rule:{rule}",
                at=now,
                act=Act.PUBLISH,
                reason=f"{rule}: {n_origins} independent origin{'s' * (n_origins != 1)}; {reason}",
                story_id=brief.story_id,
                item_id=item.id,
                brief=brief,
            ),
        )
    )


def _held_by_editor(docket: Docket, now: datetime) -> str:
    """Say which editor's act the story's newest item waits on; empty: none, or it is public and no longer updated."""
    item = docket.newest
    if item is None or not item.locked_by or (item.public and not _lives(item, now)):
        return ""
    state = item.state.value.replace("_", " ") if item.state else "new"
    return f"{item.locked_by} holds the item {item.id} ({state}); a standing rule does not override an editor"


def _lives(item: Item, now: datetime) -> bool:
    return item.first_published is not None and now - item.first_published < ITEM_LIVES


def _item_for(docket: Docket, now: datetime) -> Item:
    item = docket.newest
    if item is None:
        return docket.new_item()
    if item.public and _lives(item, now):
        return item
    return docket.new_item() if item.first_published is not None else item


def _nothing_for_readers(brief: Brief, docket: Docket, item: Item) -> str:
    """Say why readers would see nothing essential that is new; empty: they would."""
    if item.shown is not None:
        return "" if brings_news(item.shown, brief) else f"nothing essential is new since the item {item.id}"
    seen = {key for one in docket.items if one.shown for key in essentials(one.shown)}
    if docket.items and seen and essentials(brief) <= seen:
        return "all essentials were shown in the story's earlier items"
    return ""
