"""Which passages are worth a search for names: the pipeline's is the costliest step of all."""

from __future__ import annotations

import re

from newsdesk.annotate.en.lexicon import lexicon

_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*|[^\W\d_a-zA-Z]")


def may_hold_name(passage: str) -> bool:
    """Tell whether a passage has a capitalised word that is not known as the beginning of a sentence."""
    starters = lexicon().starters
    return any(match.group().lower() not in starters for match in _CAPITALISED.finditer(passage))
