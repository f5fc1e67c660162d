"""What sort of body an organisation is, by the words of its names: a ministry is a government's, a court a court."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.kinds import BODY_ENDINGS
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.model.annotations import BodyKind

_WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*")


_BANK_OF_STATE = re.compile(r"(?:National )?Bank of (?:the )?(?P<country>\w[\w ]+)|(?P<people>\w+) National Bank")
"""`Bank of Portugal`, `Czech National Bank`: a central bank where the name is a country's."""


class _Tables(NamedTuple):
    words: list[tuple[BodyKind, frozenset[str]]]
    phrases: list[tuple[BodyKind, str]]
    names: Mapping[str, BodyKind]


@cache
def _tables() -> _Tables:
    raw = tomllib.loads((files("newsdesk.annotate.en") / "data" / "bodies.toml").read_text("utf-8"))
    phrases = [(BodyKind(kind), f" {phrase} ") for kind, table in raw.items() for phrase in table.get("phrases", ())]
    words = [(BodyKind(kind), frozenset(table["words"].split())) for kind, table in raw.items()]
    names = {name: BodyKind(kind) for kind, table in raw.items() for name in table["names"]}
    return _Tables(words, phrases, names)


def body_kind(names: Iterable[str], *, medium: bool) -> BodyKind | None:
    """Return the sort of a body by all names that the text has for it; None where none of them tells."""
    if medium:
        return BodyKind.MEDIUM
    tables = _tables()
    forms = sorted(names, key=len, reverse=True)
    for name in forms:
        bare = name.removeprefix("The ").removeprefix("the ")
        if bare in tables.names:
            return tables.names[bare]
        if _is_bank_of_state(bare):
            return BodyKind.GOVERNMENT
    for name in forms:
        found = _by_words([word.lower() for word in _WORD.findall(name)], tables)
        if found is not None:
            return found
    return BodyKind.COMPANY if any(BODY_ENDINGS.search(name) for name in forms) else None


def _is_bank_of_state(name: str) -> bool:
    found = _BANK_OF_STATE.fullmatch(name)
    if not found:
        return False
    if found["country"]:
        return gazetteer().is_country(found["country"])
    place = place_of(found["people"])
    return place is not None and gazetteer().is_country(place.name)


def _by_words(words: list[str], tables: _Tables) -> BodyKind | None:
    """Return the sort that a phrase names, else the last telling word; the one before `of` or `for` leads."""
    whole = f" {' '.join(words)} "
    for kind, phrase in tables.phrases:
        if phrase in whole:
            return kind
    heads = [words[at - 1] for at, word in enumerate(words) if word in {"of", "for"} and at]
    for word in (*heads[:1], *reversed(words)):
        for kind, table in tables.words:
            if word in table:
                return kind
    return None
