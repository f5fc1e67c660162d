"""What a match of the English grammar of time means. A builder refuses (None) what only looks like a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from newsdesk.annotate.en.times_words import Word
from newsdesk.annotate.times_meaning import (
    CalendarDate,
    Clock,
    Direction,
    Meaning,
    OnlyClock,
    Range,
    Recurrence,
    Shift,
    Vague,
    Written,
)
from newsdesk.annotate.timex import duration_value

Match = re.Match[str]
SUPPORT: Final = frozenset("pe>LXTotjR&f")
"""Letters before a word that make a doubtful month, year or season a time: prepositions, `early`, `last`, `of` …"""
_SLASH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words and as the string of their class letters."""

    text: str
    words: list[Word]
    letters: str

    def number(self, match: Match, group: str) -> int | None:
        """Return the whole number that a group's word stands for; None where the group is absent."""
        index = match.start(group)
        value = self.words[index].value if index >= 0 else None
        return int(value) if isinstance(value, int | float) else None

    def string(self, match: Match, group: str) -> str:
        """Return the string that a group's word stands for; empty where the group is absent."""
        index = match.start(group)
        return str(self.words[index].value) if index >= 0 else ""

    def word(self, index: int) -> str:
        """Return the word at an index, in lower case; empty beyond the text."""
        if not 0 <= index < len(self.words):
            return ""
        return self.text[self.words[index].start : self.words[index].end].lower()

    def before(self, match: Match) -> str:
        """Return the letter before the match; `|` at the beginning."""
        return self.letters[match.start() - 1] if match.start() else "|"

    def after(self, match: Match) -> str:
        """Return the letter after the match; `|` at the end."""
        return self.letters[match.end()] if match.end() < len(self.letters) else "|"


def year_of(reading: Reading, match: Match, group: str = "yr") -> int | None:
    """Return a year, with its century where only two digits are written."""
    year = reading.number(match, group)
    if year is not None and year < 100:
        return year + (1900 if year > 40 else 2000)
    return year


# ---------------------------------------------------------------- dates
def written(reading: Reading, match: Match) -> Meaning | None:
    """An ISO date or time, or a date with slashes (month first unless that is impossible)."""
    token = reading.string(match, "iso")
    slash = _SLASH.fullmatch(token)
    if slash is None:
        head, _, clock = token.replace(" ", "T").partition("T")
        offset = re.search(r"(?:Z|([+-])(\d\d):?(\d\d))$", clock)
        minutes = None
        if offset:
            minutes = 0 if not offset[1] else (int(offset[2]) * 60 + int(offset[3])) * (1 if offset[1] == "+" else -1)
        return Written(value=head + (f"T{clock[:5]}" if clock else ""), offset_min=minutes)
    first, second, year = (int(part) for part in slash.groups())
    month, day = (first, second) if first <= 12 else (second, first)
    if len(slash[3]) == 3 or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year += 0 if year >= 100 else (1900 if year > 40 else 2000)
    return CalendarDate(year=year, month=month, day=day)


def calendar(reading: Reading, match: Match) -> Meaning | None:
    """Month, day and year, as far as they are given; maybe with the weekday."""
    groups = match.re.groupindex
    day = reading.number(match, "da") if "da" in groups else None
    if day is not None and not 1 <= day <= 31:
        return None
    return CalendarDate(
        year=year_of(reading, match),
        month=reading.number(match, "mo"),
        day=day,
        weekday=reading.number(match, "wd") if "wd" in groups else None,
    )


def day_range(reading: Reading, match: Match) -> Meaning | None:
    """`March 8-10`: one stretch of days."""
    month, year = reading.number(match, "mo"), year_of(reading, match)
    first, last = reading.number(match, "da") or 0, reading.number(match, "da2") or 0
    if not 1 <= first < last <= 31:
        return None
    return Range(
        first=CalendarDate(year=year, month=month, day=first), last=CalendarDate(year=year, month=month, day=last)
    )


def month(reading: Reading, match: Match) -> Meaning | None:
    """A month without a day: `last March`, `in May`, `late November`."""
    index = match.start("mo")
    doubtful = reading.letters[index] == "A"
    following = reading.after(match)
    if doubtful and match.start() == index and reading.before(match) not in SUPPORT:
        if reading.word(index) in ("may", "march") or reading.before(match) == "c" or following in "csx":
            return None
    if doubtful and (following == "c" or (following == "s" and reading.before(match) == "t")):
        return None
    rel = reading.number(match, "rel") if match.start("rel") >= 0 else None
    if rel == 0:
        return Shift(amount=0, unit="year", grain="month", month=reading.number(match, "mo"))
    return CalendarDate(month=reading.number(match, "mo"), direction=_side(rel), strict=rel not in (None, 0))


def _side(rel: int | None) -> Direction | None:
    return None if rel is None else Direction(rel)


def month_of(reading: Reading, match: Match) -> Meaning | None:
    """`March of last year`, `March next year`."""
    if reading.string(match, "unit") != "year":
        return None
    return Shift(
        amount=reading.number(match, "rel") or 0, unit="year", grain="month", month=reading.number(match, "mo")
    )


def weekday(reading: Reading, match: Match) -> Meaning | None:
    """`Friday`, `last Friday`, `Friday last week`; short forms only where something supports them."""
    index = match.start("wd")
    if reading.letters[index] == "w" and (reading.after(match) != "." or reading.before(match) not in SUPPORT | {"3"}):
        return None
    rel = reading.number(match, "rel") if match.start("rel") >= 0 else None
    in_week = reading.number(match, "week") if match.start("week") >= 0 else None
    return CalendarDate(
        weekday=reading.number(match, "wd"), direction=_side(rel), strict=rel not in (None, 0), week_shift=in_week
    )


