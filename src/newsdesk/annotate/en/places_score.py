"""Weigh what stands around a name that the gazetteer knows: whether a place is meant by it here."""

from __future__ import annotations

import re
from typing import Final

from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.en.places_document import GRAND, Document, Found, longest

_LARGE: Final = 100_000


def scored(document: Document, found: Found, start: int, end: int) -> Found:
    """Weigh what stands around a name: 1 or more is a place, less than -1 is none."""
    tokens = document.tokens
    whole = found.first == start and found.last >= end - 1
    before, after = document.word(found.first - 1), document.word(found.last + 1)
    name = document.name(found)
    best = found.places[0]
    score = _prior(found, name)
    opening = tokens[found.first].start in document.opens or before in ("", "\n", "“", '"')
    if not opening and before in words.STRONG:
        score += 1.0
    elif not opening and before in words.PREPOSITIONS:
        score += 0.5
    if opening and found.first == found.last and name.lower() in words.word_list("common_words"):
        score -= 1.5
    if not whole:
        score += _inside_run(document, found, start, end)
    elif after == "," and (_told_kind(document, found) or _contains_next(document, found)):
        score += 1.5
    elif after in words.PLACE_TYPES or after in words.CIVIC:
        score += 0.6
    if _dateline(document, found):
        score += 2.0
    if found.first == found.last and best.kind not in ("country", "continent") and best.population < 1_000_000:
        score -= _like_a_person(name.lower(), before)
    return Found(found.first, found.last, found.places, score)


def _like_a_person(name: str, before: str) -> float:
    """How much a single word loses by being a given name, or a surname without a preposition."""
    surname = name in words.word_list("surnames") and before not in words.STRONG
    return 0.8 if surname or name in words.word_list("given_names") else 0.0


def _prior(found: Found, name: str) -> float:
    """How likely the name is a place's before anything around it is looked at."""
    best = found.places[0]
    main = [place for place in found.places if not place.alternate]
    if best.own or any(place.kind in ("country", "continent") for place in found.places):
        return 1.6
    if best.kind == "building":
        return 0.4
    if found.last > found.first:
        return 1.2 if main or best.population > 20_000 else 0.4
    common = name.lower() in words.word_list("common_words")
    if any(place.kind in GRAND for place in main) and not common:
        return 1.2
    population = max((place.population for place in main), default=best.population // 20)
    if common:
        return 0.2 if population > 1_000_000 else -0.5
    if population >= 1_000_000:
        return 1.3
    if population >= _LARGE:
        return 1.0
    return 0.5 if population >= 20_000 else 0.1


def _inside_run(document: Document, found: Found, start: int, end: int) -> float:
    """Weigh a name inside a longer run: `Harbour City Council`, `East Texas`, `Texas Instruments`, `Anna Texas`."""
    before = document.tokens[found.first - 1].low if found.first > start else ""
    after = document.tokens[found.last + 1].low if found.last + 1 < end else ""
    last = document.tokens[end - 1].low
    if before and before not in words.COMPASS and before not in words.BODIES and before != "of":
        return -1.5 if not after else -1.0
    if last in words.MEDIA or after in words.STREETS:
        return -2.5
    if after in words.TITLES:
        return 0.3
    if after in words.BODIES or last in words.BODIES or before in words.COMPASS or after in words.PLACE_TYPES:
        return 0.0
    if before in words.BODIES or before == "of":
        return 0.3
    return -0.3 if found.places[0].kind in ("country", "region") else -0.8


_KIND_BEHIND: Final = re.compile(
    r",\s(?:a|an|the)\s(?:[\w-]+\s){0,3}?(?:city|town|village|suburb|settlement|port|hamlet|borough|municipality)\b"
)


def _told_kind(document: Document, found: Found) -> bool:
    """Tell whether the words behind say what kind of place it is: `Bakhmut, a city in …`."""
    return bool(_KIND_BEHIND.match(document.text, document.tokens[found.last].end))


def _contains_next(document: Document, found: Found) -> bool:
    """Tell whether `, Y` follows with a Y in which one of the places lies."""
    following = longest(document, found.last + 2, found.last + 5) if found.last + 2 < len(document.tokens) else None
    if following is None:
        return _abbreviated_state(document, found.last + 2)
    wider = {(p.country, p.region if p.kind == "region" else "") for p in following.places if p.kind in GRAND}
    return any((place.country, region) in wider for place in found.places for region in ("", place.region))


_SHORT_STATES: Final = sorted(
    short.capitalize() for forms in words.STATES.values() for short in forms[1:] if "." not in short
)
STATE_BEHIND: Final = re.compile(rf",\s(?P<state>(?:{'|'.join(_SHORT_STATES)})\.|[NSWRD]\.\s?(?:[YJCDMHI]|Va)\.)(?!\w)")
"""A state in its traditional short form behind a town: `, La.`"""
STATE_WORDS: Final = frozenset(
    [
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "vt",
        "va",
        "wash",
        "wis",
        "wyo",
        "ont",
        "que",
        "alta",
    ]
)


def _abbreviated_state(document: Document, index: int) -> bool:
    word = document.word(index)
    return word in STATE_WORDS or bool(re.fullmatch(r"(?:[a-z]\.){2}", word)) or word.upper() in _POSTAL


_POSTAL: Final = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
    ]
)
_DASH: Final = re.compile(r"(?:,[^\n]{0,40})?(?:\s*\([^)\n]{2,40}\))?\s*(?:--|[-–—_])\s")


def _dateline(document: Document, found: Found) -> bool:
    """Tell whether the name opens a paragraph in capitals, up to a dash: `KYIV, March 8 (Outlet) -`."""
    token = document.tokens[found.first]
    if not token.text.isupper() and found.first > 0 and document.word(found.first - 1) not in ("", "\n\n"):
        return False
    if not (token.text.isupper() and len(token.text) > 2):
        return False
    return bool(_DASH.match(document.text, document.tokens[found.last].end))
