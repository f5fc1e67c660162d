"""Headlines in capitals, written as sentences are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set

from newsdesk.calendar_words import MONTHS, WEEKDAYS

_WIRE_UNITS = frozenset(
    {"BLN", "CTS", "DLR", "DLRS", "MLN", "MTHS", "PCT", "QTR", "SHR", "STG", "VS", "YRS", "NT", "TH"}
)
_ACRONYMS_WORDS = (
    "AIDS CD CEO CFO CIA CPI EC EEC EPA EU FBI FDA GATT GDP GM GNP IBM IMF ITC NASA NATO NYSE OECD OPEC PLO "
    "SEC TV UAE UK UN US USA USDA USSR WHO"
)
_ACRONYMS = frozenset(_ACRONYMS_WORDS.split())
"""Read letter by letter or as names; a wire's reader knows them without the report."""
_FIRM_ENDS = {"CO": "Co", "CORP": "Corp", "INC": "Inc", "LTD": "Ltd", "PLC": "Plc"}
_FIRM_WORDS = frozenset(_FIRM_ENDS) | {"GROUP", "HOLDINGS", "INDUSTRIES", "INTERNATIONAL"}
_CALENDAR = {name.upper() for month in MONTHS for name in (month, month[:3])} - {"MAY"} | {
    day.upper() for day in WEEKDAYS
}
_READ_FOR_CASE = 8000
_MAX_ACRONYM = 5
_LITTLE = frozenset(
    {"A", "AN", "AND", "AS", "AT", "BY", "FOR", "IN", "IS", "IT", "NO", "OF", "ON", "OR", "SO", "THE", "TO", "UP"}
)
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&][^\W_]+)*\.?")
_INSIDE = 3
"""What a word inside a sentence counts; one that begins a sentence counts 1."""
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_FORMAL_NAME = re.compile(r"[A-Z][a-z]+(?:[\s-](?:(?:of|and|for|the|on|in)\s)*[A-Z][a-z]+)+")
_DOTTED, _DOTTED_END = re.compile(r"(?:[A-Za-z]\.){2,}"), re.compile(r"\b[A-Z]\.[A-Z]\.$")


def sentence_case(title: str, bodies: Iterable[str]) -> str:
    """Return a headline in capitals as the bodies write its words; other headlines stay as they are.

    A word the bodies write with a capital inside a sentence is a name. One they never use stays in capitals when it is
    an abbreviation: a known one, one with dots or without a vowel, or the initials of a name in the bodies.
    """
    letters = [letter for letter in title if letter.isalpha()]
    if len(title.split()) < 2 or not letters or sum(map(str.isupper, letters)) < 0.8 * len(letters):
        return title
    texts = [body[:_READ_FOR_CASE] for body in bodies]
    forms = _forms(texts)
    initials = _initials(texts)
    firm = _firm(title)
    cased = _TOKEN.sub(lambda match: _spelt(match[0], forms, initials, named=match.end() <= firm), title)
    return cased[:1].upper() + cased[1:]


def _firm(title: str) -> int:
    """Where the name of a firm at the headline's start ends, such as that of `EAGLE CLOTHES INC`; 0 when none does."""
    words = [(match[0].rstrip("."), match.end()) for match in _TOKEN.finditer(title)][:6]
    return max((end for word, end in words if word in _FIRM_WORDS), default=0)


def _initials(texts: Iterable[str]) -> frozenset[str]:
    """The initials of every name of several words, with and without its `of` and `and`, and of each part of it."""
    found: set[str] = set()
    for text in texts:
        for match in _FORMAL_NAME.finditer(text):
            words = match[0].split()
            for chosen in (words, [word for word in words if word[0].isupper()]):
                letters = "".join(part[0] for word in chosen for part in word.split("-")).upper()
                found.update(letters[i:j] for i in range(len(letters)) for j in range(i + 2, len(letters) + 1))
    return frozenset(found)


def _forms(bodies: Iterable[str]) -> Mapping[str, Counter[str]]:
    """Count how bodies write each word.

    The first word of a sentence has its capital from there: it counts less, and only as the beginning of a name.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for body in bodies:
        for match in _TOKEN.finditer(body):
            word = match[0].rstrip(".")
            before = body[max(0, match.start() - 8) : match.start()].rstrip(" \n\t\"“'‘")
            # The lines of a wire's table begin with capitals, too.
            begins = (
                not before
                or (before[-1] in ".!?:" and not _DOTTED_END.search(before))
                or "\n" in body[max(0, match.start() - 6) : match.start()]
            )
            if not begins or any(letter.isupper() for letter in word[1:]):
                forms[word.casefold()][word] += _INSIDE
            elif word.upper() not in _LITTLE and _NAME_GOES_ON.match(body, match.end()):
                forms[word.casefold()][word] += 1
    return forms


def _spelt(token: str, forms: Mapping[str, Counter[str]], initials: Set[str], *, named: bool) -> str:
    """Write one word of a headline in capitals as the bodies do, or its stem where they know only that."""
    word, stop = token.rstrip("."), "." if token.endswith(".") else ""
    if word[:1].isdigit() or word in _WIRE_UNITS:
        return word.lower() + stop
    if word in _ACRONYMS or _DOTTED.fullmatch(token):
        return token
    for ending in ("", "'S", "S", "ES"):
        stem = word.removesuffix(ending) if ending else word
        seen = forms.get(stem.casefold()) if stem != word or not ending else None
        if seen:
            return seen.most_common(1)[0][0] + ending.lower() + stop
    if named or (word in _CALENDAR and word != "MAY"):
        return _FIRM_ENDS.get(word, word.capitalize()) + stop
    abbreviated = "." in word or not re.search(r"[AEIOUY]", word)
    abbreviated |= len(word) <= _MAX_ACRONYM and word in initials and word not in _LITTLE
    return (word if abbreviated else word.lower()) + stop
