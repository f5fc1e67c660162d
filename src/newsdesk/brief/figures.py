"""The ledger of figures for readers: who gave which figure of one quantity, when, and how the figures stand together.

Disagreement, revision and supersession are told apart: figures of two parties at one time that cannot both be true
are disputed; a toll another party raised later is revised; a figure whose own party gave another since is superseded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from newsdesk.brief.citing import cite_all
from newsdesk.brief.disputed import (
    AT_ONE_TIME,
    UNIT_LINK,
    Ledger,
    Side,
    compatible,
    is_harm,
    names_a_thing,
    nearness,
    of_one_event,
    of_one_thing,
)
from newsdesk.brief.said import day_of
from newsdesk.brief.weights import Vectors
from newsdesk.errors import GateError
from newsdesk.gate import check_figure
from newsdesk.model.annotations import Bound, Figure
from newsdesk.model.brief import Brief, FigureClaim, FigureEntry, Standing
from newsdesk.model.text import Span

MAX_ENTRIES = 12
MAX_CLAIMS = 24

Named = Callable[[Side], str]
"""Gives the speaker a side is attributed to; empty: nobody."""


def figures_shown(
    ledger: Ledger, rows: Vectors, named: Named, previous: Brief | None, texts: Mapping[str, str]
) -> tuple[FigureEntry, ...]:
    """Return the entries with at least two different figures, those disputed and with most claims first.

    Claims that do not pass the gate are left out. Claims of the last brief that are no longer among the reports at
    hand stay in their entry.
    """
    entries = []
    for key, sides in ledger.items():
        for group in _of_one_quantity(_alone(sides), rows, nearness(key)) if names_a_thing(key) else ():
            entry = _entry(key, group, named)
            entry = replace(entry, claims=tuple(claim for claim in entry.claims if _passes(claim, texts)))
            entries.append(_with_older(entry, previous.figures if previous else ()))
    known = {(entry.counted, entry.unit) for entry in entries}
    entries += [entry for entry in (previous.figures if previous else ()) if (entry.counted, entry.unit) not in known]
    told = [_stood(entry) for entry in entries if len({c.value for c in entry.claims if c.bound != Bound.VAGUE}) > 1]
    return tuple(sorted(told, key=_rank)[:MAX_ENTRIES])


def _passes(claim: FigureClaim, texts: Mapping[str, str]) -> bool:
    try:
        check_figure(claim, texts)
    except GateError:
        return False
    return True


def _rank(entry: FigureEntry) -> tuple[bool, int, str]:
    disputed = any(claim.standing is Standing.DISPUTED for claim in entry.claims)
    return not disputed, -len(entry.claims), entry.counted


def _alone(sides: Sequence[Side]) -> list[Side]:
    """Leave out the figures of sentences that give several of one key: they are of different things."""
    n_in = Counter((one.candidate.report.version.id, one.candidate.span.start) for one in sides)
    return [one for one in sides if n_in[one.candidate.report.version.id, one.candidate.span.start] == 1]


def _of_one_quantity(sides: Sequence[Side], rows: Vectors, threshold: float) -> list[list[Side]]:
    """Part the figures of one key into those of one event each, by how near their sentences are to those before."""
    groups: list[list[Side]] = []
    for side in sides:
        for group in groups:
            near = any(float(rows[side.row] @ rows[one.row]) >= threshold and _fits(side, one) for one in group)
            if near and all(of_one_thing(side, one, rows) for one in group):
                group.append(side)
                break
        else:
            groups.append([side])
    return groups


def _fits(side: Side, other: Side) -> bool:
    same = side.figure.quantity == other.figure.quantity
    return same or of_one_event(side.candidate, other.candidate)


def _entry(key: str, sides: Sequence[Side], named: Named) -> FigureEntry:
    """Join the sides of one party and figure into a claim each."""
    claims: dict[tuple[str, float, str], list[Side]] = {}
    for side in sides:
        party = named(side) and side.party
        claims.setdefault((party, side.figure.quantity, side.figure.bound), []).append(side)
    counted, _, unit = key.partition(UNIT_LINK)
    made = [
        FigureClaim(
            value=group[0].figure.quantity,
            high=group[0].figure.high,
            bound=group[0].figure.bound.value,
            by=named(group[0]),
            at=group[0].candidate.report.at,
            as_of=day_of(group[0].figure.time, group[0].candidate.report.annotations),
            citations=cite_all(group[0].candidate, [one.candidate for one in group[1:]]),
        )
        for group in claims.values()
    ]
    return FigureEntry(counted=counted, unit=unit, claims=tuple(sorted(made, key=lambda claim: claim.at)))


def _with_older(entry: FigureEntry, before: Sequence[FigureEntry]) -> FigureEntry:
    """Add the claims of the last brief's entry of the same quantity, told by a claim that both have."""
    own = {(claim.by, claim.value) for claim in entry.claims}
    for older in before:
        if (older.counted, older.unit) != (entry.counted, entry.unit):
            continue
        theirs = {(claim.by, claim.value): claim for claim in older.claims}
        if own & theirs.keys():
            kept = [claim for key, claim in theirs.items() if key not in own]
            return replace(entry, claims=tuple(sorted([*kept, *entry.claims], key=lambda claim: claim.at)))
    return entry


def _stood(entry: FigureEntry) -> FigureEntry:
    claims = entry.claims[-MAX_CLAIMS:]
    harm = is_harm(entry.counted)
    return replace(entry, claims=tuple(replace(one, standing=_standing(one, claims, harm=harm)) for one in claims))


def _standing(claim: FigureClaim, claims: Sequence[FigureClaim], *, harm: bool) -> Standing:
    others = [one for one in claims if one is not claim and not compatible(_figure(one), _figure(claim))]
    if claim.by and any(one.by == claim.by and _later(one, claim) for one in others):
        return Standing.SUPERSEDED
    for one in others:
        first, second = (claim, one) if _later(one, claim) else (one, claim)
        raised = harm and second.value > first.value and _later(second, first)
        if not raised and _at_one_time(first, second) and _parties_differ(first, second):
            return Standing.DISPUTED
    if any(_later(one, claim) and (one.value > claim.value or not harm) for one in others):
        return Standing.REVISED
    return Standing.STANDS


def _parties_differ(one: FigureClaim, other: FigureClaim) -> bool:
    if one.by or other.by:
        return one.by != other.by
    return {cited.source_name for cited in one.citations}.isdisjoint(cited.source_name for cited in other.citations)


def _later(one: FigureClaim, claim: FigureClaim) -> bool:
    """Tell whether a claim is later than another: by the days as of which they hold, if both are known."""
    if one.as_of and claim.as_of and one.as_of != claim.as_of:
        return one.as_of > claim.as_of
    return one.at > claim.at


def _at_one_time(first: FigureClaim, second: FigureClaim) -> bool:
    """Figures that hold as of two days do not contradict each other, however close their reports are."""
    if first.as_of and second.as_of and first.as_of != second.as_of:
        return False
    return second.at - first.at <= AT_ONE_TIME


def _figure(claim: FigureClaim) -> Figure:
    return Figure(span=Span(0, 0), quantity=claim.value, high=claim.high, bound=Bound(claim.bound))
