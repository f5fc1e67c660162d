"""The graph of provenance of a story: articles, what was said in them, and the media they have it from.

It holds what is stated: copies found by clustering, links in the text, chains of the statements, agencies credited.
What it counts as independent is decided in `origins`.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.cluster.dependence import depend, outlet_keys, party_key
from newsdesk.cluster.origins import circles, origins
from newsdesk.cluster.reuse import reuse
from newsdesk.cluster.utterances import Wording, joined, primary_party, said
from newsdesk.model.annotations import HopKind
from newsdesk.model.provenance import Edge, EdgeKind, Node, NodeKind, Provenance, Reuse, ReuseKind
from newsdesk.model.story import Joining, OriginKind, Relation, Report

MAX_SAID = 200
"""Utterances that are given: those that most reports carry."""


def provenance(reports: Sequence[Report], joinings: Sequence[Joining], others: Sequence[Report] = ()) -> Provenance:
    """Return through whom a story is known; `joinings` tell which reports are copies.

    `others` are reports of other stories, best of the same outlets: see `cluster.reuse`.
    """
    ordered = sorted(reports, key=lambda one: (one.at, one.version.id))
    origin_of = {
        version_id: f"origin {i}" for i, one in enumerate(origins(ordered, joinings)) for version_id in one.version_ids
    }
    outlets: dict[str, str] = {}
    for report in ordered:
        for name in (report.outlet, report.version.site_name):
            if key := party_key(name):
                outlets.setdefault(key, origin_of[report.version.id])
    groups = sorted(joined(ordered), key=lambda group: (-len(group), group[0].report.at))[:MAX_SAID]
    graph = _Graph(ordered)
    reused = reuse(ordered, joinings, others)
    graph.add_copies(joinings)
    graph.add_recycled(reused, others)
    graph.add_links()
    graph.add_sources()
    for i, group in enumerate(groups):
        graph.add_said(f"said:{i + 1}", group)
    return Provenance(
        nodes=tuple(graph.nodes.values()),
        edges=tuple(dict.fromkeys(graph.edges)),
        said=tuple(said(group, origin_of, outlets) for group in groups),
        circles=circles(ordered, joinings),
        reuse=reused,
    )


class _Graph:
    """Nodes by id, and edges, as they are gathered."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = reports
        self.edges: list[Edge] = []
        self.nodes: dict[str, Node] = {}
        for report in reports:
            self._add_article(report)

    def add_copies(self, joinings: Sequence[Joining]) -> None:
        for one in joinings:
            held = one.version_id in self.nodes and one.partner_id in self.nodes
            if held and one.relation in (Relation.COPY, Relation.VERSION):
                self._edge(one.version_id, one.partner_id, EdgeKind.COPIES)

    def add_recycled(self, reused: Sequence[Reuse], others: Sequence[Report]) -> None:
        """Background, with the articles of other stories that it is from."""
        elsewhere = {report.version.id: report for report in others}
        for one in reused:
            if one.kind is ReuseKind.RECYCLED:
                if one.earlier_id not in self.nodes:
                    self._add_article(elsewhere[one.earlier_id])
                self._edge(one.version_id, one.earlier_id, EdgeKind.RECYCLES, one.passages[0].words)

    def add_links(self) -> None:
        """Links to articles that are held, by their canonical address."""
        by_address = {one.version.address: one.version.id for one in self.reports if one.version.address}
        for report in self.reports:
            for link in report.version.links:
                target = by_address.get(link.address)
                if target and target != report.version.id:
                    self._edge(report.version.id, target, EdgeKind.LINKS, link.span.of(report.version.text))

    def add_sources(self) -> None:
        """The agency or medium each report rests on, and the reports that are such a medium's own."""
        held = outlet_keys(self.reports)
        for report in self.reports:
            rest = depend(report, held)
            if rest.kind in (OriginKind.AGENCY, OriginKind.MEDIUM):
                self._edge(report.version.id, self._medium(rest.party), EdgeKind.CITES)

    def add_said(self, node_id: str, group: Sequence[Wording]) -> None:
        speaker = group[0].statement.speaker
        self.nodes[node_id] = Node(id=node_id, kind=NodeKind.STATEMENT, name=speaker.name if speaker else "")
        for one in group:
            self._edge(one.report.version.id, node_id, EdgeKind.CARRIES)
            if party := primary_party(one):
                hop = next(hop for hop in one.statement.chain if hop.party == party)
                words = hop.words.words if hop.words else ""
                kind = EdgeKind.CITES if hop.kind is HopKind.CITED_BY else EdgeKind.SAID_TO
                self._edge(node_id, self._medium(party), kind, words)

    def _medium(self, name: str) -> str:
        """The id of a medium's node; its own reports are tied to it when it is first named."""
        key = party_key(name)
        node_id = f"medium:{key}"
        if node_id not in self.nodes:
            self.nodes[node_id] = Node(id=node_id, kind=NodeKind.MEDIUM, name=name)
            for report in self.reports:
                if key in {party_key(report.outlet), party_key(report.version.site_name)}:
                    self._edge(report.version.id, node_id, EdgeKind.OWN)
        return node_id

    def _add_article(self, report: Report) -> None:
        name = report.version.title or report.outlet
        self.nodes[report.version.id] = Node(id=report.version.id, kind=NodeKind.ARTICLE, name=name, at=report.at)

    def _edge(self, from_id: str, to_id: str, kind: EdgeKind, words: str = "") -> None:
        self.edges.append(Edge(from_id=from_id, to_id=to_id, kind=kind, words=words))
