"""How much of a round-up by an editor a sentence would carry, and how well a set of sentences would make one.

Two linear models (the learnt sentence regression of Hong and Nenkova, 2014; the set as in Gillick and Favre, 2009)
whose numbers in `data/salience.json` come from `scripts/train_brief.py`: the first expects, for each sentence, the
share of its words and of its pairs of words that a round-up would have; the second weighs a whole choice by what it
would share, its length and its repetitions. What they see is how reports, headlines and independent origins agree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from newsdesk.brief.agreement import COLUMNS as AGREEMENT
from newsdesk.brief.agreement import KEPT_TEXTS, agreement
from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.weights import tokens

Table = npt.NDArray[np.float64]

FEATURES = (
    "opening", "words", "log_words", "words_squared", *AGREEMENT, "quotes", "says", "pronoun", "asks", "addresses",
    "digits", "capitals", "weekday", "auxiliary",
)  # fmt: skip
MAX_WORDS = 260
"""About two minutes' reading, headline and all sections together."""
_LEAST_WORDS = 30
_SAYS = re.compile(r"\b(?:said|says|told)\b")
_PRONOUN = re.compile(r"(?:He|She|They|It|This|That)\b")
_ADDRESSES = re.compile(r"\b(?:I|we|our|you|your|my)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_AUXILIARY = re.compile(r"\b(?:is|are|has|have|says)\b")
_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_SPAN = 50.0
_N_LENGTHS = 3


class Weights(msgspec.Struct, frozen=True):
    """The numbers of both models."""

    means: tuple[float, ...]
    scales: tuple[float, ...]
    words: tuple[float, ...]
    """For the expected share of words, by feature; the last is the constant."""
    pairs: tuple[float, ...]
    """For the expected share of pairs, likewise."""
    choice: tuple[float, float, float, float, float]
    """For a choice: shared words, shared pairs, length, squared log of the length, repetition."""
    aim: tuple[float, float]
    """How long a round-up is: a constant, and a share of the words there are."""


@cache
def weights() -> Weights:
    """Return the numbers that ship with the package."""
    path = resources.files("newsdesk.brief").joinpath("data/salience.json")
    return msgspec.json.decode(path.read_bytes(), type=Weights)


def pairs_of(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the neighbouring words."""
    return list(pairwise(words))


def expected(table: Table) -> Table:
    """Return, for each row of features, the share of its words and of its pairs that a round-up would have."""
    known = weights()
    plain = (table - np.array(known.means)) / np.array(known.scales)
    each = [plain @ np.array(one[:-1]) + one[-1] for one in (known.words, known.pairs)]
    return np.asarray(np.clip(np.stack(each, axis=1), 0.01, 1.0), dtype=np.float64)


def alone(shares: Table, n_words: Table, aim: float) -> Table:
    """Return the worth of each sentence as a choice of its own, the best as 1 and the worthless as 0."""
    found = np.maximum(0.0, worth(shares * n_words[:, None], n_words, aim, np.zeros(len(n_words))))
    return np.asarray(found / max(1e-6, float(found.max(initial=0.0))), dtype=np.float64)


def worth(shares: Table, n_words: Table, aim: float, repetition: Table) -> Table:
    """Return the worth of choices: rows of `shares` are the words and pairs each is expected to share."""
    known = weights().choice
    length = np.maximum(n_words, 1.0) / aim
    both = 2.0 * shares / (n_words + aim)[:, None]
    found = both @ np.array(known[:2]) + known[2] * length + known[3] * np.log(length) ** 2 + known[4] * repetition
    return np.asarray(found, dtype=np.float64)


def aim_for(n_words: int) -> int:
    """Return how many words a brief of reports of so many words aims at: as many as editors spend, up to MAX_WORDS."""
    constant, share = weights().aim
    return int(min(MAX_WORDS, max(_LEAST_WORDS, constant + share * n_words)))


def features(groups: Sequence[Sequence[Candidate]], material: Material) -> Table:
    """Return one row of FEATURES for each group of near-identical sentences, judged by its first."""
    if not groups:
        return np.zeros((0, len(FEATURES)))
    places = np.array([[1.0 / (1 + min(one.place for one in group))] for group in groups])
    forms = np.array([_form(group[0].words) for group in groups])
    agreed = agreement([group[0] for group in groups], material)
    return np.hstack([places, forms[:, :_N_LENGTHS], agreed, forms[:, _N_LENGTHS:]])


@lru_cache(maxsize=KEPT_TEXTS)
def _form(text: str) -> tuple[float, ...]:
    """Return how long a sentence is and how it is put."""
    n_tokens, n = max(1, len(tokens(text))), max(1, len(text.split()))
    return (
        n_tokens / _SPAN,
        math.log(n_tokens),
        (n_tokens / _SPAN) ** 2,
        float('"' in text or "“" in text),
        float(bool(_SAYS.search(text))),
        float(bool(_PRONOUN.match(text))),
        float("?" in text),
        float(bool(_ADDRESSES.search(text))),
        float(min(4, len(re.findall(r"\d+", text)))),
        len(_CAPITALS.findall(text)) / n,
        float(bool(_WEEKDAY.search(text))),
        float(bool(_AUXILIARY.search(text))),
    )
