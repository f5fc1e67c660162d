"""What a match of the Ukrainian patterns of time means. A builder refuses (None) what only looks like a time."""

from __future__ import annotations

import re
from typing import Any, Final

from newsdesk.annotate.times_meaning import (
    CalendarDate,
    Clock,
    Direction,
    Length,
    Meaning,
    OnlyClock,
    Range,
    Recurrence,
    Shift,
    Vague,
    Written,
)
from newsdesk.annotate.uk.times_words import value

Match = re.Match[str]
_UNIT_OF_STEM: Final = {
    "секундн": "second", "хвилинн": "minute", "годинн": "hour", "денн": "day", "тижнев": "week", "місячн": "month",
    "річн": "year",
}  # fmt: skip
_ROMAN: Final = {"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}


def _number(match: Match, group: str) -> int | None:
    words = match.groupdict().get(group)
    return int(words) if words else None


def _of(match: Match, group: str, table: str) -> int | None:
    words = match.groupdict().get(group)
    return int(value(table, words)) if words else None


def _side(match: Match) -> tuple[Direction | None, bool]:
    relative = _of(match, "relative", "relative")
    return (None, False) if relative is None else (Direction(relative), relative != 0)


def _amount(match: Match) -> float | None:
    """The number said; 1 where none is, None for `кілька`."""
    words = match.groupdict().get("number")
    if not words:
        return 1.0
    if words.isdigit():
        return float(words)
    try:
        return float(value("numbers", words))
    except KeyError:
        return None


def _unit(match: Match) -> str:
    return value("units", match["unit"])


def clock_of(match: Match) -> Clock | None:
    """Return the time of day in a match; None when it has none, or an impossible one."""
    groups = match.groupdict()
    part = value("parts", groups["part"]) if groups.get("part") else ""
    digits = groups.get("hour") or groups.get("hour2")
    if not digits:
        return Clock(part=value("parts", groups["part2"])) if groups.get("part2") else None
    hour = int(digits)
    if part in ("AF", "EV") and hour < 12:
        hour += 12
    if hour > 24:
        return None
    return Clock(hour=hour, minute=int(groups.get("minute") or 0), **_zone(groups.get("zone") or ""))


def _zone(words: str) -> dict[str, Any]:
    if not words:
        return {}
    known = value("zones", words)
    if known == "local":
        return {"local": True}
    minutes, _, summer = known.partition(" ")
    return {"offset_min": int(minutes), "summer": summer}


# ---------------------------------------------------------------- dates
def digits(match: Match) -> Meaning | None:
    """`08.03.2023`, `2023-03-08`."""
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return CalendarDate(year=int(match["year"]), month=month, day=day)


def calendar(match: Match) -> Meaning | None:
    """`8 березня 2023 року`, `у березні 2023-го`, `середа, 8 березня, о 14:30`."""
    day = _number(match, "day")
    if day is not None and not 1 <= day <= 31:
        return None
    return CalendarDate(
        year=_number(match, "year"), month=_of(match, "month", "months"), day=day,
        weekday=_of(match, "weekday", "weekdays"), clock=clock_of(match),
    )  # fmt: skip


def days(match: Match) -> Meaning | None:
    """`8–10 березня`."""
    month, year, first, last = (
        _of(match, "month", "months"),
        _number(match, "year"),
        int(match["day"]),
        int(match["last"]),
    )
    if not 1 <= first < last <= 31:
        return None
    return Range(
        first=CalendarDate(year=year, month=month, day=first), last=CalendarDate(year=year, month=month, day=last)
    )


def months(match: Match) -> Meaning | None:
    """`березень–квітень 2023 року`."""
    first, last, year = _of(match, "month", "months") or 1, _of(match, "last", "months") or 1, int(match["year"])
    return Range(first=CalendarDate(year=year - (first > last), month=first), last=CalendarDate(year=year, month=last))


def night_before(match: Match) -> Meaning | None:
    """`у ніч на 8 березня`, `у ніч на середу`: the night that begins on the eve, which gives its date."""
    groups = match.groupdict()
    if groups.get("weekday"):
        return CalendarDate(weekday=_of(match, "weekday", "weekdays"), clock=Clock(part="NI", eve=True))
    return CalendarDate(
        year=_number(match, "year"),
        month=_of(match, "month", "months"),
        day=int(match["day"]),
        clock=Clock(part="NI", eve=True),
    )


def relative_night(match: Match) -> Meaning | None:
    """`минулої ночі`: the night from yesterday to today; which night `цієї ночі` is, its words leave open."""
    side, _ = _side(match)
    return Shift(amount=-1, unit="day", clock=Clock(part="NI")) if side is Direction.PAST else None


def relative_month(match: Match) -> Meaning | None:
    """`у березні`, `минулого березня`, `у березні минулого року`."""
    side, strict = _side(match)
    month = _of(match, "month", "months")
    if side is not None and match.start("relative") > match.start("month"):
        return Shift(amount=int(side), unit="year", grain="month", month=month)
    return CalendarDate(month=month, direction=side, strict=strict)


def season(match: Match) -> Meaning | None:
    """`навесні`, `влітку 2023 року`, `минулої осені`; not a bare noun, which may be a word like any other."""
    side, strict = _side(match)
    word = match["season"].lower()
    year = _number(match, "year")
    adverb = word in ("навесні", "влітку", "улітку", "восени", "взимку", "узимку", "весною", "зимою")
    if year is None and side is None and not adverb:
        return None
    return CalendarDate(year=year, season=value("seasons", word), direction=side, strict=strict)


def quarter(match: Match) -> Meaning | None:
    """`перший квартал`, `у другому півріччі 2023 року`."""
    nth, year = int(value("ordinals", match["nth"])), _number(match, "year")
    if match["unit"].lower().startswith("квартал"):
        return CalendarDate(year=year, quarter=nth)
    return CalendarDate(year=year, half=nth) if nth <= 2 and year else None


def before_christ(match: Match) -> Meaning | None:
    """`264 до н. е.`"""
    return Written(value=f"BC{int(match['year']):04}")


def years(match: Match) -> Meaning | None:
    """`2014–2015 роки`."""
    first, last = int(match["year"]), int(match["last"])
    last += first // 100 * 100 if last < 100 else 0
    if not first < last <= first + 120:
        return None
    return Range(first=CalendarDate(year=first), last=CalendarDate(year=last))


_YEAR_WORD: Final = re.compile(r"\d(?:-\w+)?\s(?:рок|рік|році|р\.|рр)")
_BEFORE_YEAR: Final = re.compile(
    r"(?:^|[\s(])(?:у|в|до|з|із|від|після|на|за|протягом|початку|кінця|кінці|і|та|або|між)\s$", re.I
)


def year(match: Match) -> Meaning | None:
    """`2023 року`, `у 2023-му`; a bare number of four digits only where a preposition or a bracket stands before it."""
    written = _YEAR_WORD.search(match.group()) or "-" in match.group()
    before = match.string[max(0, match.start() - 12) : match.start()]
    if not written and not _BEFORE_YEAR.search(before) and not before.endswith("("):
        return None
    after = match.string[match.end() : match.end() + 14]
    if not written and re.match(r"\s[а-яіїє]{3,}(?:ів|ей|их|ок|іб)\b|\s(?:осіб|людей|тонн|грн|км|млн|тис)", after):
        return None
    return CalendarDate(year=int(match["year"]))


def decade(match: Match) -> Meaning | None:
    """`1990-х років`, `90-ті`."""
    words = match["decade"]
    return CalendarDate(decade=words[:3] if len(words) == 4 else words[0])


def century(match: Match) -> Meaning | None:
    """`XX століття`, `у 19 столітті`."""
    words = match["century"].upper()
    nth = int(words) if words.isdigit() else _roman(words)
    return CalendarDate(decade=f"{nth - 1:02}") if 1 < nth < 60 else None


def _roman(words: str) -> int:
    values = [_ROMAN[letter] for letter in words]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def weekday(match: Match) -> Meaning | None:
    """`у середу`, `минулої середи`, `у середу минулого тижня`, `в п'ятницю ввечері`, `у суботу о 9:00`."""
    side, strict = _side(match)
    if match["weekday"].lower() in ("неділі", "середі") and side is None and not match.groupdict().get("week"):
        return None
    return CalendarDate(
        weekday=_of(match, "weekday", "weekdays"), direction=side, strict=strict,
        week_shift=_of(match, "week", "relative"), clock=clock_of(match),
    )  # fmt: skip


def holiday(match: Match) -> Meaning | None:
    """A holiday on a fixed day."""
    code = value("holidays", match["holiday"])
    return CalendarDate(year=_number(match, "year"), month=int(code[:2]), day=int(code[3:]))


# ---------------------------------------------------------------- shifts
def day_shift(match: Match) -> Meaning | None:
    """`сьогодні`, `вчора ввечері`, `завтра о 10:00`."""
    return Shift(amount=_of(match, "shift", "days") or 0, unit="day", clock=clock_of(match))


def year_word(match: Match) -> Meaning | None:
    """`торік`, `цьогоріч`."""
    return Shift(amount=_of(match, "year", "years") or 0, unit="year")


def same(match: Match) -> Meaning | None:
    """`того ж дня`, `того ж року`: the one told of."""
    return Shift(amount=0, unit=_unit(match), narrative=True, follows_grain=True)


def next_day(match: Match) -> Meaning | None:
    """`наступного дня`."""
    return Shift(amount=1 if match["unit"].lower().startswith("н") else -1, unit="day", narrative=True)


def relative_unit(match: Match) -> Meaning | None:
    """`минулого тижня`, `цього року`, `наступного місяця`."""
    return Shift(amount=_of(match, "relative", "relative") or 0, unit=_unit(match))


def ago(match: Match) -> Meaning | None:
    """`два тижні тому`, `рік потому`, `кілька років тому`."""
    amount, back = _amount(match), match["ago"].lower() == "тому"
    if amount is None:
        return Vague(value="PAST_REF") if back else Length(amount=None, unit=_unit(match))
    return Shift(amount=-amount if back else amount, unit=_unit(match), narrative=not back)


def after(match: Match) -> Meaning | None:
    """`через два дні`: from the time told of."""
    amount = _amount(match)
    if amount is None or _unit(match) in ("minute", "second", "hour"):
        return Length(amount=amount, unit=_unit(match))
    return Shift(amount=amount, unit=_unit(match), narrative=True)


# ---------------------------------------------------------------- lengths and sets
def length(match: Match) -> Meaning | None:
    """`два тижні`, `понад 100 днів`, `два-три тижні`; not an age."""
    if match.string[match.end() :].lstrip().startswith(("від народження", "життя")):
        return None
    amount = _amount(match) if match.groupdict().get("number") else 1.0
    if amount is not None and amount >= 1000 and _unit(match) == "year":
        return None
    last = match.groupdict().get("last")
    upper = float(last if last.isdigit() else value("numbers", last)) if last else 0.0
    return Length(amount=amount, unit=_unit(match), upper=upper if amount and upper > amount else None)


def past_length(match: Match) -> Meaning | None:
    """`за останні сім місяців`."""
    return Length(amount=_amount(match), unit=_unit(match), direction=Direction.PAST)


def coming_length(match: Match) -> Meaning | None:
    """`наступні два тижні`."""
    return Length(amount=_amount(match), unit=_unit(match), direction=Direction.FUTURE)


def adjective(match: Match) -> Meaning | None:
    """`34-годинний`, `десятиденний`; `22-річний` is an age."""
    unit = _UNIT_OF_STEM[match["adjective"].lower()]
    groups = match.groupdict()
    amount = int(groups["digits"]) if groups.get("digits") else int(value("stems", match["stem"]))
    return None if unit == "year" else Length(amount=float(amount), unit=unit)


def clock(match: Match) -> Meaning | None:
    """`о 14:30`, `близько 7 години ранку`."""
    time = clock_of(match)
    return OnlyClock(clock=time) if time else None


def midnight(_match: Match) -> Meaning | None:
    """`опівночі`."""
    return OnlyClock(clock=Clock(hour=24, minute=0))


def part(match: Match) -> Meaning | None:
    """`вранці`, `увечері`: on the day told of."""
    return OnlyClock(clock=Clock(part=value("parts", match["part"])))


def recurrence(match: Match) -> Meaning | None:
    """`щодня`, `щосереди`."""
    return Recurrence(value=value("sets", match["word"]))


def vague(match: Match) -> Meaning | None:
    """`нині`, `нещодавно`, `незабаром`."""
    return Vague(value=value("vague", match["word"]))
