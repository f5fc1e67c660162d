"""Where an item stands, and what may be done to it there: one table."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.errors import StateError
from newsdesk.model.decision import Act, Decision, ItemState

DRAFT, IN_REVIEW, APPROVED = ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED
PUBLISHED, CORRECTED, RETRACTED = ItemState.PUBLISHED, ItemState.CORRECTED, ItemState.RETRACTED

TRANSITIONS: dict[tuple[ItemState | None, Act], ItemState] = {
    (None, Act.DRAFT): DRAFT,
    (None, Act.EDIT): DRAFT,
    (None, Act.SUBMIT): IN_REVIEW,
    (None, Act.PUBLISH): PUBLISHED,
    (DRAFT, Act.DRAFT): DRAFT,
    (DRAFT, Act.EDIT): DRAFT,
    (DRAFT, Act.SUBMIT): IN_REVIEW,
    (DRAFT, Act.PUBLISH): PUBLISHED,
    (IN_REVIEW, Act.DRAFT): DRAFT,
    (IN_REVIEW, Act.EDIT): IN_REVIEW,
    (IN_REVIEW, Act.RETURN): DRAFT,
    (IN_REVIEW, Act.APPROVE): APPROVED,
    (IN_REVIEW, Act.PUBLISH): PUBLISHED,
    (APPROVED, Act.DRAFT): DRAFT,
    # Approval holds for the words that were approved, so changed words are reviewed again.
    (APPROVED, Act.EDIT): IN_REVIEW,
    (APPROVED, Act.RETURN): DRAFT,
    (APPROVED, Act.PUBLISH): PUBLISHED,
    # The public words stay as they are while a next text is drafted beside them.
    (PUBLISHED, Act.DRAFT): PUBLISHED,
    (PUBLISHED, Act.EDIT): PUBLISHED,
    (PUBLISHED, Act.PUBLISH): PUBLISHED,
    (PUBLISHED, Act.CLARIFY): PUBLISHED,
    (PUBLISHED, Act.CORRECT): CORRECTED,
    (PUBLISHED, Act.RETRACT): RETRACTED,
    # Once corrected, an item says so for ever, whatever is added to it.
    (CORRECTED, Act.DRAFT): CORRECTED,
    (CORRECTED, Act.EDIT): CORRECTED,
    (CORRECTED, Act.PUBLISH): CORRECTED,
    (CORRECTED, Act.CLARIFY): CORRECTED,
    (CORRECTED, Act.CORRECT): CORRECTED,
    (CORRECTED, Act.RETRACT): RETRACTED,
}
"""The state an act leads to. None is the state before the first act; what is missing is not allowed."""

SHOWS = frozenset({Act.PUBLISH, Act.CORRECT, Act.CLARIFY, Act.RETRACT})
"""The acts that readers see. None of them can be taken back unseen, save a retraction, which is lifted in public."""

_CALLED = {
    None: "not begun",
    DRAFT: "a draft",
    IN_REVIEW: "in review",
    APPROVED: "approved",
    PUBLISHED: "published",
    CORRECTED: "published and corrected",
    RETRACTED: "retracted",
}


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, oldest first: without UNDOs and what they take back. An UNDO can be undone."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.act is Act.UNDO and decision.id not in undone:
            undone.add(decision.undoes)
    return tuple(one for one in decisions if one.act is not Act.UNDO and one.id not in undone)


def state_of(decisions: Sequence[Decision]) -> ItemState:
    """Return where an item stands after its decisions, oldest first. Acts the table does not know there leave it.

    Without any decision that holds, the item is a draft.
    """
    state: ItemState | None = None
    for decision in standing(decisions):
        state = TRANSITIONS.get((state, decision.act), state)
    return state or DRAFT


def allowed(state: ItemState | None) -> tuple[Act, ...]:
    """Return the acts an item in `state` allows, in the order of `Act`; None is the state before its first act."""
    return tuple(act for act in Act if (state, act) in TRANSITIONS)


def after(state: ItemState | None, act: Act) -> ItemState:
    """Return the state an act leads to, or raise StateError with a sentence that says what is possible instead."""
    found = TRANSITIONS.get((state, act))
    if found is None:
        possible = ", ".join(allowed(state)) or ("undo of the retraction" if state is RETRACTED else "nothing")
        raise StateError(f"The item is {_CALLED[state]}, so {act.value} is not possible; possible are: {possible}.")
    return found
