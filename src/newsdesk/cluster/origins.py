"""How many independent origins stand behind a story's reports.

Forty copies of one agency's report, five outlets that cite one interview, ten that attended one briefing, and the
outlets of one owner are one origin each. The reports are the nodes of a graph; what makes two of them rest on the same
thing is an edge; each connected part is one origin.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.cluster.dependence import Dependence, depend, outlet_keys, party_key
from newsdesk.cluster.reasons import listing
from newsdesk.model.annotations import HopKind
from newsdesk.model.story import Joining, Origin, OriginKind, Relation, Report

_RANK = (OriginKind.AGENCY, OriginKind.MEDIUM, OriginKind.STATEMENT, OriginKind.OWN)
MAX_UTTERANCES = 400
"""So many utterances of one story are compared with each other."""


def origins(reports: Sequence[Report], joinings: Sequence[Joining]) -> tuple[Origin, ...]:
    """Return the independent origins of the reports, the one with the earliest report first.

    `joinings` tell which reports are copies; the newest of a version counts. Every report rests on exactly one origin.
    """
    ordered = sorted(reports, key=lambda report: (report.at, report.version.id))
    if not ordered:
        return ()
    graph = _Graph(ordered, joinings)
    return tuple(graph.origin(part) for part in graph.parts())


def circles(reports: Sequence[Report], joinings: Sequence[Joining]) -> tuple[tuple[str, ...], ...]:
    """Return the outlets that cite each other in a circle, so that no first source is found."""
    ordered = sorted(reports, key=lambda report: (report.at, report.version.id))
    return tuple(dict.fromkeys(_Graph(ordered, joinings).circles.values()))


class _Graph:
    """Union of the reports that rest on the same thing."""

    def __init__(self, reports: Sequence[Report], joinings: Sequence[Joining]) -> None:
        self.reports = reports
        held = outlet_keys(reports)
        self.rests = [depend(report, held) for report in reports]
        self.leader = list(range(len(reports)))
        self.copied = [False] * len(reports)
        self.owned: dict[str, list[int]] = {}
        for i, report in enumerate(reports):
            for key in {party_key(report.outlet), party_key(report.version.site_name)} - {""}:
                self.owned.setdefault(key, []).append(i)
        self._join_copies(joinings)
        self._join_parties()
        self._join_owners()
        self._join_utterances()
        self.circles = self._find_circles()

    def _join_copies(self, joinings: Sequence[Joining]) -> None:
        """A copy rests on what it copies; readings of one article are one report."""
        known = {report.version.id: i for i, report in enumerate(self.reports)}
        for joining in joinings:
            i, j = known.get(joining.version_id), known.get(joining.partner_id)
            if i is None or j is None:
                continue
            if joining.relation in (Relation.COPY, Relation.VERSION):
                self.copied[max(i, j)] = True
                self._unite(i, j)
        articles: dict[str, int] = {}
        for i, report in enumerate(self.reports):
            self._unite(articles.setdefault(report.version.article_id, i), i)

    def _join_parties(self) -> None:
        """All that rest on one agency or medium, and that party's own reports where they are held."""
        first: dict[str, int] = {}
        for i, rest in enumerate(self.rests):
            if rest.kind not in (OriginKind.AGENCY, OriginKind.MEDIUM):
                continue
            key = party_key(rest.party)
            self._unite(first.setdefault(key, i), i)
            held = self.owned.get(key, [])
            own = [j for j in held if self.rests[j].kind is OriginKind.OWN]
            for j in own or held:
                self._unite(i, j)

    def _join_owners(self) -> None:
        """Own reporting of one outlet, or of outlets of one owner, is one voice."""
        first: dict[str, int] = {}
        for i, report in enumerate(self.reports):
            if self.rests[i].kind is OriginKind.OWN and not self.copied[i]:
                self._unite(first.setdefault(_owner(report), i), i)

    def _join_utterances(self) -> None:
        """Reports that rest on one public statement; and own reports with the very same quotation."""
        said = [(i, one) for i, rest in enumerate(self.rests) for one in rest.utterances][:MAX_UTTERANCES]
        for position, (i, one) in enumerate(said):
            if self.rests[i].kind is not OriginKind.STATEMENT:
                continue
            for j, other in [*said[:position], *said[position + 1 :]]:
                if self.rests[j].kind is OriginKind.STATEMENT and self._root(i) != self._root(j) and one.same_as(other):
                    self._unite(i, j)

    def _find_circles(self) -> dict[int, tuple[str, ...]]:
        """For each part in which outlets held cite each other in a circle, their names."""
        cites: dict[str, set[str]] = {}
        for report, rest in zip(self.reports, self.rests, strict=True):
            if rest.kind is OriginKind.MEDIUM and party_key(rest.party) in self.owned:
                cites.setdefault(party_key(report.outlet), set()).add(party_key(rest.party))
        circles: dict[int, tuple[str, ...]] = {}
        for start in sorted(cites):
            circle = _circle(cites, start)
            if circle:
                members = [self.owned[key][0] for key in circle if key in self.owned]
                names = tuple(self.reports[i].outlet for i in sorted(members))
                circles.setdefault(self._root(members[0]), names)
        return circles

    def parts(self) -> list[list[int]]:
        """The connected parts, each in order of time, the earliest first."""
        parts: dict[int, list[int]] = {}
        for i in range(len(self.reports)):
            parts.setdefault(self._root(i), []).append(i)
        return list(parts.values())

    def origin(self, part: list[int]) -> Origin:
        """Return the origin of one connected part."""
        kind = min((self.rests[i].kind for i in part), key=_RANK.index)
        chief = next(i for i in part if self.rests[i].kind is kind)
        rest, report = self.rests[chief], self.reports[chief]
        circle = self.circles.get(self._root(chief), ())
        name = rest.party or report.outlet
        if kind is OriginKind.MEDIUM and not circle:
            name = self._farthest(chief)
        held = kind in (OriginKind.OWN, OriginKind.AGENCY) or party_key(name) in self.owned
        return Origin(
            kind=kind,
            name=name,
            version_ids=tuple(self.reports[i].version.id for i in part),
            held=held and not circle,
            reason=self._reason(kind, name, part, rest, circle, held=held),
        )

    def _farthest(self, i: int) -> str:
        """The medium at the end of the chain of citations that begins with a report."""
        seen: set[str] = set()
        name = self.rests[i].party
        while (key := party_key(name)) not in seen:
            seen.add(key)
            behind = [self.rests[j] for j in self.owned.get(key, [])]
            if not behind or any(rest.kind is OriginKind.OWN for rest in behind):
                break
            name = next((rest.party for rest in behind if rest.kind is OriginKind.MEDIUM), name)
        return name

    def _reason(
        self, kind: OriginKind, name: str, part: list[int], rest: Dependence, circle: tuple[str, ...], *, held: bool
    ) -> str:
        outlets = list(dict.fromkeys(self.reports[i].outlet for i in part))
        many = _outlets(outlets)
        if circle:
            return f"{listing(list(circle))} cite each other in a circle; no first source is found"
        if kind is OriginKind.AGENCY:
            return f"{many} carr{'ies' if len(outlets) == 1 else 'y'} {name}’s report"
        if kind is OriginKind.MEDIUM:
            others = [outlet for outlet in outlets if party_key(outlet) != party_key(name)]
            what = "interview" if rest.hop is HopKind.INTERVIEW else "report"
            where = f"{name}’s own report is held" if held else f"{name}’s own report is not held"
            return f"{_outlets(others)} cite{'s' if len(others) == 1 else ''} one {what} of {name}; {where}"
        if kind is OriginKind.STATEMENT:
            speaker = rest.speaker or "somebody not named"
            return f"{many} report{'s' if len(outlets) == 1 else ''} one public statement by {speaker}"
        if len(outlets) > 1:
            copied = any(self.copied[i] for i in part)
            why = "carry the same text" if copied else f"belong to {self.reports[part[0]].owner}"
            return f"{many} {why}"
        return f"{name} names nobody it has it from"

    def _root(self, i: int) -> int:
        while self.leader[i] != i:
            self.leader[i] = self.leader[self.leader[i]]
            i = self.leader[i]
        return i

    def _unite(self, i: int, j: int) -> None:
        one, two = sorted((self._root(i), self._root(j)))
        self.leader[two] = one


def _owner(report: Report) -> str:
    """The owner, else the outlet, else the source's id."""
    return party_key(report.owner) or party_key(report.outlet) or report.source.id


def _outlets(names: list[str]) -> str:
    """`Reed Post`, `Reed Post and Harbour Courier`, or `Reed Post, Harbour Courier and 3 others`."""
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} others"
    return listing(names) or "one report"


def _circle(cites: dict[str, set[str]], start: str) -> list[str]:
    """The shortest circle of citations through `start`; empty when there is none."""
    paths = [[start]]
    seen = {start}
    while paths:
        path = paths.pop(0)
        for key in sorted(cites.get(path[-1], ())):
            if key == start:
                return path
            if key not in seen:
                seen.add(key)
                paths.append([*path, key])
    return []
