"""Find the expressions of time of an English text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from newsdesk.annotate.en.times_grammar import CLOCK, DATES_BY_LETTER, RULES_BY_LETTER, Rule
from newsdesk.annotate.en.times_reading import Reading
from newsdesk.annotate.en.times_tense import direction_at
from newsdesk.annotate.en.times_words import tokenise
from newsdesk.annotate.times_meaning import (
    CalendarDate,
    Clock,
    Direction,
    Expression,
    Length,
    Meaning,
    OnlyClock,
    Shift,
)
from newsdesk.model.text import Span

_STARTS = re.compile(f"[{re.escape(''.join(sorted(set(RULES_BY_LETTER) | set(CLOCK.first))))}]")
_NEAR = re.compile(r"[MAbWwvUQEYySHPZdr5iJ8k93VL]|n-?n")
"""At least one of these must stand close behind the first word, or nothing temporal begins here."""
_WINDOW = 9
_THROUGH = re.compile(r"\s?[-–—]\s?|\s(?:to|through|thru|until|till)\s")
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s$", re.IGNORECASE)
_TENSED = (CalendarDate, OnlyClock, Shift)


def find_expressions(text: str, sentences: Sequence[Span]) -> list[Expression]:
    """Return the expressions of time in order, without overlaps, each with the direction its sentence gives it."""
    words = tokenise(text)
    reading = Reading(text, words, "".join([word.letter for word in words]))
    starts = [sentence.start for sentence in sentences]
    found: list[Expression] = []
    position = 0
    while match := _STARTS.search(reading.letters, position):
        position = match.start()
        read = _read_at(reading, position) if _NEAR.search(reading.letters, position, position + _WINDOW) else None
        if read is None:
            position += 1
            continue
        meaning, last = read
        begin, end = words[position].start, words[last - 1].end
        through = bool(found) and _of_one_kind(found[-1].meaning, meaning)
        through = through and _bounds_with(text, found[-1], begin)
        side = _direction(text, meaning, begin, end, sentences, starts)
        found.append(Expression(begin, end, meaning, side, through))
        if len(found) > 1 and _ENDED.fullmatch(text, found[-2].end, begin):
            _close(text, found)
        if through:
            _lend_year(found)
        elif len(found) > 1:
            _lend_day(text, found)
        position = last
        if isinstance(meaning, CalendarDate) and meaning.day and meaning.month and not meaning.clock:
            position = _further_days(reading, meaning, last, found)
    return found


def _bounds_with(text: str, first: Expression, begin: int) -> bool:
    """Tell whether the words between two dates make them the ends of a stretch: `to`, or `and` behind `between`."""
    if _THROUGH.fullmatch(text, first.end, begin):
        # What went from two years to five is no length between them.
        return not isinstance(first.meaning, Length) or not _FROM.search(text, max(0, first.start - 6), first.start)
    between = _BETWEEN.search(text, max(0, first.start - 9), first.start)
    return bool(between) and text[first.end : begin] == " and "


def _of_one_kind(first: Meaning, last: Meaning) -> bool:
    """Tell whether two times are both weekdays, months, years, days of months or lengths: they can bound a stretch."""
    if isinstance(first, Length) and isinstance(last, Length):
        return None not in (first.amount, last.amount)
    if not isinstance(first, CalendarDate) or not isinstance(last, CalendarDate):
        return False
    shapes = [(bool(date.month), bool(date.day), bool(date.weekday)) for date in (first, last)]
    return shapes[0] == shapes[1] and (any(shapes[0]) or bool(first.year and last.year))


def _lend_year(found: list[Expression]) -> None:
    """Give the beginning of a stretch the year that stands at its end: `from April to June 2021`."""
    first, last = found[-2].meaning, found[-1].meaning
    if isinstance(first, CalendarDate) and isinstance(last, CalendarDate) and first.month and last.month and last.year:
        year = last.year - (first.month > last.month)
        if not first.year:
            found[-2] = replace(found[-2], meaning=replace(first, year=year))


def _lend_day(text: str, found: list[Expression]) -> None:
    """Give a time of day the day behind the other end of its stretch: `from 5 p.m. to 8 p.m. Friday`."""
    first, last = found[-2].meaning, found[-1].meaning
    if not isinstance(first, OnlyClock) or not isinstance(last, CalendarDate) or last.clock is None:
        return
    if first.clock.part or last.clock.part or not _bounds_with(text, found[-2], found[-1].start):
        return
    found[-2] = replace(found[-2], meaning=replace(last, clock=first.clock), direction=found[-1].direction)
    found[-1] = replace(found[-1], through=True)


_ENDED = re.compile(r"\s(?:ended|ending)(?:\son)?\s")


def _close(text: str, found: list[Expression]) -> None:
    """Let the day up to which a period lasted (`the quarter ended Sept. 30`) say which quarter that was."""
    period, day = found[-2].meaning, found[-1].meaning
    if not isinstance(day, CalendarDate) or not day.month or not day.day:
        return
    found[-1] = replace(found[-1], closing=True)
    fiscal = any("fiscal" in text[other.start : other.end].lower() for other in found)
    if isinstance(period, Shift) and period.unit == "quarter" and period.amount == 0 and not fiscal:
        # The quarter of the calendar in which most of the three months before that day lie.
        middle = day.month - (1 if day.day > 15 else 2)
        year = day.year - (middle < 1) if day.year else None
        found[-2] = replace(found[-2], meaning=CalendarDate(year=year, quarter=(middle - 1) % 12 // 3 + 1))


_FURTHER = re.compile(r"(?:,|,?&)(?P<da>[DO])(?=[.;|p]|,(?![DN])|$)")


def _further_days(reading: Reading, first: CalendarDate, last: int, found: list[Expression]) -> int:
    """Add `25` of `April 24 and 25`; return the index of the word behind."""
    while match := _FURTHER.match(reading.letters, last):
        day, word = reading.number(match, "da") or 0, reading.words[match.start("da")]
        if not (first.day or 0) < day <= 31:
            break
        meaning = replace(first, day=day, weekday=None)
        found.append(Expression(word.start, word.end, meaning, found[-1].direction))
        last = match.end()
    return last


def _direction(
    text: str, meaning: Meaning, start: int, end: int, sentences: Sequence[Span], starts: list[int]
) -> Direction:
    if not isinstance(meaning, _TENSED):
        return Direction.UNKNOWN
    index = bisect_right(starts, start) - 1
    floor, ceiling = (sentences[index].start, sentences[index].end) if index >= 0 else (0, len(text))
    return direction_at(text, start, end, floor, max(ceiling, end))


def _read_at(reading: Reading, position: int) -> tuple[Meaning, int] | None:
    """Return what begins at this word, and the index of the word behind it."""
    letter = reading.letters[position]
    if letter in CLOCK.first:
        timed = _clock_first(reading, position)
        if timed:
            return timed
    best = _first_of(RULES_BY_LETTER.get(letter, ()), reading, position)
    if best is None:
        return None
    meaning, end = best
    if isinstance(meaning, CalendarDate | Shift) and _day_fine(meaning):
        return _with_clock(reading, meaning, end)
    if isinstance(meaning, OnlyClock):
        return _with_day(reading, meaning, end) or best
    return best


def _first_of(rules: Sequence[Rule], reading: Reading, position: int) -> tuple[Meaning, int] | None:
    for rule in rules:
        match = rule.pattern.match(reading.letters, position)
        if match and match.end() > position:
            meaning = rule.builder(reading, match)
            if meaning is not None:
                return meaning, match.end()
    return None


def _day_fine(meaning: CalendarDate | Shift) -> bool:
    """Tell whether a date names a day, so that a time of day can go with it."""
    if isinstance(meaning, Shift):
        return (meaning.grain or meaning.unit) == "day" and meaning.clock is None
    return meaning.day is not None or meaning.weekday is not None


def _clock_first(reading: Reading, position: int) -> tuple[Meaning, int] | None:
    """`11:30 a.m.`, alone or with the day behind it."""
    read = _first_of((CLOCK,), reading, position)
    if read is None or not isinstance(read[0], OnlyClock):
        return None
    only, end = _told_twice(reading, read[0], read[1])
    return _with_day(reading, only, end) or (only, end)


_ASIDE = re.compile(r";(?=[kNYD]3?z;)")


def _told_twice(reading: Reading, only: OnlyClock, end: int) -> tuple[OnlyClock, int]:
    """Read `10:35 a.m. (0735 GMT)` as one: the first says the time there, the second how far it is from UTC."""
    match = _ASIDE.match(reading.letters, end)
    other = _first_of((CLOCK,), reading, match.end()) if match else None
    if other is None or not isinstance(other[0], OnlyClock):
        return only, end
    here, there = only.clock, other[0].clock
    if here.hour is None or there.hour is None or there.offset_min is None:
        return only, end
    ahead = (here.hour - there.hour) * 60 + (here.minute or 0) - (there.minute or 0) + there.offset_min
    ahead = (ahead + 720) % 1440 - 720
    return OnlyClock(clock=replace(here, offset_min=ahead, summer=there.summer, local=False)), other[1] + 1


_JOINT = re.compile(r"(?:,|p|,p)?t?")
_NIGHT_OF = re.compile(r"pt(?P<part>[PU])o")
_PART_OF = re.compile(r"(?:p|o)t?")


def _with_day(reading: Reading, only: OnlyClock, end: int) -> tuple[Meaning, int] | None:
    """Join a time of day with the day that follows: `10 p.m. Wednesday`, `the morning of March 6`."""
    for joint in (_JOINT, _NIGHT_OF, _PART_OF):
        match = joint.match(reading.letters, end)
        if not match:
            continue
        begins = {match.end(), end} if match.end() > end else {end}
        for begin in sorted(begins, reverse=True):
            letter = reading.letters[begin : begin + 1]
            day = _first_of(DATES_BY_LETTER.get(letter, ()), reading, begin)
            if day and isinstance(day[0], CalendarDate | Shift) and _day_fine(day[0]):
                return replace(day[0], clock=only.clock), day[1]
    return None


_PART_AFTER = re.compile(r"(?P<part>P)|(?P<night>U)")


def _with_clock(reading: Reading, day: CalendarDate | Shift, end: int) -> tuple[Meaning, int]:
    """Join a day with the time of day that follows: `Friday evening`, `March 6 at 11:30 a.m.`."""
    match = _PART_AFTER.match(reading.letters, end)
    if match:
        if match.group("part"):
            return replace(day, clock=Clock(part=reading.string(match, "part"))), match.end()
        if reading.word(match.start()) == "night":
            return replace(day, clock=Clock(part="NI")), match.end()
        return day, end
    joint = _JOINT.match(reading.letters, end)
    begin = joint.end() if joint else end
    clock = _first_of((CLOCK,), reading, begin) if reading.letters[begin : begin + 1] in CLOCK.first else None
    if clock and clock[1] > begin and isinstance(clock[0], OnlyClock) and begin < len(reading.letters):
        return replace(day, clock=clock[0].clock), clock[1]
    return day, end
