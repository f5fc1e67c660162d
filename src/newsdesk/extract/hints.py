"""What the words of class names and of short blocks suggest, as learnt weights.

A weight is the log of how much more often a word stands at body text than elsewhere, counted by sites, so that no
single site can teach it anything. Words that fewer than a dozen sites use are not in the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLASS = 'class="'
_NAMES = ('class="', 'id="')
_RARER = ('itemprop="', 'role="', 'data-component="', 'data-testid="', 'data-type="', 'data-block="', 'data-module="')
_PIECE = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
_WORD = re.compile(r"[^\W\d_]+|[©|@#]|\d+")
_BLANKED = bytes(
    char if 97 <= char <= 122 else 0 if chr(char) in "|@#0123456789" or char > 127 else 32 for char in range(256)
)
"""By byte: small letters as they are, blanks for what parts words, 0 where only the pattern tells the words apart."""
_PARTED = bytes(char if 97 <= char <= 122 else 32 for char in range(256))
_N_WORDS = 12
_MAX_NAME = 80
_ENOUGH = 100
"""Characters that mostly hold a dozen words."""


@dataclass(slots=True)
class Hints:
    """Two tables of weights: for the words of attributes, and for the words of short blocks."""

    names: dict[str, float]
    words: dict[str, float]


def _values(attrs: str) -> str:
    """The class names, ids and the like of a serialised tag, parted by blanks."""
    if attrs.startswith(_CLASS) and attrs.count('"') == 2:
        return attrs[len(_CLASS) : -1]
    values = ""
    for name in (_NAMES + _RARER) if "data-" in attrs or "itemprop=" in attrs or "role=" in attrs else _NAMES:
        start = attrs.find(name)
        if start == 0 or (start > 0 and attrs[start - 1] == " "):
            start += len(name)
            values += attrs[start : attrs.find('"', start)] + " "
    return values


def _pieces(value: str) -> list[str]:
    """The lower-case words that class names are made of, and maybe single letters."""
    if len(value) > _MAX_NAME:
        value = " ".join([name[:_MAX_NAME] for name in value.split()])
    if value.islower() and value.isascii():
        return value.encode("ascii").translate(_PARTED).decode("ascii").split()
    return [piece.lower() for piece in _PIECE.findall(value)]


def name_words(attrs: str) -> set[str]:
    """Split the class names, ids and the like of a serialised tag into lower-case words."""
    return {piece for piece in _pieces(_values(attrs)) if len(piece) > 1} if attrs else set()


def block_words(lower: str) -> list[str]:
    """The first dozen words of a short block in lower case, and the first two together."""
    start = lower[:_ENOUGH]
    blanked = start.encode("ascii", "replace").translate(_BLANKED) if start.isascii() else b"\0"
    words: list[str] = blanked.decode("ascii").split() if b"\0" not in blanked else _WORD.findall(start)
    del words[_N_WORDS:]
    if len(words) > 1:
        words.append(f"{words[0]} {words[1]}")
    return words


def weigh_names(attrs: str, hints: Hints) -> tuple[float, float]:
    """Return the lowest and the highest weight among the words of a tag's names; 0 where none is known."""
    weights = [weight for piece in _pieces(_values(attrs)) if (weight := hints.names.get(piece))]
    return (min(0.0, min(weights)), max(0.0, max(weights))) if weights else (0.0, 0.0)


def weigh_words(lower: str, hints: Hints) -> tuple[float, float, float]:
    """Return the lowest, the highest and the summed weight among the words of a short block in lower case."""
    weights = [weight for word in block_words(lower) if (weight := hints.words.get(word))]
    return (min(0.0, min(weights)), max(0.0, max(weights)), sum(weights)) if weights else (0.0, 0.0, 0.0)
