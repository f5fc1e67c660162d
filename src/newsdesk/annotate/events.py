"""Say on which day, month or year the thing a sentence tells of happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final, NamedTuple

from newsdesk.annotate.en import events_words as english
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span


class EventWords(NamedTuple):
    """What a language gives: patterns of the words before a time, and of the tense of a sentence."""

    boundary: re.Pattern[str]
    spoken: re.Pattern[str]
    opens: re.Pattern[str]
    """Before the first of two times that bound a stretch: `from`, `between`."""
    joins: re.Pattern[str]
    """Between the two."""
    ahead: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _words_of(language: str) -> EventWords | None:
    if language == "en":
        return EventWords(english.BOUNDARY, english.SPOKEN, english.OPENS, english.JOINS, english.AHEAD, english.PAST)
    if language == "uk":
        # Imported late, as all that is Ukrainian: only who reads it should wait for its patterns.
        from newsdesk.annotate.uk import events_words as ukrainian

        return EventWords(
            ukrainian.BOUNDARY, ukrainian.SPOKEN, ukrainian.OPENS, ukrainian.JOINS, ukrainian.AHEAD, ukrainian.PAST
        )
    return None


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_LOOK_BACK: Final = 48


def date_sentences(
    text: str, sentences: Sequence[Span], times: Sequence[Time], anchor: datetime | None, language: str
) -> tuple[str, ...]:
    """Return the event date of each sentence as an ISO day, month or year; an empty string where it is unresolved.

    The finest date that is told as the event's counts; one that only bounds it (`since Monday`) or says when somebody
    spoke of it counts less. A sentence in the past tense without a date goes on where its paragraph's last one was.
    """
    words = _words_of(language.partition("-")[0])
    if words is None:
        return ("",) * len(sentences)
    starts = [time.span.start for time in times]
    dates: list[str] = []
    previous, end = "", 0
    for sentence in sentences:
        within = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        date = _date_of(text, sentence, within, anchor, words)
        if "\n\n" in text[end : sentence.start]:
            previous = ""
        if not date and not within and previous and _goes_on(text, sentence, words):
            date = previous
        dates.append(date)
        previous, end = date, sentence.end
    return tuple(dates)


def _goes_on(text: str, sentence: Span, words: EventWords) -> bool:
    """Tell whether a sentence without a date tells on in the past."""
    told = sentence.of(text)
    return bool(words.past.search(told)) and not words.ahead.search(told)


def _date_of(text: str, sentence: Span, times: Sequence[Time], anchor: datetime | None, words: EventWords) -> str:
    best, best_score = "", 0.0
    for date, before, present in _told(text, sentence, times, anchor, words):
        score = 3.0 + 0.2 * len(date)
        if words.boundary.search(before):
            score -= 6.0
        elif words.spoken.search(before):
            score -= 1.0
        if present:
            score -= 1.5
        if score > best_score + 1e-9:
            best, best_score = date, score
    return best


def _told(
    text: str, sentence: Span, times: Sequence[Time], anchor: datetime | None, words: EventWords
) -> Iterator[tuple[str, str, bool]]:
    """Yield each date told, the words before it, and whether it is only `now`; `from X to Y` is one stretch."""
    index = 0
    while index < len(times):
        time = times[index]
        before = text[max(sentence.start, time.span.start - _LOOK_BACK) : time.span.start]
        other = times[index + 1] if index + 1 < len(times) else None
        opened = words.opens.search(before) if other else None
        if other and opened and words.joins.fullmatch(text, time.span.end, other.span.start):
            if time.start and other.end and time.start < other.end:
                yield _shared(time.start, other.end), before[: opened.start()], False
            index += 2
            continue
        index += 1
        date = _iso(time, anchor)
        if date:
            yield date, before, time.value == "PRESENT_REF"


def _iso(time: Time, anchor: datetime | None) -> str:
    """Return the finest ISO day, month or year that holds a whole time; an empty string when none does."""
    if time.value == "PRESENT_REF" and anchor is not None:
        return f"{anchor:%Y-%m-%d}"
    day = _DAY.match(time.value) if time.timex in ("DATE", "TIME") else None
    if day:
        return day.group()
    if time.start is None or time.end is None or time.timex == "SET":
        return ""
    if time.timex == "DURATION" and time.precision != "day":
        # `The past seven months` says how long, not when.
        return ""
    return _shared(time.start, time.end)


def _shared(start: datetime, end: datetime) -> str:
    """Return what the beginning and the last moment of a stretch have in common: the day, the month or the year."""
    last = end - timedelta(seconds=1)
    for pattern in ("%Y-%m-%d", "%Y-%m", "%Y"):
        if start.strftime(pattern) == last.strftime(pattern):
            return start.strftime(pattern)
    return ""
