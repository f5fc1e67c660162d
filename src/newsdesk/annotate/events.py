"""Say on which day, month or year the thing a sentence tells of happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from newsdesk.annotate.en import events_words as english
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span


class EventWords(NamedTuple):
    """What a language gives: patterns of the words before a time, and of the tense of a sentence."""

    boundary: re.Pattern[str]
    spoken: re.Pattern[str]
    ahead: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _words_of(language: str) -> EventWords | None:
    if language == "en":
        return EventWords(english.BOUNDARY, english.SPOKEN, english.AHEAD, english.PAST)
    if language == "uk":
        # Imported late, as all that is Ukrainian: only who reads it should wait for its patterns.
        from newsdesk.annotate.uk import events_words as ukrainian

        return EventWords(ukrainian.BOUNDARY, ukrainian.SPOKEN, ukrainian.AHEAD, ukrainian.PAST)
    return None


_LENGTH: Final = {
    "minute": 10,
    "hour": 10,
    "part_of_day": 10,
    "day": 10,
    "week": 7,
    "month": 7,
    "year": 4,
    "quarter": 4,
    "season": 4,
    "half": 4,
}
"""How many characters of an ISO day each precision supports."""
_FINE: Final = frozenset({"minute", "hour", "part_of_day", "day"})
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
    for time in times:
        date = _iso(time, anchor)
        if not date:
            continue
        before = text[max(sentence.start, time.span.start - _LOOK_BACK) : time.span.start]
        score = 3.0 + 0.2 * len(date)
        if words.boundary.search(before):
            score -= 6.0
        elif words.spoken.search(before):
            score -= 1.0
        if time.value == "PRESENT_REF":
            score -= 1.5
        if score > best_score + 1e-9:
            best, best_score = date, score
    return best


def _iso(time: Time, anchor: datetime | None) -> str:
    """Return a time as an ISO day, month or year; a week within one month is that month."""
    if time.value == "PRESENT_REF" and anchor is not None:
        return f"{anchor:%Y-%m-%d}"
    if time.timex not in ("DATE", "TIME") or time.start is None or time.end is None:
        return ""
    length = _LENGTH.get(time.precision, 0)
    if time.precision in _FINE:
        return time.value[:10] if time.value[:4].isdigit() else ""
    if (
        length == 7
        and f"{time.start:%Y-%m}" != f"{time.end.replace(day=max(1, time.end.day - 1)):%Y-%m}"
        and time.precision == "week"
    ):
        return ""
    return f"{time.start:%Y-%m-%d}"[:length] if length else ""
