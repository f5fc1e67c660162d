"""Words as numbers: how a text is cut into terms, and how each term gets its id.

Ids are hashes (CRC-32 cut to 22 bits), never numbers given out in order of arrival, so that a memory rebuilt from
its reports has the very ids of the one that was lost. Two words in several hundred share an id; among the hundred
terms of a report that is noise.

Scripts without spaces are cut into overlapping pairs of characters. English endings are cut by a few rules after
Harman's S stemmer (1991); words in other alphabets are cut to six characters, which does for inflected languages
most of what a stemmer does (McNamee and Mayfield, 2004).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import chain
from zlib import crc32

BITS = 22
N_TERMS = 1 << BITS
_MASK = N_TERMS - 1
_CACHE_LIMIT = 200_000

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONE = re.compile(r"'(?:(?![^\W_])|(?<![^\W_]'))")
"""An apostrophe that does not stand within a word."""
_TWICE = re.compile(r"'[^\W_]+'")
_PARTED = bytes(code if chr(code).isalnum() or code == ord("'") else ord(" ") for code in range(128)) + bytes(128)
"""What each byte of a text in ASCII becomes when its words are parted by spaces."""
_POSSESSIVE = re.compile(r"['’].*$")


class Channel(IntEnum):
    """The kinds of terms, each counted and compared by itself."""

    WORDS = 0
    """Words of title and text, the title's and the lead's counted more."""
    TITLE = 1
    NAMES = 2
    """Words of names of persons, bodies and places."""
    FIGURES = 3
    """Figures, and days on which what is told happened."""
    PAIRS = 4
    """Words of the title that stand side by side once those that say nothing are left out."""


def stem(word: str) -> str:
    """Return the word without its commonest endings; it need not be a word any more."""
    if not word.isascii():
        return word[:6]
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def pieces(word: str) -> tuple[str, ...]:
    """Return what one run of letters stands for: its stem, or pairs of characters where words are not spaced."""
    word = _POSSESSIVE.sub("", word)
    if not word.isascii() and _UNSPACED.search(word):
        return tuple(word[i : i + 2] for i in range(len(word) - 1)) or (word,)
    return (stem(word),)


def term_id(term: str, channel: Channel) -> int:
    """Return the id of a term as it is counted in a channel."""
    return crc32(term.encode("utf-8", "surrogatepass"), channel * 0x9E3779B1 & 0xFFFFFFFF) & _MASK


class _Known(dict[str, tuple[int, ...]]):
    """The ids of words met, those of a new word made when it is looked up."""

    def __init__(self, channel: Channel, stop: frozenset[str]) -> None:
        super().__init__()
        self._channel = channel
        self._stop = stop

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= _CACHE_LIMIT:
            self.clear()
        short = word[:60]
        said = short not in self._stop and _POSSESSIVE.sub("", short) not in self._stop
        kept = [piece for piece in pieces(short) if len(piece) > 1 or not piece.isascii() or piece.isdigit()]
        ids = self[word] = tuple(term_id(piece, self._channel) for piece in kept) if said else ()
        return ids


class TermIds:
    """A bounded memory of the ids of words; it changes nothing but speed."""

    def __init__(self, channel: Channel, stop: frozenset[str] = frozenset()) -> None:
        self.known = _Known(channel, stop)
        self.one = self.known.__getitem__
        """Gives the ids of one word in lower case."""

    def of(self, words: Iterable[str]) -> list[int]:
        """Return the ids of words in lower case, in their order; words that say nothing have none."""
        return list(chain.from_iterable(map(self.one, words)))


def words_of(text: str) -> list[str]:
    """Return the runs of letters and digits of a text, as they stand: what `WORD` finds."""
    if not text.isascii():
        return WORD.findall(text)
    plain = text
    if "'" in text:
        plain = _LONE.sub(" ", text)
        if _TWICE.search(plain):
            return WORD.findall(text)
    return plain.encode("ascii").translate(_PARTED).decode("ascii").split()


def unique(ids: Sequence[int], limit: int) -> list[int]:
    """Return the first `limit` different ids, in order of first appearance."""
    return list(dict.fromkeys(ids))[:limit]
