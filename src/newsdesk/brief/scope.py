"""Of what a figure is: of all or of a part, of whom, where, and over which time.

Figures of different things never meet. A toll is given with its parts (`three of them children`, `two in the kitchen`,
`12 in Kelmor alone`), with what came newly (`five more`) and beside other tolls (`750 this year`). In doubt a figure is
of something else: a ledger that lacks a claim is short, one that takes a part for a rival total is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from newsdesk.brief.material import Candidate
from newsdesk.model.annotations import Figure, Place

_NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|dozens|several|many|some)"
)
_ONE = rf"(?:an?|one|another|his|her|their|the|{_NUMBER})"
_GROUPS = {
    "children": "child children kid kids girl girls boy boys infant infants baby babies toddler toddlers minor minors",
    "teenagers": "teen teens teenager teenagers juvenile juveniles youth youths",
    "women": "woman women female females mother mothers",
    "men": "man men male males",
    "officers": "officer officers policeman policemen deputy deputies trooper troopers",
    "soldiers": "soldier soldiers troop troops serviceman servicemen marine marines",
    "attackers": "gunman gunmen attacker attackers suspect suspects militant militants rebel rebels shooter shooters",
    "civilians": "civilian civilians",
    "students": "student students pupil pupils schoolchildren",
    "workers": "worker workers employee employees miner miners medic medics",
    "passengers": "passenger passengers tourist tourists",
    "firefighters": "firefighter firefighters",
    "protesters": "protester protesters demonstrator demonstrators",
}
_GROUP_OF = {word: group for group, words in _GROUPS.items() for word in words.split()}
_SOMEBODY = rf"(?:{'|'.join(_GROUP_OF)}|people|persons?|victims?|adults?|others?|driver|pilot|crew|relatives?|dog)"
_HARMED = r"(?:killed|dead|injured|wounded|hurt|shot|arrested|missing|displaced|evacuated|rescued|detained)"
_FEW_WORDS = r"(?:[\w-]+ ){0,4}?"

_OF_ALL = re.compile(r"\b(?:of|all|all of) the $", re.IGNORECASE)
"""`one of the four killed`: four is the whole."""
_ADDED = re.compile(
    r"\b(?:others?|another|additional|further|extra|new|newly|fresh|remaining|latest|more(?! than))\b", re.IGNORECASE
)
_ADDED_BEFORE = re.compile(
    r"\b(?:other|another|additional|further|extra|new|fresh|remaining|latest|among them|of whom|of which|of those),? $",
    re.IGNORECASE,
)
_ADDED_AFTER = re.compile(
    r" (?:more\b(?! than)|others?\b|additional|further|new\b|extra)|,? (?:of whom|of them)", re.IGNORECASE
)
_INCLUDED = re.compile(r"\bincluding (?:at least )?$", re.IGNORECASE)
_HARM_NAMED = re.compile(r"\b(?:deaths?|dead|fatalities|killed|injured|wounded)\b", re.IGNORECASE)
"""`1,300 cases, including 85 deaths`: all that died."""
_WITH_BEFORE = re.compile(rf"(?:^|[\s(“\"]){_ONE} {_FEW_WORDS}{_SOMEBODY},?(?: and)? $", re.IGNORECASE)
_WITH_AFTER = re.compile(rf"(?:,? and|,) {_ONE} {_FEW_WORDS}{_SOMEBODY}\b", re.IGNORECASE)
_ARE_HARMED = re.compile(rf" (?:(?:were|was|are|is) )?{_HARMED}\b", re.IGNORECASE)
_HARM = re.compile(rf"\b(?:{_HARMED}|kill(?:s|ing)?|injur(?:es|ing)|wounding)\b", re.IGNORECASE)
_SHARED_OUT = re.compile(
    rf"(?:[,;] (?:and |while )?|\band )(?:one|another|{_NUMBER}|the (?:other|rest|third|fourth|fifth|sixth|seventh))\b"
    rf"(?: (?!{_HARMED})\w+)?(?: others?| men| women| people)? (?:in|at|from|to|on|outside|inside|stayed|made|"
    r"(?:was|were) (?:in|at|on|taken|found|sent|transported|airlifted|listed|driven))\b",
    re.IGNORECASE,
)
_SHARED_OUT_BEFORE = re.compile(
    rf"\b(?:one|{_NUMBER}) (?:\w+ )?(?:in|at|to|on) [^,;]{{1,40}}, (?:and )?$", re.IGNORECASE
)
_ALL = re.compile(r"\ball\b", re.IGNORECASE)
_IN_CARE = re.compile(
    r"\b(?:taken|transported|airlifted|rushed|driven|flown|hospitali[sz]ed|remain(?:s|ed)?|treated|released|"
    r"(?:critical|serious|stable|fair|good)(?:-to-\w+)? condition)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\b(?:took|transported|airlifted|rushed|flew)(?: \w+)? $", re.IGNORECASE)
_GRAVELY = re.compile(
    r"\b(?:critically|seriously|severely|badly|gravely|slightly|lightly|life-threatening)\b", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:identified|identify|names?|named)\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\balone\b|\bon the (?:\w+ )?(?:porch|floor|street|sidewalk)\b|\bnear (?:the|a)\b|"
    r"\b(?:inside|in) (?:one|another|the|a|his|her|their) (?:\w+ )?"
    r"(?:bedroom|kitchen|hallway|room|car|vehicle|van|bus|porch)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:if|unless|were to|in case)\b", re.IGNORECASE)
_A_NAME = re.compile(
    r"\b(?:flight|route|highway|interstate|number|no\.?|room|unit|page|section|article|channel|bus|train|boeing|airbus|"
    r"district|ward|block|aged?)[ -]$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:every|each|per|a) (?:day|week|month|year|hour)\b|\b(?:daily|weekly|monthly|yearly|annual(?:ly)?)\b|"
    r"\b(?:this|last|each) year\b|\bin (?:\w+ ){1,2}(?:months|years|decades)\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r" (?:\w+ )?(?:per|an?|each) (?:tonne|ton|barrel|share|day|week|month|year|hour|second|kilo\w*|pound|lb|gallon|"
    r"litre|bushel|head|person|\d+)\b",
    re.IGNORECASE,
)
"""`454 pounds a tonne`: a price or a speed, no amount."""
_BEGAN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|midday|midnight|noon|january|february|march|april|june|july|"
    r"august|september|october|november|december)"
)
_SINCE = re.compile(
    rf"\b(?:since|between|from) (?:late |early |last )?({_BEGAN})|\bsince (\d+)|\b(weekend|overnight|shootings)\b|"
    r"\b(separate) (?:attacks|incidents|crashes|fires)\b|\bacross the (city|country|state|region)\b",
    re.IGNORECASE,
)
_WORLDWIDE = re.compile(
    r"\bcountries\b|\bworldwide\b|\bglobal(?:ly)?\b|\b(?:around|across) the (?:world|globe)\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;:]\s|[—–]|\n")
_NEAR, _CLOSE = 60, 24
_OLD = timedelta(days=10)
_WORLD = "everywhere"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and over which time a figure counts."""

    country: str
    """ISO code of the country of the nearest place, `everywhere`, or empty: nothing is said."""
    since: frozenset[str]
    """What tells that it is counted over a stretch of time or over several events."""
    day: str
    """ISO day of an event that was old already when the figure was given; empty otherwise."""

    def fits(self, other: Scope) -> bool:
        """Tell whether figures of both scopes may be of one thing."""
        same_place = not self.country or not other.country or self.country == other.country
        return same_place and self.since == other.since and self.day == other.day


