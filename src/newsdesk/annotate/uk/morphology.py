"""From a Ukrainian word as it is inflected to the forms it may have in the nominative.

No dictionary: endings give candidates, and whoever asks looks them up. The endings cover the declensions of nouns and
adjectives that names of places and persons follow, with the changes of sound at the stem's end
(`Києва` → `Київ`, `Празі` → `Прага`, `Кривому Розі` → `Кривий Ріг`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Final

MOST_FORMS: Final = 60
"""Candidates of a name of several words; beyond them nothing is looked up."""
_NOUN_ENDINGS: Final = (
    ("ами", "а"), ("ами", "и"), ("ями", "і"), ("ові", ""), ("еві", ""), ("еві", "ь"), ("ою", "а"), ("ею", "а"),
    ("ею", "я"), ("єю", "я"), ("ом", ""), ("ом", "о"), ("ем", "ь"), ("ем", ""), ("ем", "е"), ("єм", "й"), ("ям", "я"),
    ("ах", "и"), ("ам", "и"), ("ях", "і"), ("ям", "і"), ("ів", "и"), ("ів", "і"), ("їв", "ї"), ("ю", "я"), ("ю", "ь"),
    ("ю", "й"), ("ю", "е"), ("ю", ""), ("ї", "я"), ("ї", "й"), ("я", "ь"), ("я", "й"), ("я", "е"), ("і", "а"),
    ("і", "я"), ("і", "ь"), ("і", ""), ("і", "о"), ("і", "е"), ("у", "а"), ("у", ""), ("у", "о"), ("и", "а"),
    ("а", ""), ("а", "о"), ("", "и"), ("", "і"),
)  # fmt: skip
_ADJECTIVE_ENDINGS: Final = (
    ("ьої", "я"), ("ьою", "я"), ("ої", "а"), ("ою", "а"), ("ого", "ий"), ("ого", "е"), ("ому", "ий"), ("ому", "е"),
    ("ім", "ий"), ("ім", "е"), ("ім", "ій"), ("ими", "і"), ("им", "ий"), ("им", "е"), ("им", "і"), ("их", "і"),
    ("ій", "а"), ("ій", "я"), ("ю", "я"), ("у", "а"), ("ього", "ій"), ("ьому", "ій"), ("ового", "ів"),
    ("овому", "ів"), ("овим", "ів"),
)  # fmt: skip
_BACK: Final = {"ц": "к", "з": "г", "с": "х"}
"""What the last sound of a stem was before `-і`: `Авдіївці` → `Авдіївка`."""
_CLOSED: Final = {"о": "і", "е": "і", "є": "ї"}
"""The vowel of a syllable once an ending opens it: `Харкова` → `Харків`."""
_VOWELS: Final = frozenset("аеєиіїоуюя")


@lru_cache(maxsize=4096)
def bases(word: str) -> tuple[str, ...]:
    """Return the nominatives that a form may belong to, itself first."""
    if "-" in word.strip("-"):
        first, _, last = word.rpartition("-")
        heads = (first, *islice(_forms(first, _ADJECTIVE_ENDINGS), 4), *islice(_forms(first, _NOUN_ENDINGS), 6))
        return tuple(dict.fromkeys(f"{head}-{tail}" for head in heads for tail in bases(last)))
    return tuple(
        dict.fromkeys((word, *_forms(word, _ADJECTIVE_ENDINGS), *_forms(word, _NOUN_ENDINGS), *_fleeting(word)))
    )


def bases_of_name(name: str) -> Iterator[str]:
    """Yield the nominatives that a name of one or more words may belong to, itself first."""
    words = name.split()
    if len(words) < 2:
        yield from bases(name.strip())
        return
    yield name
    leading = [
        (word, *_forms(word, _ADJECTIVE_ENDINGS), *islice(_forms(word, _NOUN_ENDINGS), 4)) for word in words[:-1]
    ]
    for forms in islice(product(*leading, bases(words[-1])), MOST_FORMS * len(words)):
        yield " ".join(forms)


def _forms(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, nominative in endings:
        if not word.endswith(ending) or len(word) - len(ending) < 2:
            continue
        stem = word[: len(word) - len(ending)] if ending else word
        if not ending and stem[-1].lower() in _VOWELS | {"ь", "й"}:
            continue
        yield stem + nominative
        if ending == "і" and stem[-1] in _BACK:
            yield stem[:-1] + _BACK[stem[-1]] + nominative
            stem = stem[:-1] + _BACK[stem[-1]]
        if ending and nominative in ("", "ь") and len(stem) > 2 and stem[-2] in _CLOSED:
            yield stem[:-2] + _CLOSED[stem[-2]] + stem[-1] + nominative


def _fleeting(word: str) -> Iterator[str]:
    """Yield nominatives with a vowel that the other cases drop: `Кременця` → `Кременець`, `Олешок` → `Олешки`."""
    for ending in ("ця", "цю", "цем", "ці"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + "ець"
    for ending in ("ку", "ка", "ком", "ці"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + "ок"
    if word.endswith("ок") and len(word) > 4:
        yield word[:-2] + "ки"
