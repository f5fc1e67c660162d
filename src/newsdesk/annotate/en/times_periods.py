"""What a match of the English grammar of time means: quarters, seasons, years, decades, sets, vague references."""

from __future__ import annotations

from typing import Final

from newsdesk.annotate.en.figures_words import NUMBERED
from newsdesk.annotate.en.times_reading import SUPPORT, Match, Reading, side_of, year_of
from newsdesk.annotate.times_meaning import CalendarDate, Meaning, Range, Recurrence, Shift, Vague
from newsdesk.annotate.timex import duration_value


# ---------------------------------------------------------------- quarters, seasons, years, decades
def quarter(reading: Reading, match: Match) -> Meaning | None:
    """`the third quarter`, `the first half of 1998`, `the fourth quarter of last year`."""
    nth = reading.number(match, "nth") or 0
    halves = reading.letters[match.start("unit")] == "h"
    if not 1 <= nth <= (2 if halves else 4):
        return None
    year = year_of(reading, match) or year_of(reading, match, "yr2")
    if halves and year is None and match.group()[-1] != "U":
        return None
    shift = reading.number(match, "rel") if match.start("rel") >= 0 else None
    if shift is not None and reading.string(match, "year") == "year":
        return Shift(amount=shift, unit="year", grain="half" if halves else "quarter", month=nth * (6 if halves else 3))
    return CalendarDate(year=year, half=nth) if halves else CalendarDate(year=year, quarter=nth)


def last_half(reading: Reading, match: Match) -> Meaning | None:
    """`the last half of 1990`, `the latter half of next year`."""
    if match.start("yr") >= 0:
        return CalendarDate(year=year_of(reading, match), half=2)
    if reading.string(match, "year") != "year":
        return None
    return Shift(amount=reading.number(match, "rel") or 0, unit="year", grain="half", month=12)


def quarter_of_year(reading: Reading, match: Match) -> Meaning | None:
    """`the 1988 second quarter`."""
    nth = reading.number(match, "nth") or 0
    return CalendarDate(year=year_of(reading, match), quarter=nth) if 1 <= nth <= 4 else None


def quarter_of_shifted_year(reading: Reading, match: Match) -> Meaning | None:
    """`next year's first quarter`."""
    nth = reading.number(match, "nth") or 0
    if reading.string(match, "year") != "year" or not 1 <= nth <= 4:
        return None
    return Shift(amount=reading.number(match, "rel") or 0, unit="year", grain="quarter", month=nth * 3)


def _tells_of_quarters(reading: Reading) -> bool:
    """Tell whether a text names a quarter, so that `period` in it is the one that it reports on."""
    return "Q" in reading.letters or "8" in reading.letters


def period_before(reading: Reading, match: Match) -> Meaning | None:
    """`the quarter a year ago`, `the corresponding period last year`, `last year's quarter`."""
    units = [reading.word(index) for index in range(*match.span()) if reading.letters[index] == "U"]
    if units != ["year"] or not _tells_of_quarters(reading):
        return None
    return Shift(amount=-1, unit="year", follows_grain=True)


def period_of_year(reading: Reading, match: Match) -> Meaning | None:
    """`the 1988 quarter`, `the 1988 period`: the part of that year which is reported on."""
    if not _tells_of_quarters(reading):
        return None
    return CalendarDate(year=year_of(reading, match), same_part=True)


def period_told(reading: Reading, match: Match) -> Meaning | None:
    """`the latest period`, in a text that tells of quarters."""
    if reading.word(match.start("rel")) not in ("latest", "current", "same") or not _tells_of_quarters(reading):
        return None
    return Shift(amount=0, unit="year", narrative=True, grain="quarter", follows_grain=True)


def unit_of_day(reading: Reading, match: Match) -> Meaning | None:
    """`the week of March 6`, `the weekend of 11 March`; `the night of March 6` is a part of that day."""
    around = reading.string(match, "around")
    day = reading.number(match, "da") or reading.number(match, "da2") or 0
    if around not in ("week", "weekend") or not 1 <= day <= 31:
        return None
    month = reading.number(match, "mo") or reading.number(match, "mo2")
    return CalendarDate(
        year=year_of(reading, match) or year_of(reading, match, "yr2"), month=month, day=day, around=around
    )


