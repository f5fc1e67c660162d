"""The store, from one body on SQLite and PostgreSQL: what is put in comes out, in the order each sentence promises."""

from __future__ import annotations

import pytest
import store_samples as make
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from newsdesk.errors import StoreError
from newsdesk.model.decision import Act
from newsdesk.model.outcome import Made, PutOff, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.source import SourceHealth
from newsdesk.model.story import Relation, StoryMerge
from newsdesk.model.update import UpdateKind
from newsdesk.model.visit import Purpose, Visit
from newsdesk.store import Account, Recorded, Replay, Store, open_store


def test_a_source_removed_is_still_known_by_its_id(store: Store) -> None:
    with store.write() as tx:
        tx.sources.save(make.COURIER)
        tx.sources.save_health(SourceHealth(source_id=make.COURIER.id, n_visits=3))
        assert tx.sources.all() == (make.COURIER,)

        assert tx.sources.remove(make.COURIER.id)
        assert not tx.sources.remove(make.COURIER.id)

    with store.read() as view:
        assert view.sources.all() == ()
        assert view.sources.get(make.COURIER.id) == make.COURIER
        assert view.sources.health(make.COURIER.id).n_visits == 3
        assert view.sources.health("src-new") == SourceHealth(source_id="src-new")


def test_visits_fall_due_in_order_and_no_source_fills_the_batch(store: Store) -> None:
    def visit(source: str, n: int) -> Visit:
        return Visit.to(f"https://{source}.example/{n}", source_id=source, purpose=Purpose.ARTICLE, due=make.minutes(n))

    a, b, late = [visit("a", n) for n in range(5)], visit("b", 4), visit("b", 99)
    with store.write() as tx:
        tx.visits.add([*a, b, late])
        tx.visits.add(a)

        assert tx.visits.due(make.minutes(10), 10) == (*a[:4], *sorted((a[4], b), key=lambda one: one.id))
        assert set(tx.visits.due(make.minutes(10), 10, per_source=2)) == {a[0], a[1], b}
        assert tx.visits.due(make.minutes(10), 2, leave=[a[0].id]) == (a[1], a[2])

        tx.visits.close(a[0].id)
        tx.visits.put_off(a[1], make.minutes(200))
        assert tx.visits.due(make.minutes(10), 1) == (a[2],)
        assert tx.visits.next_due() == make.minutes(2)
        put_off = tx.visits.get(a[1].id)
        assert put_off and (put_off.due, put_off.attempt) == (make.minutes(200), 1)


def test_the_same_body_is_stored_once(store: Store) -> None:
    first, again = (
        make.received("A pier broke.", address="https://x.example/1"),
        make.received("A pier broke.", address="https://x.example/2"),
    )
    with store.write() as tx:
        tx.sources.save(make.COURIER)
        assert tx.snapshots.add([first, again, first]) == 2
        assert tx.snapshots.add([first]) == 0

    with store.read() as view:
        assert view.snapshots.since(0, 10) == ((1, first.snapshot), (2, again.snapshot))
        assert view.snapshots.body(first.snapshot.digest) == b"A pier broke."
        assert view.connection.execute(text("SELECT count(*) FROM bodies")).scalar() == 1
        assert view.snapshots.latest_of("https://x.example/2") == again.snapshot
        with pytest.raises(StoreError, match="not in the database"):
            view.snapshots.body("feed")


