"""What a match of the English grammar of time means, for expressions made of units: lengths and shifts by them."""

from __future__ import annotations

import re

from newsdesk.annotate.en.times_reading import Match, Reading
from newsdesk.annotate.times_meaning import CalendarDate, Clock, Direction, Length, Meaning, Recurrence, Shift, Vague
from newsdesk.annotate.timex import duration_value

_DIGIT_FRACTION = re.compile(r"[DN][DN]/[DN]$")


def amount_of(reading: Reading, start: int, end: int) -> float | None:
    """Return the number that the words [start, end) stand for, the lower of two; None for `several`."""
    letters = reading.letters[start:end]
    if "q" in letters:
        return None
    cut = _joint(reading, start, end)
    if cut is not None:
        end = cut
        letters = letters[: cut - start]
    if _DIGIT_FRACTION.search(letters):
        whole, over, under = (_value(reading, start + i) for i in (0, 1, 3))
        return whole + (over / under if under else 0)
    total, current = 0.0, 0.0
    for index in range(start, end):
        letter, value = reading.letters[index], _value(reading, index)
        if letter == "a" or letter not in "DNnCh":
            continue
        if letter == "n" and value in (100, 12) and reading.word(index) in ("hundred", "dozen"):
            current = max(current, 1) * value
        elif letter == "n" and value == 1000:
            total, current = total + max(current, 1) * 1000, 0.0
        else:
            current += value
    return total + current or 1.0


def _joint(reading: Reading, start: int, end: int) -> int | None:
    """Return where the first of two numbers ends: `two to three`, `10-15`, `one or two`; not in `a hundred and ten`."""
    for index in range(start, end):
        letter = reading.letters[index]
        if letter == ">" or (letter == "-" and reading.letters[index + 1] in "DN"):
            return index
        if letter == "&" and not reading.letters.startswith("ah", index + 1):
            small = index > start and _value(reading, index - 1) < 100
            if small or reading.word(index) == "or" or reading.letters[index + 1] not in "anh":
                return index
    return None


def upper_of(reading: Reading, start: int, end: int) -> float | None:
    """Return the larger of the two numbers in the words [start, end); None where there is but one."""
    cut = _joint(reading, start, end)
    if cut is None or cut + 1 >= end:
        return None
    upper, lower = amount_of(reading, cut + 1, end), amount_of(reading, start, cut)
    return upper if upper and lower and upper > lower else None


def _value(reading: Reading, index: int) -> float:
    value = reading.words[index].value
    return float(value) if isinstance(value, int | float) else 0.0


def _unit(reading: Reading, match: Match) -> str:
    return reading.string(match, "unit")


def _amount(reading: Reading, match: Match) -> float | None:
    return amount_of(reading, match.start("num"), match.end("num"))


def ago(reading: Reading, match: Match) -> Meaning | None:
    """`two weeks ago`, `a year earlier`, `three days later`, `a month from now`."""
    amount, unit = _amount(reading, match), _unit(reading, match)
    if match.group("andhalf"):
        amount = (amount or 0) + 0.5
    word = reading.word(match.start("ago"))
    if word in ("earlier", "later") and (unit in ("second", "minute", "hour") or reading.word(match.end()) == "than"):
        # `six months later than planned`: a length.
        return Length(amount=amount, unit=unit)
    if word == "from" and reading.word(match.end() - 1) != "now":
        return None
    back = word in ("ago", "earlier")
    if amount is None:
        if word == "ago":
            return Vague(value="PAST_REF")
        return Length(amount=None, unit=unit)
    shift = -amount if back else amount
    yearly = unit == "year"
    return Shift(
        amount=shift, unit=unit, narrative=word in ("earlier", "later"), follows_grain=yearly and back and amount == 1
    )


def before_told(reading: Reading, match: Match) -> Meaning | None:
    """`the year before`, `two days after`, with nothing behind: counted from what was told of."""
    unit, sign = _unit(reading, match), {"before": -1, "after": 1}.get(reading.word(match.start("ago")))
    amount = 1.0 if match.group("num") == "t" else _amount(reading, match)
    if sign is None or amount is None or unit in ("second", "minute", "hour"):
        return None
    clock = Clock(part="NI") if unit == "night" else None
    return Shift(amount=sign * amount, unit=unit, narrative=True, clock=clock)


