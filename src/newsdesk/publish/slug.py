"""Words for addresses: a headline in small ASCII letters."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 60
_CYRILLIC_LETTERS = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я ё ъ ы э"
_CYRILLIC_SPELT = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia e _ y e"
_CYRILLIC = dict(zip(_CYRILLIC_LETTERS.split(), _CYRILLIC_SPELT.split(), strict=True))
_GREEK_LETTERS = "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω"
_GREEK_SPELT = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_GREEK = dict(zip(_GREEK_LETTERS.split(), _GREEK_SPELT.split(), strict=True))
_LETTERS = {**_CYRILLIC, **_GREEK, "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "œ": "oe"}


def slug_of(headline: str) -> str:
    """Return up to MAX_LENGTH characters of `a-z0-9-`, cut at a word; `item` when no letter has an ASCII form."""
    composed = unicodedata.normalize("NFC", headline).lower()
    spelt = "".join(_LETTERS.get(letter, letter).replace("_", "") for letter in composed)
    ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_only))
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > MAX_LENGTH and slug:
            break
        slug = f"{slug}-{word}" if slug else word[:MAX_LENGTH]
    return slug or "item"