@pytest.mark.parametrize("table", ["snapshots", "bodies", "decisions", "updates"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET payload = payload", "UPDATE {} SET digest = 'x'"])
def test_the_logs_refuse_changes(store: Store, table: str, act: str) -> None:
    _publish(store, "A pier broke.", "itm-1")
    known = "digest" if table == "bodies" else "payload"
    if ("digest" in act) != (known == "digest") and "SET" in act:
        return

    with pytest.raises((DBAPIError, StoreError), match="only ever appended to"), store.write() as tx:
        tx.connection.execute(text(act.format(table)))


def test_nothing_of_a_failed_transaction_is_kept(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write() as tx:
        tx.meta.set("a", "b")
        raise RuntimeError

    with store.read() as view:
        assert view.meta.get("a") is None


def test_a_view_cannot_write_and_sees_one_moment(store: Store) -> None:
    with store.read() as view:
        assert view.meta.get("a") is None
        with store.write() as tx:
            tx.meta.set("a", "b")
        assert view.meta.get("a") is None
    with store.read() as view:
        assert view.meta.get("a") == "b"


def test_outcomes_are_the_queue_and_balance(store: Store) -> None:
    items = [make.received(f"Report {n}.") for n in range(4)]
    ids = [item.snapshot.id for item in items]
    with store.write() as tx:
        tx.sources.save(make.COURIER)
        tx.snapshots.add(items)
        assert [todo.input_id for todo in tx.outcomes.todo("extract", 10)] == ids
        tx.outcomes.add("extract", ids[0], Made((1,)), ("ver-1",), at=make.NOON)
        tx.outcomes.add("extract", ids[1], Refused(Reason.EMPTY, "\x00 nothing"), at=make.NOON)
        tx.outcomes.add("extract", ids[2], PutOff(make.minutes(5), Reason.UNREACHABLE), at=make.NOON)
        assert [todo.input_id for todo in tx.outcomes.todo("extract", 10)] == ids[3:]
        assert tx.outcomes.todo("extract", 10, after=4) == ()
        tx.outcomes.record(Recorded(stage="extract", input_id=ids[3], kind="broken", reason="KeyError", at=make.NOON))

        line = tx.outcomes.books()[1]
        assert (line.n_in, line.n_made, line.refused, line.n_put_off, line.n_broken) == (4, 1, {"empty": 1}, 1, 1)
        assert line.balanced
        assert tx.outcomes.todo("extract", 10, now=make.minutes(5)) == ((0, ids[2]),)
        assert tx.outcomes.todo("extract", 10, now=make.minutes(4)) == ()

        tx.outcomes.add("extract", ids[2], Made(()), at=make.minutes(6))
        found = tx.outcomes.of("extract", ids[2])
        assert found and (found.kind, found.at) == ("made", make.minutes(6))
        assert tx.outcomes.of("extract", ids[1]) == Recorded(
            stage="extract", input_id=ids[1], kind="refused", reason="empty", detail=" nothing", at=make.NOON
        )


def test_a_second_outcome_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as tx:
        tx.outcomes.add("extract", "snp-1", Made(()), at=make.NOON)
        tx.outcomes.add("extract", "snp-1", Made(()), at=make.NOON)


def test_versions_and_annotations_come_back_whole(store: Store) -> None:
    with store.write() as tx:
        version = make.add_report(
            tx, "Mira Voss spoke in Port Aldery. " * 100, "sto-1", person="Mira Voss", place="Port Aldery"
        )
        tx.versions.add([version])

        assert tx.versions.get(version.id) == version
        assert tx.versions.of_article(version.article_id) == (version,)
        assert tx.versions.of_snapshot(version.snapshot_id) == (version,)
        assert tx.versions.by_address(version.address) == (version,)
        assert tx.versions.latest(5) == (version,)
        assert tx.annotations.get(version.id) == make.annotations_of(version, person="Mira Voss", place="Port Aldery")
        assert tx.annotations.versions_naming("person", "MIRA  voss", 5) == (version.id,)
        assert tx.stories.of_person("mira voss") == ("sto-1",)
        assert tx.stories.of_place("port aldery") == ("sto-1",)
        assert tx.stories.of_place("mira voss") == ()


def test_a_story_keeps_its_reports_in_order_of_time_and_bounds_them(store: Store) -> None:
    with store.write() as tx:
        made = [make.add_report(tx, f"Report {n}.", "sto-1", at=make.minutes(n)) for n in range(20)]

        assert [report.version for report, _ in tx.stories.reports("sto-1")] == made
        bounded = [report.version for report, _ in tx.stories.reports("sto-1", limit=12)]
        assert bounded == [*made[:5], *made[-7:]]
        row = tx.stories.get("sto-1")
        assert row and (row.began, row.last, row.n_reports) == (make.minutes(0), make.minutes(19), 20)
        assert tx.stories.version_ids("sto-1") == tuple(version.id for version in made)
        placed = list(tx.stories.placed(99, since=make.minutes(18)))
        assert [(report.version, joining.version_id) for report, joining in placed] == [
            (one, one.id) for one in made[18:]
        ]
        assert list(tx.stories.placed(2)) == placed


def test_reports_beside_a_story_are_its_sources_own_elsewhere(store: Store) -> None:
    with store.write() as tx:
        made = [make.add_report(tx, f"Report {n}.", f"sto-{n % 2}", at=make.minutes(n)) for n in range(6)]

        assert [one.version for one in tx.stories.beside("sto-1", [make.COURIER.id], 2)] == [made[4], made[2]]
        assert tx.stories.beside("sto-0", ["src-other"], 9) == ()
        assert tx.stories.beside("sto-none", [make.COURIER.id], 9) == ()


def test_a_merge_leads_on_for_ever(store: Store) -> None:
    with store.write() as tx:
        a, b, c = (make.add_report(tx, f"Report {n}.", f"sto-{n}", at=make.minutes(n)) for n in range(3))
        merges = [
            StoryMerge(from_id=old, into_id=new, score=1.0, reason="the same storm", at=make.NOON)
            for old, new in (("sto-0", "sto-1"), ("sto-1", "sto-2"), ("sto-0", "sto-2"))
        ]
        for merge in merges:
            tx.stories.add_merge(merge)

        assert tx.stories.resolve("sto-0") == "sto-2"
        assert tx.stories.led_to("sto-2") == ("sto-2", "sto-1", "sto-0")
        assert tx.stories.story_of(a.id) == "sto-2"
        assert [joining.story_id for _, joining in tx.stories.placed(9)] == ["sto-2"] * 3
        assert tx.stories.version_ids("sto-0") == (a.id, b.id, c.id)
        assert [row.id for row in tx.stories.recent(10)] == ["sto-2"]
        assert tx.stories.all_merges() == tuple(merges[:2])
        later = make.add_report(tx, "Report 9.", "sto-0", at=make.minutes(9))
        assert tx.stories.story_of(later.id) == "sto-2"


def test_an_editors_joining_moves_a_report_and_both_stories_change(store: Store) -> None:
    with store.write() as tx:
        stays, moves = (make.add_report(tx, f"Report {n}.", "sto-1", at=make.minutes(n)) for n in range(2))
        tx.stories.add_chapters(["sto-1"], make.NOON)
        tx.stories.add_placement(make.placement(moves, "sto-2", relation=Relation.EDITOR))
        tx.stories.add_chapters(["sto-1", "sto-2"], make.NOON)
        tx.stories.add_chapters(["sto-1", "sto-2"], make.NOON)

        assert tx.stories.version_ids("sto-1") == (stays.id,)
        assert tx.stories.version_ids("sto-2") == (moves.id,)
        assert [joining.story_id for joining in tx.stories.joinings_of(moves.id)] == ["sto-1", "sto-2"]
        todo = tx.outcomes.todo("brief", 10)
        chapters = [tx.stories.chapter(one.input_id) for one in todo]
        assert [(chapter.story_id, chapter.n_reports) for chapter in chapters if chapter] == [
            ("sto-1", 2),
            ("sto-1", 1),
            ("sto-2", 1),
        ]
        assert tx.stories.chapter_now("sto-1") == todo[1].input_id


def test_decisions_are_an_append_only_log(store: Store) -> None:
    with store.write() as tx:
        version = make.add_report(tx, "A pier broke.", "sto-1")
        brief = make.brief_of(version, "sto-1")
        acts = [
            make.decision_of(brief, "itm-1", act=act, at=make.minutes(n))
            for n, act in enumerate((Act.DRAFT, Act.PUBLISH, Act.RETRACT))
        ]
        assert [tx.decisions.append(act) for act in (*acts, acts[0])] == [True, True, True, False]

        assert tx.decisions.of_item("itm-1") == tuple(acts)
        assert tx.decisions.of_story("sto-1") == tuple(acts)
        assert tx.decisions.log(2) == (acts[2], acts[1])
        assert tx.decisions.log(2, before=acts[1].id) == (acts[0],)
        assert [todo.input_id for todo in tx.outcomes.todo("publish", 9)] == [acts[1].id, acts[2].id]


def test_briefs_come_newest_last(store: Store) -> None:
    with store.write() as tx:
        version = make.add_report(tx, "A pier broke.", "sto-1")
        one, two = (make.brief_of(version, "sto-1", number=n) for n in (1, 2))
        tx.briefs.add(one)
        tx.briefs.add(two, one)

        assert tx.briefs.of_story("sto-1") == (one, two)
        assert tx.briefs.latest("sto-1") == two
        assert tx.briefs.latest_of(["sto-1", "sto-9"]) == {"sto-1": two}
        assert tx.briefs.get(one.id) == one


def test_the_feed_moves_an_item_up_for_real_change_only(store: Store) -> None:
    with store.write() as tx:
        version = make.add_report(tx, "A pier broke.", "sto-1")
        brief = make.brief_of(version, "sto-1")
        update = UpdateKind.UPDATE
        first, second = make.update_of(brief, "itm-1"), make.update_of(brief, "itm-2", at=make.minutes(1))
        copies = make.update_of(brief, "itm-1", number=2, kind=update, at=make.minutes(5), changed=("origins",))
        for shown in (first, second, copies, first):
            tx.updates.append(shown)
        assert [item.update for item in tx.updates.page(5)] == [second, copies]

        words = make.update_of(brief, "itm-1", number=3, kind=update, at=make.minutes(9), changed=("sentences",))
        tx.updates.append(words)
        page = tx.updates.page(1)
        assert [(item.update, item.changed_at, item.n_updates) for item in page] == [(words, make.minutes(9), 3)]
        assert tx.updates.latest(5, before=page[0].cursor) == (second,)
        assert tx.updates.latest(5, before="nonsense") == (words, second)
        assert tx.updates.of_item("itm-1") == (first, copies, words)
        assert [seq for seq, _ in tx.updates.since(2)] == [3, 4]
        assert tx.updates.last_seq() == 4
        assert tx.updates.get(second.id) == second


def test_a_retraction_leaves_lists_and_search_but_not_its_address(store: Store) -> None:
    brief_id = _publish(store, "Mira Voss opened the lock.", "itm-0123456789abc")
    with store.write() as tx:
        brief = tx.updates.of_item("itm-0123456789abc")[0].brief
        assert [hit.number for hit in tx.search.query("lock")] == [1]
        retraction = make.update_of(
            brief, "itm-0123456789abc", number=2, kind=UpdateKind.RETRACTION, at=make.minutes(3)
        )
        tx.updates.append(retraction)

        assert tx.updates.page(5) == ()
        assert tx.search.query("lock") == ()
        assert tx.updates.of_person("Mira Voss") == ()
        found = tx.updates.by_slug_key("0123456789")
        assert found and found.update == retraction
        assert tx.updates.corrections(5) == (retraction,)
        assert brief_id == brief.id


@pytest.mark.parametrize(
    ("words", "n_hits"),
    [
        ("lock", 1),
        ("LOCK voss", 1),
        ('"opened the lock"', 1),
        ('"lock the"', 0),
        ("canal-side", 1),
        ("side-canal", 0),
        ("nothing", 0),
        ("OR NOT \" ' ) : * &", 0),
        ('"', 0),
        ("", 0),
        ("zo\x00e lock", 0),
    ],
)
def test_search_finds_words_and_phrases(store: Store, words: str, n_hits: int) -> None:
    _publish(store, "Mira Voss opened the lock on the canal side.", "itm-1")

    with store.read() as view:
        hits = view.search.query(words)
        assert len(hits) == n_hits
        if "lock" in words and n_hits:
            assert "lock\x03" in hits[0].passage
            assert "\x02" in hits[0].passage
        items = view.updates.by_numbers([hit.number for hit in hits])
        assert all(items[hit.number].update.item_id == "itm-1" for hit in hits)


def test_persons_and_places_of_items_are_found_and_counted(store: Store) -> None:
    _publish(store, "Mira Voss opened the lock.", "itm-1")
    _publish(store, "Mira Voss closed the lock.", "itm-2")

    with store.read() as view:
        assert {item.update.item_id for item in view.updates.of_person("mira voss")} == {"itm-1", "itm-2"}
        assert [(count.name, count.n_items) for count in view.updates.names("person", 5)] == [("Mira Voss", 2)]
        assert [(count.name, count.n_items) for count in view.updates.names("place", 5)] == [("Port Aldery", 2)]
        assert len(view.updates.of_place("Port Aldery", limit=1)) == 1
        assert view.updates.n_items() == 2


def test_accounts_and_replays_are_kept(store: Store) -> None:
    ada = Account(name="Ada Quill", password_hash="$argon2id$x", created=make.NOON)
    replay = Replay(id="arc-1", source_id="src-1", address="file:///a.jsonl", place=7, clock=make.NOON)
    with store.write() as tx:
        tx.accounts.save(ada)
        tx.replays.save(replay)
        assert tx.accounts.get("ada quill") == ada
        assert tx.accounts.all() == (ada,)
        assert tx.accounts.remove("ADA QUILL")
        assert not tx.accounts.remove("ada quill")
        assert tx.replays.get("arc-1") == replay
        assert tx.replays.all() == (replay,)


def _publish(store: Store, words: str, item_id: str) -> str:
    with store.write() as tx:
        version = make.add_report(tx, words, "sto-1")
        brief = make.brief_of(version, "sto-1", headline=words, person="Mira Voss", place="Port Aldery")
        tx.decisions.append(make.decision_of(brief, item_id))
        tx.updates.append(make.update_of(brief, item_id))
        return brief.id


def test_an_undone_merge_gives_each_story_its_reports_back(store: Store) -> None:
    with store.write() as tx:
        a, b = (make.add_report(tx, f"Report {n}.", f"sto-{n}", at=make.minutes(n)) for n in range(2))
        tx.stories.add_merge(StoryMerge(from_id="sto-0", into_id="sto-1", score=1.0, reason="same", at=make.NOON))
        later = make.add_report(tx, "Report 2.", "sto-1", at=make.minutes(2))
        tx.stories.unmerge("sto-0")
        tx.stories.unmerge("sto-0")

        assert tx.stories.version_ids("sto-0") == (a.id,)
        assert tx.stories.version_ids("sto-1") == (b.id, later.id)
        assert tx.stories.resolve("sto-0") == "sto-0"
        assert tx.stories.all_merges() == ()
        row = tx.stories.get("sto-1")
        assert row and (row.n_reports, row.began) == (2, make.minutes(1))
        assert tx.stories.last_of_articles([a.article_id, "art-none"]) == {
            a.article_id: tx.stories.joinings_of(a.id)[-1]
        }
        assert tx.stories.newest_seen() == make.minutes(2)


def test_only_one_process_works_on_a_database(store: Store, url: str) -> None:
    other = open_store(url)
    with (
        store.sole_worker(),
        pytest.raises(StoreError, match="another newsdesk process works on it"),
        other.sole_worker(),
    ):
        pass
    with other.sole_worker():
        pass
    other.close()
