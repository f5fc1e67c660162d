"""Sentences as vectors of their words, and how near they are to the heart of the story.

Centrality is the cosine to the centroid of the story (Radev et al., 2004), in which each independent origin has one
voice, so that forty copies of a report weigh what one does.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

KEPT_TEXTS = 8192
"""Sentences remembered with their words: a story is written again and again as it goes on."""
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2,}")
_STOP_WORDS = (
    "a about after again against all also am an and any are as at be because been before being between both but "
    "by can could did do does doing down during each few for from further had has have having he her here hers "
    "him himself his how i if in into is it its itself just me more most my no nor not now of off on once only or "
    "other our out over own said same say says she should so some such than that the their them then there these "
    "they this those through to too under until up upon very was we were what when where which while who whom why "
    "will with would you your according amid among like may might must one two new told us der das und den von zu "
    "mit ist auf für im dem nicht ein eine als auch es werden aus er hat dass sie nach wird bei einer um sind "
    "noch wie einem über zum haben nur oder aber vor zur bis mehr durch sein le la les de des et en un une du que "
    "qui dans pour sur au avec ce il par ne pas plus est sont el los las del y se por con una para al como su lo "
    "más es и в на не что с по как это из за к от о у он а для его но все так же был та що не до як від про на це "
    "із за його "
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=KEPT_TEXTS)
def terms(text: str) -> tuple[str, ...]:
    """Return the words that carry meaning, cut to a crude stem; of scripts without spaces, pairs of characters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = [_stem(word) for word in _WORD.findall(plain) if word not in STOP_WORDS and len(word) > 1]
    for run in _UNSPACED.findall(plain):
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return tuple(found)


@lru_cache(maxsize=KEPT_TEXTS)
def tokens(text: str) -> tuple[str, ...]:
    """Return all words as crude stems, those that carry no meaning too."""
    return tuple(_stem(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Cut a word's common English endings; crude on purpose, since it only has to make forms meet."""
    if len(word) > 4:
        for ending in ("ings", "ing", "ies", "ied", "es", "ed", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                stem = word[: -len(ending)]
                return f"{stem}y" if ending in ("ies", "ied") else stem
    return word


STOP_STEMS = frozenset(map(_stem, STOP_WORDS))


class _Counted(NamedTuple):
    terms: tuple[str, ...]
    """The different terms of a text."""
    weights: tuple[float, ...]
    """What each counts, of a whole of unit length."""


@lru_cache(maxsize=KEPT_TEXTS)
def _counted(text: str) -> _Counted:
    counts = Counter(terms(text))
    weights = [1.0 + math.log(n) for n in counts.values()]
    length = math.sqrt(sum(weight * weight for weight in weights))
    return _Counted(tuple(counts), tuple(weight / length for weight in weights))


def vectors(texts: Sequence[str]) -> Vectors:
    """Return one row of unit length for each text. Words of one text only count in its length, not as columns."""
    counted = [_counted(text) for text in texts]
    flat = [term for one in counted for term in one.terms]
    columns = {term: i for i, term in enumerate(term for term, n in Counter(flat).items() if n > 1)}
    rows = np.zeros((len(texts), max(1, len(columns))), dtype=np.float32)
    at = np.array([columns.get(term, -1) for term in flat], dtype=np.intp)
    row = np.repeat(np.arange(len(texts)), [len(one.terms) for one in counted])
    weights = np.fromiter(chain.from_iterable(one.weights for one in counted), dtype=np.float32, count=len(flat))
    shared = at >= 0
    rows[row[shared], at[shared]] = weights[shared]
    return rows


def centrality(rows: Vectors, voices: Sequence[float]) -> Vectors:
    """Return each row's cosine to the centroid of all rows, weighted by their voices; scaled so that the best is 1."""
    centroid = np.asarray(voices, dtype=np.float32) @ rows
    length = float(np.linalg.norm(centroid))
    if not length:
        return np.zeros(len(rows), dtype=np.float32)
    scores: Vectors = rows @ (centroid / np.float32(length))
    best = float(scores.max(initial=0.0))
    return scores / np.float32(best) if best else scores
