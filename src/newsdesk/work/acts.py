"""Carrying out an editor's decision: the log, the stories it moves, and what readers see, in one transaction."""

from __future__ import annotations

from newsdesk.errors import StateError
from newsdesk.model.decision import Act, Decision
from newsdesk.model.story import Joining, Placement, Relation, StoryMerge
from newsdesk.model.update import Update
from newsdesk.store import Transaction
from newsdesk.work.deciding import publish_decision
from newsdesk.work.teaching import with_chances


def carry_out(tx: Transaction, decision: Decision) -> Update | None:
    """Append an editor's decision and do what it says.

    Returns the update that readers were shown; None when the act shows them nothing. A decision whose id is known
    changes nothing. Raises StateError when a merge, split or move names what is not there.
    """
    decision = with_chances(tx, decision)
    if not tx.decisions.append(decision):
        return None
    apply_to_stories(tx, decision)
    if decision.item_id:
        before = tx.updates.last_seq()
        if tx.decisions.is_public(decision.id):
            publish_decision(tx, decision, decision.at)
        shown = tx.updates.since(before, 1)
        return shown[0][1] if shown else None
    return None


def apply_to_stories(tx: Transaction, decision: Decision) -> None:
    """Do to the stories what a merge, a split, a move, or what undoes one, says; other acts change nothing here."""
    if decision.act is Act.MERGE:
        _merge(tx, decision)
    elif decision.act is Act.SPLIT:
        _move(tx, decision, decision.other_story_id)
    elif decision.act is Act.MOVE:
        if tx.stories.get(decision.other_story_id) is None:
            raise StateError(f"There is no story {decision.other_story_id} to move reports to.")
        _move(tx, decision, decision.other_story_id)
    elif decision.act is Act.UNDO and not decision.item_id:
        undone = tx.decisions.get(decision.undoes)
        if undone is not None and undone.act is Act.MERGE:
            tx.stories.unmerge(undone.story_id)
            tx.stories.add_chapters([undone.story_id, undone.other_story_id], decision.at)
        elif undone is not None and undone.act in (Act.SPLIT, Act.MOVE):
            _move(tx, undone, undone.story_id)


def _merge(tx: Transaction, decision: Decision) -> None:
    for story_id in (decision.story_id, decision.other_story_id):
        if tx.stories.get(story_id) is None:
            raise StateError(f"There is no story {story_id} to merge.")
    merge = StoryMerge(
        from_id=decision.story_id,
        into_id=decision.other_story_id,
        score=1.0,
        reason=decision.reason or f"{decision.actor} merged them",
        at=decision.at,
    )
    tx.stories.add_merge(merge)
    tx.stories.add_chapters([decision.other_story_id], decision.at)


def _move(tx: Transaction, decision: Decision, story_id: str) -> None:
    """Put the decision's versions into a story, as an editor's joinings."""
    for version_id in decision.version_ids:
        joinings = tx.stories.joinings_of(version_id)
        if not joinings:
            raise StateError(f"The report {version_id} belongs to no story yet.")
        joining = Joining(
            version_id=version_id,
            article_id=joinings[-1].article_id,
            story_id=story_id,
            relation=Relation.EDITOR,
            score=1.0,
            reason=decision.reason or f"{decision.actor} put it here",
            at=joinings[-1].at,
        )
        tx.stories.add_placement(Placement(joining=joining))
    tx.stories.add_chapters([decision.story_id, decision.other_story_id], decision.at)
