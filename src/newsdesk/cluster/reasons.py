"""Sentences for a person: why a report came to its story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import compress
from operator import not_

import numpy as np

from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.rows import Ids
from newsdesk.cluster.terms import TermIds, words_of
from newsdesk.cluster.traits import Traits

MAX_NAMED, MAX_LOOKED_FOR, MAX_READ = 3, 8, 900
"""Words named; words looked for in the text; and characters in which they are looked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A report, and the one it is most like."""

    text: str
    own: Traits
    other: Traits
    theirs: Ids
    """The other's words."""
    rarity: Floats
    """Of the report's own words, in their order."""
    names: tuple[str, ...]
    """Names that both hold, most telling first."""


def shared_words(words: TermIds, pair: Pair) -> tuple[list[str], int]:
    """Return the names and most telling words shared as the text has them, and how many more words are shared."""
    named = list(pair.names[:MAX_NAMED])
    within = set(words.of(word for name in named for word in words_of(name.lower())))
    both = set(pair.theirs.tolist()) - within
    ids = pair.own.words
    shared = [key for key in ids[np.lexsort((ids, -pair.rarity))].tolist() if key in both]
    telling = shared[:MAX_LOOKED_FOR]
    found: dict[int, str] = {}
    wanted, read = set(telling), words_of(pair.text[:MAX_READ])
    keys_of = list(map(words.one, map(str.lower, read)))
    elsewhere = map(wanted.isdisjoint, keys_of)
    for word, keys in dict.fromkeys(compress(zip(read, keys_of, strict=True), map(not_, elsewhere))):
        for key in wanted.intersection(keys):
            if key not in found or (word[0].isupper() and not found[key][0].isupper()):
                found[key] = word
    ranked = sorted(found, key=lambda key: (not found[key][0].isupper(), telling.index(key)))[: MAX_NAMED - len(named)]
    return [*named, *(found[key] for key in ranked)], len(shared) - len(ranked)


def join_reason(words: TermIds, pair: Pair, *, linked: bool, post: bool) -> str:
    """Return `shares Ilsa Varnholt, Meridian Star and 4 other words with “…”`."""
    named, more = shared_words(words, pair)
    rest = f"{more} other word{'s' if more != 1 else ''}" if more else ""
    listed = listing([*named, rest] if rest else named)
    likeness = f"shares {listed} with" if listed else "is like"
    ties = [tie for tie, holds in (("is a post of", post), ("links to", linked)) if holds]
    return f"{' and '.join([*ties, likeness] if listed or not ties else ties)} {titled(pair.other)}"


def listing(parts: list[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def titled(traits: Traits) -> str:
    """Return a report's title in quotation marks."""
    return in_quotes(traits.title)


def in_quotes(title: str) -> str:
    """Return a title in quotation marks, on one line, cut to a readable length."""
    title = re.sub(r"\s+", " ", title).strip()
    if not title:
        return "a report without words"
    return f"“{title if len(title) <= 90 else title[:89].rstrip() + '…'}”"


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return f"{round(100 * share)} %"
