"""Standing rules publish what is well sourced and new, and never override an editor."""

from __future__ import annotations

import pytest
from making_briefs import KEY, LEAD, NOON, OLDER, brief, decision, hours, sentence

from newsdesk.desk import Docket, Item, decide
from newsdesk.errors import UsageError
from newsdesk.model.brief import Brief, Role
from newsdesk.model.decision import Act, Decision
from newsdesk.model.outcome import Made, Refused
from newsdesk.model.reason import Reason

FIRST = brief(sentence(LEAD, Role.LEAD))
MORE = brief(sentence(LEAD, Role.LEAD), sentence(KEY), number=2)
BY_RULE = decision(Act.PUBLISH, actor="rule:two_origins", text=FIRST)


def _docket(*decisions: Decision) -> Docket:
    return Docket.of("sto-1", decisions)


def _reason(text: Brief, docket: Docket, rule: str = "two_origins", at: float = 1) -> Reason | None:
    outcome = decide(text, docket, rule, hours(at))
    return outcome.reason if isinstance(outcome, Refused) else None


def _decided(text: Brief, docket: Docket, at: float = 1) -> Decision:
    outcome = decide(text, docket, "two_origins", hours(at))
    assert isinstance(outcome, Made)
    return outcome.values[0]


def test_two_origins_begin_an_item() -> None:
    made = _decided(FIRST, _docket())

    assert (made.act, made.actor, made.at, made.brief) == (Act.PUBLISH, "rule:two_origins", hours(1), FIRST)
    assert made.item_id == Docket(story_id="sto-1").new_item().id
    assert "2 independent origins" in made.reason
    assert _decided(FIRST, _docket()) == made


@pytest.mark.parametrize(("rule", "n_origins"), [("two_origins", 1), ("two_origins", 0), ("", 5)])
def test_what_no_rule_allows_waits_for_an_editor(rule: str, n_origins: int) -> None:
    assert _reason(brief(n_origins=n_origins), _docket(), rule) is Reason.RULE_NOT_MET


def test_the_rule_all_asks_for_no_second_origin() -> None:
    assert _reason(brief(n_origins=1), _docket(), "all") is None


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(UsageError, match="two_origins, all"):
        decide(FIRST, _docket(), "everything", NOON)


def test_news_within_a_day_updates_the_item_and_later_begins_another() -> None:
    assert _decided(MORE, _docket(BY_RULE), at=23).item_id == BY_RULE.item_id
    assert _decided(MORE, _docket(BY_RULE), at=25).item_id != BY_RULE.item_id


@pytest.mark.parametrize("at", [1.0, 30.0])
def test_nothing_essential_that_is_new_is_not_shown_again(at: float) -> None:
    background = brief(sentence(LEAD, Role.LEAD), sentence(OLDER, Role.BACKGROUND), headline="The flood", number=2)

    assert _reason(FIRST, _docket(BY_RULE), at=at) is Reason.ALREADY_SHOWN
    assert _reason(background, _docket(BY_RULE), at=at) is Reason.ALREADY_SHOWN


@pytest.mark.parametrize("act", [Act.DRAFT, Act.EDIT, Act.CORRECT, Act.RETRACT])
def test_a_rule_never_overrides_an_editor(act: Act) -> None:
    held = _docket(BY_RULE, decision(act, hours(0.5), text=FIRST, note="note"))

    assert _reason(MORE, held) is Reason.RULE_NOT_MET


def test_a_returned_draft_stays_with_the_editor_for_good() -> None:
    log = [decision(Act.DRAFT, text=FIRST), decision(Act.SUBMIT, text=FIRST), decision(Act.RETURN)]

    assert _reason(MORE, _docket(*log), at=100) is Reason.RULE_NOT_MET


def test_a_retracted_item_holds_the_story() -> None:
    held = _docket(BY_RULE, decision(Act.RETRACT, hours(1), text=FIRST, note="Wrong."))

    assert _reason(MORE, held, at=100) is Reason.RULE_NOT_MET


def test_an_editor_who_publishes_the_desks_own_words_leaves_the_item_to_the_rule() -> None:
    log = [decision(Act.DRAFT, text=FIRST), decision(Act.PUBLISH, hours(0.2), text=FIRST)]

    assert _reason(MORE, _docket(*log)) is None


def test_the_next_item_gets_an_id_of_its_own() -> None:
    first = Docket(story_id="sto-1").new_item()
    docket = Docket(story_id="sto-1", items=(first, Item(id="itm-other", story_id="sto-1")))

    assert docket.new_item().id not in {item.id for item in docket.items}
    assert docket.item(first.id) == first
