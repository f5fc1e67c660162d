"""Find the expressions of time of a Ukrainian text, by patterns over its words.

Each rule is a pattern and what its groups mean. Where matches overlap, the one that begins first counts, then the
longest, then the one whose rule stands first. No pattern repeats a group, so the time taken grows with the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from newsdesk.annotate.times_meaning import (
    CalendarDate,
    Direction,
    Expression,
    Length,
    Meaning,
    OnlyClock,
    Range,
    Shift,
)
from newsdesk.annotate.uk import times_build as build
from newsdesk.annotate.uk.times_words import any_of
from newsdesk.model.text import Span

_MONTH, _WEEKDAY, _UNIT, _PART = any_of("months"), any_of("weekdays"), any_of("units"), any_of("parts")
_NUMBER: Final = rf"(?:\d{{1,4}}|{any_of('numbers')})"
_YEAR: Final = r"(?P<year>1\d\d\d|20\d\d)(?:-(?:го|му|й|ий))?(?:\s(?:року|році|рік|року,|р\.|рр\.))?"
_EDGE: Final = r"(?:(?:на\s)?(?:початку|наприкінці|кінця|кінці|кінець|середині|початок|початком|середини)\s)?"
_ABOUT: Final = r"(?:(?:близько|приблизно|понад|майже|щонайменше|більш\sніж|більше\sніж|менш\sніж|не\sменше)\s)?"
_ZONE: Final = rf"(?:\s\(?(?P<zone>{any_of('zones')})\)?)?"
_CLOCK: Final = (
    rf"{_ABOUT}(?:(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?:\sгод(?:ини|ин|\.)?)?"
    rf"|(?P<hour2>[01]?\d|2[0-4])(?:-[а-яії]{{1,3}})?\sгодин(?:а|и|і|у|ою)?)"
    rf"(?:\s(?P<part>{_PART}))?{_ZONE}"
)


class Rule(NamedTuple):
    """A pattern and the builder that says what a match of it means; a builder may refuse (None)."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], Meaning | None]


def _rule(pattern: str, builder: Callable[[re.Match[str]], Meaning | None]) -> Rule:
    return Rule(re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE), builder)


