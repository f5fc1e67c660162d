"""Whether a report is a copy, or a later write-through, of a report held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsdesk.cluster.candidates import Candidates
from newsdesk.cluster.copies import COPY_FROM, HALF_LETTERS, containment, nearness, rarity_weights
from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.memory import HeldReport, Memory
from newsdesk.cluster.prints import Prints, thin
from newsdesk.cluster.reasons import percent, titled
from newsdesk.cluster.terms import Channel
from newsdesk.cluster.traits import Traits
from newsdesk.model.story import Relation

LEAST_COSINE = 0.35
"""Reports less like in their words are not compared letter by letter."""
MAX_COMPARED = 6
MAX_LONGER = 4.0
"""A report so many times longer than what it contains is no copy of it: it tells more, or recycles background."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The report held that another is a copy or write-through of."""

    held: HeldReport
    relation: Relation
    score: float
    reason: str


def find_kin(memory: Memory, traits: Traits, candidates: Candidates) -> Kin | None:
    """Return the nearest report that this one copies or writes through; None when there is none."""
    if not len(traits.prints):
        return None
    cosine = candidates.likeness.cosine[:, Channel.WORDS]
    order = [
        int(i) for i in np.lexsort((np.array(candidates.numbers), -cosine))[:MAX_COMPARED] if cosine[i] >= LEAST_COSINE
    ]
    best: tuple[float, float, HeldReport] | None = None
    for row in order:
        held = memory.reports[candidates.numbers[row]]
        if _is_family(traits, held.traits):
            continue
        share = _share(memory, traits, held.traits)
        score = share * nearness(abs((traits.at - held.traits.at).total_seconds()) / 3600.0)
        if score >= COPY_FROM and (best is None or score > best[0]):
            best = score, share, held
    return None if best is None else _kin(traits, *best)


def _is_family(traits: Traits, other: Traits) -> bool:
    """Whether both stand on one page: a live blog and its post, or two posts of it."""
    parents = {traits.parent_id, other.parent_id} - {""}
    return bool(parents) and (
        traits.parent_id == other.parent_id or traits.article_id in parents or other.article_id in parents
    )


def _share(memory: Memory, traits: Traits, other: Traits) -> float:
    """The weighted share of the shorter text that both have, less where the text is short; 0 for a mere part."""
    if traits.digest == other.digest:
        return 1.0 if traits.n_letters >= HALF_LETTERS // 2 else 0.0
    if traits.n_letters > MAX_LONGER * other.n_letters:
        return 0.0
    rate = max(traits.rate, other.rate)
    own, theirs = thin(traits.prints, rate), thin(other.prints, rate)
    shared = np.intersect1d(own, theirs, assume_unique=True)
    if not len(shared):
        return 0.0
    length = min(traits.n_letters, other.n_letters)
    whole = containment(_weight(memory, shared), _weight(memory, own), _weight(memory, theirs))
    return whole * length / (length + HALF_LETTERS)


def _weight(memory: Memory, prints: Prints) -> float:
    counts: Floats = memory.counts_of(prints).astype(np.float64)
    return float(rarity_weights(counts).sum())


def _kin(traits: Traits, score: float, share: float, held: HeldReport) -> Kin:
    other = held.traits
    later = traits.source_id == other.source_id
    relation = Relation.VERSION if later else Relation.COPY
    what = "is a later write-through of" if later else "carries the text of"
    reason = f"{what} {titled(other)}: {percent(share)} of the rarer wording is the same"
    if traits.digest == other.digest:
        reason = f"has the very text of {titled(other)}"
    return Kin(held, relation, min(1.0, 0.5 + 0.5 * score), reason)
