"""Find the words of a Ukrainian text that name places, by the gazetteer and what stands around them.

A run of capitalised words is read as a whole: as a person where a given name or an office leads it, else as a place
where the gazetteer knows one of its nominatives and a preposition, a word such as `місто` or its size speaks for it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from newsdesk.annotate.gazetteer import Gazetteer, GazetteerPlace
from newsdesk.annotate.uk.morphology import bases
from newsdesk.annotate.uk.places_around import lookup
from newsdesk.model.text import Span

_DATA: Final = files("newsdesk.annotate.uk").joinpath("data")
_TABLES: Final[dict[str, str]] = tomllib.loads(_DATA.joinpath("places.toml").read_text("utf-8"))
PREPOSITIONS: Final = frozenset(_TABLES["prepositions"].split())
TYPES: Final = frozenset(_TABLES["types"].split())
"""Words of a kind of place, before its name."""
TAILS: Final = frozenset(_TABLES["tails"].split())
"""Words of a kind of place behind its name, which belong to it: `Донецька область`."""
OPENERS: Final = frozenset(_TABLES["openers"].split())
PERSONS: Final = frozenset(_TABLES["persons"].split())
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*|\n[^\S\n]*\n|[^\s\w]|\d+")
_LONGEST: Final = 3
_MOST_WORDS: Final = 8
_LARGE: Final = 100_000
_OF_OFFICE: Final = 20_000
"""Inhabitants of a town from which a name behind an office is the town's."""
_GRAND: Final = frozenset({"country", "continent", "region", "ocean", "sea", "area", "river", "plant", "island"})


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Page(NamedTuple):
    text: str
    tokens: list[_Token]
    opens: set[int]
    """Offsets at which sentences begin."""
    known: Gazetteer
    persons: set[str]
    """Last names of persons named in full, in every nominative they may have."""


class _Found(NamedTuple):
    span: Span
    places: tuple[GazetteerPlace, ...]
    certain: bool


@cache
def given_names() -> frozenset[str]:
    """Return given names in the nominative, in lower case."""
    return frozenset(_DATA.joinpath("given_names.txt").read_text("utf-8").lower().split())


def is_given_name(word: str) -> bool:
    """Tell whether a word is a given name, in any case."""
    return any(base.lower() in given_names() for base in bases(word))


def find_candidates(text: str, sentences: Sequence[Span], known: Gazetteer) -> tuple[Span, ...]:
    """Return the spans that name places the gazetteer knows, in order, without overlaps.

    What is doubtful by itself counts where the document shows the same place elsewhere.
    """
    tokens = [_Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    page = _Page(text, tokens, {sentence.start for sentence in sentences}, known, set())
    found: list[_Found] = []
    index = 0
    while index < len(page.tokens):
        if not page.tokens[index].text[0].isupper():
            index += 1
            continue
        end = _run_end(page, index)
        if _is_opener(page, index) and _longest(page, index, end)[0] < 2:
            index += 1
            continue
        found += _read_run(page, index, end)
        index = end
    certain = {place.row for one in found if one.certain for place in one.places[:1]}
    return tuple(
        one.span
        for one in found
        if (one.certain or one.places[0].row in certain)
        and page.persons.isdisjoint(bases(one.span.of(text)) if page.persons else ())
    )


def _is_opener(page: _Page, index: int) -> bool:
    return page.tokens[index].text in OPENERS and _opens(page, index)


def _opens(page: _Page, index: int) -> bool:
    """Tell whether a word is capitalised because something begins: a sentence, a quotation, what follows a dash."""
    return page.tokens[index].start in page.opens or (index > 0 and page.tokens[index - 1].text[0] in "«“„\"'—–:-•*\n")


def _run_end(page: _Page, index: int) -> int:
    """Return the index behind the run of capitalised words, with the word of a kind behind it."""
    tokens, end = page.tokens, index + 1
    while end < len(tokens) and end - index < _MOST_WORDS:
        word = tokens[end].text
        if page.text[tokens[end - 1].end : tokens[end].start] not in (" ", "\xa0"):
            break
        if not word[0].isupper() and word not in TAILS:
            break
        end += 1
        if word in TAILS:
            break
    return end


def _read_run(page: _Page, first: int, end: int) -> list[_Found]:
    found = []
    position = first
    while position < end:
        length, places = _longest(page, position, end)
        if length < 2 and _is_person(page.tokens, position, end):
            page.persons.update(bases(page.tokens[position + 1].text))
            position += 2
            continue
        if length:
            span = Span(page.tokens[position].start, page.tokens[position + length - 1].end)
            certain = _is_certain(page, position, position + length, Span(first, end), places)
            found.append(_Found(span, places, certain))
        position += max(1, length)
    return found


def _is_person(tokens: list[_Token], index: int, end: int) -> bool:
    return index + 1 < end and is_given_name(tokens[index].text) and tokens[index + 1].text not in TAILS


def _longest(page: _Page, index: int, end: int) -> tuple[int, tuple[GazetteerPlace, ...]]:
    for last in range(min(end, index + _LONGEST), index, -1):
        name = page.text[page.tokens[index].start : page.tokens[last - 1].end]
        places = lookup(page.known, name) if len(name) > 2 else ()
        if places:
            return last - index, places
    return 0, ()


def _is_certain(page: _Page, first: int, last: int, run: Span, places: tuple[GazetteerPlace, ...]) -> bool:
    """Tell whether a known name is a place by what stands around it."""
    tokens = page.tokens
    before = tokens[first - 1].text.lower() if first else ""
    grand = any(place.kind in _GRAND for place in places)
    if places[0].own or before in TYPES or tokens[last - 1].text in TAILS or last - first > 1:
        return True
    if before in PERSONS:
        # `мер Львова` is of Lviv; `мер Львів` would be a mayor of that name.
        name = tokens[first].text
        return grand or (not page.known.lookup(name) and places[0].population >= _OF_OFFICE)
    if first != run.start or last != run.end:
        return grand
    if before in PREPOSITIONS or _told_kind(tokens, last):
        return True
    if _opens(page, first) and is_given_name(tokens[first].text):
        return False
    return grand or places[0].population >= _LARGE


def _told_kind(tokens: list[_Token], index: int) -> bool:
    """Tell whether the kind of place follows: `Бахмут, місто …`."""
    return index + 1 < len(tokens) and tokens[index].text == "," and tokens[index + 1].text in TYPES