def scope_of(candidate: Candidate, figure: Figure) -> Scope:
    """Return where and over which time a figure of the sentence counts."""
    words, day = candidate.words, candidate.event_date
    old = len(day) == 10 and day < (candidate.report.at - _OLD).date().isoformat()
    return Scope(
        country=_WORLD if _WORLDWIDE.search(words) else _country(candidate, figure),
        since=frozenset(one.lower() for match in _SINCE.finditer(words) for one in match.groups() if one),
        day=day if old else "",
    )


def group_of(words: str) -> str:
    """Return of which group of people words speak, such as `children`; empty: of people in general."""
    found = (_GROUP_OF.get(word) for word in re.findall(r"\w+", words.lower()))
    return next((group for group in found if group), "")


def names_beside(candidate: Candidate) -> frozenset[str]:
    """Return the words of the names in a sentence and its countries, what names its speakers left out."""
    known, text = candidate.report.annotations, candidate.report.version.text
    speakers = [one.speaker.words.span for one in known.statements if one.speaker]
    names = (one.span for one in known.names if candidate.span.covers(one.span))
    beside = [span.of(text) for span in names if not any(span.overlaps(one) for one in speakers)]
    countries = {one.country.lower() for one in known.places if one.country and candidate.span.covers(one.span)}
    return frozenset(word for words in beside for word in words.lower().split() if len(word) > 1) | countries