def long(reading: Reading, match: Match) -> Meaning | None:
    """`a day-long meeting`, `years-long talks`."""
    if reading.word(match.start("long")) != "long":
        return None
    return Length(amount=None if _ends_in_s(reading, match) else 1, unit=_unit(reading, match))


def vague_ago(reading: Reading, match: Match) -> Meaning | None:
    """`years ago`, `weeks later`."""
    if not reading.word(match.start("unit")).endswith("s"):
        return None
    if reading.word(match.start("ago")) == "ago":
        return Vague(value="PAST_REF")
    return Length(amount=None, unit=_unit(reading, match))


def year_ago(reading: Reading, match: Match) -> Meaning | None:
    """`the year-ago quarter`, `year-earlier`."""
    if reading.word(match.start() + (reading.letters[match.start()] in "tT")) != "year":
        return None
    grain = _unit(reading, match) if match.start("unit") >= 0 else ""
    grain = "" if grain == "period" else grain
    if match.start("nth") >= 0:
        nth = reading.number(match, "nth") or 0
        if grain != "quarter" or not 1 <= nth <= 4:
            return None
        return Shift(amount=-1, unit="year", grain="quarter", month=nth * 3)
    return Shift(amount=-1, unit="year", grain=grain if grain == "quarter" else "", follows_grain=not grain)


def length(reading: Reading, match: Match) -> Meaning | None:
    """`the past seven months`, `the first nine months`, `two-year`, `20 more years`, `18 years old`."""
    unit, amount = _unit(reading, match), _amount(reading, match)
    groups = match.re.groupindex
    direction = Direction.UNKNOWN
    if "rel" in groups and reading.letters[match.start("rel")] in "LX":
        direction = Direction(reading.number(match, "rel") or 0)
    if reading.letters[match.start("unit")] == "S" or _is_age(reading, match):
        return None
    words = match.group("num")
    if unit == "quarter" and "rel" not in groups and ("a" in words or reading.word(match.start("num")) == "three"):
        return None
    singular = not reading.word(match.start("unit")).endswith("s") and unit != "century"
    if words == "a":
        if reading.word(match.start() - 1) in _TIMES:
            return Recurrence(value=duration_value(1, unit))
        if reading.after(match) == "-" or _is_money_rate(reading, match.start()):
            return None
        if unit == "century" or direction is not Direction.UNKNOWN:
            return None
    elif singular and not _singular_fits(reading, match, words):
        return None
    upper = upper_of(reading, match.start("num"), match.end("num"))
    if "half" in groups and match.start("half") >= 0:
        amount = (amount or 0) + 0.5
    if "more" in groups and match.start("more") >= 0:
        more = reading.number(match, "more") or 0
        if reading.word(match.start("more") - 1) != "or" or amount != 1 or more <= 1:
            return None
        upper = float(more)
    return Length(amount=amount, unit=unit, direction=direction, upper=upper)


def _singular_fits(reading: Reading, match: Match, words: str) -> bool:
    """Tell whether a unit in the singular goes with the number: `two-year`, `one day`, `three hour drive`."""
    return (
        "-" in match.group() or words in ("n", "an", "h") or (words == "D" and reading.word(match.start("num")) == "1")
    )


_TIMES = frozenset(["once", "twice", "times", "thrice"])


def _is_age(reading: Reading, match: Match) -> bool:
    """Tell whether an age is given: `18-year-old`, `52 years old`, `years of age`."""
    behind = reading.letters[match.end() : match.end() + 2]
    if "g" in match.group() or behind.startswith(("g", "-g")):
        return True
    return reading.word(match.end()) == "of" and reading.word(match.end() + 1) == "age"


def _is_money_rate(reading: Reading, index: int) -> bool:
    """Tell whether `a year` says per how long something is paid or made: `$3 million a year`."""
    back = reading.letters[max(0, index - 3) : index]
    if back.endswith("U"):
        # `24 hours a day`, `seven days a week`.
        return True
    if back.endswith("%") or reading.word(index - 1) in ("percent", "million", "billion"):
        return True
    return bool(re.search(r"[DNYn]x?$", back)) and "p" not in back[-1:]


def half_unit(reading: Reading, match: Match) -> Meaning | None:
    """`half a year`, `half an hour`."""
    return Length(amount=0.5, unit=_unit(reading, match))


def unit_and_half(reading: Reading, match: Match) -> Meaning | None:
    """`a year and a half`."""
    return Length(amount=1.5, unit=_unit(reading, match))


