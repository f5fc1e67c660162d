"""What of a brief a reader would notice: the comparison behind *nothing new*, *already shown* and *updated*."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newsdesk.model.brief import Brief, BriefSentence, Role

_NOT_WORDS = re.compile(r"[^\w%€$£¥.,]+")
_LOOSE_STOPS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the words and figures of a text without case, punctuation and spacing: equal when a reader sees no change.

    Stops and commas inside figures stay, since 1.5 and 15 differ.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_LOOSE_STOPS.sub(" ", _NOT_WORDS.sub(" ", plain)).split())


def wording(sentence: BriefSentence) -> str:
    """Return what identifies a sentence to a reader: its folded words, and who is said to have said them.

    Words that a model put anew count as those it was given: another wording is no news.
    """
    speaker = sentence.attribution.speaker if sentence.attribution else ""
    return f"{folded(sentence.plain or sentence.text)}|{folded(speaker)}"


def essentials(brief: Brief) -> frozenset[str]:
    """Return the folded sentences that carry the news: all but the background; the headline where it stands alone."""
    told = brief.sentences or (brief.headline,)
    return frozenset(wording(sentence) for sentence in told if sentence.role is not Role.BACKGROUND)


def brings_news(before: Brief, after: Brief) -> bool:
    """Tell whether `after` says something essential that `before` did not, or is the first with a second origin.

    A reworded headline, another order, another background and one more copy are no news.
    """
    if essentials(after) - essentials(before):
        return True
    return len(before.origins) < 2 <= len(after.origins)
