"""What is derived can be dropped and made again; the logs stay; editors' acts hold."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from store_digest import digest

from newsdesk.desk import Docket, acts
from newsdesk.errors import StateError, UsageError
from newsdesk.model.story import Relation
from newsdesk.model.update import UpdateKind
from newsdesk.store import Store, Transaction, problems
from newsdesk.work.acts import carry_out
from newsdesk.work.crew import Crew
from newsdesk.work.deciding import docket_of
from newsdesk.work.rebuild import STAGES, rebuild
from newsdesk.work.runner import Runner

pytestmark = pytest.mark.slow

LATER = datetime(2031, 6, 1, tzinfo=UTC)
BY = acts.By(editor="Ada", at=LATER, reason="read it twice")


def file_of(store: Store) -> Path:
    return Path(str(store.url.database))


@pytest.mark.parametrize("stage", STAGES)
def test_a_rebuild_makes_the_same_again(played: Store, stage: str) -> None:
    """From any stage on: the derived is as it was, readers are shown nothing new, and every promise holds."""
    logs = {
        "snapshots",
        "bodies",
        "updates",
        "items",
        "item_names",
        "search_index",
        "versions",
        "annotations",
        "joinings",
    }
    before = digest(file_of(played))

    with Crew.inline() as crew:
        missed = rebuild(played, crew, stage, rule="all")

    after = digest(file_of(played))
    assert missed == ()
    assert {name: after[name] for name in logs} == {name: before[name] for name in logs}
    with played.read() as view:
        assert list(problems(view)) == []
        assert all(line.balanced and not line.n_waiting for line in view.outcomes.books())


def test_a_rebuild_of_all_stories_tells_readers_nothing_that_stands(played: Store) -> None:
    with played.read() as view:
        n_before = view.updates.last_seq()
    with Crew.inline() as crew:
        rebuild(played, crew, "brief", rule="all", all_stories=True)
    with played.read() as view:
        assert view.updates.last_seq() == n_before
        assert list(problems(view)) == []


def test_an_unknown_stage_is_refused(played: Store) -> None:
    with Crew.inline() as crew, pytest.raises(UsageError, match="found 'ingest'; expected one of extract"):
        rebuild(played, crew, "ingest")


def two_stories(tx: Transaction) -> tuple[str, str]:
    first, second = [row.id for row in tx.stories.recent(10) if row.n_reports > 1][:2]
    return first, second


def test_an_editors_merge_is_kept_by_clustering_and_by_a_rebuild(parted: Store) -> None:
    with parted.write() as tx:
        first, second = two_stories(tx)
        members = {*tx.stories.version_ids(first), *tx.stories.version_ids(second)}
        decision = acts.merge(first, second, BY)
        assert carry_out(tx, decision) is None
        assert carry_out(tx, decision) is None
        assert set(tx.stories.version_ids(second)) == members

    with Crew.inline() as crew:
        Runner(parted, crew, rule="all").drain(LATER)
        with parted.read() as view:
            assert list(problems(view)) == []
            brief = view.briefs.latest(second)
            assert brief and set(brief.version_ids) <= members
            assert {item.story_id for item in docket_of(view, first).items} == {second}
        missed = rebuild(parted, crew, "extract", rule="all")

    assert missed == ()
    with parted.read() as view:
        assert view.stories.resolve(first) == second
        assert set(view.stories.version_ids(second)) == members


def test_a_split_and_its_undoing(parted: Store) -> None:
    with parted.write() as tx:
        story_id, _ = two_stories(tx)
        members = tx.stories.version_ids(story_id)
        split = acts.split(story_id, members[:1], members, BY)
        carry_out(tx, split)
        assert tx.stories.version_ids(split.other_story_id) == members[:1]
        assert tx.stories.joinings_of(members[0])[-1].relation is Relation.EDITOR

    with parted.write() as tx:
        carry_out(tx, acts.undo(tx.decisions.of_story(story_id), split.id, BY))
        assert set(tx.stories.version_ids(story_id)) == set(members)
        carried = tx.stories.get(split.other_story_id)
        assert carried and carried.n_reports == 0

    with Crew.inline() as crew:
        Runner(parted, crew, rule="all").drain(LATER)
    with parted.read() as view:
        assert list(problems(view)) == []


def test_a_moved_report_stays_through_a_rebuild_and_can_be_put_back(parted: Store) -> None:
    with parted.write() as tx:
        first, second = two_stories(tx)
        members = tx.stories.version_ids(first)
        moved = acts.move(first, members[:1], members, second, BY)
        carry_out(tx, moved)

    with Crew.inline() as crew:
        Runner(parted, crew, rule="all").drain(LATER)
        missed = rebuild(parted, crew, "cluster", rule="all")
    assert missed == ()
    with parted.write() as tx:
        assert tx.stories.story_of(members[0]) == second
        assert tx.stories.joinings_of(members[0])[-1].relation is Relation.EDITOR
        carry_out(tx, acts.undo(tx.decisions.of_story(first), moved.id, BY))
        assert set(tx.stories.version_ids(first)) == set(members)


def test_a_merge_undone_gives_back_two_stories(parted: Store) -> None:
    with parted.write() as tx:
        first, second = two_stories(tx)
        members = {one: tx.stories.version_ids(one) for one in (first, second)}
        merge = acts.merge(first, second, BY)
        carry_out(tx, merge)
        carry_out(tx, acts.undo(tx.decisions.of_story(first), merge.id, BY))

        assert {one: tx.stories.version_ids(one) for one in (first, second)} == members
        with pytest.raises(StateError, match="no story sto-none"):
            carry_out(tx, acts.merge("sto-none", second, BY))


def test_a_correction_reaches_readers_in_the_same_transaction(played: Store) -> None:
    with played.write() as tx:
        shown = tx.updates.latest(1)[0]
        docket = Docket.of(shown.story_id, tx.decisions.of_story(shown.story_id))
        item = docket.item(shown.item_id)
        assert item is not None
        update = carry_out(tx, acts.retract(item, BY, "It was another ferry."))

        assert update and update.kind is UpdateKind.RETRACTION
        assert tx.updates.of_item(shown.item_id)[-1] == update
        assert shown.item_id not in {item.update.item_id for item in tx.updates.page(99)}
        assert tx.outcomes.books()[-1].balanced
        assert tx.outcomes.todo("publish", 9) == ()
