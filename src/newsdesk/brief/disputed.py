"""What is disputed: figures of the same counted thing that differ between speakers or origins at one time.

Figures with a unit (areas, weights, money) are in the ledger too, but a brief tells of no dispute about them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from newsdesk.brief.material import Candidate, sentences_of
from newsdesk.brief.points import Point
from newsdesk.brief.scope import Scope, group_of, is_part, names_beside, scope_of
from newsdesk.brief.weights import Vectors, terms
from newsdesk.model.annotations import Bound, Figure
from newsdesk.model.story import Report
from newsdesk.remembering import of_report

AT_ONE_TIME = timedelta(hours=18)
"""Figures further apart in time are taken for a revision: tolls rise."""
_CLOSE = 0.1
_NEAR = 0.22
"""Cosine two sentences need for their figures to be of one thing; a harm to people needs less than other things."""
_NEAR_OTHERWISE = 0.45
_NEARLY_SAME, _NEAR_NAMELESS = 0.75, 0.5
_NEAR_REVISED = 0.1
_HARMS = frozenset(
    {
        "arrest", "arrested", "body", "casualty", "dead", "death", "detained", "die", "died", "displaced", "evacuated",
        "fatality", "homeless", "hostage", "hurt", "injured", "injury", "killed", "missing", "victim", "wounded",
        # Ukrainian: the dictionary forms that figures are counted by.
        "загиблий", "убитий", "поранений", "постраждалий", "зниклий", "затриманий", "евакуйований", "полонений",
    }
)  # fmt: skip

_ALIKE = {
    "dead": "killed", "death": "killed", "die": "killed", "died": "killed", "fatality": "killed", "hurt": "injured",
    "wounded": "injured", "injury": "injured", "arrest": "arrested", "убитий": "загиблий",
}  # fmt: skip
_PEOPLE = frozenset(
    {"child", "civilian", "man", "member", "other", "passenger", "people", "person", "soldier", "woman"}
)
_HARMED = re.compile(rf"\b(?:{'|'.join(sorted(_HARMS))})\b", re.IGNORECASE)
_PART = re.compile(r"\bof (?:the|them|those|these|its|his|her|their)\b|\b(?:more|others?)\b")
"""`two of the injured died`, `two more`: no total."""
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|refute[sd]?|reject(?:s|ed)|dispute[sd]?|not|wrong(?:ly)?|rumou?rs?)\b[^.;]*$", re.IGNORECASE
)
"""`denied that 131 people`: a figure that nobody there vouches for."""
_UNSURE = re.compile(
    r"\b(?:suspect(?:s|ed)?|confirm(?:s|ed)?|fear(?:s|ed)?|probabl[ey]|up to|presumed|estimate[sd]?|could|may|might|"
    r"expect(?:s|ed)?|forecasts?|plan(?:s|ned)?|propos(?:es|ed|al)|seek(?:s|ing)?|offer(?:s|ed|ing)?|intend(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""Words that make a figure one of another kind."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NEVER_WORDS = (
    "year month week day hour minute second time percent pct point unit dollar dlr euro pound crown stg lira lire ecu "
    "ecus franc mark yen peso rouble ruble guilder rupee yuan cent cts psi bpd"
)
"""Measures and currencies without what they measure."""
_NEVER_DISPUTED = frozenset(_NEVER_WORDS.split())
_PEOPLE_WHO = "people who "
_REACH = 48
"""Characters after a number of people within which the verb says what happened to them."""


_UNITS = re.compile(r"km2|m2|ha|acre|t|kg|[A-Z]{3}")
"""Units of areas, weights and money; figures with others are left out."""
UNIT_LINK = " in "
OF_GROUP = " ({})"


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of one party, and the sentence that gives it."""

    candidate: Candidate
    figure: Figure
    key: str
    row: int
    party: str
    """Who vouches for it: the speaker it is attributed to, else the origin."""
    scope: Scope
    names: frozenset[str]
    """The words of the names in the sentence, its speaker's left out."""


Ledger = dict[str, list[Side]]
_Counted = tuple[Figure, str, Scope, frozenset[str]]