def is_part(candidate: Candidate, figure: Figure) -> bool:
    """Tell a figure that counts a part of a whole, or what was added to it, or nothing at all."""
    start = figure.span.start - candidate.span.start
    end = start + len(figure.span)
    own, before, after = candidate.words[start:end], candidate.words[:start], candidate.words[end:]
    clause = _CLAUSE_END.split(before)[-1]
    if _A_NAME.search(before) or _PER.match(after) or _RATE.search(candidate.words) or _SUPPOSED.search(clause):
        return True
    if _OF_ALL.search(before):
        return bool(_IN_CARE.search(after[:_CLOSE]))
    return _is_added(own, before, after) or _is_shared_out(own, before, after) or _is_seen_apart(own, before, after)


def _is_added(own: str, before: str, after: str) -> bool:
    included = _INCLUDED.search(before) and not _HARM_NAMED.search(own)
    return bool(included or _ADDED.search(own) or _ADDED_BEFORE.search(before) or _ADDED_AFTER.match(after))


def _is_shared_out(own: str, before: str, after: str) -> bool:
    """Tell whether others are counted beside it: `a man and two children`, `two in the hall, one in the kitchen`."""
    earlier, later = _WITH_BEFORE.search(before), _WITH_AFTER.match(after)
    beside = bool(earlier or later)
    # `killed three people and four people were injured`: two tolls.
    if beside and _HARM.search(_CLAUSE_END.split(before)[-1] + own):
        beside = not _ARE_HARMED.match(after, later.end() if later else 0)
    return bool(beside or _SHARED_OUT.search(after.partition(". ")[0]) or _SHARED_OUT_BEFORE.search(before))


def _is_seen_apart(own: str, before: str, after: str) -> bool:
    """Tell whether it counts those in one place, one state or one list of names."""
    near = _CLAUSE_END.split(after)[0][:_NEAR]
    named = _NAMED.search(before[-_CLOSE:]) or _NAMED.search(near)
    grave = _GRAVELY.search(own) or _GRAVELY.search(before[-_CLOSE:]) or _GRAVELY.search(near[:_CLOSE])
    in_care = _TAKEN.search(before) or (_IN_CARE.search(near) and not _ALL.search(near))
    return bool(named or grave or in_care or _WITHIN.search(near))


def _country(candidate: Candidate, figure: Figure) -> str:
    places = [one for one in candidate.report.annotations.places if one.country and candidate.span.covers(one.span)]

    def apart(place: Place) -> tuple[int, int]:
        gap = max(place.span.start - figure.span.end, figure.span.start - place.span.end, 0)
        return gap, place.span.start

    return min(places, key=apart).country if places else ""
