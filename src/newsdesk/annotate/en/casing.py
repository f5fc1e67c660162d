"""Give lines in capitals, and headlines in title case, the letters they would have in running text.

Taggers learn from running text and take every capitalised word for a name. What a word looks like elsewhere in the
document decides first, then word lists; after Lita et al., "tRuEcasIng" (2003), without its language model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cache

from newsdesk.annotate.en.lexicon import Lexicon
from newsdesk.annotate.en.places_words import word_list
from newsdesk.annotate.en.stems import stem
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.text import Span

_WORD = re.compile(r"[^\W\d_][\w’']*")
_CAPITALS_SHARE = 0.75
"""Share of a sentence's words in capitals from which all of it is taken to be set so."""
_TITLE_SHARE = 0.8
_LEAST_TITLE_WORDS = 4
_LONGEST_ACRONYM = 4


@cache
def _lower_words() -> frozenset[str]:
    """Words that running text writes in lower case."""
    return word_list("lower_words")


def _is_lower(word: str) -> bool:
    """Tell whether running text writes a word, or the verb it is a form of, in lower case."""
    known = _lower_words()
    return word in known or (word.endswith("s") and word[:-1] in known) or stem(word) in known


def recased(text: str, sentences: Sequence[Span], headlines: Set[int], lexicon: Lexicon, places: Gazetteer) -> str:
    """Return the text, equally long, with shouted sentences and title-case headlines as running text has them.

    `headlines` are the indices of the sentences that stand in headlines or headings.
    """
    shouted = [index for index, sentence in enumerate(sentences) if _is_shouted(sentence.of(text))]
    titled = [index for index in headlines if index not in set(shouted) and _is_titled(sentences[index].of(text))]
    if not shouted and not titled:
        return text
    set_apart = {*shouted, *titled}
    plain = Counter[str]()
    for index, sentence in enumerate(sentences):
        if index not in set_apart:
            # The first word of a sentence is capitalised whatever it is; only capitals tell something.
            words = [match.group() for match in _WORD.finditer(text, sentence.start, sentence.end)]
            plain.update(words if words and words[0].isupper() else words[1:])
    letters = list(text)
    for index in sorted(set_apart):
        sentence = sentences[index]
        kept = [m.span() for m in lexicon.media_pattern.finditer(text, sentence.start, sentence.end)]
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            if any(start <= match.start() < end for start, end in kept):
                continue
            word = match.group()
            written = _recased(word, plain, lexicon, places) if index in shouted else _lowered(word, plain, lexicon)
            if match.start() == sentence.start:
                written = written[0].upper() + written[1:]
            if len(written) == len(word):
                letters[match.start() : match.end()] = written
    return "".join(letters)


def _is_shouted(sentence: str) -> bool:
    if any(letter.islower() for letter in sentence[:80]) and sum(map(str.islower, sentence)) > len(sentence) / 4:
        return False
    words = [word for word in _WORD.findall(sentence) if len(word) > 1]
    capitals = sum(word.isupper() for word in words)
    return (
        bool(words) and capitals >= _CAPITALS_SHARE * len(words) and any(len(word) > _LONGEST_ACRONYM for word in words)
    )


def _is_titled(sentence: str) -> bool:
    words = [word for word in _WORD.findall(sentence) if len(word) >= _LONGEST_ACRONYM]
    return len(words) >= _LEAST_TITLE_WORDS and sum(word[0].isupper() for word in words) >= _TITLE_SHARE * len(words)


def _recased(word: str, plain: Counter[str], lexicon: Lexicon, places: Gazetteer) -> str:
    """Return how a word in capitals is written in running text."""
    lower, title = word.lower(), word[0].upper() + word[1:].lower()
    if not word.isupper() or plain[word] > plain[title] + plain[lower]:
        return word
    if plain[title] > plain[lower]:
        return title
    if lower in lexicon.names["bodies"] and len(word) <= _LONGEST_ACRONYM:
        return word
    common = lower in lexicon.function_words or _is_lower(lower)
    if plain[lower] or (common and not places.is_country(title)):
        return lower
    known = lower in word_list("given_names") or lower in word_list("surnames") or bool(places.lookup(title))
    return title if known or len(word) > _LONGEST_ACRONYM else word


def _lowered(word: str, plain: Counter[str], lexicon: Lexicon) -> str:
    """Return how a word of a headline in title case is written in running text."""
    lower = word.lower()
    if not word.istitle() or plain[word] > plain[lower]:
        return word
    if plain[lower] or lower in lexicon.function_words or _is_lower(lower):
        return lower
    return word
