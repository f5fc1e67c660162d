"""Find the quantities of a Ukrainian text: numbers in digits and words, with bound, unit and what is counted.

What is counted is given by its lemma where the tables know the word, else in the form of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from newsdesk.annotate.uk.figures_words import any_of, by_word, is_people, plain
from newsdesk.model.annotations import Bound, Figure
from newsdesk.model.text import Span

_DIGITS: Final = r"[0-9]{1,3}(?:[\s\u00a0\u202f][0-9]{3}){1,4}(?![0-9])(?:,[0-9]{1,3})?|[0-9]{1,12}(?:[.,][0-9]{1,3})?"
_WORDS: Final = rf"{any_of('numbers')}(?:\s{any_of('numbers')}){{0,2}}"


def _number(suffix: str) -> str:
    scale = rf"(?:\s?(?P<scale{suffix}>{any_of('scales')})(?!\w))?"
    return rf"(?:(?P<digits{suffix}>{_DIGITS})|(?P<words{suffix}>{_WORDS}))(?![\w]){scale}"


NUMBER: Final = re.compile(
    rf"(?<![\w.,:/№#-])(?:(?P<vague>{any_of('vague')})(?!\w)|(?P<sign>[$€₴₽])?\s?{_number('')})"
    rf"(?:\s?(?:[-–—]|\s(?:до|по|або|чи)\s)\s?{_number('2')})?(?![\w]|[.,:/]\d|-\w)",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(rf"(?<!\w)(?P<bound>{any_of('bounds')})\s(?:у\s|в\s)?$", re.IGNORECASE)
_REACHED: Final = re.compile(
    r"(?<!\w)(?:зр[іо]с|підня|збільш|підвищ|сягну|зниз|впа|скорот|зменш|дійш)[а-яіїєґ'’ʼ]*\sдо\s$",
    re.IGNORECASE,
)
"""Before a number that something rose or fell to: `піднялася до 3 метрів` bounds nothing."""
_OF_ALL: Final = re.compile(rf"\s(?:з|із|зі)\s(?:{_DIGITS}|{_WORDS})(?=\s)", re.IGNORECASE)
"""`14 з 20 дронів`: what is counted stands behind the second number."""
_FROM: Final = re.compile(r"(?<!\w)(?:від|з|із)\s$", re.IGNORECASE)
_UNIT: Final = re.compile(rf"\s?(?P<unit>{any_of('units')})(?!\w)", re.IGNORECASE)
_KNOWN: Final = re.compile(rf"\s(?P<noun>{any_of('counted')})(?![\w-])", re.IGNORECASE)
_WORD: Final = re.compile(r"\s(?P<word>[а-яіїєґ][а-яіїєґ'’ʼ-]{2,})(?!\w)")
_ADJECTIVE: Final = re.compile(r"(?:их|іх|ські|цькі|зькі|ової|ого)$")
_NO_NOUN: Final = re.compile(
    r"(?:ли|ло|но|ться|ся|ти|ть)$|^(?:які?|який|яка|що|під|над|при|про|для|без|від|після|перед|через|серед|із|або|"
    r"та|але|також|ще|вже|уже|було|були|буде|має|мають|разів|рази|раз)$"
)
_AFTER: Final = re.compile(
    rf"(?:\s(?:вже|уже|було|були|також|там|тут)){{0,2}}\s(?P<verb>{any_of('befell')})(?!\w)", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    rf"(?<!\w)(?P<verb>{any_of('befell')})(?:\s(?:вже|уже|ще|також|там|тут)){{0,2}}\s$", re.IGNORECASE
)
_REACH: Final = 44
_LEAST_BARE: Final = 10_000
"""From here on a number that counts nothing known is a quantity all the same."""


def find_quantities(text: str, sentences: Sequence[Span]) -> Iterator[Figure]:
    """Yield the quantities in order; numbers that measure, count and bound nothing are left out."""
    starts = [sentence.start for sentence in sentences]
    position = 0
    while match := NUMBER.search(text, position):
        position = match.end()
        index = bisect_right(starts, match.start()) - 1
        floor = sentences[index].start if index >= 0 else 0
        ceiling = sentences[index].end if index >= 0 and sentences[index].end >= match.end() else len(text)
        figure = _figure(text, match, floor, ceiling)
        if figure is not None:
            position = max(position, figure.span.end)
            yield figure


def _figure(text: str, match: re.Match[str], floor: int, ceiling: int) -> Figure | None:
    low, high, bound = _worth(match)
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    said = _BOUND.search(text, max(floor, start - _REACH), start)
    if said and _REACHED.search(text, max(floor, start - _REACH), start):
        said = None
    if said and bound is Bound.EXACT:
        kind = by_word("bounds")[plain(said["bound"])]
        bound = {"least": Bound.AT_LEAST, "most": Bound.AT_MOST, "about": Bound.ABOUT}[kind]
    begin = said.start() if said else start
    between = _FROM.search(text, max(floor, start - 6), start) if high is not None else None
    begin = between.start() if between else begin
    unit, end = _unit(text, match, ceiling)
    counted, end = ("", end) if unit else _counted(text, end, ceiling)
    end -= text.startswith(".", end - 1) and end == ceiling
    befell = _befell(text, begin, end, floor, ceiling)
    if befell and not unit and (not counted or is_people(counted)):
        counted = befell
    if not (unit or counted or low >= _LEAST_BARE or (said and said["bound"].lower() != "до")):
        return None
    lone = match["words"] and plain(match["words"]) in by_word("numbers") and low == 1 and not match["scale"]
    if lone and not (unit or counted in by_word("counted").values()):
        return None
    return Figure(span=Span(begin, end), quantity=low, high=high, unit=unit, counted=counted, bound=bound)


def _worth(match: re.Match[str]) -> tuple[float, float | None, Bound]:
    """Return the number, the upper end of a range, and how exact they are by themselves."""
    if match["vague"]:
        return float(by_word("vague")[plain(match["vague"])]), None, Bound.VAGUE
    low, scale = _value(match["digits"], match["words"]), _scale(match["scale"])
    if not match["digits2"] and not match["words2"]:
        return low * scale, None, Bound.EXACT
    high, scale2 = _value(match["digits2"], match["words2"]), _scale(match["scale2"])
    low *= scale if scale > 1 or low >= scale2 else scale2
    high *= scale2
    return (low, high, Bound.RANGE) if low < high else (low, None, Bound.EXACT)


def _value(digits: str | None, words: str | None) -> float:
    if digits:
        return float(re.sub(r"\s", "", digits).replace(",", "."))
    return sum(float(by_word("numbers")[word]) for word in plain(words or "").split())


def _scale(words: str | None) -> float:
    return float(by_word("scales")[plain(words)]) if words else 1.0


def _unit(text: str, match: re.Match[str], ceiling: int) -> tuple[str, int]:
    """Return the unit and where it ends; an empty string when there is none."""
    if match["sign"]:
        return by_word("units")[match["sign"]], match.end()
    found = _UNIT.match(text, match.end(), ceiling)
    return (by_word("units")[plain(found["unit"])], found.end()) if found else ("", match.end())


def _counted(text: str, end: int, ceiling: int) -> tuple[str, int]:
    """Return what is counted and where it ends; of a part, what the whole counts."""
    whole = _OF_ALL.match(text, end, ceiling)
    return (_noun(text, whole.end(), ceiling)[0], end) if whole else _noun(text, end, ceiling)


def _noun(text: str, end: int, ceiling: int) -> tuple[str, int]:
    """Read on over at most two adjectives to the noun."""
    position, fallback = end, ("", end)
    for _ in range(3):
        known = _KNOWN.match(text, position, ceiling)
        if known:
            return by_word("counted")[plain(known["noun"])], known.end()
        word = _WORD.match(text, position, ceiling)
        if not word or _NO_NOUN.search(word["word"]):
            return fallback
        if not _ADJECTIVE.search(word["word"]):
            return plain(word["word"]), word.end()
        position, fallback = word.end(), (plain(word["word"]), word.end())
    return fallback


def _befell(text: str, begin: int, end: int, floor: int, ceiling: int) -> str:
    """Return what the verb beside a number says befell the people counted: `загинули 12 людей`, `12 осіб поранено`."""
    verb = _BEFORE.search(text, max(floor, begin - _REACH), begin) or _AFTER.match(text, end, ceiling)
    return by_word("befell")[plain(verb["verb"])] if verb else ""
