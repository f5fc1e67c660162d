"""The way of one thing through the desk, both ways: back to the address it came from, and on to what readers saw.

Every hop bears its time and its reason, as they were recorded when it happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from newsdesk.errors import InputError
from newsdesk.essentials import folded
from newsdesk.model.brief import BriefSentence
from newsdesk.store import View
from newsdesk.work import hops

_MOST_HITS = 50


class Trail(Struct, frozen=True, kw_only=True):
    """What was asked for, what it was found to be, and its way back and on."""

    asked: str
    kind: str
    """What it is: source, snapshot, article, version, story, brief, decision, item, update or sentence."""
    here: hops.Node
    back: tuple[hops.Node, ...]
    """Towards the source: where it came from."""
    on: tuple[hops.Node, ...]
    """Towards the readers: what came of it."""


def trace(view: View, asked: str) -> tuple[Trail, ...]:
    """Find what is asked for and follow its way; several trails when an address or a sentence stands for several.

    `asked` is an id, an address (of a report, or of an item on the public site), or words of a published sentence.
    Raises InputError when nothing of the kind is known.
    """
    words = asked.strip()
    found = _by_id(view, words) or _by_address(view, words) or _by_words(view, words)
    if not found:
        raise InputError(repr(asked), "nothing known by it", "an id, an address, or words of a published sentence")
    return tuple(found)


def _by_id(view: View, asked: str) -> list[Trail]:
    follow = _FOLLOWERS.get(asked[:4])
    trail = follow(view, asked) if follow else None
    return [trail] if trail else []


def _by_address(view: View, asked: str) -> list[Trail]:
    """An item's page on the public site, or the address of reports."""
    path = urlsplit(asked).path
    if path.startswith("/news/"):
        item = view.updates.by_slug_key(path.rpartition("-")[2])
        trail = _of_item(view, item.update.item_id) if item else None
        if trail:
            return [trail]
    snapshots = view.snapshots.by_address(asked)
    if snapshots:
        return [trail for one in snapshots if (trail := _of_snapshot(view, one.id))]
    return [trail for one in view.versions.by_address(asked) if (trail := _of_version(view, one.id))]


def _by_words(view: View, asked: str) -> list[Trail]:
    """Published sentences that hold the words, in any state of an item that readers were shown."""
    wanted = folded(asked)
    if not wanted:
        return []
    hits = view.search.query(asked, limit=_MOST_HITS)
    items = view.updates.by_numbers([hit.number for hit in hits])
    found: list[Trail] = []
    for hit in hits:
        states = view.updates.of_item(items[hit.number].update.item_id)
        for update in reversed(states):
            told = (update.brief.headline, *update.brief.sentences)
            matching = [sentence for sentence in told if wanted in folded(sentence.text)]
            found.extend(_of_sentence(view, asked, update.id, sentence) for sentence in matching)
            if matching:
                break
    return found


def _of_source(view: View, source_id: str) -> Trail | None:
    source = view.sources.get(source_id)
    if source is None:
        return None
    snapshots = view.snapshots.of_source(source_id, 20)
    return Trail(
        asked=source_id,
        kind="source",
        here=hops.of_source(view, source),
        back=(),
        on=tuple(hops.of_snapshot(view, snapshot) for snapshot in snapshots),
    )


def _of_snapshot(view: View, snapshot_id: str) -> Trail | None:
    snapshot = view.snapshots.get(snapshot_id)
    if snapshot is None:
        return None
    versions = view.versions.of_snapshot(snapshot_id)
    return Trail(
        asked=snapshot_id,
        kind="snapshot",
        here=hops.of_snapshot(view, snapshot),
        back=hops.before_snapshot(view, snapshot),
        on=tuple(hops.with_nodes(hops.of_version(view, one), hops.after_version(view, one)) for one in versions),
    )


def _of_article(view: View, article_id: str) -> Trail | None:
    versions = view.versions.of_article(article_id)
    if not versions:
        return None
    newest = versions[-1]
    here = hops.Node(kind="article", id=article_id, at=newest.seen, words=newest.title or newest.address)
    return Trail(
        asked=article_id,
        kind="article",
        here=here,
        back=tuple(hops.with_nodes(hops.of_version(view, one), hops.before_version(view, one)) for one in versions),
        on=hops.after_version(view, newest),
    )


def _of_version(view: View, version_id: str) -> Trail | None:
    version = view.versions.get(version_id)
    if version is None:
        return None
    return Trail(
        asked=version_id,
        kind="version",
        here=hops.of_version(view, version),
        back=hops.before_version(view, version),
        on=hops.after_version(view, version),
    )


def _of_story(view: View, story_id: str) -> Trail | None:
    row = view.stories.get(story_id)
    if row is None:
        return None
    return Trail(
        asked=story_id,
        kind="story",
        here=hops.of_story(view, row),
        back=hops.before_story(view, story_id),
        on=hops.after_story(view, story_id),
    )


def _of_brief(view: View, brief_id: str) -> Trail | None:
    brief = view.briefs.get(brief_id)
    if brief is None:
        return None
    decisions = [one for one in view.decisions.of_story(brief.story_id) if one.brief and one.brief.id == brief_id]
    return Trail(
        asked=brief_id,
        kind="brief",
        here=hops.of_brief(view, brief),
        back=hops.sentences(view, brief),
        on=tuple(hops.of_decision(view, decision) for decision in decisions),
    )


def _of_decision(view: View, decision_id: str) -> Trail | None:
    decision = view.decisions.get(decision_id)
    if decision is None:
        return None
    here = hops.of_decision(view, decision)
    back = hops.sentences(view, decision.brief) if decision.brief else ()
    return Trail(asked=decision_id, kind="decision", here=hops.with_nodes(here, ()), back=back, on=here.nodes)


def _of_item(view: View, item_id: str) -> Trail | None:
    updates = view.updates.of_item(item_id)
    if not updates:
        return None
    newest = updates[-1]
    return Trail(
        asked=item_id,
        kind="item",
        here=hops.Node(kind="item", id=item_id, at=newest.at, words=newest.brief.headline.text, reason=newest.address),
        back=hops.sentences(view, newest.brief),
        on=tuple(hops.of_update(update) for update in updates),
    )


def _of_update(view: View, update_id: str) -> Trail | None:
    update = view.updates.get(update_id)
    if update is None:
        return None
    decision = view.decisions.get(update.decision_id)
    back = (hops.with_nodes(hops.of_decision(view, decision), ()),) if decision else ()
    return Trail(
        asked=update_id,
        kind="update",
        here=hops.of_update(update),
        back=(*back, *hops.sentences(view, update.brief)),
        on=(),
    )


def _of_sentence(view: View, asked: str, update_id: str, sentence: BriefSentence) -> Trail:
    update = view.updates.get(update_id)
    assert update is not None
    decision = view.decisions.get(update.decision_id)
    on: Iterable[hops.Node] = (hops.of_update(one) for one in view.updates.of_item(update.item_id))
    decided = (hops.with_nodes(hops.of_decision(view, decision), ()),) if decision else ()
    here = hops.of_sentence(view, sentence)
    return Trail(asked=asked, kind="sentence", here=hops.with_nodes(here, ()), back=here.nodes, on=(*decided, *on))


_FOLLOWERS: dict[str, Callable[[View, str], Trail | None]] = {
    "src-": _of_source,
    "snp-": _of_snapshot,
    "art-": _of_article,
    "ver-": _of_version,
    "sto-": _of_story,
    "bri-": _of_brief,
    "dec-": _of_decision,
    "itm-": _of_item,
    "upd-": _of_update,
}
