"""Find the words of an English text that name places, by the gazetteer and what stands around them, without a parser.

A run of capitalised words is read as a whole first: as a place, a person (a given name or a title leads it), or a body.
What a run cannot decide, the document does: a name that is a person's once stays one, a place with a preposition once stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from newsdesk.annotate.en import places_words as words
from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace, gazetteer
from newsdesk.model.text import Span

LONGEST: Final = 6
"""Words of the longest name looked up."""
_JOINING: Final = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "del",
        "el",
        "al",
        "and",
        "du",
        "da",
        "do",
        "di",
        "des",
        "le",
        "les",
        "los",
        "las",
        "van",
        "ash",
        "am",
        "upon",
        "on",
    ]
)
_LARGE: Final = 100_000
_GRAND: Final = frozenset({"country", "continent", "region", "ocean", "sea", "area"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def low(self) -> str:
        """The word in lower case, without a trailing period."""
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of words that the gazetteer knows, and what the words around it say."""

    first: int
    last: int
    places: tuple[GazetteerPlace, ...]
    score: float


@dataclass(slots=True)
class Document:
    """A text being searched: what is a person's name in it, and what was found."""

    text: str
    tokens: list[Token]
    opens: frozenset[int]
    """Offsets at which sentences begin."""
    gazetteer: Gazetteer
    persons: set[str] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)


