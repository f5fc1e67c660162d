"""The nearest reports and the decision, against the same worked out the plain way."""

from __future__ import annotations

import random
from datetime import timedelta
from math import exp

import numpy as np
import pytest
from cluster_reports import a_report

from newsdesk.cluster.candidates import FEATURES
from newsdesk.cluster.decision import TieWeights, Weights, make_model
from newsdesk.cluster.likeness import MAX_LOOKUPS, Comparer
from newsdesk.cluster.memory import Memory
from newsdesk.cluster.rows import WEIGHTS
from newsdesk.cluster.traits import Reader, Traits

WORDS = [a + b for a in ("tarn", "vell", "orrin", "skerr", "hald") for b in ("ak", "om", "uth", "ib", "ol", "erk")]
LIMIT, N_WORDS = 4, 6


@pytest.mark.parametrize("n_held", [5, 60])
def test_nearest_are_those_that_share_most(n_held: int) -> None:
    """Also where most of those that the lists of words name have left."""
    pick, reader = random.Random(3), Reader()
    memory = Memory({}, n_held, timedelta(days=100))
    comparer = Comparer(memory)
    for i in range(300):
        traits = reader.read(a_report("", " ".join(pick.sample(WORDS, N_WORDS)), key=str(i)))
        assert comparer.nearest(traits, LIMIT) == _plainly(memory, traits), i
        memory.add(traits, f"sto-{i}", edited=False, original=True)


def _plainly(memory: Memory, traits: Traits) -> list[int]:
    words = traits.words.tolist()
    rarity = dict(zip(words, memory.index.rarity(traits.words), strict=True))
    telling = {word: rarity[word] * WEIGHTS[n] for word, n in zip(words, traits.counts.tolist(), strict=True)}
    asked = sorted(words, key=lambda word: (-telling[word], word))[:MAX_LOOKUPS]
    totals = {}
    for number in memory.reports:
        theirs = set(memory.words_of(number).tolist())
        total = sum(float(telling[word] * rarity[word]) for word in asked if word in theirs)
        if total > 0:
            totals[number] = total
    return sorted(totals, key=lambda number: (-totals[number], -number))[:LIMIT]


def test_trees_are_asked_as_their_numbers_say() -> None:
    """The answers of a tree, first level first, are the bits of its leaf's number."""
    pick = random.Random(5)
    n_trees, depth, n_features = 7, 3, len(FEATURES)
    asked = tuple(tuple(pick.randrange(n_features) for _ in range(depth)) for _ in range(n_trees))
    above = tuple(tuple(pick.random() for _ in range(depth)) for _ in range(n_trees))
    leaves = tuple(tuple(pick.uniform(-1, 1) for _ in range(2**depth)) for _ in range(n_trees))
    ties = TieWeights(name=0, least=0, most=0, hours=1, post=0, quoted=0, linked=0)
    model = make_model(
        Weights(
            features=FEATURES,
            bias=0.25,
            asked=asked,
            above=above,
            leaves=leaves,
            join_from=0.5,
            merge_from=0.5,
            ties=ties,
        )
    )
    rows = np.array([[pick.random() for _ in range(n_features)] for _ in range(9)])

    found = model.probability(rows, np.zeros((9, 5)))

    for row, chance in zip(rows.tolist(), found.tolist(), strict=True):
        logit = 0.25
        for tree in range(n_trees):
            bits = "".join(str(int(row[one] > least)) for one, least in zip(asked[tree], above[tree], strict=True))
            logit += leaves[tree][int(bits, 2)]
        assert chance == pytest.approx(1 / (1 + exp(-logit)))
