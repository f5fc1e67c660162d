"""English words around places: what comes before one, what makes a name a person's or a body's instead.

The words themselves are data (`data/places.toml`, and the lists beside it).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

_DATA: Final = files("newsdesk.annotate.en").joinpath("data")
_TABLES: Final[dict[str, Any]] = tomllib.loads(_DATA.joinpath("places.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLES[name].split())


TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|(?:St|Ste|Ft|Mt|Gen|Lt|Col|Sgt|Dr|Mr|Mrs|Ms|Rev|Sen|Rep|Gov|Prof|Jr|Sr|Capt)\."
    r"|[^\W\d_]+(?:[-’'](?!s\b|based\b|born\b|led\b|backed\b|controlled\b|area\b|bound\b)[^\W\d_]+)*|[’']s\b|\d+|\S|\n[^\S\n]*\n"
)
PREPOSITIONS: Final = _words("prepositions")
STRONG: Final = _words("strong")
"""Prepositions and verbs after which a place is likelier than anything else."""
WATERS: Final = _words("waters")
"""Kinds of waters and lands whose bare name is the short form of one named in full."""
TITLES: Final = _words("titles")
MEDIA: Final = _words("media")
"""Last words of the names of newspapers and stations."""
BODIES: Final = _words("bodies")
"""Words of the names of bodies, teams, buildings and events, which may hold the name of a place."""
PLACE_TYPES: Final = _words("place_types")
OPENERS: Final = _words("openers")
"""Capitalised at the beginning of a sentence, and no part of a name."""
STREETS: Final = _words("streets")
"""After a name that is a street's."""
CIVIC: Final = _words("civic")
"""In lower case after a town's name: `Norwich police`, `a Norwich man`."""
COMPASS: Final = _words("compass")
NOT_ALONE: Final = _words("not_alone")
"""Words that name no place by themselves, though the gazetteer has one of that name."""
NO_PLACES: Final = frozenset(_TABLES["no_places"])
STATES: Final[dict[str, tuple[str, ...]]] = {code: tuple(names.split("|")) for code, names in _TABLES["states"].items()}
"""States of the United States by postal code: the name, then the traditional short forms in lower case."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of words that ships with the language, in lower case."""
    return frozenset(_DATA.joinpath(f"{name}.txt").read_text("utf-8").lower().split())
