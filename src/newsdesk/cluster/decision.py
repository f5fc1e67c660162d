"""The one decision: how likely it is that a report belongs to a story.

Boosted trees over the features, so that what a likeness is worth may depend on how long the texts are, how large the
story is, how far apart in time. The trees are oblivious (all nodes of a level ask the same question, as in CatBoost,
Prokhorenkova et al., 2018), which a few passes of numpy evaluate. The numbers in `data/weights.json` were learnt by
`scripts/train_cluster.py`; nothing here depends on the kind of stream.

What ties a report to a story beyond likeness is added to the logit. These few numbers were not learnt with the rest:
the sets call one day's event a story, and would teach that a ship's name a day later speaks against. They were set so
that a course of events holds together and no set of annotated texts falls (`scripts/train_cluster.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.candidates import FEATURES
from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.terms import Channel, term_id

_N_BYTES = 256


class TieWeights(msgspec.Struct, frozen=True, kw_only=True):
    """What ties add to the logit."""

    name: float
    """For each telling name beyond `least`, the fewer the longer the story has been quiet."""
    least: float
    most: float
    """Names beyond add nothing."""
    hours: float
    """After so many quiet hours names count 1/e of what they did."""
    post: float
    quoted: float
    """For a quotation shared; a second one adds nothing."""
    linked: float


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The learnt numbers as they stand in the file."""

    features: tuple[str, ...]
    bias: float
    asked: tuple[tuple[int, ...], ...]
    """For each tree, which feature each level asks about."""
    above: tuple[tuple[float, ...], ...]
    """For each tree, the value that the feature must exceed."""
    leaves: tuple[tuple[float, ...], ...]
    """For each tree, what it adds to the logit; the answers, first level first, are the bits of the leaf's number."""
    join_from: float
    """The least probability at which a report joins a story."""
    merge_from: float
    """The least probability at which two stories are taken for one."""
    ties: TieWeights


@dataclass(frozen=True, slots=True)
class Model:
    """The decision, ready to use."""

    bias: float
    asked: NDArray[np.int64]
    """Which feature is asked about: by all trees at their first level, then by all at their second."""
    above: Floats
    """The value that it must exceed."""
    leaves: Floats
    """The leaves of all trees, one tree after the other."""
    firsts: NDArray[np.int64]
    """Where each tree begins in `leaves`."""
    join_from: float
    merge_from: float
    ties: TieWeights

    def probability(self, features: Floats, ties: Floats) -> Floats:
        """Return for each row of features and of ties the probability that report and story belong together."""
        # One level of all trees after the other, so that the rows of features are taken whole.
        answers = features.T.take(self.asked, axis=0) > self.above
        leaf = np.zeros((len(self.firsts), len(features)), np.uint8)
        for level in answers.view(np.uint8).reshape(-1, *leaf.shape):
            leaf += leaf
            leaf += level
        logit = self.bias + self.leaves.take(leaf.T + self.firsts).sum(axis=1)
        logit += self.tied(ties)
        return np.asarray(1.0 / (1.0 + np.exp(-np.minimum(np.maximum(logit, -30.0), 30.0))), np.float64)

    def tied(self, ties: Floats) -> Floats:
        """Return what each row of ties adds to the logit."""
        by = self.ties
        central, gap, post, quoted, linked = ties.T
        names = np.minimum(np.maximum(central - by.least, 0.0), by.most) * np.exp(-gap / by.hours)
        others = by.post * post + by.quoted * np.minimum(quoted, 1.0) + by.linked * linked
        return np.asarray(by.name * names + others, np.float64)


def make_model(weights: Weights) -> Model:
    """Make the decision from its numbers; raises ValueError when they are for other features."""
    if weights.features != FEATURES:
        raise ValueError(f"weights are for the features {weights.features}, the code has {FEATURES}")
    leaves = np.array(weights.leaves)
    n_trees, n_leaves = leaves.shape
    if n_leaves > _N_BYTES:
        raise ValueError(f"trees have {n_leaves} leaves; their numbers must fit a byte")
    return Model(
        weights.bias,
        np.array(weights.asked).T.ravel(),
        np.array(weights.above).T.reshape(-1, 1),
        leaves.ravel(),
        np.arange(n_trees) * n_leaves,
        weights.join_from,
        weights.merge_from,
        weights.ties,
    )


def load_model() -> Model:
    """Read the learnt numbers that ship with the package."""
    raw = resources.files("newsdesk.cluster").joinpath("data/weights.json").read_bytes()
    return make_model(msgspec.json.decode(raw, type=Weights))


def load_prior() -> dict[int, float]:
    """Read how often common words stand in news: id of the term to share of reports."""
    shares = resources.files("newsdesk.cluster").joinpath("data/english.tsv").read_text("utf-8")
    prior = {}
    for line in shares.splitlines():
        word, share = line.split("\t")
        for channel in (Channel.WORDS, Channel.TITLE):
            prior[term_id(word, channel)] = float(share) / (1.0 if channel is Channel.WORDS else 20.0)
    return prior