RULES: Final = (
    _rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", build.digits),
    _rule(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?:\sр(?:оку|\.))?", build.digits),
    _rule(rf"(?P<day>\d{{1,2}})\s?[-–—]\s?(?P<last>\d{{1,2}})\s(?P<month>{_MONTH})(?:\s{_YEAR})?", build.days),
    _rule(
        rf"(?:(?<=\bз\s)|(?<=\bіз\s)|(?<=\bвід\s))(?P<day>\d{{1,2}})\s(?:до|по)\s(?P<last>\d{{1,2}})"
        rf"\s(?P<month>{_MONTH})(?:\s{_YEAR})?",
        build.days,
    ),
    _rule(
        rf"(?:[ув]\s)?ніч\s(?:(?:з|із|зі)\s\d{{1,2}}(?:\s{_MONTH})?\s)?(?:на|проти)\s"
        rf"(?P<day>\d{{1,2}})(?:-го)?\s(?P<month>{_MONTH})(?:\s{_YEAR})?",
        build.night_before,
    ),
    _rule(rf"(?:у|в)?\s?ніч\s(?:на|проти)\s(?P<weekday>{_WEEKDAY})", build.night_before),
    _rule(rf"(?P<relative>{any_of('relative')})\sночі", build.relative_night),
    _rule(
        rf"(?:(?P<part2>{_PART}),?\s)?(?:(?:у\s|в\s)?(?P<weekday>{_WEEKDAY}),?\s)?{_EDGE}(?P<day>\d{{1,2}})(?:-го)?\s(?P<month>{_MONTH})(?:\s{_YEAR})?"
        rf"(?:,?\s(?:о|об)?\s?{_CLOCK})?",
        build.calendar,
    ),
    _rule(rf"(?P<month>{_MONTH})\s?[-–—]\s?(?P<last>{_MONTH})\s{_YEAR}", build.months),
    _rule(rf"{_EDGE}(?P<month>{_MONTH})\s{_YEAR}", build.calendar),
    _rule(rf"(?P<relative>{any_of('relative')})\s(?P<month>{_MONTH})", build.relative_month),
    _rule(rf"{_EDGE}(?P<month>{_MONTH})(?:\s(?P<relative>{any_of('relative')})\sроку)?", build.relative_month),
    _rule(rf"(?P<season>{any_of('seasons')})(?:\s{_YEAR}|\s(?P<relative>{any_of('relative')})\sроку)?", build.season),
    _rule(rf"(?P<relative>{any_of('relative')})\s(?P<season>{any_of('seasons')})", build.season),
    _rule(
        rf"(?P<nth>{any_of('ordinals')})\s(?P<unit>квартал\w*|половин\w*|півріччі|півріччя)(?:\s{_YEAR})?",
        build.quarter,
    ),
    _rule(r"(?P<year>\d{1,4})(?:\s(?:року|рік|рр?\.))?\sдо\sн\.\s?е\.?", build.before_christ),
    _rule(
        rf"{_EDGE}(?P<year>1\d\d\d|20\d\d)\s?[-–—]\s?"
        rf"(?P<last>\d{{4}}|\d\d)(?:\s(?:рр\.|роки|роках|років))?",
        build.years,
    ),
    _rule(rf"{_EDGE}{_YEAR}", build.year),
    _rule(rf"{_EDGE}(?P<decade>(?:1\d|20)\d0|\d0)-?(?:х|ті|тих)(?:\s(?:років|роки|роках))?", build.decade),
    _rule(
        rf"{_EDGE}(?P<century>[IVXІХ]{{1,5}}|\d\d?)(?:-"
        rf"(?:го|му|те))?\s(?:століття|столітті|століттям|сторіччя|ст\.)",
        build.century,
    ),
    _rule(rf"(?P<part2>{_PART})\s(?:у\s|в\s)?(?P<weekday>{_WEEKDAY})", build.weekday),
    _rule(
        rf"(?:(?P<relative>{any_of('relative')})\s)?(?P<weekday>{_WEEKDAY})(?:\s(?P<week>{any_of('relative')})\sтижня)?"
        rf"(?:,?\s(?:о|об)\s{_CLOCK}|\s(?P<part2>{_PART}))?",
        build.weekday,
    ),
    _rule(rf"(?P<shift>{any_of('days')})(?:,?\s(?:о|об)\s{_CLOCK}|\s(?P<part2>{_PART}))?", build.day_shift),
    _rule(rf"(?P<year>{any_of('years')})", build.year_word),
    _rule(
        r"(?:у\s|в\s)?(?:тому|того|цього|цей|той)\s"
        r"(?:ж|же|самого|самому)\s(?P<unit>дня|день|року|році|тижня|місяця)",
        build.same,
    ),
    _rule(r"(?P<unit>наступного|попереднього)\s(?:дня|ранку)", build.next_day),
    _rule(
        rf"{_EDGE}(?P<relative>{any_of('relative')})\s"
        rf"(?P<unit>тижня|тижні|місяця|місяці|року|році|кварталу|кварталі|століття|десятиліття)",
        build.relative_unit,
    ),
    _rule(
        rf"{_ABOUT}(?:(?P<number>{_NUMBER}|{any_of('some')})\s)?"
        rf"(?P<unit>{_UNIT})\s(?P<ago>тому|потому|по\sтому)",
        build.ago,
    ),
    _rule(rf"(?P<after>через)\s{_ABOUT}(?:(?P<number>{_NUMBER}|{any_of('some')})\s)?(?P<unit>{_UNIT})", build.after),
    _rule(
        rf"(?:за|протягом|упродовж|впродовж)\s(?:останн\w+|минул\w+)\s"
        rf"(?:(?P<number>{_NUMBER}|{any_of('some')})\s)?(?P<unit>{_UNIT})",
        build.past_length,
    ),
    _rule(
        rf"(?:протягом\s|упродовж\s|впродовж\s)?(?:наступн\w+|найближч\w+)\s(?P<number>{_NUMBER})\s(?P<unit>{_UNIT})",
        build.coming_length,
    ),
    _rule(
        rf"{_ABOUT}(?P<number>{_NUMBER}|{any_of('some')})"
        rf"(?:(?:\s[-–]\s|[-–]|\s(?:чи|або)\s)(?P<last>{_NUMBER}))?\s(?P<unit>{_UNIT})",
        build.length,
    ),
    _rule(rf"(?:протягом|упродовж|впродовж)\s(?P<unit>{_UNIT})", build.length),
    _rule(
        r"(?P<digits>\d{1,4})[-‑](?:ти|х|ми)?"
        r"(?P<adjective>секундн|хвилинн|годинн|денн|тижнев|місячн|річн)\w{1,3}",
        build.adjective,
    ),
    _rule(
        rf"(?P<stem>{any_of('stems')})"
        rf"(?P<adjective>секундн|хвилинн|годинн|денн|тижнев|місячн|річн)\w{{1,3}}",
        build.adjective,
    ),
    _rule(rf"(?:о|об|близько|після|до)\s{_CLOCK}", build.clock),
    _rule(r"опівночі", build.midnight),
    _rule(r"(?P<part>вранці|уранці|зранку|опівдні|вдень|удень|ввечері|увечері|вночі|уночі)", build.part),
    _rule(rf"(?P<word>{any_of('sets')})", build.recurrence),
    _rule(rf"(?P<word>{any_of('vague')})", build.vague),
    _rule(rf"(?P<holiday>{any_of('holidays')})(?:\s{_YEAR})?", build.holiday),
)
_AHEAD: Final = re.compile(rf"\b{any_of('ahead')}|\b[а-яіїєґ]{{2,}}(?:тиме|тимуть)\b", re.IGNORECASE)
_LIMIT: Final = re.compile(r"\b(?:до|не пізніше)\s$", re.IGNORECASE)
_PAST: Final = re.compile(r"\b[а-яіїєґ'’ʼ]{2,}(?:в|ла|ло|ли|вся|лася|лося|лися)\b", re.IGNORECASE)
_NO_PAST: Final = frozenset(
    {"київ", "харків", "миколаїв", "чернігів", "львів", "слова", "справ", "але", "коли", "знов"}
)
_REACH: Final = 160
_TENSED: Final = (CalendarDate, OnlyClock, Shift, Range, Length)


