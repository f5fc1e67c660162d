"""A decision becomes an update: one numbered, typed state of a public item."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.essentials import brings_news, folded, wording
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Act, Decision
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish.slug import slug_of

_KINDS = {
    Act.CORRECT: UpdateKind.CORRECTION,
    Act.CLARIFY: UpdateKind.CLARIFICATION,
    Act.RETRACT: UpdateKind.RETRACTION,
}
LIFTED = "The retraction of this item has been lifted."


def publish(decision: Decision, earlier: Sequence[Update]) -> Outcome[Update]:
    """Make the item's next state. `earlier` are its states so far, oldest first.

    Refused NOT_FOR_READERS when the act shows readers nothing (a draft, a review, a merge), and ALREADY_SHOWN when no
    reader would notice a change: the same words, or, of a standing rule, nothing essential that is new.
    """
    kind = _kind(decision, earlier)
    last = earlier[-1] if earlier else None
    brief = decision.brief or (last.brief if last else None)
    if kind is None or brief is None:
        return Refused(Reason.NOT_FOR_READERS, f"{decision.act.value} shows readers nothing")
    if last is not None and any(update.decision_id == decision.id for update in earlier):
        return Refused(Reason.ALREADY_SHOWN, f"{decision.id} was published before")
    if kind is UpdateKind.RETRACTION and last is not None:
        brief = last.brief
    changed = differences(last.brief, brief) if last else ()
    rule = decision.actor.removeprefix("rule:") if decision.actor.startswith("rule:") else ""
    if last is not None and kind is UpdateKind.UPDATE and not _worth_showing(last.brief, brief, changed, rule):
        return Refused(Reason.ALREADY_SHOWN, f"{decision.item_id} reads the same as its state {last.number}")
    number = len(earlier) + 1
    return Made(
        (
            Update(
                id=make_id("upd", decision.item_id, number),
                item_id=decision.item_id,
                number=number,
                kind=kind,
                story_id=decision.story_id,
                decision_id=decision.id,
                at=decision.at,
                first_published=earlier[0].at if earlier else decision.at,
                slug=earlier[0].slug if earlier else slug_of(brief.headline.text),
                brief=brief,
                note=decision.note or (LIFTED if decision.act is Act.UNDO else ""),
                changed=changed,
                by_rule=rule,
            ),
        )
    )


def _kind(decision: Decision, earlier: Sequence[Update]) -> UpdateKind | None:
    """Return what the decision is to readers; None when it is nothing to them."""
    if decision.act is Act.PUBLISH:
        return UpdateKind.UPDATE if earlier else UpdateKind.PUBLICATION
    if not earlier:
        return None
    if decision.act is Act.UNDO:
        lifted = earlier[-1].kind is UpdateKind.RETRACTION and decision.undoes == earlier[-1].decision_id
        return UpdateKind.CORRECTION if lifted else None
    return _KINDS.get(decision.act)


def differences(before: Brief, after: Brief) -> tuple[str, ...]:
    """Name what differs for readers: `headline`, `sentences`, `order`, `origins`, `people`, `places`."""
    told_before, told_after = [*map(wording, before.sentences)], [*map(wording, after.sentences)]
    found = {
        "headline": folded(before.headline.text) != folded(after.headline.text),
        "sentences": sorted(told_before) != sorted(told_after),
        "order": told_before != told_after and sorted(told_before) == sorted(told_after),
        "origins": {origin.name for origin in before.origins} != {origin.name for origin in after.origins},
        "people": {one.name for one in before.people} != {one.name for one in after.people},
        "places": {one.name for one in before.places} != {one.name for one in after.places},
    }
    return tuple(name for name, differs in found.items() if differs)


def _worth_showing(before: Brief, after: Brief, changed: tuple[str, ...], rule: str) -> bool:
    if rule:
        return brings_news(before, after)
    # Editors also change case and punctuation; readers see that too.
    exact = [one.text for one in (before.headline, *before.sentences)]
    return bool(changed) or exact != [one.text for one in (after.headline, *after.sentences)]