def weekdays(reading: Reading, match: Match) -> Meaning | None:
    """`Mondays`, `on Mondays`."""
    return Recurrence(value=f"XXXX-WXX-{reading.number(match, 'wd')}")


def day_shift(reading: Reading, match: Match) -> Meaning | None:
    """`yesterday`, `today`, `the day after tomorrow`."""
    amount = reading.number(match, "day") or 0
    if match.group().startswith(("tU", "U")):
        middle = reading.word(match.start() + (2 if match.group()[0] == "t" else 1))
        amount += 1 if middle == "after" else -1 if middle == "before" else 0
    return Shift(amount=amount, unit="day")


def holiday(reading: Reading, match: Match) -> Meaning | None:
    """A holiday whose day follows from the year; given as month and day, or as a rule that the resolver reads."""
    code = reading.string(match, "holiday")
    year = year_of(reading, match)
    if "-" in code and code[:2].isdigit():
        return CalendarDate(year=year, month=int(code[:2]), day=int(code[3:]))
    return CalendarDate(year=year, season=code)


# ---------------------------------------------------------------- times of day
def clock(reading: Reading, match: Match) -> Meaning | None:
    """`11:30 a.m. local time`, `10 p.m. EST`, `noon`, `1530 GMT`."""
    hour, minute, after_noon = _hour_and_minute(reading, match)
    if hour is None or hour > 24 or minute > 59:
        return None
    if after_noon is not None:
        if hour > 12:
            return None
        hour = hour % 12 + after_noon
    return OnlyClock(
        clock=Clock(
            hour=hour,
            minute=minute,
            offset_min=reading.number(match, "zone"),
            local=match.start("local") >= 0,
        )
    )


def _hour_and_minute(reading: Reading, match: Match) -> tuple[int | None, int, int | None]:
    """Return hour and minute as written, and 0, 12 or None for a.m., p.m. and neither."""
    if match.start("clock") >= 0:
        token = reading.string(match, "clock")
        if "." in token and match.start("half") < 0:
            return None, 0, None
        hour, minute = re.split("[:.]", token)[:2]
        return int(hour), int(minute), reading.number(match, "half")
    if match.start("hour") >= 0:
        return reading.number(match, "hour"), 0, reading.number(match, "half2")
    if match.start("hour2") >= 0:
        return reading.number(match, "hour2"), 0, None
    if match.start("word") >= 0:
        return reading.number(match, "word"), 0, None
    digits = reading.number(match, "hundreds") or 0
    return digits // 100, digits % 100, None


def part(reading: Reading, match: Match) -> Meaning | None:
    """`this morning`, `last night`, `tonight`, `the evening`."""
    if match.start("today") >= 0:
        return Shift(amount=0, unit="day", clock=Clock(part="NI"))
    if match.start("part2") >= 0:
        if match.group() == "P" and reading.word(match.start()) != "overnight":
            return None
        return OnlyClock(clock=Clock(part=reading.string(match, "part2")))
    index = match.start("part")
    letter = reading.letters[index]
    if letter == "U" and reading.string(match, "part") != "night":
        return None
    code = "NI" if letter == "U" else reading.string(match, "part")
    back = -1 if reading.letters[match.start("rel")] == "L" else 0
    return Shift(amount=back, unit="day", clock=Clock(part=code))


def next_part(reading: Reading, match: Match) -> Meaning | None:
    """`the next morning`, `the following night`: of the day after the one told of."""
    letter = reading.letters[match.start("part")]
    if letter == "U" and reading.string(match, "part") != "night":
        return None
    code = "NI" if letter == "U" else reading.string(match, "part")
    return Shift(amount=1, unit="day", narrative=True, clock=Clock(part=code))


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


def quarter_of_year(reading: Reading, match: Match) -> Meaning | None:
    """`the 1988 second quarter`."""
    nth = reading.number(match, "nth") or 0
    return CalendarDate(year=year_of(reading, match), quarter=nth) if 1 <= nth <= 4 else None


_CENTURY_WORDS: Final = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def spelt_year(reading: Reading, match: Match) -> Meaning | None:
    """`nineteen ninety-six`."""
    century = _CENTURY_WORDS.get(reading.word(match.start()))
    tens = reading.number(match, "tens") or 0
    ones = reading.number(match, "ones") or 0
    if century is None or not 10 <= tens < 100 or (century == 2000 and "-" in match.group()[:2]) or ones > 9:
        return None
    return CalendarDate(year=century + tens + ones)


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
    return CalendarDate(year=year, season=code, direction=_side(rel), strict=rel not in (None, 0))


def year(reading: Reading, match: Match) -> Meaning | None:
    """A year, where it can hardly be a quantity."""
    number = year_of(reading, match)
    index = match.start("yr")
    short = reading.letters[index] == "y"
    before, following = reading.before(match), reading.after(match)
    supported = match.start() != index or before in SUPPORT or "fiscal" in match.re.groupindex
    if number is None or (short and not supported):
        return None
    if following == "%" or before in ("/", "+") or (before == ";" and _is_money(reading, match.start() - 1)):
        return None
    if not supported and not 1900 <= number <= 2099:
        return None
    if following in "xU+" and not _goes_on(reading, match.end(), before):
        return None
    return CalendarDate(year=number)


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
    if word == "per" and letter not in "UQ":
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
    """`daily`, `monthly`, `annually`; not `a quarterly dividend`."""
    if reading.word(match.start()) == "quarterly" and reading.after(match) == "x":
        return None
    return Recurrence(value=reading.string(match, "adverb"))


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
