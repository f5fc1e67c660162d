"""Adjectives and nouns for the people of a place: `Ukrainian` is no place, but tells of one.

The words are a language's data (`annotate/<language>/data/demonyms.tsv`): a country's code or a place's name,
and its words.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from newsdesk.annotate.gazetteer import GazetteerPlace, gazetteer


@cache
def demonyms(language: str) -> dict[str, str]:
    """Return the demonyms of a language, in lower case, with the country's code or the place's name."""
    path = files("newsdesk.annotate").joinpath(f"{language}/data/demonyms.tsv")
    found = {}
    for line in path.read_text("utf-8").splitlines():
        target, _, words = line.partition("\t")
        found.update({word.lower(): target for word in words.split("|")})
    return found


def place_of(word: str, language: str = "en") -> GazetteerPlace | None:
    """Return the place whose people or things a word describes; None when it is no demonym."""
    known = demonyms(language)
    low = word.lower().removesuffix("'s").removesuffix("’s")
    target = known.get(low) or (known.get(low[:-1]) if low.endswith("s") else None)
    if target is None:
        return None
    if len(target) == 2:
        return gazetteer().country(target)
    places = gazetteer().lookup(target)
    return next((place for place in places if place.kind != "town"), places[0] if places else None)
