"""Ukrainian words of saying, read once from `data/speech.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, Final

from newsdesk.model.annotations import CueClass

_TABLES: Final[dict[str, Any]] = tomllib.loads(
    files("newsdesk.annotate.uk").joinpath("data/speech.toml").read_text("utf-8")
)


def _words(table: str) -> frozenset[str]:
    return frozenset(_TABLES[table]["words"].split())


def any_of(words: Iterable[str]) -> str:
    """Return a pattern, without a group, for any of the words; the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("'", "['’ʼ]") for word in ordered) + ")"


CUES: Final[dict[str, CueClass]] = {
    word: CueClass(name) for name, words in _TABLES["cues"].items() for word in words.split()
}
"""Verbs of saying, in every form, with their class."""
COLLECTIVE: Final = _words("collective")
ORGANISATIONS: Final = _words("organisations")
DOCUMENTS: Final = _words("documents")
PERSONS: Final = _words("persons")
"""People told by what they are, without a name."""
MEDIA: Final = tuple(_TABLES["media"]["words"].split("|"))
PLATFORMS: Final[dict[str, str]] = {
    word: name for name, words in _TABLES["platforms"].items() for word in words.split("|")
}
"""Forms of the names of platforms, with the name in the nominative."""
