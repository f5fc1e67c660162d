"""What a phrase for a speaker comes down to: its head noun, and the kind of speaker that such a noun stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.model.annotations import SpeakerKind

_WORD = re.compile(r"[\w’'-]+")
_PHRASE_END = re.compile(
    r"\s+(?:of|in|at|for|from|with|who|that|which|to|by|on|about|familiar|close|speaking|including|such)\b|[,(;:—–]"
)
_SEVERAL = frozenset(["some", "many", "several", "most", "both", "two", "three", "four", "five", "others"])


def head_noun(words: str, known: frozenset[str]) -> str:
    """Return the noun that the words come down to, in lower case: the last before a phrase that qualifies it."""
    core = _PHRASE_END.split(words, maxsplit=1)[0] or words
    plain: list[str] = [word.lower() for word in _WORD.findall(core)]
    if not plain:
        return ""
    return (
        plain[-1]
        if plain[-1] in known or len(plain) == 1
        else next((w for w in reversed(plain) if w in known), plain[-1])
    )


def kind_by_noun(head: str, plain: Sequence[str], lexicon: Lexicon) -> SpeakerKind:
    """Return the kind of speaker that a head noun stands for; `plain` are the words of its phrase, in lower case."""
    lists = lexicon.speakers
    if head in lists["documents"]:
        return SpeakerKind.DOCUMENT
    if head in lists["groups"] or plain[0] in _SEVERAL:
        return SpeakerKind.COLLECTIVE
    if head in lists["persons"]:
        return SpeakerKind.UNNAMED
    if head in lexicon.names["organisations"]:
        return SpeakerKind.ORGANISATION
    return SpeakerKind.COLLECTIVE if head.endswith("s") and not head.endswith("ss") else SpeakerKind.UNNAMED
