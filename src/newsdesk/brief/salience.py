"""How well sentences would make a round-up: what an editor's is expected to share with them, for their length.

What is expected of each word and pair comes from `newsdesk.brief.chances`. A choice is worth the expected ROUGE-1 and
ROUGE-2 F of it: words and pairs count once however often they are told, so repetition earns nothing, and a sentence
that adds fewer than the average lowers the worth. How long a round-up would be is learnt, too. The numbers in
`data/salience.json` come from `scripts/train_brief.py`.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

import msgspec
import numpy as np

from newsdesk.brief.chances import Chances, Rates, Story
from newsdesk.brief.trees import Floats, Trees

MAX_WORDS = 260
"""About two minutes' reading, headline and all sections together."""
_LEAST_WORDS = 30


class Weights(msgspec.Struct, frozen=True):
    """The learnt numbers."""

    words: Trees
    pairs: Trees
    rates: Rates
    length: tuple[float, ...]
    """Of the log of a round-up's length: a constant, then the weights of `length_features`."""
    pair_worth: float
    """What a share of the pairs counts for one of the words."""


@cache
def weights() -> Weights:
    """Return the numbers that ship with the package."""
    path = resources.files("newsdesk.brief").joinpath("data/salience.json")
    return msgspec.json.decode(path.read_bytes(), type=Weights)


def length_features(story: Story, expected: Chances) -> tuple[float, ...]:
    """Return what tells how long a round-up would be: how much there is, and how much of it is essential."""
    words, pairs = expected.sums[:, 1], expected.of_pairs
    return (
        math.log1p(len(story.sentences.keys)),
        math.log1p(story.n_sentences),
        float(words.mean()) if len(words) else 0.0,
        float(pairs.mean()) if len(pairs) else 0.0,
        float(pairs.max(initial=0.0)),
    )


def aim_for(story: Story, expected: Chances, known: Weights) -> int:
    """Return how many words a brief aims at: as many as editors spend, up to MAX_WORDS."""
    features = length_features(story, expected)
    log = known.length[0] + sum(one * of for one, of in zip(known.length[1:], features, strict=True))
    return int(min(MAX_WORDS, max(_LEAST_WORDS, math.exp(min(log, 10.0)))))


def worth(shared: Floats, n_words: Floats, aim: float, pair_worth: float) -> Floats:
    """Return the worth of choices: rows of `shared` are the words and pairs each is expected to share."""
    both = 2.0 * shared / (n_words + aim)[:, None]
    return np.asarray(both[:, 0] + pair_worth * both[:, 1])


def alone(shared: Floats, n_words: Floats, aim: float, pair_worth: float) -> Floats:
    """Return the worth of each sentence as a choice of its own, the best as 1 and the worthless as 0."""
    found = worth(shared, n_words, aim, pair_worth)
    return np.asarray(found / max(1e-6, float(found.max(initial=0.0))))
