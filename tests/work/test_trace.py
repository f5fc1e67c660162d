"""The way back is stored: every published sentence leads to an address and a time, and everything leads to readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_reports import BEGAN

from newsdesk.errors import InputError
from newsdesk.store import Store
from newsdesk.work.export import KINDS, export
from newsdesk.work.hops import Node
from newsdesk.work.trace import trace


def kinds(node: Node) -> set[str]:
    """Return the kinds of a node and of all it leads to."""
    return {node.kind}.union(*map(kinds, node.nodes))


def walked(node: Node) -> Iterator[Node]:
    """Yield a node and all it leads to."""
    yield node
    for one in node.nodes:
        yield from walked(one)


def test_every_published_sentence_leads_back_to_its_address(played: Store) -> None:
    """Walked for every state of every item: words, version, snapshot, source; each with its time."""
    n_sentences = 0
    with played.read() as view:
        for _, update in view.updates.since(0, 10_000):
            (trail,) = trace(view, update.id)
            told = [node for node in trail.back if node.kind != "decision"]
            assert len(told) == 1 + len(update.brief.sentences)
            for node in told:
                n_sentences += 1
                assert node.nodes, "a sentence without a citation"
                for citation in node.nodes:
                    assert "does not hold" not in citation.reason
                    assert kinds(citation) >= {"citation", "version", "snapshot", "source"}
                    (version,) = citation.nodes
                    (snapshot,) = version.nodes
                    assert snapshot.at and snapshot.at >= BEGAN
                    assert snapshot.words.startswith("urn:newsdesk:")
    assert n_sentences > 20


def test_a_published_sentence_is_found_by_its_words(played: Store) -> None:
    with played.read() as view:
        update = view.updates.latest(1)[0]
        sentence = update.brief.sentences[0]
        found = trace(view, sentence.text)

    assert any(trail.here.words == sentence.text for trail in found)
    assert all(trail.kind == "sentence" for trail in found)
    assert all({"decision", "update"} <= set().union(*map(kinds, trail.on)) for trail in found)


def test_each_thing_on_the_way_leads_both_ways(played: Store) -> None:
    with played.read() as view:
        update = view.updates.latest(1)[0]
        citation = update.brief.headline.citations[0]
        version = view.versions.get(citation.version_id)
        assert version is not None
        asked = [version.snapshot_id, version.id, version.article_id, update.story_id, update.item_id, update.id]
        asked += [version.address, update.address, f"https://desk.example{update.address}", update.brief.id]
        asked += [update.decision_id]
        trails = {one: trace(view, one) for one in asked}
        source = trace(view, version.source_id)[0]

    for one, (trail, *_) in trails.items():
        reached = {trail.here.kind}.union(*(kinds(node) for node in (*trail.back, *trail.on)))
        assert {"version", "snapshot", "source", "update"} <= reached, one
        assert all(
            node.at or node.kind in {"lead", "headline", "cluster"} or node.nodes or node.id
            for start in (trail.here, *trail.back, *trail.on)
            for node in walked(start)
        )
    assert source.kind == "source"
    assert {"snapshot"} == set().union(*map(kinds, source.on))


@pytest.mark.parametrize(
    "asked", ["nonsense", "sto-0000", "https://nowhere.example/", "", "upd-", "?", "news of nothing at all"]
)
def test_what_is_unknown_is_refused_by_name(played: Store, asked: str) -> None:
    with played.read() as view, pytest.raises(InputError, match="nothing known by it; expected an id"):
        trace(view, asked)


def test_exports_hold_everything_once(played: Store, tmp_path: Path) -> None:
    with played.read() as view:
        lines = {kind: list(export(view, kind)) for kind in KINDS}
        n_updates = view.updates.last_seq()
        n_reports = len(view.versions.latest(1_000))

    assert [line["seq"] for line in lines["updates"]] == list(range(1, n_updates + 1))
    assert len({(line["version_id"], line["number"]) for line in lines["statements"]}) == len(lines["statements"]) > 0
    assert all("".join(line["content"]) for line in lines["statements"])
    reports = [joining.version_id for line in lines["stories"] for joining in line["reports"]]
    assert len(reports) == len(set(reports)) <= n_reports
