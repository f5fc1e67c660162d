"""What editors teach: how readily reports join, learnt from the stories they merged and the reports they took out.

Each of their acts says of one decision of clustering that it was wrong, with the probability it was made at; nobody
says which were right. So one number is learnt that puts right what it can and goes no further: by how much the logit of
every probability is shifted before it meets its threshold, with the least sum of hinge losses and of a quadratic
penalty, as of a support vector machine with a bias alone. The penalty holds it near 0 until many acts agree, and it is
bounded, so no number of acts makes a desk that joins everything or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

MOST = 0.7
"""The logit is never shifted further: a threshold of 0.43 stays between 0.27 and 0.60."""
PRIOR = 20.0
"""So many acts that agree may shift the logit by 1, each by its share."""
REACH = 2.5
"""A decision whose logit lay further from its threshold was not wrong for want of readiness, but of evidence."""
MARGIN = 0.02
"""So far on the right side of the threshold a decision is right enough."""
MAX_LESSONS = 400
"""So many of the latest acts count."""
_STEPS = 30


@dataclass(frozen=True, slots=True)
class Lesson:
    """A decision that an editor put right."""

    chance: float
    """How likely clustering held it that the report belongs to the story."""
    belongs: bool
    """What the editor says."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the lessons come to."""

    shift: float = 0.0
    """Added to the logit of each probability: above 0, reports join more readily."""
    n_lessons: int = 0
    """How many acts it rests on."""

    def lowered(self, threshold: float) -> float:
        """Return the threshold that a probability must reach, given what was taught."""
        return raised(threshold, -self.shift)


UNTAUGHT = Taught()


def raised(threshold: float, by: float) -> float:
    """Return the threshold with so much more logit."""
    return threshold if not by else 1.0 / (1.0 + exp(-by - _logit(threshold)))


def learn(lessons: Sequence[Lesson], threshold: float) -> Taught:
    """Return what editors' acts teach, oldest first, of decisions made at this threshold."""
    base = _logit(threshold)
    near = [(_logit(one.chance) - base, one.belongs) for one in lessons[-MAX_LESSONS:]]
    near = [(margin, belongs) for margin, belongs in near if abs(margin) <= REACH]
    low, high = -MOST, MOST
    for _ in range(_STEPS):
        shift = (low + high) / 2
        pull = sum(belongs and margin + shift < MARGIN for margin, belongs in near)
        push = sum(not belongs and margin + shift > -MARGIN for margin, belongs in near)
        low, high = (shift, high) if pull - push > PRIOR * shift else (low, shift)
    shift = (low + high) / 2
    return Taught(round(shift, 4), len(near))


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1.0 - 1e-6)
    return log(chance / (1.0 - chance))
