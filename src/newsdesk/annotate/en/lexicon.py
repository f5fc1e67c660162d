"""The English word lists, read once from the data beside this module."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

from newsdesk.annotate.en.stems import stem
from newsdesk.model.annotations import CueClass


class Lexicon(Struct, frozen=True, kw_only=True):
    """What `data/lexicon.toml` and `data/media.txt` say; the sections of the file explain each list."""

    abbreviations: frozenset[str]
    function_words: frozenset[str]
    starters: frozenset[str]
    """Words that begin a sentence with a capital and belong to no name."""
    cue_classes: dict[str, CueClass]
    """By the stem of the cue's verb."""
    sayings: frozenset[str]
    """Stems of the words that tell of a saying or a thought."""
    speakers: dict[str, frozenset[str]]
    names: dict[str, frozenset[str]]
    press: frozenset[str]
    platforms: frozenset[str]
    media: frozenset[str]
    doubtful_media: frozenset[str]
    """Media whose name means something else, too."""
    media_pattern: re.Pattern[str]
    bodies: frozenset[str]
    """Whole names of several words that bodies are known by."""
    bodies_pattern: re.Pattern[str]
    same_bodies: dict[str, str]
    """The first name of a body by each of its others."""
    leaders_pattern: re.Pattern[str]
    """Finds the family names of leaders, also where a hyphen joins them to something."""


def _data(name: str) -> str:
    return (files("newsdesk.annotate.en") / "data" / name).read_text("utf-8")


@cache
def lexicon() -> Lexicon:
    """Read the word lists; they are small."""
    raw = tomllib.loads(_data("lexicon.toml"))
    lines = [line for line in _data("media.txt").splitlines() if line and not line.startswith("#")]
    media = [line.removeprefix("? ") for line in lines]
    leaders = raw["names"]["leaders"].split()
    same = raw["bodies"]["same"]
    # A government is often called by the place where it sits: `White House`.
    sorts = [sort["names"] for kind, sort in tomllib.loads(_data("bodies.toml")).items() if kind != "government"]
    listed = (name for names in (*same, *sorts) for name in names)
    bodies = [name for name in listed if " " in name or "-" in name]
    return Lexicon(
        abbreviations=frozenset(raw["abbreviations"].split()),
        function_words=frozenset(raw["function_words"].split()),
        starters=frozenset(raw["starters"].split()),
        sayings=frozenset(stem(word) for words in raw["cues"].values() for word in words.split()),
        cue_classes={
            stem(word): CueClass(name) for name, words in reversed(raw["cues"].items()) for word in words.split()
        },
        speakers={name: frozenset(words.split()) for name, words in raw["speakers"].items()},
        names={name: frozenset(words.split()) for name, words in raw["names"].items()},
        press=frozenset(raw["chain"]["press"].split()),
        platforms=frozenset(raw["chain"]["platforms"]),
        media=frozenset(media),
        doubtful_media=frozenset(line[2:] for line in lines if line.startswith("? ")),
        media_pattern=pattern_of(media),
        bodies=frozenset(bodies),
        bodies_pattern=pattern_of(bodies),
        same_bodies={name: names[0] for names in same for name in names},
        leaders_pattern=re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(str.title, leaders))) + r")(?!\w)"),
    )


def pattern_of(names: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the names as whole words, the longest first."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in ordered) + r")(?![\w-])")
