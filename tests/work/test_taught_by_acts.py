"""What an act on stories says of clustering's own decisions is kept with it, and taken back with it."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from newsdesk.desk import acts
from newsdesk.model.decision import Decision
from newsdesk.model.story import Relation
from newsdesk.store import Store, Transaction
from newsdesk.work.acts import carry_out
from newsdesk.work.teaching import lessons, taught_in_words

BY = acts.By(editor="Ada", at=datetime(2031, 6, 1, tzinfo=UTC))


def joined_by_likeness(tx: Transaction) -> tuple[str, str, float]:
    """A story, a report that clustering joined to it by its likeness, and how likely it held that."""
    for row in tx.stories.recent(50):
        members = tx.stories.version_ids(row.id)
        for version_id in members:
            joining = tx.stories.joinings_of(version_id)[-1]
            if joining.relation is Relation.JOIN and joining.story_id == row.id and len(members) > 1:
                return row.id, version_id, joining.score
    raise AssertionError("no report joined a story")


def test_taking_a_report_out_teaches_until_it_is_taken_back(parted: Store) -> None:
    with parted.write() as tx:
        story_id, version_id, chance = joined_by_likeness(tx)
        split = acts.split(story_id, [version_id], tx.stories.version_ids(story_id), BY)
        carry_out(tx, split)

        kept = tx.decisions.get(split.id)
        assert kept and kept.chances == (chance,)
        (lesson,) = lessons(tx.decisions.on_stories())
        assert (lesson.chance, lesson.belongs) == (chance, False)

        carry_out(tx, acts.undo(tx.decisions.of_story(story_id), split.id, BY))
        assert lessons(tx.decisions.on_stories()) == ()
        assert taught_in_words(tx) == ""


def test_merging_teaches_by_how_the_later_story_began(parted: Store) -> None:
    with parted.write() as tx:
        begun = []
        for row in tx.stories.recent(50):
            first = tx.stories.joinings_of(tx.stories.version_ids(row.id)[0])[0]
            if first.relation is Relation.BEGIN and first.story_id == row.id:
                begun.append(first)
        one, other = begun[:2]
        merge = acts.merge(one.story_id, other.story_id, BY)
        carry_out(tx, merge)

        later = max(one, other, key=lambda joining: (joining.at, joining.version_id))
        kept = tx.decisions.get(merge.id)
        assert kept and kept.chances == (round(1 - later.score, 4),)


def test_what_an_editor_put_there_teaches_nothing(parted: Store) -> None:
    """Moved by one editor and moved on by another: clustering had no part in where it stood."""
    with parted.write() as tx:
        story_id, version_id, _ = joined_by_likeness(tx)
        other = next(row.id for row in tx.stories.recent(50) if row.id != story_id)
        carry_out(tx, acts.move(story_id, [version_id], tx.stories.version_ids(story_id), other, BY))
        again = acts.split(other, [version_id], tx.stories.version_ids(other), BY)
        carry_out(tx, again)

        kept = tx.decisions.get(again.id)
        assert kept and kept.chances == ()


def test_the_sentence_tells_how_far_editors_moved_the_threshold(parted: Store) -> None:
    with parted.write() as tx:
        for n in range(12):
            decision = acts.merge(f"sto-{n}", "sto-x", BY)
            tx.decisions.append(_with(decision, 0.4))

        words = taught_in_words(tx)

    assert words.startswith("By 12 acts on stories, editors taught the desk to join reports more readily: where it")
    assert words.endswith("that a report belongs to a story, not 43%.")


def _with(decision: Decision, chance: float) -> Decision:
    return replace(decision, chances=(chance,))
