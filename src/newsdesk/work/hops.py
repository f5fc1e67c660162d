"""The hops of a trail: each thing on the path, told in a line with its time and its reason."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from newsdesk.model.article import Version
from newsdesk.model.brief import Brief, BriefSentence, Citation
from newsdesk.model.decision import Decision
from newsdesk.model.snapshot import Snapshot
from newsdesk.model.source import Source
from newsdesk.model.update import Update
from newsdesk.store import StoryRow, View

_SHOWN_REPORTS = 60


class Node(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing on the path, and the things it leads to."""

    kind: str
    id: str
    at: datetime | None = None
    """When it happened; None: that is not known."""
    words: str = ""
    """What it is, in its own words."""
    reason: str = ""
    """Why, or how it is known."""
    nodes: tuple[Node, ...] = ()


def with_nodes(node: Node, nodes: tuple[Node, ...]) -> Node:
    """Return a hop that leads to these."""
    return replace(node, nodes=nodes)


def of_source(view: View, source: Source) -> Node:
    """A source, with how its visits go."""
    health = view.sources.health(source.id)
    went = f"{health.n_visits} visits" if health.n_visits else "never visited"
    error = f"; last error: {health.last_error} {health.last_error_detail}" if health.last_error else ""
    words = f"{source.name} ({source.kind.value}) {source.address}"
    return Node(kind="source", id=source.id, at=health.last_success, words=words, reason=went + error)


def of_snapshot(view: View, snapshot: Snapshot) -> Node:
    """A snapshot: what came from where, and how extract took it."""
    redirects = "".join(f", redirected ({one.status}) from {one.address}" for one in snapshot.redirects)
    got = f"{snapshot.form.value}, status {snapshot.status}{redirects}, SHA-256 {snapshot.digest[:12]}…"
    fate = outcome(view, "extract", snapshot.id)
    return Node(kind="snapshot", id=snapshot.id, at=snapshot.at, words=snapshot.address, reason=f"{got}; {fate}")


def before_snapshot(view: View, snapshot: Snapshot) -> tuple[Node, ...]:
    """What led to a snapshot: the page that linked to it, and its source."""
    nodes = []
    if snapshot.lead:
        lead = snapshot.lead
        found_in = view.snapshots.get(lead.snapshot_id)
        words = f"found in {found_in.address}" if found_in else "found in a page"
        told = ", ".join(part for part in (lead.title, lead.published) if part)
        nodes.append(
            Node(kind="lead", id=lead.snapshot_id, at=found_in.at if found_in else None, words=words, reason=told)
        )
    source = view.sources.get(snapshot.source_id)
    return (*nodes, of_source(view, source)) if source else tuple(nodes)


def of_version(view: View, version: Version) -> Node:
    """A reading of an article, with the date it states and how annotate took it."""
    dated = version.dated
    date = f"{dated.basis.value} from {dated.evidence}: {dated.words or dated.at.isoformat()}" if dated else "undated"
    fate = outcome(view, "annotate", version.id)
    words = version.title or version.text[:80]
    return Node(kind="version", id=version.id, at=version.seen, words=words, reason=f"{date}; {fate}")


def before_version(view: View, version: Version) -> tuple[Node, ...]:
    """The snapshot a version was read from, and what led to it."""
    snapshot = view.snapshots.get(version.snapshot_id)
    if snapshot is None:
        return ()
    return (with_nodes(of_snapshot(view, snapshot), before_snapshot(view, snapshot)),)


def after_version(view: View, version: Version) -> tuple[Node, ...]:
    """The stories a version was put into, each with what came of it; or why it was put into none."""
    joinings = view.stories.joinings_of(version.id)
    if not joinings:
        return (Node(kind="cluster", id=version.id, words="in no story", reason=outcome(view, "cluster", version.id)),)
    nodes = []
    for joining in joinings:
        partner = f" (nearest: {joining.partner_id})" if joining.partner_id else ""
        words = f"{joining.relation.value}, score {joining.score:.2f}"
        node = Node(
            kind="joining", id=joining.story_id, at=joining.at, words=words, reason=f"{joining.reason}{partner}"
        )
        nodes.append(node)
    story_id = view.stories.story_of(version.id)
    row = view.stories.get(story_id) if story_id else None
    if row is None:
        return tuple(nodes)
    shown = [one for one in after_story(view, row.id, version.id) if one.kind != "brief" or one.nodes]
    return (*nodes, with_nodes(of_story(view, row), tuple(shown)))


def of_story(view: View, row: StoryRow) -> Node:
    """A story, with the merges that led into or out of it."""
    merges = [f"{one.from_id} led into {one.into_id}: {one.reason}" for one in view.stories.merges_of(row.id)]
    brief = view.briefs.latest(row.id)
    words = f"{row.n_reports} reports" + (f": {brief.headline.text}" if brief else "")
    return Node(kind="story", id=row.id, at=row.last, words=words, reason="; ".join(merges))


