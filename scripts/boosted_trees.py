"""Gradient boosting of oblivious trees for two classes, in numpy: what `newsdesk.cluster.decision` evaluates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

N_TREES, DEPTH, RATE, N_BINS, PENALTY = 140, 4, 0.12, 32, 2.0


@dataclass
class Trees:
    """A fitted model; see `newsdesk.cluster.decision.Weights` for what the arrays mean."""

    bias: float
    asked: np.ndarray
    above: np.ndarray
    leaves: np.ndarray


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> Trees:
    """Fit by Newton boosting of the logistic loss; each level asks what lessens the loss most over all its nodes."""
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, N_BINS + 1)[1:-1])) for column in x.T]
    bins = np.stack([np.searchsorted(edge, column) for edge, column in zip(edges, x.T, strict=True)], axis=1)
    share = float((weight * y).sum() / weight.sum())
    bias = float(np.log(share / (1 - share)))
    logit = np.full(len(x), bias)
    trees = []
    for _ in range(N_TREES):
        chance = 1 / (1 + np.exp(-logit))
        gradient, hessian = weight * (y - chance), weight * np.maximum(chance * (1 - chance), 1e-6)
        leaf = np.zeros(len(x), np.int64)
        asked, above = [], []
        for _ in range(DEPTH):
            feature, at = best_split(bins, edges, leaf, gradient, hessian)
            asked.append(feature)
            above.append(edges[feature][at])
            leaf = leaf * 2 + (bins[:, feature] > at)
        sums = np.bincount(leaf, gradient, 1 << DEPTH), np.bincount(leaf, hessian, 1 << DEPTH)
        values = RATE * sums[0] / (sums[1] + PENALTY)
        logit += values[leaf]
        trees.append((asked, above, values))
    return Trees(bias, *(np.array(part) for part in zip(*trees, strict=True)))


def best_split(
    bins: np.ndarray, edges: list[np.ndarray], leaf: np.ndarray, gradient: np.ndarray, hessian: np.ndarray
) -> tuple[int, int]:
    """Return the feature, and the bin behind which to split, that lessen the loss most over all leaves."""
    n_features, n_bins = bins.shape[1], max(map(len, edges)) + 1
    n_leaves = int(leaf.max()) + 1
    cells = (leaf[:, None] * n_features + np.arange(n_features)) * n_bins + bins
    shape = (n_leaves, n_features, n_bins)
    size = int(np.prod(shape))
    up_to = [
        np.bincount(cells.ravel(), np.repeat(values, n_features), size).reshape(shape).cumsum(axis=2)
        for values in (gradient, hessian)
    ]
    (g, h), (g_all, h_all) = up_to, (values[:, :, -1:] for values in up_to)
    gain = (g**2 / (h + PENALTY) + (g_all - g) ** 2 / (h_all - h + PENALTY)).sum(axis=0)
    for feature, edge in enumerate(edges):
        gain[feature, len(edge) :] = -1.0
    feature, at = np.unravel_index(int(gain.argmax()), gain.shape)
    return int(feature), int(at)
