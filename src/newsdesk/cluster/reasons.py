"""Sentences for a person: why a report came to its story."""

from __future__ import annotations

import re

from newsdesk.cluster.terms import Channel, TermIds, words_of
from newsdesk.cluster.traits import Traits

MAX_NAMED = 3


def shared_words(text: str, own: Traits, other: Traits, rarity: dict[int, float]) -> tuple[list[str], int]:
    """Return the most telling shared words as the text has them, names first, and how many more are shared."""
    both = set(own.ids[own.channel(Channel.WORDS)].tolist()) & set(other.ids[other.channel(Channel.WORDS)].tolist())
    found: dict[int, str] = {}
    ids = TermIds(Channel.WORDS)
    for word in words_of(text[:6000]):
        for key in ids.of((word.lower(),)):
            if key in both and (key not in found or (word[0].isupper() and not found[key][0].isupper())):
                found[key] = word
    ranked = sorted(found, key=lambda key: (not found[key][0].isupper(), -rarity.get(key, 0.0), found[key]))
    return [found[key] for key in ranked[:MAX_NAMED]], max(0, len(both) - MAX_NAMED)


def join_reason(text: str, own: Traits, other: Traits, rarity: dict[int, float], *, linked: bool) -> str:
    """Return `shares Bakhmut, Stoltenberg and 4 other words with “…”`."""
    named, more = shared_words(text, own, other, rarity)
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