def before_story(view: View, story_id: str) -> tuple[Node, ...]:
    """A story's reports, each with why it belongs and where it was read."""
    nodes = []
    for report, joining in view.stories.reports(story_id, _SHOWN_REPORTS):
        node = of_version(view, report.version)
        why = f"{joining.relation.value}, score {joining.score:.2f}: {joining.reason}"
        nodes.append(with_nodes(replace(node, reason=why), before_version(view, report.version)))
    return tuple(nodes)


def after_story(view: View, story_id: str, version_id: str = "") -> tuple[Node, ...]:
    """What came of a story: briefs, decisions, updates; with `version_id` only what cites that version."""
    ids = view.stories.led_to(view.stories.resolve(story_id))
    decisions = view.decisions.of_stories(ids)
    nodes = []
    for brief in (one for story in ids for one in view.briefs.of_story(story)):
        if version_id and version_id not in brief.version_ids:
            continue
        done = tuple(of_decision(view, one) for one in decisions if one.brief and one.brief.id == brief.id)
        nodes.append(with_nodes(of_brief(view, brief), done))
    briefed = {node.id for node in nodes}
    others = [one for one in decisions if not one.brief or one.brief.id not in briefed]
    return (*nodes, *(of_decision(view, one) for one in others if not version_id or _cites(one.brief, version_id)))


def _cites(brief: Brief | None, version_id: str) -> bool:
    return brief is not None and any(
        citation.version_id == version_id for sentence in brief.sentences for citation in sentence.citations
    )


def of_brief(view: View, brief: Brief) -> Node:
    """A brief, with how the desk took it."""
    words = f"no. {brief.number}, {len(brief.sentences)} sentences, {len(brief.origins)} origins: {brief.headline.text}"
    return Node(kind="brief", id=brief.id, at=brief.made_at, words=words, reason=outcome(view, "desk", brief.id))


def sentences(view: View, brief: Brief) -> tuple[Node, ...]:
    """A brief's sentences, each with the words it rests on and where they stood."""
    return tuple(of_sentence(view, sentence) for sentence in (brief.headline, *brief.sentences))


def of_sentence(view: View, sentence: BriefSentence) -> Node:
    """A sentence, leading to each of its citations and to where the cited words stood."""
    said = sentence.attribution
    chain = " → ".join(f"{hop.kind} {hop.party or hop.words}".strip() for hop in said.chain) if said else ""
    reason = (
        f"said by {said.speaker}" + (f" on {said.day}" if said.day else "") + (f"; {chain}" if chain else "")
        if said
        else ""
    )
    if sentence.edited_by:
        reason = "; ".join(part for part in (reason, f"edited by {sentence.edited_by}") if part)
    cited = tuple(_of_citation(view, citation) for citation in sentence.citations)
    return Node(kind=sentence.role.value, id="", words=sentence.text, reason=reason, nodes=cited)


def _of_citation(view: View, citation: Citation) -> Node:
    version = view.versions.get(citation.version_id)
    span = citation.extract.span
    holds = version is not None and citation.extract.holds_in(version.text)
    stands = f"{citation.source_name}, characters {span.start} to {span.end}" + ("" if holds else "; it does not hold!")
    nodes = (with_nodes(of_version(view, version), before_version(view, version)),) if version else ()
    words = f"“{citation.extract.words}”"
    return Node(kind="citation", id=citation.version_id, at=citation.seen, words=words, reason=stands, nodes=nodes)


def of_decision(view: View, decision: Decision) -> Node:
    """A decision, leading to the update it made."""
    fate = view.outcomes.of("publish", decision.id)
    made = [view.updates.get(update_id) for update_id in fate.outputs] if fate else []
    nodes = tuple(of_update(update) for update in made if update)
    refused = f"; {fate.kind}: {fate.reason} {fate.detail}" if fate and fate.kind != "made" else ""
    words = f"{decision.act.value} by {decision.actor}"
    return Node(
        kind="decision", id=decision.id, at=decision.at, words=words, reason=decision.reason + refused, nodes=nodes
    )


def of_update(update: Update) -> Node:
    """What readers were shown."""
    changed = f"changed: {', '.join(update.changed)}" if update.changed else ""
    reason = "; ".join(
        part for part in (update.note, changed, update.by_rule and f"by the rule {update.by_rule}") if part
    )
    words = f"no. {update.number}, {update.kind.value}: {update.brief.headline.text} ({update.address})"
    return Node(kind="update", id=update.id, at=update.at, words=words, reason=reason)


def outcome(view: View, stage: str, input_id: str) -> str:
    """Tell in a few words how an input left a stage."""
    found = view.outcomes.of(stage, input_id)
    if found is None:
        return f"{stage}: not yet"
    detail = f" ({found.detail.strip().splitlines()[-1]})" if found.detail.strip() else ""
    return f"{stage} {found.kind.replace('_', ' ')}" + (f": {found.reason}{detail}" if found.reason else "")
