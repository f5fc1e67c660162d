"""What sort of body an organisation is, by the words of its names: a ministry is a government's, a court a court."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from newsdesk.annotate.en.kinds import BODY_ENDINGS
from newsdesk.model.annotations import BodyKind

_WORD = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*")


@cache
def _tables() -> tuple[list[tuple[BodyKind, frozenset[str]]], Mapping[str, BodyKind]]:
    raw = tomllib.loads((files("newsdesk.annotate.en") / "data" / "bodies.toml").read_text("utf-8"))
    words = [(BodyKind(kind), frozenset(table["words"].split())) for kind, table in raw.items()]
    return words, {name: BodyKind(kind) for kind, table in raw.items() for name in table["names"]}


def body_kind(names: Iterable[str], *, medium: bool) -> BodyKind | None:
    """Return the sort of a body by all names that the text has for it; None where none of them tells."""
    if medium:
        return BodyKind.MEDIUM
    words, known = _tables()
    forms = sorted(names, key=len, reverse=True)
    for name in forms:
        bare = name.removeprefix("The ").removeprefix("the ")
        if bare in known:
            return known[bare]
    for name in forms:
        found = _by_words([word.lower() for word in _WORD.findall(name)], words)
        if found is not None:
            return found
    return BodyKind.COMPANY if any(BODY_ENDINGS.search(name) for name in forms) else None


def _by_words(words: list[str], tables: list[tuple[BodyKind, frozenset[str]]]) -> BodyKind | None:
    """Return the sort that the last telling word names; the one before `of` or `for` goes before the end."""
    heads = [words[at - 1] for at, word in enumerate(words) if word in {"of", "for"} and at]
    for word in (*heads[:1], *reversed(words)):
        for kind, table in tables:
            if word in table:
                return kind
    return None
