"""Find the quantities of an English text: numbers in digits and words, with bound, unit and what is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Final, NamedTuple

from newsdesk.annotate.en import figures_words as words
from newsdesk.annotate.en.figures_names import is_counted_by_no_one, is_name, is_name_of
from newsdesk.model.annotations import Bound, Figure
from newsdesk.model.text import Span


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name).replace("\\ ", r"\s") for name in sorted(names, key=len, reverse=True))


_ONES: Final = _any(words.UNITS_ONE)
_SCALE: Final = r"hundred|thousand|million|billion|trillion|dozen"
_DIGITS: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
NUMBER: Final = re.compile(
    rf"""(?<![\w.$€£¥₴₽])(?P<sign>{_any(words.SIGNS)})?\s?
    (?:(?P<digits>{_DIGITS})(?P<half>\s1/2|½|¼|¾)?(?:(?:\s|-)?(?P<scale>hundred|thousand|million|billion|trillion|mln|bln|mn|bn|tn|[mk](?=\b))\b)?(?P<scale2>\sdozen)?
    |(?P<fraction>{_any(words.FRACTIONS)})(?=\s(?:of|the|its|their|his|her)\b)
    |(?P<words>(?:(?:a|an|half\sa)(?=\s(?:{_SCALE})\b)|(?:{_ONES})\b)(?:(?:\s|-|\sand\s)(?:{_ONES}|{_SCALE})\b){{0,8}})
    |(?P<vague>(?:(?:tens|hundreds|dozens)\sof\s(?:thousands|millions|billions)|tens|dozens|scores|hundreds|thousands|millions|billions|trillions)(?=\sof\b|\smore\b|\s\w+ed\b|\sdead\b|(?<!scores)\s(?:were|are|have)\b)
      |(?:several|a\sfew|many)\s(?:dozen|hundred|thousand|million|billion)(?:\s(?:thousand|million|billion))?\b))(?![\w]|[.,]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
BOUND: Final = re.compile(
    rf"(?:\b(?:(?P<least>{_any(words.AT_LEAST)})|(?P<most>{_any(words.AT_MOST)})|(?P<about>{_any(words.ABOUT)})(?!\sthe\s?$)))(?:\sof|\sthe|\sanother)?\s?$",
    re.IGNORECASE,
)
_REACH: Final = 28
TO: Final = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?", re.IGNORECASE)
UNIT: Final = re.compile(
    rf"(?:\s|-)?(?P<percent>%)|(?:\s|-)(?P<unit>{_any((*words.MEASURES, *words.CURRENCIES))})\b|(?P<degrees>°[CFcf]?)",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"\s(?P<word>[^\W\d_]+(?:[-’'][^\W\d_]+)*)|-(?P<joined>[a-z]+)")
_MAGNITUDE: Final = re.compile(r"\bmagnitude[\s-](?:of\s)?$", re.IGNORECASE)
_INITIALS: Final = re.compile(r"\s(?:[A-Z]\.){2,}(?=\s)")
"""`Two U.N. sources`: the noun stands behind the initials."""
_OF: Final = re.compile(r"\sof\s(?:the\s|its\s|their\s|his\s|her\s|all\s)?")
BEFELL: Final = re.compile(
    rf"\s(?:were|was|are|have\sbeen|had\sbeen|has\sbeen)(?:\s\w+ly)?\s(?P<what>{_any(words.PARTICIPLES)})\b",
    re.IGNORECASE,
)
"""`12 people were killed`: what befell them belongs to what is counted."""
_OF_ALL: Final = re.compile(
    rf"\sof\s(?:(?:the|its|their|all|these|those|some|about|nearly)\s)?(?:{_DIGITS}|(?:{_ONES}))(?=\s)", re.IGNORECASE
)
"""`Four of the 11 sailors`: what is counted stands behind the second number."""
TOLL: Final = re.compile(
    r"\b(?P<what>(?:death\s)?tolls?|(?:number\sof\s(?:the\s)?)(?P<noun>[a-z]+))\b[^.;\n]{0,40}?\s"
    r"(?:rose|risen|climbed|grew|stood|stands|reached|passed|hit|is|was|to|at|from)\s(?:from\s)?"
    r"(?:(?:at\sleast|more\sthan|about|over|nearly)\s)?$",
    re.IGNORECASE,
)
"""Before a bare number that is a toll: `the death toll rose to 41`."""
_CHANGED: Final = re.compile(
    r"\b(?:rose|risen|rise|rises|fell|fallen|fall|climbed|dropped|grew|grown|increased|raised|cut|up|down|declined|"
    r"jumped|went|revised|narrowed|widened|slipped|shrank)\b[^.;\n]{0,40}\bfrom\s$",
    re.IGNORECASE,
)
"""Before two numbers that are no range but what was and what is: `rose from 12 to 15`."""
_MOVED: Final = re.compile(
    r"\b(?:rose|risen|rises?|rising|fell|fallen|falls?|falling|climb(?:s|ed)?|drop(?:s|ped)?|gr[eo]wn?|increased|gain(?:s|ed)|"
    r"lost|up|down|declined?|jump(?:s|ed)|slid|slipped|added|advanced|surged|sank|tumbled|shed|eased|firmed|weakened|"
    r"strengthened)(?:\sby)?\s(?:(?:about|another|a\sfurther|nearly|some|almost|as\smuch\sas)\s)?$",
    re.IGNORECASE,
)
"""Before a share that something moved by; what follows behind `to` is where it came to: `rose 0.3% to $1.18`."""
_BEFALLING: Final = re.compile(
    r"\b(?P<what>killed|killing|kill|wounded|wounding|injured|injuring|arrested|arresting|detained|detaining|rescued|rescuing|"
    r"displaced|displacing|hospitalized|evacuated|kidnapped|abducted)\s(?:(?:some|the|another)\s)?$",
    re.IGNORECASE,
)
"""Before a number of people that no noun names: `wounded at least eight`."""
_BEFALLEN: Final = {
    "killing": "killed", "kill": "killed", "wounding": "wounded", "injuring": "injured", "arresting": "arrested",
    "detaining": "detained", "rescuing": "rescued", "displacing": "displaced",
}  # fmt: skip
_OF_THEM: Final = re.compile(r"\sof\s(?:them|those|whom)\b")
_SAME_AGAIN: Final = re.compile(r"(?:\sof\s[\w\s]{0,20})?\s?\((?:about|some|around|nearly)?\s?$")
"""Between an amount and the same amount in another unit: `10,400 hectares (25,700 acres)`."""
_CONVERTED: Final = frozenset(
    {"km", "mi", "m", "ft", "km2", "mi2", "ha", "acre", "kg", "lb", "t", "C", "F", "l", "gal"}
)
_AFTER_PLUS: Final = re.compile(r"\+|\s(?:or\smore|and\smore|or\sso)\b")


class _Number(NamedTuple):
    low: float
    end: int
    currency: str
    kind: str


def find_quantities(text: str, sentences: Sequence[Span]) -> Iterator[Figure]:
    """Yield the quantities in order. Ages, scores of games and numbers that are names are left out where they show."""
    starts = [sentence.start for sentence in sentences]
    position, last = 0, None
    while match := NUMBER.search(text, position):
        position = match.end()
        index = bisect_right(starts, match.start()) - 1
        floor = sentences[index].start if index >= 0 else 0
        ceiling = sentences[index].end if index >= 0 and sentences[index].end >= match.end() else len(text)
        figure = _figure(text, match, floor, ceiling, last)
        if figure is not None:
            position = max(position, figure.span.end)
            if last is None or not _is_same(text, last, figure):
                yield figure
            last = figure


def _is_same(text: str, last: Figure, figure: Figure) -> bool:
    """Tell whether a figure in brackets is the one before it in another unit."""
    measured = {last.unit, figure.unit} <= _CONVERTED and last.unit != figure.unit
    return measured and bool(_SAME_AGAIN.fullmatch(text, last.span.end, figure.span.start))


def _counted_before(text: str, start: int, end: int, floor: int, last: Figure | None) -> tuple[str, int]:
    """Return what a number without a noun counts: whom the verb before befell, or what the figure before counts."""
    befell = _BEFALLING.search(text, max(floor, start - 24), start)
    if befell:
        what = befell["what"].lower()
        return _BEFALLEN.get(what, what), end
    them = _OF_THEM.match(text, end)
    if them and last is not None and last.span.start >= floor and last.counted:
        return last.counted, them.end()
    return "", end


def _figure(text: str, match: re.Match[str], floor: int, ceiling: int, last: Figure | None) -> Figure | None:
    start = _digits_at(match)
    number = _read(match)
    if number is None or is_name(text, start, match.end(), floor):
        return None
    bound, start = _bound(text, start, floor)
    number, high, bound = _range(text, match, number, bound, start, floor)
    start = _range_start(text, match, start, floor) if high is not None else start
    unit, end = _unit(text, number, ceiling)
    if not unit and _MAGNITUDE.search(text, max(floor, start - 12), start):
        return Figure(span=Span(start, end), quantity=number.low, high=high, unit="magnitude", bound=bound)
    if _in_hundredths(text, number, end):
        number, high = number._replace(low=number.low / 100), high / 100 if high else high
    if number.kind == "fraction":
        unit = "percent"
    more = _AFTER_PLUS.match(text, end)
    if more and bound is Bound.EXACT:
        bound, end = (Bound.ABOUT if "so" in more.group() else Bound.AT_LEAST), more.end()
    if number.kind == "vague":
        bound = Bound.VAGUE
    counted, end = _counted(text, end, ceiling, unit)
    if not more and bound is Bound.EXACT and (later := _AFTER_PLUS.match(text, end)):
        bound, end = (Bound.ABOUT if "so" in later.group() else Bound.AT_LEAST), later.end()
    if not unit and not counted and (toll := TOLL.search(text, max(floor, match.start() - 90), _digits_at(match))):
        counted = words.lemma(toll["noun"]) if toll["noun"] else "dead"
    if not unit and not counted:
        counted, end = _counted_before(text, start, end, floor, last)
    if not unit and number.kind == "vague" and (measure := words.unit_of(counted)):
        unit, counted = measure, ""
    if not unit and is_name_of(text, _digits_at(match), Span(number.end, end), floor):
        return None
    if not _worth(text, match, number, unit, counted, bound):
        return None
    return Figure(span=Span(start, end), quantity=number.low, high=high, unit=unit, counted=counted, bound=bound)


def _digits_at(match: re.Match[str]) -> int:
    """Return where the number begins, behind the blank that the match may begin with."""
    return match.start() + (len(match.group()) - len(match.group().lstrip()))


def _worth(text: str, match: re.Match[str], number: _Number, unit: str, counted: str, bound: Bound) -> bool:
    """Tell quantities from bare numbers: something is measured, counted, or bounded; `one` alone is a pronoun."""
    if unit:
        return True
    if is_counted_by_no_one(text, _digits_at(match), match.end(), number.low):
        return False
    if match.group("words") and match.group("words").lower() in ("one", "zero"):
        if _OF.match(text, match.end()):
            return False
        pronoun = counted.partition(" ")[0] in ("", "of", "day", "another", "else")
        return not pronoun and text[match.end() : match.end() + 1] == " "
    if text[match.end() : match.end() + 1] in ("-", "–", "/", ":") and not counted:
        return False
    return bool(counted) or bound is not Bound.EXACT or number.low >= 10_000


# ---------------------------------------------------------------- the number
def _read(match: re.Match[str]) -> _Number | None:
    sign = match.group("sign") or ""
    currency = words.SIGNS.get(sign) or words.SIGNS.get(sign.upper(), "")
    if match.group("digits"):
        value = float(match.group("digits").replace(",", "")[:18])
        value += {"½": 0.5, "¼": 0.25, "¾": 0.75, " 1/2": 0.5}.get(match.group("half") or "", 0.0)
        scale = words.folded(match.group("scale") or "")
        if scale in ("m", "k") and not currency and not (scale == "k" and match.group().endswith(("k", "K"))):
            return None
        value *= words.SCALES.get(scale, 1.0) * (12 if match.group("scale2") else 1)
        return _Number(value, match.end(), currency, "digits")
    if match.group("vague"):
        phrase = " ".join(match.group("vague").lower().split())
        order = words.VAGUE_SCALES.get(phrase) or prod(words.SCALES.get(word, 1.0) for word in phrase.split())
        return _Number(order, match.end(), currency, "vague")
    if match.group("fraction"):
        phrase = words.folded(match.group("fraction"))
        return _Number(round(words.FRACTIONS[phrase], 2), match.end(), "", "fraction")
    return _Number(_spelt(match.group("words")), match.end(), currency, "words")


def _spelt(phrase: str) -> float:
    """Return the number that words spell: `two hundred and fifty thousand`, `half a dozen`, `a million`."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.folded(phrase)):
        if word in words.UNITS_ONE:
            current += words.UNITS_ONE[word]
        elif word in ("a", "an"):
            current = current or 1.0
        elif word == "half":
            current = 0.5
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * words.SCALES[word]
        elif word in words.SCALES:
            total, current = total + (current or 1.0) * words.SCALES[word], 0.0
    return total + current


def _bound(text: str, start: int, floor: int) -> tuple[Bound, int]:
    found = BOUND.search(text, max(floor, start - _REACH), start)
    if not found:
        return Bound.EXACT, start
    bound = {"least": Bound.AT_LEAST, "most": Bound.AT_MOST, "about": Bound.ABOUT}[found.lastgroup or "about"]
    begin = found.start()
    while text[begin].isspace():
        begin += 1
    return bound, begin


_BETWEEN: Final = re.compile(r"\b(?:between|from)\s(?:about\s|around\s)?$", re.IGNORECASE)


def _range(
    text: str, match: re.Match[str], number: _Number, bound: Bound, start: int, floor: int
) -> tuple[_Number, float | None, Bound]:
    """Read `10 to 12`, `between 10 and 12`, `20-30`; the score of a game stays out, because nothing is counted."""
    joint = TO.match(text, number.end)
    if not joint:
        percent = re.compile(r"\s?(?:%|percent)").match(text, number.end)
        joint = TO.match(text, percent.end()) if percent else None
    second = NUMBER.match(text, joint.end()) if joint else None
    if joint is None or second is None or second.start() != joint.end():
        return number, None, bound
    word = joint.group().strip().lower()
    if word == "to" and _CHANGED.search(text, max(floor, match.start() - 60), _digits_at(match)):
        return number, None, bound
    between = bool(_BETWEEN.search(text, max(floor, match.start() - 16), match.start()))
    if (word == "and" and not between) or (word == "or" and number.low + 1 != (_read(second) or number).low):
        return number, None, bound
    upper = _read(second)
    moved = word == "to" and number.end < joint.start() and _MOVED.search(text, max(floor, match.start() - 40), start)
    if upper is None or upper.kind in ("vague", "fraction") or moved or _two_units(text, number, joint, upper):
        return number, None, bound
    low = number.low
    if low < upper.low and not match.group("scale") and second.group("scale") and low < 1000:
        low *= words.SCALES.get(second.group("scale").lower(), 1.0)
    if upper.low <= low:
        return number, None, bound
    return _Number(low, second.end(), number.currency or upper.currency, number.kind), upper.low, Bound.RANGE


def _two_units(text: str, number: _Number, joint: re.Match[str], upper: _Number) -> bool:
    """Tell whether a share and an amount of money stand side by side: `0.3% to $1.18`."""
    return number.end < joint.start() and bool(upper.currency)


def _range_start(text: str, match: re.Match[str], start: int, floor: int) -> int:
    found = _BETWEEN.search(text, max(floor, match.start() - 16), match.start())
    return found.start() if found and found.group().lower().startswith("between") else start


# ---------------------------------------------------------------- the unit and what is counted
def _unit(text: str, number: _Number, ceiling: int) -> tuple[str, int]:
    """Return the unit and where it ends; an empty string when there is none."""
    if number.currency:
        return number.currency, number.end
    match = UNIT.match(text, number.end, ceiling)
    if not match:
        return "", number.end
    if match.group("percent"):
        return "percent", match.end()
    if match.group("degrees"):
        return words.MEASURES.get(match.group("degrees").lower(), "deg"), match.end()
    name = words.folded(match.group("unit"))
    unit = words.MEASURES.get(name) or words.CURRENCIES.get(name, "")
    return unit, match.end() if unit else number.end


def _in_hundredths(text: str, number: _Number, end: int) -> bool:
    """Tell whether an amount of money is in cents."""
    return text[number.end : end].strip().lower() in ("cent", "cents", "cts")


def _counted(text: str, end: int, ceiling: int, unit: str) -> tuple[str, int]:
    """Return the head of what is counted or measured, lemmatised, and where it ends."""
    whole = _OF_ALL.match(text, end, ceiling)
    of = _OF.match(text, end, ceiling)
    if whole and not unit:
        return _head(text, whole.end(), ceiling, end)[0], end
    if unit:
        if not of:
            return "", end
        head, _ = _head(text, of.end() - 1, ceiling)
        return head, end
    head, last = _head(text, of.end() - 1 if of else end, ceiling, end)
    befell = BEFELL.match(text, last, ceiling)
    if befell and head in ("person", "", "other"):
        return befell.group("what").lower(), last
    return (f"{head} {befell.group('what').lower()}" if befell and " " not in head else head), last


def _head(text: str, begin: int, ceiling: int, fallback: int | None = None) -> tuple[str, int]:
    """Read on over adjectives to the noun; a participle behind it (`people killed`) or alone (`12 killed`) is kept."""
    end = begin if fallback is None else fallback
    nouns: list[str] = []
    position = begin
    for _ in range(5):
        initials = _INITIALS.match(text, position, ceiling)
        position = initials.end() if initials else position
        match = WORD.match(text, position, ceiling)
        if not match or match.group("joined"):
            break
        word = match.group("word")
        low = word.lower()
        if low in words.FUNCTION_WORDS:
            break
        if low in words.PARTICIPLES:
            if not nouns:
                return low, match.end()
            noun = words.lemma(nouns[-1])
            return (low if noun == "person" else f"{noun} {low}"), match.end()
        if nouns and nouns[-1].lower() in ("police", "media", "staff") and low.endswith("s") and not _verbal(low):
            # `nine police stations`: the plural behind is what is counted.
            nouns.pop()
        if nouns and (
            _verbal(low)
            or (nouns[-1].endswith("s") and not word[0].isupper())
            or nouns[-1].lower() in words.IRREGULAR_PLURALS
        ):
            break
        position = match.end()
        if (
            low.endswith(("'s", "’s"))
            or low in words.ADJECTIVES
            or (word[0].isupper() and low.endswith(("an", "ian", "ish", "ese", "i")))
        ):
            continue
        nouns.append(word)
        end = match.end()
    return (words.lemma(nouns[-1]) if nouns else ""), (end if nouns else (begin if fallback is None else fallback))


def _verbal(word: str) -> bool:
    return word.endswith(("ed", "ing")) or word in (
        "went",
        "came",
        "took",
        "died",
        "fled",
        "left",
        "lost",
        "voted",
        "remain",
        "live",
        "get",
        "do",
    )
