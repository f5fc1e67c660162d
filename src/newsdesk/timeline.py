"""Which days of a story count as developments, and which sentences tell them best.

A leaf, because two sides need it that never meet: the story page chooses among the sentences readers were shown, the
evaluation among those of reports. It knows only what was told of which day, by whom and when. Days are weighed by how
many independent origins tell of them, how many still do days later, and how far they stand out of their weeks
(after Tran et al., 2013); sentences by how much they share with the others of their day and with the whole story
(Gholipour Ghalandari and Ifrim, 2020).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from newsdesk.essentials import folded

WEIGHTS = (-1.6726, 0.6573, 0.1917, 0.0974, 0.5243)
"""A constant and the weight of each of `features`, learnt by `scripts/train_timeline.py`."""
LIKELY = 0.35
"""Chance from which a day is a development where no number of days is asked for."""
_LATER = 2
"""Days after which whoever tells of an event tells of it again."""
_WEEK = 3
_YEARS_AHEAD = 2
_OPENING = 0.35
_OF_STORY = 0.4
_SHORT, _LONG = 8, 45
_REPEATS = 0.6
_COMMON = 0.5
"""Share of a story's sentences that hold a word from which it tells nothing."""


class Telling(Struct, frozen=True, kw_only=True):
    """A sentence that tells of something on a day."""

    day: str
    """ISO day, month or year of the event."""
    text: str
    told: str
    """ISO day of the report."""
    origin: str
    """Key of the independent origin it comes from."""
    opens: bool = False
    """Whether it opens its report, or leads its brief."""


class Development(Struct, frozen=True, kw_only=True):
    """A day, month or year, with the sentences that tell what happened."""

    day: str
    chosen: tuple[int, ...]
    """Indices into the tellings, the best first."""
    weight: float
    """How likely editors would have it in a timeline, 0 to 1."""


def developments(
    tellings: Sequence[Telling],
    *,
    n_days: int | None = None,
    n_each: int = 1,
    weights: Sequence[float] = WEIGHTS,
    of_its_time: bool = False,
) -> tuple[Development, ...]:
    """Choose the days and, of each, up to `n_each` sentences; earliest first.

    `n_days` None: as many days as are likely, at least the likeliest. A month or a year counts only where no chosen
    day lies within it, after all days. `of_its_time` leaves out what a single origin tells of years ahead.
    """
    by_day = told_of(tellings)
    if of_its_time:
        by_day = _of_its_time(tellings, by_day)
    days = {day: of_day for day, of_day in by_day.items() if len(day) == 10}
    chances = _chances(features(tellings, days), weights)
    ranked = sorted(chances, key=lambda day: (-chances[day], day))
    chosen = ranked[:n_days] if n_days is not None else [day for day in ranked if chances[day] >= LIKELY] or ranked[:1]
    for coarse in sorted(by_day.keys() - days.keys(), key=lambda day: (-len(by_day[day]), -len(day), day)):
        room = n_days is None or len(chosen) < n_days
        if room and not any(day.startswith(coarse) for day in chosen):
            chosen.append(coarse)
    words = [_words(telling.text) for telling in tellings]
    story = Counter(word for one in words for word in one)
    common = {word for word, n in story.items() if n > _COMMON * len(words)} if len(words) > _SHORT else set()
    return tuple(
        Development(
            day=day,
            chosen=_best(tellings, [word - common for word in words], by_day[day], story, n_each),
            weight=round(chances.get(day, 0.0), 4),
        )
        for day in sorted(chosen)
    )


def told_of(tellings: Sequence[Telling]) -> dict[str, list[int]]:
    """Return the indices of the tellings of each day, month and year; what is no date of these is left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, telling in enumerate(tellings):
        if _is_date(telling.day):
            found[telling.day].append(index)
    return found


def _of_its_time(tellings: Sequence[Telling], by_day: dict[str, list[int]]) -> dict[str, list[int]]:
    """Leave out what lies years ahead of all reports, unless several origins tell it: `2033` may be a time of day.

    Where nothing else is told of, all stays.
    """
    told = [telling.told[:4] for telling in tellings if telling.told[:4].isdigit()]
    last = int(max(told, default="9999")) + _YEARS_AHEAD
    found = {
        day: of_day
        for day, of_day in by_day.items()
        if int(day[:4]) <= last or len({tellings[i].origin for i in of_day}) > 1
    }
    return found or by_day


def features(tellings: Sequence[Telling], days: Mapping[str, Sequence[int]]) -> dict[str, tuple[float, ...]]:
    """Return what speaks for each day: origins, origins that tell it later, standing among all days and its week."""
    counts = {day: len(of_day) for day, of_day in days.items()}
    most = max(counts.values(), default=1)
    found: dict[str, tuple[float, ...]] = {}
    for day, of_day in days.items():
        own = date.fromisoformat(day)
        origins = {tellings[i].origin for i in of_day}
        since = (own + timedelta(days=_LATER)).isoformat()
        later = {tellings[i].origin for i in of_day if tellings[i].told[:10] > since}
        around = sum(
            counts.get((own + timedelta(days=apart)).isoformat(), 0) for apart in range(-_WEEK, _WEEK + 1) if apart
        )
        found[day] = (
            math.log(len(origins)),
            math.log1p(len(later)),
            math.log(counts[day] / most),
            counts[day] / (counts[day] + around / (2 * _WEEK)),
        )
    return found


def _chances(found: Mapping[str, tuple[float, ...]], weights: Sequence[float]) -> dict[str, float]:
    return {
        day: 1.0 / (1.0 + math.exp(-weights[0] - sum(w * x for w, x in zip(weights[1:], row, strict=True))))
        for day, row in found.items()
    }


def _is_date(day: str) -> bool:
    try:
        date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        return False
    # The days around the first and the last of all years cannot be counted.
    return len(day) in (4, 7, 10) and date.min.year < int(day[:4]) < date.max.year


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in folded(text).split() if len(word) > 3 or word.isdigit())


def _best(
    tellings: Sequence[Telling], words: Sequence[frozenset[str]], of_day: Sequence[int], story: Counter[str], n: int
) -> tuple[int, ...]:
    """Return the sentences most like the others of their day, those that repeat a better one left out."""
    day = Counter(word for i in of_day for word in words[i])
    most_day, most_story = max(day.values(), default=1), max(story.values(), default=1)

    def weight(i: int) -> float:
        own = words[i]
        if not own:
            return 0.0
        share = sum(day[word] / most_day + _OF_STORY * story[word] / most_story for word in own) / len(own)
        n_words = len(tellings[i].text.split())
        penalty = 0.5 if n_words < _SHORT else min(1.0, _LONG / n_words)
        return share * penalty * (1.0 + _OPENING * tellings[i].opens)

    chosen: list[int] = []
    for i in sorted(of_day, key=lambda i: (-weight(i), i)):
        if len(chosen) == n:
            break
        if all(len(words[i] & words[j]) < _REPEATS * max(1, min(len(words[i]), len(words[j]))) for j in chosen):
            chosen.append(i)
    return tuple(chosen)
