"""What a match of the English grammar of time means, for dates and times of day.

A builder refuses (None) what only looks like a time.
"""

from __future__ import annotations

import re
from typing import Any, Final

from newsdesk.annotate.en.places_words import MEDIA
from newsdesk.annotate.en.times_reading import SUPPORT, Match, Reading, side_of, year_of
from newsdesk.annotate.en.times_words import CLOCKS
from newsdesk.annotate.times_meaning import CalendarDate, Clock, Meaning, OnlyClock, Range, Recurrence, Shift, Written

_SLASH: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")


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
    """Month, day and year, as far as they are given; maybe with the weekday, or as `last Oct. 23`."""
    day = reading.number(match, "da")
    if day is not None and not 1 <= day <= 31:
        return None
    rel = reading.number(match, "rel")
    return CalendarDate(
        year=year_of(reading, match),
        month=reading.number(match, "mo"),
        day=day,
        weekday=reading.number(match, "wd"),
        direction=side_of(rel or None),
        strict=bool(rel),
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
    joined = reading.letters[max(0, index - 2) : index] in ("M-", "A-", "M>", "A>")
    doubtful = reading.letters[index] == "A" and not joined
    following = reading.after(match)
    unsupported = doubtful and match.start() == index and reading.before(match) not in SUPPORT
    if unsupported and (reading.word(index) in ("may", "march") or reading.before(match) == "c" or following in "csx"):
        return None
    if doubtful and (following == "c" or (following == "s" and reading.before(match) == "t")):
        return None
    rel = reading.number(match, "rel") if match.start("rel") >= 0 else None
    if rel == 0:
        return Shift(amount=0, unit="year", grain="month", month=reading.number(match, "mo"))
    return CalendarDate(month=reading.number(match, "mo"), direction=side_of(rel), strict=rel not in (None, 0))


def month_of(reading: Reading, match: Match) -> Meaning | None:
    """`March of last year`, `March next year`, `March the same year`."""
    if reading.string(match, "unit") != "year":
        return None
    return Shift(
        amount=reading.number(match, "rel") or 0,
        unit="year",
        grain="month",
        month=reading.number(match, "mo"),
        narrative=reading.letters[match.start("rel")] == "K",
    )


def weekday(reading: Reading, match: Match) -> Meaning | None:
    """`Friday`, `last Friday`, `Friday last week`; short forms only where something supports them.

    The weekday of `the Sunday Courier` is none.
    """
    index = match.start("wd")
    if reading.letters[index] == "w" and (reading.after(match) != "." or reading.before(match) not in SUPPORT | {"3"}):
        return None
    if reading.after(match) == "c" and reading.word(match.end()) in MEDIA:
        return None
    rel = reading.number(match, "rel") if match.start("rel") >= 0 else None
    in_week = reading.number(match, "week") if match.start("week") >= 0 else None
    return CalendarDate(
        weekday=reading.number(match, "wd"), direction=side_of(rel), strict=rel not in (None, 0), week_shift=in_week
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
    around = reading.string(match, "week")
    if around not in ("", "week", "weekend"):
        return None
    if "-" in code and code[:2].isdigit():
        return CalendarDate(year=year, month=int(code[:2]), day=int(code[3:]), around=around)
    return CalendarDate(year=year, season=code, around=around)


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
            **_zone(reading, match),
        )
    )


def _zone(reading: Reading, match: Match) -> dict[str, Any]:
    """Return what is said of the zone: `GMT`, `ET`, `Kyiv time`, `local time`."""
    if match.start("place") >= 0:
        first, last = match.span("place")
        known = CLOCKS.get(" ".join(reading.word(index) for index in range(first, last)))
    else:
        known = reading.string(match, "zone") or None
    if known is None:
        return {"local": match.start("local") >= 0 or match.start("place") >= 0}
    minutes, _, summer = known.partition(" ")
    return {"offset_min": int(minutes), "summer": summer}


def _hour_and_minute(reading: Reading, match: Match) -> tuple[int | None, int, int | None]:
    """Return hour and minute as written, and 0, 12 or None for a.m., p.m. and neither."""
    if match.start("clock") >= 0:
        token = reading.string(match, "clock")
        if "." in token and match.start("half") < 0 and match.start("zone") < 0:
            return None, 0, None
        hour, minute = re.split("[:.]", token)[:2]
        return int(hour), int(minute), reading.number(match, "half")
    if match.start("hour") >= 0:
        return reading.number(match, "hour"), 0, reading.number(match, "half2")
    if match.start("hour2") >= 0:
        return reading.number(match, "hour2"), 0, None
    if match.start("hour3") >= 0:
        code = reading.string(match, "part")
        return reading.number(match, "hour3"), 0, {"MO": 0, "AF": 12, "EV": 12}.get(code)
    if match.start("word") >= 0:
        return reading.number(match, "word"), 0, None
    digits = reading.number(match, "hundreds") or 0
    return digits // 100, digits % 100, None


def part(reading: Reading, match: Match) -> Meaning | None:
    """`this morning`, `last night`, `tonight`, `the evening`."""
    if match.start("today") >= 0:
        return Shift(amount=0, unit="day", clock=Clock(part="NI"))
    if match.start("part2") >= 0:
        if _is_of_a_name(reading, match.start("part2")):
            return None
        if match.group() == "P" and reading.word(match.start()) != "overnight" and reading.before(match) != "p":
            return None
        return OnlyClock(clock=Clock(part=reading.string(match, "part2")))
    index = match.start("part")
    letter = reading.letters[index]
    if letter == "U" and reading.string(match, "part") != "night":
        return None
    code = "NI" if letter == "U" else reading.string(match, "part")
    back = -1 if reading.letters[match.start("rel")] == "L" else 0
    return Shift(amount=back, unit="day", clock=Clock(part=code))


def _is_of_a_name(reading: Reading, index: int) -> bool:
    """Tell whether a part of the day is a word of a name: `the Evening Courier`, `Halvek Morning Post`."""
    around = reading.letters[max(0, index - 1) : index] + reading.letters[index + 1 : index + 2]
    return reading.text[reading.words[index].start].isupper() and "c" in around


def next_part(reading: Reading, match: Match) -> Meaning | None:
    """`the next morning`, `the following night`: of the day after the one told of."""
    letter = reading.letters[match.start("part")]
    if letter == "U" and reading.string(match, "part") != "night":
        return None
    code = "NI" if letter == "U" else reading.string(match, "part")
    return Shift(amount=1, unit="day", narrative=True, clock=Clock(part=code))
