"""How long a text takes to read.

Speeds are words a minute from the standardised IReST texts (Trauzettel-Klosinski and Dietz, 2012), and Brysbaert's
meta-analysis (2019) for English. Scripts without spaces are counted by character: Chinese and Japanese at the speeds of
the same texts, the alphabets among them (Thai, Lao, Burmese, Khmer) at about what alphabets have there.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

_WORDS_A_MINUTE = {
    "ar": 138,
    "de": 179,
    "en": 238,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
    "uk": 184,
}
_USUAL_SPEED = 190
_CHARACTERS_A_MINUTE = {"zh": 255, "ja": 357, "th": 850, "lo": 850, "my": 850, "km": 850}
_USUAL_CHARACTERS = 300
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0f71-\u0f87\u200c\u200d"
"""Vowel signs, points and joiners: they belong to the letter before them and part no word."""
_WORD = re.compile(rf"\w[\w{_MARKS}]*(?:['’\-.,]\w[\w{_MARKS}]*)*")


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Return the number of words of a text; in scripts without spaces, of characters."""
    unspaced = len(_UNSPACED.findall(text))
    return unspaced + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def reading_minutes(text: str, language: str = "en") -> int:
    """Return whole minutes, rounded up and at least 1. `language` is a BCP 47 tag; unknown ones get a usual speed."""
    unspaced = len(_UNSPACED.findall(text))
    words = len(_WORD.findall(_UNSPACED.sub(" ", text)))
    base = language.partition("-")[0].lower()
    speed = _WORDS_A_MINUTE.get(base, _USUAL_SPEED)
    return max(1, math.ceil(words / speed + unspaced / _CHARACTERS_A_MINUTE.get(base, _USUAL_CHARACTERS)))