def find_candidates(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans that name places, in order, without overlaps."""
    tokens = [Token(m.group(), m.start(), m.end()) for m in words.TOKEN.finditer(text)]
    document = Document(text, tokens, frozenset(s.start for s in sentences), gazetteer())
    index = 0
    while index < len(tokens):
        index = _read_run(document, index) if tokens[index].capital else index + 1
    return _accepted(document)


def _accepted(document: Document) -> tuple[Span, ...]:
    """Keep what is certain, and what is doubtful where the same name is certain elsewhere."""
    certain = {_name(document, found) for found in document.found if found.score >= 1.0}
    spans = []
    for found in document.found:
        name = _name(document, found)
        if name.lower() in document.persons and found.score < 2.0:
            continue
        if found.score >= 1.0 or (name in certain and found.score > -1.0):
            spans.append(Span(document.tokens[found.first].start, document.tokens[found.last].end))
    return tuple(spans)


def _name(document: Document, found: Found) -> str:
    return document.text[document.tokens[found.first].start : document.tokens[found.last].end]


# ---------------------------------------------------------------- runs
def _read_run(document: Document, index: int) -> int:
    """Read the run of capitalised words that begins here; return the index behind what was read."""
    end = _run_end(document, index)
    run = document.tokens[index:end]
    person = _person_length(document, index, run)
    if person:
        last = run[person - 1].low
        if person > 1 or _title_before(document, index):
            document.persons.add(last.removesuffix("'s").removesuffix("’s"))
        return index + person
    position = index
    while position < end:
        found = _longest(document, position, end)
        if found is None:
            position += 1
            continue
        document.found.append(_scored(document, found, index, end))
        position = found.last + 1
    return max(end, position)


def _run_end(document: Document, index: int) -> int:
    """Return the index behind the run: capitalised words, with `of` and its like between them."""
    end = index + 1
    tokens = document.tokens
    while end < len(tokens) and end - index < 12:
        if tokens[end].capital and _adjacent(document, end):
            end += 1
        elif (
            tokens[end].text in _JOINING
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
            and tokens[end].text not in ("and", "the", "on")
        ):
            end += 2
        else:
            break
    return end


def _adjacent(document: Document, index: int) -> bool:
    """Tell whether only blanks part a word from the one before, and no sentence begins with it."""
    between = document.text[document.tokens[index - 1].end : document.tokens[index].start]
    return between in (" ", "\n", "\xa0") and document.tokens[index].start not in document.opens


def _title_before(document: Document, index: int) -> bool:
    if index == 0:
        return False
    before = document.tokens[index - 1].low
    return before in words.TITLES and before not in ("general", "guard", "chief", "forward", "private", "major")


def _person_length(document: Document, index: int, run: list[Token]) -> int:
    """Return how many words of the run are a person's name; 0 when it begins with none."""
    first = run[0].low
    if first in words.TITLES and len(run) > 1 and not _place_phrase(document, index + 1, index + len(run)):
        return len(run) if run[1].low not in words.BODIES else 0
    if _title_before(document, index) and not _grand(document, run):
        return min(len(run), 3)
    if len(run) < 2 or first not in words.word_list("given_names"):
        return 0
    second = run[1].low
    if second in words.BODIES or second in words.MEDIA or second in words.PLACE_TYPES or second in _JOINING:
        return 0
    whole = _longest(document, index, index + len(run))
    if (
        whole
        and whole.last > index
        and (whole.places[0].population > 5000 or second not in words.word_list("surnames"))
    ):
        return 0
    known = whole and whole.places[0].population > 50_000
    if known and second not in words.word_list("surnames") and second not in words.word_list("given_names"):
        return 0 if len(run) > 2 or run[1].text.isupper() else 2
    return min(len(run), 3)


def _place_phrase(document: Document, index: int, end: int) -> bool:
    found = _longest(document, index, end)
    return found is not None and found.last == end - 1 and found.places[0].kind in _GRAND


def _grand(document: Document, run: list[Token]) -> bool:
    """Tell whether the run is a country or a region: `President of Ukraine`, `Minister Ukraine` aside."""
    return any(p.kind in ("country", "continent") for p in document.gazetteer.lookup(" ".join(t.text for t in run)))


def _longest(document: Document, index: int, end: int) -> Found | None:
    """Return the longest name the gazetteer knows that begins here, inside [index, end) or a joint beyond it."""
    tokens, text = document.tokens, document.text
    limit = min(len(tokens), index + LONGEST, max(end, index + 1) + 3)
    last = index
    stops = []
    while last < limit:
        if last > index and not (last < end or tokens[last].low in words.PLACE_TYPES or tokens[last].text in _JOINING):
            break
        if text[tokens[last - 1].end : tokens[last].start] not in (" ", "\n", "\xa0", "") and last > index:
            break
        stops.append(last)
        last += 1
    for last in reversed(stops):
        if tokens[last].text in _JOINING:
            continue
        name = text[tokens[index].start : tokens[last].end]
        if last == index and not _may_stand_alone(name):
            return None
        places = document.gazetteer.lookup(name)
        if places:
            return Found(index, last, places, 0.0)
    return None


_ABBREVIATION: Final = re.compile(r"(?:[A-Z]\.){2,}|U[SK]|UAE|DRC|PRC|DPRK|USA|USSR|NYC|DC")


def _may_stand_alone(name: str) -> bool:
    if _ABBREVIATION.fullmatch(name):
        return True
    return len(name) > 2 and name.lower() not in words.NOT_ALONE and not (len(name) < 4 and name.isupper())


# ---------------------------------------------------------------- scores
def _scored(document: Document, found: Found, start: int, end: int) -> Found:
    """Weigh what stands around a name: 1 or more is a place, less than -1 is none."""
    tokens = document.tokens
    whole = found.first == start and found.last >= end - 1
    before, after = _word(document, found.first - 1), _word(document, found.last + 1)
    name = _name(document, found)
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
    elif after == "," and _contains_next(document, found):
        score += 1.5
    elif after in words.PLACE_TYPES:
        score += 0.5
    if _dateline(document, found):
        score += 2.0
    single = found.first == found.last
    if single and best.kind not in ("country", "continent") and best.population < 1_000_000:
        if (
            name.lower() in words.word_list("surnames") and before not in words.STRONG
        ) or name.lower() in words.word_list("given_names"):
            score -= 0.8
    return Found(found.first, found.last, found.places, score)


def _word(document: Document, index: int) -> str:
    return document.tokens[index].text.lower() if 0 <= index < len(document.tokens) else ""


def _prior(found: Found, name: str) -> float:
    """How likely the name is a place's before anything around it is looked at."""
    best = found.places[0]
    main = [place for place in found.places if not place.alternate]
    if any(place.kind in ("country", "continent") for place in found.places):
        return 1.6
    if found.last > found.first:
        return 1.2 if main or best.population > 20_000 else 0.4
    common = name.lower() in words.word_list("common_words")
    if any(place.kind in _GRAND for place in main) and not common:
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
    if last in words.MEDIA:
        return -2.5
    if after in words.BODIES or last in words.BODIES or before in words.COMPASS or after in words.PLACE_TYPES:
        return 0.0
    if before in words.BODIES or before == "of":
        return 0.3
    return -0.3 if found.places[0].kind in ("country", "region") else -0.8


def _contains_next(document: Document, found: Found) -> bool:
    """Tell whether `, Y` follows with a Y in which one of the places lies."""
    following = _longest(document, found.last + 2, found.last + 5) if found.last + 2 < len(document.tokens) else None
    if following is None:
        return _abbreviated_state(document, found.last + 2)
    wider = {(p.country, p.region if p.kind == "region" else "") for p in following.places if p.kind in _GRAND}
    return any((place.country, region) in wider for place in found.places for region in ("", place.region))


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
    word = _word(document, index)
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
    if not token.text.isupper() and found.first > 0 and _word(document, found.first - 1) not in ("", "\n\n"):
        return False
    if not (token.text.isupper() and len(token.text) > 2):
        return False
    return bool(_DASH.match(document.text, document.tokens[found.last].end))
