"""Sentences for a person: why a report came to its story."""

from __future__ import annotations

import re

import numpy as np

from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.terms import Channel, TermIds, words_of
from newsdesk.cluster.traits import Traits

MAX_NAMED, MAX_LOOKED_FOR, MAX_READ = 3, 8, 900
"""Words named; words looked for in the text; and characters in which they are looked for."""


def shared_words(words: TermIds, text: str, own: Traits, other: Traits, rarity: Floats) -> tuple[list[str], int]:
    """Return the most telling shared words as the text has them, names first, and how many more are shared.

    `rarity` goes with the report's own words, in their order.
    """
    ids = own.ids[own.channel(Channel.WORDS)]
    both = np.isin(ids, other.ids[other.channel(Channel.WORDS)], assume_unique=True)
    order = np.lexsort((ids, -rarity))
    telling = [int(ids[i]) for i in order if both[i]][:MAX_LOOKED_FOR]
    found: dict[int, str] = {}
    for word in words_of(text[:MAX_READ]):
        for key in words.of((word.lower(),)):
            if key in telling and (key not in found or (word[0].isupper() and not found[key][0].isupper())):
                found[key] = word
    ranked = sorted(found, key=lambda key: (not found[key][0].isupper(), telling.index(key)))[:MAX_NAMED]
    return [found[key] for key in ranked], int(both.sum()) - len(ranked)


def join_reason(words: TermIds, text: str, own: Traits, other: Traits, rarity: Floats, *, linked: bool) -> str:
    """Return `shares Bakhmut, Stoltenberg and 4 other words with “…”`."""
    named, more = shared_words(words, text, own, other, rarity)
    rest = f"{more} other word{'s' if more != 1 else ''}" if more else ""
    listed = listing([*named, rest] if rest else named)
    shares = f"shares {listed} with" if listed else "is like"
    return f"{'links to and ' if linked else ''}{shares} {titled(other)}"


def listing(parts: list[str]) -> str:
    """Return `a`, `a and b`, or `a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def titled(traits: Traits) -> str:
    """Return the title in quotation marks, on one line, cut to a readable length."""
    title = re.sub(r"\s+", " ", traits.title).strip()
    if not title:
        return "a report without words"
    return f"“{title if len(title) <= 90 else title[:89].rstrip() + '…'}”"


def percent(share: float) -> str:
    """Return a share as whole percent."""
    return f"{round(100 * share)} %"
