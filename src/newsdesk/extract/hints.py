"""What the words of class names and of short blocks suggest, as learnt weights.

A weight is the log of how much more often a word stands at body text than elsewhere, counted by sites, so that no
single site can teach it anything. Words that fewer than a dozen sites use are not in the table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAMES = re.compile(r'(?:class|id|itemprop|role|data-(?:component|testid|type|block|module)[a-z-]*)="([^"]*)"')
_PIECE = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_WORD = re.compile(r"[^\W\d_]+|[©|@#\d]")
_N_WORDS = 12
_USUALLY_ENOUGH = 90
"""Characters that mostly hold a dozen words and one more, which the cut may have shortened."""
SHORT = 140
"""Blocks up to this many characters are read word by word."""


class Hints(NamedTuple):
    """Two tables of weights: for the words of attributes, and for the words of short blocks."""

    names: dict[str, float]
    words: dict[str, float]


def name_words(attrs: str) -> set[str]:
    """Split the class names, ids and the like of a serialised tag into lower-case words."""
    if not attrs:
        return set()
    return {piece.lower() for value in _NAMES.findall(attrs) for piece in _PIECE.findall(value)}


def block_words(text: str) -> list[str]:
    """The first dozen words of a short block in lower case, digits as `0`, and the first two together."""
    found = _WORD.findall(text[:_USUALLY_ENOUGH].lower())
    if len(found) <= _N_WORDS and len(text) > _USUALLY_ENOUGH:
        found = _WORD.findall(text[:SHORT].lower())
    words = ["0" if word.isdigit() else word for word in found[:_N_WORDS]]
    if len(words) > 1:
        words.append(f"{words[0]} {words[1]}")
    return words


def weigh_names(attrs: str, hints: Hints) -> tuple[float, float]:
    """Return the lowest and the highest weight among the words of a tag's names; 0 where none is known."""
    low = high = 0.0
    weight_of = hints.names.get
    for value in _NAMES.findall(attrs):
        for piece in _PIECE.findall(value):
            weight = weight_of(piece.lower(), 0.0)
            if weight < low:
                low = weight
            elif weight > high:
                high = weight
    return low, high


def weigh_words(text: str, hints: Hints) -> tuple[float, float, float]:
    """Return the lowest, the highest and the summed weight among the words of a short block."""
    weights = [hints.words.get(word, 0.0) for word in block_words(text)]
    return (min(0.0, *weights), max(0.0, *weights), sum(weights)) if weights else (0.0, 0.0, 0.0)
