"""How likely what was read is the article, whole and alone: a few figures of the page, weighed as learnt.

What the classifier of blocks thought says most: text that it kept without being sure, and text that it left though it
might have been the article's, are what precision and recall would lose. The weights are those of a logistic regression
(`scripts/train_completeness.py`), learnt on pages that the classifier had not seen.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from newsdesk.extract.content import Content

NAMES = ("doubt", "scatter", "texts_left", "stops", "log_chars")
_STOPS = tuple('.!?…。！？”"»।)')
_MIN_TEXT = 80


class Weights(NamedTuple):
    """A logistic regression over standardised figures; from `sure` on its answer counts as sure."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    sure: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Load the weights that ship with the package, once."""
    read = json.loads((resources.files("newsdesk.extract") / "data" / "completeness.json").read_text("utf-8"))
    return Weights(tuple(read["mean"]), tuple(read["scale"]), tuple(read["weights"]), read["bias"], read["sure"])


def figures_of(content: Content, n_chars: int) -> tuple[float, ...]:
    """Return the figures of a page whose article has a body of `n_chars`, in the order of `NAMES`."""
    page = content.page
    n = len(page.texts)
    sizes = np.fromiter(map(len, page.texts), np.float64, n)
    is_kept = np.zeros(n, bool)
    is_kept[content.kept] = True
    expected = sizes * content.sureness
    kept, sure = float(sizes[is_kept].sum()), float(expected[is_kept].sum())
    f1 = 2 * sure / max(kept + float(expected.sum()), 1.0)
    span = float(sizes[content.first : content.last].sum()) if content.kept else 0.0
    left = sum(
        len(page.texts[block])
        for block in np.flatnonzero(~is_kept & (sizes >= _MIN_TEXT))
        if page.inline[block].link_chars < 0.3 * len(page.texts[block])
    )
    n_stops = sum(page.texts[block].endswith(_STOPS) for block in content.kept)
    return (
        -math.log(max(1.003 - f1, 0.003)),
        math.log(1.02 - min(kept / max(span, 1.0), 1.0)),
        min(left / max(kept, 1.0), 1.5),
        n_stops / max(len(content.kept), 1),
        min(math.log1p(n_chars), 7.5),
    )


def likelihood(figures: tuple[float, ...]) -> float:
    """Return how likely a body with these figures is its article's: an F1 of its words of at least 0.8."""
    known = weights()
    rows = zip(figures, known.mean, known.scale, known.weights, strict=True)
    logit = known.bias + sum((figure - mean) / scale * weight for figure, mean, scale, weight in rows)
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))
