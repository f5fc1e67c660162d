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
from newsdesk.annotate.times_meaning import CalendarDate, Clock, Direction, Expression, Meaning, OnlyClock, Shift
from newsdesk.model.text import Span

_STARTS = re.compile(f"[{re.escape(''.join(sorted(set(RULES_BY_LETTER) | set(CLOCK.first))))}]")
_NEAR = re.compile(r"[MAbWwvUQEYySHPZdr5iJ8k93VL]|n-?n")
"""At least one of these must stand close behind the first word, or nothing temporal begins here."""
_WINDOW = 9
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
        found.append(Expression(begin, end, meaning, _direction(text, meaning, begin, end, sentences, starts)))
        position = last
    return found


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
    return _with_day(reading, read[0], read[1]) or read


_JOINT = re.compile(r"(?:,|p|,p)?t?")
_PART_OF = re.compile(r"(?:p|o)t?")


def _with_day(reading: Reading, only: OnlyClock, end: int) -> tuple[Meaning, int] | None:
    """Join a time of day with the day that follows: `10 p.m. Wednesday`, `the morning of March 6`."""
    for joint in (_JOINT, _PART_OF):
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
