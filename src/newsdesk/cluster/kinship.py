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


class _Own:
    """The fingerprints of the report judged and their weights, by the rate at which they are thinned."""

    def __init__(self, memory: Memory, traits: Traits) -> None:
        self._memory, self._traits = memory, traits
        self._thinned: dict[int, tuple[Prints, Floats]] = {}

    def at(self, rate: int) -> tuple[Prints, Floats]:
        """Return them thinned to a rate, and what each weighs."""
        found = self._thinned.get(rate)
        if found is None:
            prints = thin(self._traits.prints, rate)
            found = self._thinned[rate] = prints, _weights(self._memory, prints)
        return found


def find_kin(memory: Memory, traits: Traits, candidates: Candidates) -> Kin | None:
    """Return the nearest report that this one copies or writes through; None when there is none."""
    if not len(traits.prints):
        return None
    cosine = candidates.likeness.cosine[:, Channel.WORDS]
    rows = np.flatnonzero(cosine >= LEAST_COSINE).tolist()
    ranked = sorted(zip((-cosine[rows]).tolist(), map(candidates.numbers.__getitem__, rows), strict=True))
    own = _Own(memory, traits)
    best: tuple[float, float, HeldReport] | None = None
    for _, number in ranked[:MAX_COMPARED]:
        held = memory.reports[number]
        near = nearness(abs((traits.at - held.traits.at).total_seconds()) / 3600.0)
        if near < COPY_FROM or _is_family(traits, held.traits):
            continue
        share = _share(memory, traits, held.traits, own)
        score = share * near
        if score >= COPY_FROM and (best is None or score > best[0]):
            best = score, share, held
    return None if best is None else _kin(traits, *best)


def _is_family(traits: Traits, other: Traits) -> bool:
    """Whether both stand on one page: a live blog and its post, or two posts of it."""
    parents = {traits.parent_id, other.parent_id} - {""}
    return bool(parents) and (
        traits.parent_id == other.parent_id or traits.article_id in parents or other.article_id in parents
    )


def _share(memory: Memory, traits: Traits, other: Traits, judged: _Own) -> float:
    """The weighted share of the shorter text that both have, less where the text is short; 0 for a mere part."""
    if traits.digest == other.digest:
        return 1.0 if traits.n_letters >= HALF_LETTERS // 2 else 0.0
    if traits.n_letters > MAX_LONGER * other.n_letters:
        return 0.0
    rate = max(traits.rate, other.rate)
    (own, weights), theirs = judged.at(rate), thin(other.prints, rate)
    if not len(own):
        return 0.0
    shared = own[np.minimum(own.searchsorted(theirs), len(own) - 1)] == theirs
    if not shared.any():
        return 0.0
    length = min(traits.n_letters, other.n_letters)
    theirs_weigh = _weights(memory, theirs)
    whole = containment(float(theirs_weigh[shared].sum()), float(weights.sum()), float(theirs_weigh.sum()))
    return whole * length / (length + HALF_LETTERS)


def _weights(memory: Memory, prints: Prints) -> Floats:
    return rarity_weights(memory.counts_of(prints).astype(np.float64))


def _kin(traits: Traits, score: float, share: float, held: HeldReport) -> Kin:
    other = held.traits
    later = traits.source_id == other.source_id
    relation = Relation.VERSION if later else Relation.COPY
    what = "is a later write-through of" if later else "carries the text of"
    reason = f"{what} {titled(other)}: {percent(share)} of the rarer wording is the same"
    if traits.digest == other.digest:
        reason = f"has the very text of {titled(other)}"
    return Kin(held, relation, min(1.0, 0.5 + 0.5 * score), reason)