def ledger(points: Sequence[Point], speakers: Mapping[tuple[str, int], str]) -> Ledger:
    """Return every figure of counted things by what it counts, in order of the reports.

    `speakers` are the keys of those heard, by version id and index of the sentence.
    """
    by_key: Ledger = defaultdict(list)
    counted: dict[str, tuple[tuple[_Counted, ...], ...]] = {}
    for point in points:
        for candidate in point.carriers:
            version_id = candidate.report.version.id
            if version_id not in counted:
                counted[version_id] = _counted(candidate.report)
            for figure, key, scope, names in counted[version_id][candidate.place]:
                party = speakers.get((version_id, candidate.index), candidate.origin)
                by_key[key].append(Side(candidate, figure, key, point.row, party, scope, names))
    for sides in by_key.values():
        sides.sort(key=lambda one: (one.candidate.report.at, -one.candidate.place, one.candidate.report.version.id))
    return by_key


@of_report
def _counted(report: Report) -> tuple[tuple[_Counted, ...], ...]:
    """Return the figures of each sentence of a report, with their keys, scopes and the names beside them."""
    return tuple(tuple(map(partial(_told_with, one), _figures(one))) for one in sentences_of(report))


def _told_with(candidate: Candidate, figure: Figure) -> _Counted:
    key = _key(candidate, figure)
    return figure, key, scope_of(candidate, figure), frozenset() if is_harm(key) else names_beside(candidate)


def disputes(figures: Ledger, rows: Vectors) -> list[tuple[Side, ...]]:
    """Return the sides of each dispute, one per value, earliest first; most origins first. Revisions are left out."""
    counted = ((key, group) for key, group in figures.items() if group[0].figure.unit in ("", "person"))
    found = [sides for key, group in counted if (sides := _sides(group, rows, key))]
    return sorted(found, key=lambda sides: (-len({one.candidate.origin for one in sides}), sides[0].key))


def superseded(figures: Ledger, rows: Vectors) -> frozenset[int]:
    """Return the rows of points whose toll the newest report of it has raised: they are no news any more."""
    old: set[int] = set()
    for key, sides in figures.items():
        if not is_harm(key):
            continue
        newest = sides[-1]
        old |= {
            one.row
            for one in sides[:-1]
            if one.row != newest.row
            and _below(one.figure, newest.figure)
            and float(rows[one.row] @ rows[newest.row]) >= _NEAR_REVISED
        }
    return frozenset(old)


def raised(figures: Ledger, rows: Vectors) -> frozenset[float]:
    """Return the tolls that were raised since: a headline that gives one of them is out of date."""
    old = superseded(figures, rows)
    harms = [side for key, sides in figures.items() if is_harm(key) for side in sides]
    present = {side.figure.quantity for side in harms if side.row not in old}
    return frozenset(side.figure.quantity for side in harms if side.row in old) - present


def is_harm(key: str) -> bool:
    """Tell whether figures of this key count people who came to harm."""
    return key.partition(" (")[0] in _HARMS


def names_a_thing(key: str) -> bool:
    """Tell whether a key names what is counted, as a reader would; people told apart by what they do have no name."""
    return not key.startswith(_PEOPLE_WHO) and bool(key.strip())


def _below(one: Figure, newest: Figure) -> bool:
    """Tell whether a figure is lower than the newest, even as `at least`: a toll that was raised is not told again.

    `Hundreds` does not say which figures it raises.
    """
    if newest.bound is Bound.VAGUE:
        return False
    return (one.high or one.quantity) < newest.quantity


def _figures(candidate: Candidate) -> list[Figure]:
    return [
        figure
        for figure in candidate.report.annotations.figures
        if figure.counted
        and figure.counted.casefold().split()[-1] not in _NEVER_DISPUTED
        and (figure.unit in ("", "person") or _UNITS.fullmatch(figure.unit))
        and candidate.span.covers(figure.span)
        and not _DENIED.search(candidate.words[: figure.span.start - candidate.span.start])
        and not _PART.search(candidate.words[figure.span.start - candidate.span.start :][: len(figure.span) + 12])
        and not is_part(candidate, figure)
    ]


