"""Where an item stands follows from its decisions, by one table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_briefs import brief, decision, hours
from msgspec.structs import replace

from newsdesk.desk.states import TRANSITIONS, after, allowed, standing, state_of
from newsdesk.errors import StateError
from newsdesk.model.decision import Act, Decision, ItemState

ROWS = [
    ("draft", "draft"),
    ("draft submit", "in_review"),
    ("draft submit return", "draft"),
    ("draft submit approve", "approved"),
    ("draft submit approve edit", "in_review"),
    ("draft submit approve publish", "published"),
    ("publish", "published"),
    ("publish edit", "published"),
    ("publish clarify", "published"),
    ("publish correct", "corrected"),
    ("publish correct publish", "corrected"),
    ("publish retract", "retracted"),
    ("publish correct retract", "retracted"),
    # What the table does not know leaves the state as it is.
    ("draft approve", "draft"),
    ("publish retract publish", "retracted"),
]


def _log(words: str) -> list[Decision]:
    return [decision(Act(word), hours(i), text=brief()) for i, word in enumerate(words.split())]


def _undo(one: Decision, at: float) -> Decision:
    return replace(decision(Act.UNDO, hours(at)), id=f"dec-undo-{at}", undoes=one.id)


@pytest.mark.parametrize(("acts", "state"), ROWS)
def test_acts_lead_to_a_state(acts: str, state: str) -> None:
    assert state_of(_log(acts)) == state


def test_an_undone_act_does_not_count_and_an_undone_undo_does() -> None:
    log = _log("draft submit")
    undo = _undo(log[1], 10)

    assert state_of([*log, undo]) is ItemState.DRAFT
    assert state_of([*log, undo, _undo(undo, 11)]) is ItemState.IN_REVIEW


def test_a_lifted_retraction_leaves_the_item_published() -> None:
    log = _log("publish retract")

    assert state_of([*log, _undo(log[1], 10)]) is ItemState.PUBLISHED


def test_what_is_not_possible_is_refused_with_a_sentence_that_says_what_is() -> None:
    with pytest.raises(StateError) as raised:
        after(ItemState.DRAFT, Act.RETRACT)

    assert str(raised.value) == (
        "The item is a draft, so retract is not possible; possible are: draft, submit, edit, publish."
    )


@given(st.lists(st.sampled_from([act for act in Act if act not in (Act.MERGE, Act.SPLIT, Act.UNDO)]), max_size=8))
def test_only_allowed_acts_move_the_state(acts: list[Act]) -> None:
    log: list[Decision] = []
    state = None
    for i, act in enumerate(acts):
        log.append(decision(act, hours(i), text=brief()))
        expected = TRANSITIONS[state, act] if act in allowed(state) else state
        assert state_of(log) == (expected or ItemState.DRAFT)
        state = expected
    assert standing(log) == tuple(log)
