"""The language seam: one reader per language, each in a folder of its own, chosen by the version's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.reader import read as read_english
from newsdesk.model.annotations import Annotations
from newsdesk.model.article import Version
from newsdesk.model.own import NOTHING_OWN, Own

Reader: TypeAlias = Callable[[Version, str, Own, bool], Annotations]
"""Takes a version, the outlet's country (ISO 3166-1 alpha-2, or empty), the desk's own lists, and whether statements
are found by rules alone; gives what the version says."""


def _read_ukrainian(version: Version, country: str, own: Own = NOTHING_OWN, rules_only: bool = False) -> Annotations:
    # Its patterns take a quarter of a second to compile, which only who reads Ukrainian should wait for. All is rules.
    from newsdesk.annotate.uk.reader import read

    return read(version, country, own)


READERS: Mapping[str, Reader] = {"en": read_english, "uk": _read_ukrainian}
"""By primary language subtag. A language is added with a folder beside `en` and a line here."""

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 400
"""Words from the beginning of a text by which an unstated language is recognised as English."""
_LEAST_SHARE = 0.18
"""Share of function words from which a text is English; running English has a third, others under a tenth."""
_FEW_WORDS = 12
"""A text this short may lack function words altogether; it is read as English when it is written in ASCII."""


def reader_for(version: Version) -> Reader | None:
    """Return the reader of the version's language; None when there are no rules for it."""
    language = version.language.partition("-")[0].lower()
    if language in READERS:
        return READERS[language]
    return READERS["en"] if _looks_english(version.text, unstated=not language) else None


def _looks_english(text: str, *, unstated: bool) -> bool:
    """Tell whether a text is English by its function words; detectors err on short texts and on lists of names."""
    words = [word.lower() for word in _WORD.findall(text[: _LOOKED_AT * 8])][:_LOOKED_AT]
    if unstated and len(words) < _FEW_WORDS:
        return text.isascii()
    share = sum(word in lexicon().function_words for word in words) / max(1, len(words))
    return share >= (_LEAST_SHARE if unstated else 1.3 * _LEAST_SHARE)