def relative_unit(reading: Reading, match: Match) -> Meaning | None:
    """`last year`, `early next week`, `this month`, `the past year`, `the previous day`, `the coming weeks`."""
    unit = _unit(reading, match)
    index = match.start("rel")
    word, amount = reading.word(index), reading.number(match, "rel") or 0
    plural = reading.word(match.start("unit")).endswith("s")
    if plural:
        return _plural(word, unit)
    if unit in ("minute", "hour", "second"):
        return Length(amount=1, unit=unit, direction=Direction(amount)) if amount else None
    with_article = match.start("the") >= 0
    if word in ("previous", "preceding", "following", "prior") or (word == "next" and with_article and unit == "day"):
        return Shift(amount=amount, unit=unit, narrative=True)
    if word == "latest":
        return Shift(amount=0 if unit not in ("quarter", "month", "week") else -1, unit=unit)
    if word == "past" or (word == "coming" and unit != "week") or (with_article and word in ("last", "next")):
        if unit == "quarter":
            return Shift(amount=amount, unit=unit)
        return Length(amount=1, unit=unit, direction=Direction(amount))
    if unit == "night" or (unit == "day" and word in ("this", "current")):
        return None
    return Shift(amount=amount, unit=unit)


def _plural(word: str, unit: str) -> Meaning | None:
    if word in ("coming", "upcoming", "next"):
        return Vague(value="FUTURE_REF")
    if word in ("last", "past", "previous", "preceding"):
        return Vague(value="PAST_REF")
    return Vague(value="PRESENT_REF") if word == "these" and unit == "day" else None


def that_unit(reading: Reading, match: Match) -> Meaning | None:
    """`that year`, `the same day`, `later that day`, `later in the day`: the one told of."""
    unit = _unit(reading, match)
    if unit not in ("year", "month", "week", "day", "quarter", "night") or _ends_in_s(reading, match):
        return None
    return Shift(amount=0, unit="day" if unit == "night" else unit, narrative=True, follows_grain=True)


def the_year_ended(reading: Reading, match: Match) -> Meaning | None:
    """`the year ended Sept. 30`: a length, whose end the words behind give."""
    return Length(amount=1, unit=_unit(reading, match)) if not _ends_in_s(reading, match) else None


def _ends_in_s(reading: Reading, match: Match) -> bool:
    return reading.word(match.start("unit")).endswith("s")


def edge_of_unit(reading: Reading, match: Match) -> Meaning | None:
    """`the end of the year`, `the beginning of the month`."""
    unit = _unit(reading, match)
    if unit not in ("year", "month", "week", "quarter", "decade", "century", "day"):
        return None
    return Shift(amount=0, unit=unit)


def unit_end(reading: Reading, match: Match) -> Meaning | None:
    """`year-end`, `month-end`."""
    unit = _unit(reading, match)
    if (
        reading.word(match.start("edge")) != "end"
        or reading.before(match) in "to"
        or unit not in ("year", "month", "week")
    ):
        return None
    return Shift(amount=0, unit=unit)


def the_unit(reading: Reading, match: Match) -> Meaning | None:
    """`the year`, `the quarter`, `the weekend`: the one told of, else the one of the dateline."""
    unit = _unit(reading, match)
    if unit == "weekend" and not _ends_in_s(reading, match):
        return CalendarDate(season="weekend")
    full = unit == "year" and reading.word(match.start() + 1) == "full"
    if _ends_in_s(reading, match) or reading.after(match) in ("oc-" if full else "oc-x"):
        return None
    if unit in ("quarter",) or (unit in ("year", "month", "week") and reading.before(match) in "p>o"):
        return Shift(amount=0, unit=unit, narrative=True)
    return None


def bare_units(reading: Reading, match: Match) -> Meaning | None:
    """`for months`, `within hours`, `days of talks`."""
    word = reading.word(match.start("unit"))
    if reading.letters.startswith("-g", match.end()) and word.endswith("s") and reading.before(match) not in "DNnq-":
        # `a years-old quarrel`: nobody's age.
        return Length(amount=None, unit=_unit(reading, match))
    if word == "weekends" and reading.before(match) == "p" and reading.word(match.start() - 1) in ("on", "at"):
        return Recurrence(value="XXXX-WXX-WE")
    if not word.endswith("s") or len(word) < 4 or reading.before(match) != "p":
        return None
    return Length(amount=None, unit=_unit(reading, match))