def _key(candidate: Candidate, figure: Figure) -> str:
    """Harms are one thing whatever word is counted (`people killed`, `killed`), and people otherwise by what they do
    (`131 people had been on board`); other things go by their whole name. Groups of people have keys of their own.
    """
    words = figure.counted.lower().split()
    at = figure.span.end - candidate.span.start
    if figure.unit not in ("", "person"):
        return f"{' '.join(words)}{UNIT_LINK}{figure.unit}"
    harm = next((word for word in reversed(words) if word in _HARMS), "")
    if not harm and words and words[-1] in _PEOPLE:
        after = candidate.words[at : at + _REACH]
        found = _HARMED.search(after)
        harm = found[0].lower() if found else ""
        if not harm and (doing := terms(re.split(r"[.;,]", after)[0])):
            return f"{_PEOPLE_WHO}{doing[0]}"
    if not harm:
        return " ".join(words)
    group = group_of(f"{candidate.words[at - len(figure.span) : at]} {figure.counted}")
    return f"{_ALIKE.get(harm, harm)}{OF_GROUP.format(group) if group else ''}"


def _sides(group: list[Side], rows: Vectors, key: str) -> tuple[Side, ...]:
    """Of each party only the newest figure counts; two parties disagree when theirs cannot both hold."""
    newest: dict[str, Side] = {}
    for side in group:
        if side.figure.bound is not Bound.VAGUE:
            newest[side.party] = side
    sides = sorted(newest.values(), key=lambda one: (one.candidate.report.at, one.candidate.report.version.id))
    if len(sides) < 2:
        return ()
    threshold = nearness(key)
    last = sides[-1]
    apart = [
        one
        for one in sides[:-1]
        if last.candidate.report.at - one.candidate.report.at <= AT_ONE_TIME
        and float(rows[one.row] @ rows[last.row]) >= threshold
        and not compatible(one.figure, last.figure)
        # Tolls rise: a higher one that came later is a revision, a lower one contradicts.
        and not (is_harm(key) and _below(one.figure, last.figure))
        and of_one_event(one.candidate, last.candidate)
        and of_one_thing(one, last, rows)
    ]
    by_value = {one.figure.quantity: one for one in apart}
    return (*by_value.values(), last) if by_value else ()


def nearness(key: str) -> float:
    """Return the cosine two sentences need for their figures of this key to be of one thing."""
    return _NEAR if is_harm(key) or key.startswith(_PEOPLE_WHO) else _NEAR_OTHERWISE


def of_one_thing(one: Side, other: Side, rows: Vectors) -> bool:
    """Doubt that figures of other things than harms are of one where the sentences share no name and few words.

    `debt of Navistar` and `debt of Paccar` are not one amount.
    """
    if not one.scope.fits(other.scope):
        return False
    if is_harm(one.key) or not one.names.isdisjoint(other.names):
        return True
    told = bool(one.names and other.names)
    return float(rows[one.row] @ rows[other.row]) >= (_NEARLY_SAME if told else _NEAR_NAMELESS)


def of_one_event(one: Candidate, other: Candidate) -> bool:
    """Doubt that figures are of one thing told side by side in one report, in different years, or confirmed and not."""
    if one.report is other.report and one.origin == other.origin:
        return False
    return _years(one) == _years(other) and _sureness(one) == _sureness(other)


def _years(candidate: Candidate) -> set[str]:
    """The years a sentence tells of, besides that of its report."""
    named = set(_YEAR.findall(f"{candidate.words} {candidate.event_date[:4]}"))
    return named - {str(candidate.report.at.year)}


def _sureness(candidate: Candidate) -> set[str]:
    return {match[0][:5].casefold() for match in _UNSURE.finditer(candidate.words)}


def compatible(one: Figure, other: Figure) -> bool:
    """Tell whether two figures can both be true, given their bounds."""
    low_one, high_one = _reach(one)
    low_other, high_other = _reach(other)
    return low_one <= high_other and low_other <= high_one


def _reach(figure: Figure) -> tuple[float, float]:
    value, infinity = figure.quantity, float("inf")
    if figure.bound is Bound.VAGUE:
        return -infinity, infinity
    if figure.bound is Bound.AT_LEAST:
        return value, infinity
    if figure.bound is Bound.AT_MOST:
        return -infinity, value
    if figure.bound is Bound.ABOUT:
        return value * (1 - _CLOSE), value * (1 + _CLOSE)
    return value, figure.high if figure.high is not None else value
