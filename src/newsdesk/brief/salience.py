"""How much of a round-up by an editor a sentence would carry, and how well a set of sentences would make one.

Two linear models (the learnt sentence regression of Hong and Nenkova, 2014; the set as in Gillick and Favre, 2009)
whose numbers in `data/salience.json` come from `scripts/train_brief.py`: the first expects, for each sentence, the
share of its words and of its pairs of words that a round-up would have; the second weighs a whole choice by what it
would share, its length and its repetitions. What they see is how reports, headlines and independent origins agree.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.weights import STOP_STEMS, tokens

Table = npt.NDArray[np.float64]

FEATURES = (
    "opening", "words", "log_words", "words_squared", "own_title_covered", "of_own_title", "of_titles",
    "titles_covered", "nearest_origin", "nearest_origin_squared", "mean_origin", "origin_shared", "central",
    "content", "half_share", "full_share", "pairs_half", "pairs_full", "half_share_squared", "full_share_squared",
    "pairs_half_squared", "in_title", "in_titles", "pairs_in_titles", "quotes", "says", "pronoun", "asks", "addresses",
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
_FEW = 40
_SPAN = 50.0


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


class _Origins:
    """What each independent origin says and how its headline puts it, as sets of words and pairs."""

    def __init__(self, material: Material) -> None:
        # Each sentence once for each origin: a copy more changes nothing.
        apart = dict.fromkeys((one.origin, " ".join(one.words.split())) for one in material.candidates)
        said: dict[str, list[tuple[str, ...]]] = {}
        for origin, words in apart:
            said.setdefault(origin, []).append(tokens(words))
        self.content = {key: {word for one in lists for word in one} - STOP_STEMS for key, lists in said.items()}
        self.n_with = Counter(word for lists in said.values() for word in {word for one in lists for word in one})
        self.pairs_with = Counter(
            pair for lists in said.values() for pair in {pair for one in lists for pair in pairs_of(one)}
        )
        self.counts = Counter(word for lists in said.values() for one in lists for word in one if _tells(word))
        self.length = math.sqrt(sum(n * n for n in self.counts.values())) or 1.0
        self.n_others = max(1, len(said) - 1)
        self.titles: dict[str, tuple[str, ...]] = {}
        for report in material.reports:
            if report.version.title:
                self.titles.setdefault(material.origin_of[report.version.id], tokens(report.version.title))
        self.n_titles = Counter(word for title in self.titles.values() for word in set(title))
        self.title_pairs = {pair for title in self.titles.values() for pair in pairs_of(title)}
        self.title_words = {word for title in self.titles.values() for word in title} - STOP_STEMS
        self.likeness = {key: self._likeness(key) for key in self.content}

    def _likeness(self, key: str) -> float:
        own = self.content[key]
        others = [other for one, other in self.content.items() if one != key][:_FEW]
        return _mean([len(own & other) / max(1, len(own)) for other in others])

    def shared(self, n_with: Sequence[int]) -> tuple[float, float]:
        """Return how much of something half and all of the other origins have, given how many origins have each."""
        half = self.n_others / 2
        others = [n - 1 for n in n_with]
        return _mean([min(1.0, n / half) for n in others]), _mean([max(0.0, (n - half) / half) for n in others])


def _tells(word: str) -> bool:
    return word not in STOP_STEMS


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def features(groups: Sequence[Sequence[Candidate]], material: Material) -> Table:
    """Return one row of FEATURES for each group of near-identical sentences, judged by its first."""
    origins = _Origins(material)
    rows = [[*_agreement(group[0], origins), *_form(group[0].words)] for group in groups]
    places = [1.0 / (1 + min(one.place for one in group)) for group in groups]
    lengths = [_lengths(group[0].words) for group in groups]
    full = [[place, *length, *row] for place, length, row in zip(places, lengths, rows, strict=True)]
    return np.array(full, dtype=np.float64).reshape(len(groups), len(FEATURES))


def _lengths(text: str) -> tuple[float, float, float]:
    n = max(1, len(tokens(text)))
    return n / _SPAN, math.log(n), (n / _SPAN) ** 2


def _agreement(candidate: Candidate, origins: _Origins) -> list[float]:
    words = tokens(candidate.words)
    telling = [word for word in words if _tells(word)]
    content, n = set(telling), max(1, len(set(telling)))
    pairs = pairs_of(words)
    own = set(origins.titles.get(candidate.origin, ())) - STOP_STEMS
    others = [other for key, other in origins.content.items() if key != candidate.origin][:_FEW]
    overlaps = [len(content & other) / n for other in others]
    nearest = max(overlaps, default=0.0)
    half, full = origins.shared([origins.n_with[word] for word in telling])
    pairs_half, pairs_full = origins.shared([origins.pairs_with[pair] for pair in pairs])
    return [
        len(content & own) / max(1, len(own)),
        len(content & own) / n,
        len(content & origins.title_words) / n,
        len(content & origins.title_words) / max(1, len(origins.title_words)),
        nearest,
        nearest**2,
        _mean(overlaps),
        origins.likeness.get(candidate.origin, 0.0),
        _cosine(telling, origins),
        len(telling) / max(1, len(words)),
        half,
        full,
        pairs_half,
        pairs_full,
        half**2,
        full**2,
        pairs_half**2,
        _mean([float(origins.n_titles[word] > 0) for word in telling]),
        _mean([float(origins.n_titles[word] > 1) for word in telling]),
        _mean([float(pair in origins.title_pairs) for pair in pairs]),
    ]


def _cosine(telling: Sequence[str], origins: _Origins) -> float:
    counts = Counter(telling)
    length = math.sqrt(sum(n * n for n in counts.values())) or 1.0
    return sum(n * origins.counts[word] for word, n in counts.items()) / (origins.length * length)


def _form(text: str) -> list[float]:
    n = max(1, len(text.split()))
    return [
        float('"' in text or "“" in text),
        float(bool(_SAYS.search(text))),
        float(bool(_PRONOUN.match(text))),
        float("?" in text),
        float(bool(_ADDRESSES.search(text))),
        float(min(4, len(re.findall(r"\d+", text)))),
        len(_CAPITALS.findall(text)) / n,
        float(bool(_WEEKDAY.search(text))),
        float(bool(_AUXILIARY.search(text))),
    ]
