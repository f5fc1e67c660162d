"""Updates are typed, numbered, and made only where a reader would notice a change."""

from __future__ import annotations

from making_briefs import HEADLINE, KEY, LEAD, OLDER, brief, decision, hours, sentence, shown
from msgspec.structs import replace

from newsdesk.desk import acts
from newsdesk.desk.acts import By
from newsdesk.model.brief import Brief, Role
from newsdesk.model.decision import Act
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason
from newsdesk.model.update import Update, UpdateKind
from newsdesk.publish import publish

FIRST = decision(Act.PUBLISH, text=brief())


def _refused(text: Brief, *earlier: Update, actor: str = "editor:ann") -> Reason | None:
    outcome = publish(decision(Act.PUBLISH, hours(1), actor=actor, text=text), earlier)
    return outcome.reason if isinstance(outcome, Refused) else None


def test_the_first_publication_fixes_address_and_time() -> None:
    more = brief(sentence(LEAD, Role.LEAD), sentence(OLDER), headline="The dam above Varnholm breaks")

    first, second = shown(FIRST, decision(Act.PUBLISH, hours(3), actor="rule:all", text=more))

    assert first.kind is UpdateKind.PUBLICATION
    assert first.slug == "flood-cuts-off-the-town-of-varnholm"
    assert (second.number, second.kind, second.by_rule) == (2, UpdateKind.UPDATE, "all")
    assert (second.slug, second.first_published, second.at) == (first.slug, first.at, hours(3))
    assert second.address == first.address
    assert second.changed == ("headline", "sentences")


def test_corrections_carry_their_note_and_are_shown_even_when_no_word_changes() -> None:
    kinds = {Act.CORRECT: UpdateKind.CORRECTION, Act.CLARIFY: UpdateKind.CLARIFICATION}
    for act, kind in kinds.items():
        made = shown(FIRST, decision(act, hours(1), text=brief(), note="It was the west bank."))[1]

        assert (made.kind, made.note, made.changed) == (kind, "It was the west bank.", ())


def test_a_retraction_keeps_the_last_words_and_can_be_lifted() -> None:
    withdrawn = decision(Act.RETRACT, hours(1), note="The report was withdrawn.")
    lifted = acts.undo([FIRST, withdrawn], withdrawn.id, By(editor="ben", at=hours(2)))

    updates = shown(FIRST, withdrawn, lifted)

    assert [one.kind for one in updates] == [UpdateKind.PUBLICATION, UpdateKind.RETRACTION, UpdateKind.CORRECTION]
    assert {one.brief.headline.text for one in updates} == {HEADLINE}
    assert updates[2].note == "The retraction of this item has been lifted."


def test_what_shows_readers_nothing_is_refused() -> None:
    for act in (Act.DRAFT, Act.SUBMIT, Act.EDIT, Act.APPROVE, Act.MERGE, Act.CORRECT):
        outcome = publish(decision(act, text=brief()), ())

        assert isinstance(outcome, Refused)
        assert outcome.reason is Reason.NOT_FOR_READERS


def test_an_editors_change_of_one_letter_is_shown_and_the_same_words_are_not() -> None:
    updates = shown(FIRST)
    capital = replace(brief(), headline=replace(brief().headline, text=HEADLINE.upper()))

    assert _refused(capital, *updates) is None
    assert _refused(brief(number=2), *updates) is Reason.ALREADY_SHOWN


def test_a_rule_shows_only_essentials_that_are_new() -> None:
    updates = shown(FIRST)
    told = brief().sentences
    essentials = brief(*told, sentence(OLDER, Role.DISPUTED))
    background = brief(*told, sentence(OLDER, Role.BACKGROUND))
    reordered = brief(told[1], told[0], told[2], headline="Town under water")

    assert _refused(essentials, *updates, actor="rule:all") is None
    for text in (background, reordered, brief(n_origins=9)):
        assert _refused(text, *updates, actor="rule:all") is Reason.ALREADY_SHOWN


def test_a_second_origin_is_news() -> None:
    updates = shown(decision(Act.PUBLISH, actor="rule:all", text=brief(n_origins=1)))

    assert _refused(brief(n_origins=2), *updates, actor="rule:all") is None


def test_a_decision_is_published_once() -> None:
    updates = shown(FIRST)
    again = publish(FIRST, updates)

    assert isinstance(again, Refused)
    assert again.reason is Reason.ALREADY_SHOWN
    assert shown(FIRST) == updates
    assert KEY in [one.text for one in updates[0].brief.sentences]
