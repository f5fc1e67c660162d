"""Editors' acts: what they make, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from making_briefs import HEADLINE, KEY, LEAD, NOON, SAID, TEXTS, brief, decision, hours, item_of

from newsdesk.desk import Docket, acts
from newsdesk.desk.acts import By, Line
from newsdesk.errors import GateError, StateError
from newsdesk.model.decision import Act, Decision, ItemState

ANN = By(editor="ann", at=hours(1), reason="as agreed")
DRAFTED = decision(Act.DRAFT, text=brief())
PUBLISHED = decision(Act.PUBLISH, text=brief())


def test_an_item_goes_from_draft_to_readers() -> None:
    log = [acts.draft(Docket(story_id="sto-1").new_item(), brief(), ANN)]
    for act in (acts.submit, acts.approve, acts.publish):
        log.append(act(Docket.of("sto-1", log).items[0], ANN))

    item = Docket.of("sto-1", log).items[0]
    assert [one.act for one in log] == [Act.DRAFT, Act.SUBMIT, Act.APPROVE, Act.PUBLISH]
    assert len({one.id for one in log}) == 4
    assert item.state is ItemState.PUBLISHED
    assert item.shown == brief()
    assert item.first_published == hours(1)


def test_an_edit_keeps_citations_and_names_the_editor() -> None:
    lines = [Line(index=1, text=KEY), Line(index=0, text="At least 12 people were killed, the mayor said.")]

    made = acts.edit(item_of(DRAFTED), HEADLINE, lines, ANN, TEXTS)

    assert made.brief is not None
    assert [one.text for one in made.brief.sentences] == [line.text for line in lines]
    assert [one.edited_by for one in made.brief.sentences] == ["", "ann"]
    assert made.brief.sentences[1].citations == brief().sentences[0].citations
    assert made.brief.id != brief().id


@pytest.mark.parametrize(
    "words",
    [
        "At least 21 people were killed, the mayor said.",
        "At least 12 people were killed, Olaf Brandt said.",
        "The river Osk flooded the town of Varnholm on March 9.",
        '"We will leave the old town," Ada Morn, the mayor, told Radio Osk.',
    ],
)
def test_an_edit_says_nothing_that_the_evidence_does_not(words: str) -> None:
    index = 2 if words.startswith('"') else 0

    with pytest.raises(GateError):
        acts.edit(item_of(DRAFTED), HEADLINE, [Line(index=index, text=words)], ANN, TEXTS)


def test_a_weekday_may_be_written_out_by_its_date() -> None:
    words = LEAD.replace("on Wednesday", "on March 8")

    made = acts.edit(item_of(DRAFTED), HEADLINE, [Line(index=0, text=words)], ANN, TEXTS)

    assert made.act is Act.EDIT


def _edit(headline: str, *lines: Line) -> Callable[[], Decision]:
    return lambda: acts.edit(item_of(DRAFTED), headline, lines, ANN, TEXTS)


REFUSED: dict[str, tuple[Callable[[], Decision], str]] = {
    "unchanged": (_edit(HEADLINE, *(Line(index=i, text=t) for i, t in enumerate([LEAD, KEY, SAID]))), "Nothing was"),
    "nothing left": (_edit(HEADLINE), "needs a headline and at least one sentence"),
    "no headline": (_edit(" ", Line(index=0, text=LEAD)), "needs a headline"),
    "unknown line": (_edit(HEADLINE, Line(index=7, text=LEAD)), "must name one of the 3"),
    "twice": (_edit(HEADLINE, Line(index=0, text=LEAD), Line(index=0, text=KEY)), "once"),
    "no note": (lambda: acts.correct(item_of(PUBLISHED), ANN, " "), "A correction needs a note"),
    "no reason": (lambda: acts.send_back(item_of(DRAFTED), By(editor="ann", at=NOON)), "needs a reason"),
    "not public": (lambda: acts.retract(item_of(DRAFTED), ANN, "wrong"), "is a draft, so retract"),
    "with itself": (lambda: acts.merge("sto-1", "sto-1", ANN), "with itself"),
    "stranger": (lambda: acts.split("sto-1", ["ver-9"], ["ver-1", "ver-2"], ANN), "ver-9"),
    "all of it": (lambda: acts.split("sto-1", ["ver-1"], ["ver-1"], ANN), "[Aa]t least one report"),
    "seen": (lambda: acts.undo([PUBLISHED], PUBLISHED.id, ANN), "Readers have seen it"),
    "unknown": (lambda: acts.undo([PUBLISHED], "dec-x", ANN), "no decision dec-x"),
    "no text": (lambda: acts.submit(Docket(story_id="sto-1").new_item(), ANN), "no text yet"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_acts_that_the_state_does_not_allow_are_refused_in_words(case: str) -> None:
    act, words = REFUSED[case]

    with pytest.raises(StateError, match=words):
        act()


def test_a_retraction_can_be_lifted_in_public() -> None:
    retracted = acts.retract(item_of(PUBLISHED), ANN, "The report was withdrawn.")

    lifted = acts.undo([PUBLISHED, retracted], retracted.id, By(editor="ben", at=hours(2)))

    assert lifted.brief == brief()
    assert item_of(PUBLISHED, retracted).state is ItemState.RETRACTED
    assert item_of(PUBLISHED, retracted, lifted).public


def test_only_the_newest_act_on_an_item_can_be_taken_back() -> None:
    submitted = decision(Act.SUBMIT, hours(1), text=brief())

    with pytest.raises(StateError, match="newest"):
        acts.undo([DRAFTED, submitted], DRAFTED.id, ANN)
    assert acts.undo([DRAFTED, submitted], submitted.id, ANN).undoes == submitted.id


def test_stories_are_merged_and_split_by_their_ids() -> None:
    merged = acts.merge("sto-1", "sto-2", ANN)
    split = acts.split("sto-1", ["ver-2", "ver-2"], ["ver-1", "ver-2"], ANN)

    assert (merged.story_id, merged.other_story_id, merged.item_id) == ("sto-1", "sto-2", "")
    assert split.version_ids == ("ver-2",)
    assert split.other_story_id.startswith("sto-")


def test_a_report_is_moved_to_a_story_that_stands() -> None:
    moved = acts.move("sto-1", ["ver-2"], ["ver-1", "ver-2"], "sto-9", ANN)

    assert (moved.act, moved.version_ids, moved.other_story_id) == (Act.MOVE, ("ver-2",), "sto-9")


@pytest.mark.parametrize(
    ("chosen", "other"), [([], "sto-9"), (["ver-3"], "sto-9"), (["ver-1", "ver-2"], "sto-9"), (["ver-2"], "sto-1")]
)
def test_a_move_takes_some_reports_of_the_story_to_another(chosen: list[str], other: str) -> None:
    with pytest.raises(StateError):
        acts.move("sto-1", chosen, ["ver-1", "ver-2"], other, ANN)