_CENTURY_WORDS: Final = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def spelt_year(reading: Reading, match: Match) -> Meaning | None:
    """`nineteen ninety-six`, `January nineteen ninety-seven`."""
    century = _CENTURY_WORDS.get(reading.word(match.start("spelt")))
    tens = reading.number(match, "tens") or 0
    ones = reading.number(match, "ones") or 0
    if (
        century is None
        or not 10 <= tens < 100
        or (century == 2000 and reading.letters[match.start("spelt") + 1] == "-")
        or ones > 9
    ):
        return None
    return CalendarDate(year=century + tens + ones, month=reading.number(match, "mo"))


def spelt_thousand(reading: Reading, match: Match) -> Meaning | None:
    """`the year two thousand`."""
    words = reading.word(match.start("spelt")), reading.word(match.start("spelt") + 1)
    return CalendarDate(year=2000) if words == ("two", "thousand") else None


def quarter_code(reading: Reading, match: Match) -> Meaning | None:
    """`Q3 2023`, `H1`."""
    code, year = reading.string(match, "code"), year_of(reading, match)
    number = int(code[1])
    if code[0] == "Q":
        return CalendarDate(year=year, quarter=number)
    return CalendarDate(year=year, half=number) if number <= 2 and year else None


def decade(reading: Reading, match: Match) -> Meaning | None:
    """`the 1990s`, `the mid-'90s`, `the nineties`; not `in his thirties`."""
    digits = reading.string(match, "dec")
    if len(digits) == 1 and (reading.before(match) == "x" or not match.group().startswith(("t", "e", "E"))):
        return None
    if (
        len(digits) == 1
        and "t" not in match.group()
        and reading.text[reading.words[match.start("dec")].start] not in "'’"
    ):
        return None
    return CalendarDate(decade=digits)


def century(reading: Reading, match: Match) -> Meaning | None:
    """`the 19th century`; other ordinals before a unit are no time by themselves."""
    nth = reading.number(match, "nth") or 0
    if reading.string(match, "unit") != "century" or not 1 < nth < 60:
        return None
    return CalendarDate(decade=f"{nth - 1:02}")


def season(reading: Reading, match: Match) -> Meaning | None:
    """`last fall`, `the summer of 1998`, `in winter`; `the fall of the city` is none."""
    index = match.start("season")
    year = year_of(reading, match)
    rel = reading.number(match, "rel") if match.start("rel") >= 0 else None
    name, following = reading.word(index), reading.after(match)
    lone = match.start() == index
    if year is None and rel is None:
        before = reading.before(match)
        if following in "os" or (lone and before not in "p>"):
            return None
        if match.group() == "tS" and before not in "p>j" and reading.word(match.start() - 1) != "into":
            return None
        if name in ("fall", "spring", "springs", "falls") and following not in ".,|;p&s4":
            return None
        if following == "c":
            return None
    code = reading.string(match, "season")
    return CalendarDate(year=year, season=code, direction=side_of(rel), strict=rel not in (None, 0))


def year(reading: Reading, match: Match) -> Meaning | None:
    """A year, where it can hardly be a quantity."""
    number = year_of(reading, match)
    index = match.start("yr")
    short = reading.letters[index] == "y"
    before, following = reading.before(match), reading.after(match)
    if reading.word(match.start() - 1) in _NUMBERED or (before == "-" and reading.letters[match.start() - 2] in "DN"):
        return None
    supported = match.start() != index or before in SUPPORT or "fiscal" in match.re.groupindex
    if number is None or (short and not supported):
        return None
    if number < _PLAIN_YEARS and (reading.word(match.start() - 1) not in _YEAR_BEFORE or following in "xcU"):
        return None
    if before == "s" and following == "c":
        # A thing by its year of making: `the dealer's 1987 Corvane`.
        return None
    if following == "%" or before in ("/", "+") or (before == ";" and _is_money(reading, match.start() - 1)):
        return None
    if not supported and not 1900 <= number <= 2099:
        return None
    if following in "xU+" and not _goes_on(reading, match.end(), before):
        return None
    return CalendarDate(year=number)


_PLAIN_YEARS: Final = 1500
"""A number below this is a year only behind a word such as `in`, and with nothing to count behind it."""
_YEAR_BEFORE: Final = frozenset({"in", "since", "by", "until", "from", "before", "after", "year", "around", "of", "to"})
_NUMBERED: Final = frozenset(word.lower() for word in NUMBERED if len(word) > 3) - {"week", "season", "round"}
"""What is named by a number: `room 1984` is no time."""


def _is_money(reading: Reading, index: int) -> bool:
    return reading.word(index) in ("$", "£", "€", "¥", "#", "+")


