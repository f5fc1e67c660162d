"""Fingerprints of a text: sampled hashes of its runs of nine letters.

A run is sampled by its own hash (modulo a power of two), so that two texts sample the same runs wherever these stand,
and the share of one text that another contains can be estimated from the samples (Broder, 1997; Manber, 1994).
Spaces, punctuation, case and line breaks do not count.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

GRAM = 9
MAX_PRINTS = 512
"""A text's samples are thinned by powers of two until about this many are left."""
MAX_CHARS = 15_000
"""What stands beyond is not looked at."""

Prints = NDArray[np.uint32]

_LETTERS = re.compile(r"[^\W_]+")
_ASCII_BESIDE = bytes(code for code in range(128) if not chr(code).isalnum())
_BASE = np.array([0x01000193], np.uint64)
_BASE_2, _BASE_4 = _BASE**2, _BASE**4
_MIX, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, without anything between them."""
    text = text[:MAX_CHARS]
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _ASCII_BESIDE).decode("ascii")
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).lower()))


def digest(plain: str) -> str:
    """Return the digest under which equal texts are found; `plain` comes from `letters`."""
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def prints_of(plain: str) -> tuple[Prints, int]:
    """Return the sorted samples of a text from `letters`, and the rate: one in so many runs was kept.

    Samples are 32 bits; a text shorter than a run has none.
    """
    if plain.isascii():
        codes = np.frombuffer(plain.encode("ascii"), np.uint8).astype(np.uint64)
    else:
        codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    n_grams = len(codes) - GRAM + 1
    if n_grams <= 0:
        return np.empty(0, np.uint32), 1
    # The polynomial of nine letters, put together of those of two, four and eight.
    twos = codes[:-2] * _BASE
    twos += codes[1:-1]
    fours = twos[:-2] * _BASE_2
    fours += twos[2:]
    eights = fours[:-4] * _BASE_4
    eights += fours[4:]
    hashes = eights * _BASE
    hashes += codes[GRAM - 1 :]
    hashes *= _MIX
    hashes >>= _SHIFT
    mixed = hashes.astype(np.uint32)
    rate = 1
    while n_grams > MAX_PRINTS * rate:
        rate *= 2
    kept = np.sort(thin(mixed, rate))
    new = kept[1:] != kept[:-1]
    return kept if new.all() else kept[np.concatenate(([True], new))], rate


def thin(prints: Prints, rate: int) -> Prints:
    """Return the samples that a rate of one in `rate` (a power of two) would have kept."""
    return prints if rate == 1 else prints[(prints & np.uint32(rate - 1)) == 0]