def find_expressions(text: str, sentences: Sequence[Span]) -> list[Expression]:
    """Return the expressions of time in order, without overlaps, each with the direction its sentence gives it."""
    candidates = []
    for number, rule in enumerate(RULES):
        candidates += [(match.start(), -match.end(), number, match) for match in rule.pattern.finditer(text)]
    starts = [sentence.start for sentence in sentences]
    found: list[Expression] = []
    end = 0
    for start, _, number, match in sorted(candidates, key=lambda candidate: candidate[:3]):
        if start < end:
            continue
        meaning = RULES[number].build(match)
        if meaning is None:
            continue
        begin, end = _trimmed(match)
        index = bisect_right(starts, begin) - 1
        sentence = sentences[index] if index >= 0 else Span(0, len(text))
        side = _direction(text, begin, sentence) if isinstance(meaning, _TENSED) else Direction.UNKNOWN
        found.append(Expression(begin, end, meaning, side))
    return found


_LEAD: Final = re.compile(r"(?:о|об|у|в|за|протягом|упродовж|впродовж|після|до)\s+", re.IGNORECASE)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Return where the expression stands: without the preposition, which is no part of it."""
    words = match.group()
    lead = _LEAD.match(words)
    begin = match.start() + (lead.end() if lead and lead.end() < len(words) else 0)
    return begin, match.start() + len(words.rstrip(" ,("))


def _direction(text: str, start: int, sentence: Span) -> Direction:
    """Return what the tense says: what is announced for later, or is to be done up to a time, lies ahead."""
    begin, end = max(sentence.start, start - _REACH), min(max(sentence.end, start), start + _REACH)
    past = [m for m in _PAST.finditer(text, begin, end) if m.group().lower() not in _NO_PAST]
    ahead = list(_AHEAD.finditer(text, begin, end))
    if ahead and (not past or abs(ahead[0].start() - start) <= min(abs(m.start() - start) for m in past)):
        return Direction.FUTURE
    if past:
        return Direction.PAST
    return Direction.FUTURE if _LIMIT.search(text, max(sentence.start, start - 14), start) else Direction.UNKNOWN
