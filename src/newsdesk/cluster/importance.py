"""How much a story matters now, and why: origins, growth, reach and novelty, each told in words.

Each part is a number from 0 to 1 that grows ever more slowly (`1 - 1/(1 + x)`, as counts of a skewed kind are judged),
so that a story of two hundred copies does not drown one that ten outlets found by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from newsdesk.model.story import Importance, Joining, Origin, Relation, Report

_ORIGINS, _GROWTH, _REACH, _NOVELTY = 0.4, 0.2, 0.15, 0.25
_LATELY = timedelta(hours=6)
_FRESH = timedelta(hours=12)
"""In this time the newest report of a story's own loses half of its novelty."""
_REPEATS = frozenset({Relation.COPY, Relation.REREAD})


def importance(
    reports: Sequence[Report], joinings: Sequence[Joining], origins: Sequence[Origin], now: datetime
) -> Importance:
    """Return a story's importance at a moment; reports dated after it count as of now.

    `joinings` tell which reports are copies or readings again: those add to reach, not to growth or novelty.
    """
    repeats = {joining.version_id for joining in joinings if joining.relation in _REPEATS}
    own = sorted(min(one.at, now) for one in reports if one.version.id not in repeats)
    outlets = {one.outlet for one in reports}
    n_lately = sum(at > now - _LATELY for at in own)
    n_before = sum(now - 2 * _LATELY < at <= now - _LATELY for at in own)
    newest = own[-1] if own else now
    parts = (
        (_ORIGINS, _slowing(len(origins) - 1, 3), _counted(len(origins), "independent origin")),
        (_GROWTH, _slowing(n_lately - n_before / 2, 4), _growth(n_lately, n_before)),
        (_REACH, _slowing(len(outlets) - 1, 5), f"carried by {_counted(len(outlets), 'outlet')}"),
        (_NOVELTY, 0.5 ** ((now - newest) / _FRESH), f"newest report {_age(now - newest)} old"),
    )
    return Importance(
        score=round(sum(weight * value for weight, value, _ in parts), 4), reasons=tuple(words for *_, words in parts)
    )


def _slowing(count: float, half: float) -> float:
    """From 0 towards 1; a half where the count is `half`."""
    return max(0.0, count) / (max(0.0, count) + half)


def _growth(n_lately: int, n_before: int) -> str:
    hours = int(_LATELY.total_seconds() // 3600)
    lately = _counted(n_lately, "report") if n_lately else "no report"
    return f"{lately} in the last {hours} hours, {n_before or 'none'} in the {hours} before"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    if not hours:
        return "less than an hour"
    return _counted(hours, "hour") if hours < 48 else f"{hours // 24} days"