_AFTER_YEAR: Final = frozenset(
    [
        "when",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "that",
        "which",
        "who",
        "after",
        "before",
        "as",
        "but",
        "while",
        "if",
        "because",
        "the",
        "it",
        "he",
        "she",
        "they",
        "we",
        "its",
        "his",
        "their",
        "there",
        "election",
        "elections",
        "war",
        "season",
        "budget",
        "report",
        "sales",
        "earnings",
        "census",
        "coup",
        "film",
        "attacks",
        "invasion",
        "until",
        "although",
        "though",
        "where",
        "whether",
        "said",
        "will",
        "would",
        "could",
    ]
)


def _goes_on(reading: Reading, index: int, before: str) -> bool:
    """Tell whether what follows a number of four digits lets it be a year: `2,000 people` is none, `1998 sales` is."""
    word = reading.word(index)
    if word in _AFTER_YEAR:
        return True
    if before in "pe>&" or before == "t":
        return not (word.endswith("s") and not word.endswith("ss") and before == "j") and word not in _COUNTED
    return word not in _COUNTED and not word.endswith("s")


_COUNTED: Final = frozenset(
    [
        "people",
        "soldiers",
        "men",
        "women",
        "children",
        "troops",
        "miles",
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "feet",
        "tons",
        "tonnes",
        "dollars",
        "euros",
        "pounds",
        "percent",
        "acres",
        "hectares",
        "houses",
        "homes",
        "jobs",
        "workers",
        "employees",
        "members",
        "students",
        "times",
        "copies",
        "votes",
        "points",
        "or",
        "million",
        "billion",
        "degrees",
        "households",
        "refugees",
        "civilians",
        "calories",
        "megawatts",
        "watts",
        "volts",
        "rounds",
        "shares",
    ]
)


def year_range(reading: Reading, match: Match) -> Meaning | None:
    """`1994-1996`, `1998-99`."""
    first, last = reading.number(match, "yr") or 0, reading.number(match, "yr2") or 0
    if last < 100:
        last += first // 100 * 100
    if not 1000 <= first < last <= first + 120 or not 1500 <= first <= 2100:
        return None
    return Range(first=CalendarDate(year=first), last=CalendarDate(year=last))


# ---------------------------------------------------------------- sets and references
def every(reading: Reading, match: Match) -> Meaning | None:
    """`every day`, `each July`, `every two weeks`, `every Monday`."""
    index = match.start("unit")
    letter, value = reading.letters[index], reading.words[index].value
    word = reading.word(match.start())
    if word == "per":
        return None
    if letter == "W":
        return Recurrence(value=f"XXXX-WXX-{value}")
    if letter in "MA":
        return Recurrence(value=f"XXXX-{value:02}")
    if letter == "S":
        return Recurrence(value=f"XXXX-{value}")
    if letter == "P":
        return Recurrence(value=f"XXXX-XX-XXT{value}")
    amount = reading.number(match, "num") or 1
    amount *= 2 if match.start("other") >= 0 and reading.word(match.start("other")) == "other" else 1
    return Recurrence(value=duration_value(amount, str(value)))


def periodic(reading: Reading, match: Match) -> Meaning | None:
    """`daily`, `monthly`, `annually`; not `a quarterly dividend`, nor `the daily Aldmark`."""
    if reading.word(match.start()) == "quarterly" and reading.after(match) == "x":
        return None
    if reading.word(match.start()) == "daily" and _is_capital(reading, match.end()):
        # A newspaper: `the daily Aldmark`.
        return None
    return Recurrence(value=reading.string(match, "adverb"))


def _is_capital(reading: Reading, index: int) -> bool:
    if not 0 < index < len(reading.words):
        return False
    between = reading.text[reading.words[index - 1].end : reading.words[index].start]
    return between == " " and reading.text[reading.words[index].start].isupper()


def reference(reading: Reading, match: Match) -> Meaning | None:
    """`now`, `recently`, `soon`, `the near future`."""
    if reading.word(match.start("ref")) == "soon" and reading.word(match.end()) == "as":
        return None
    return Vague(value=reading.string(match, "ref"))


def future(reading: Reading, match: Match) -> Meaning | None:
    """`in future`; before a noun `future` is an adjective like any other."""
    return Vague(value="FUTURE_REF") if reading.word(match.start() - 1) == "in" else None


def the_past(reading: Reading, match: Match) -> Meaning | None:
    """`in the past`."""
    if reading.word(match.start("past")) != "past" or reading.before(match) != "p":
        return None
    return Vague(value="PAST_REF")


def recent(reading: Reading, match: Match) -> Meaning | None:
    """`recent weeks`, `the recent months`."""
    return Vague(value="PAST_REF") if reading.word(match.start("unit")).endswith("s") else None
