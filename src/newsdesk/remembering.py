"""What is read of a report by itself, remembered as long as the report stays as it is.

A story is read again with each report it gains; of the others nothing has changed. What is remembered is found by the
version's id and holds for an equal report alone, so that a version that was annotated anew is read anew, and it does
not matter in which story or process a report is met.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from newsdesk.model.story import Report

P = ParamSpec("P")
T = TypeVar("T")

MAX_REPORTS = 512
"""Reports remembered: those of eight large stories."""
_held: OrderedDict[str, tuple[Report, dict[tuple[Any, ...], Any]]] = OrderedDict()
_lock = Lock()


def of_report(read: Callable[Concatenate[Report, P], T]) -> Callable[Concatenate[Report, P], T]:
    """Remember what a function returns for a report and what else it is given, which is hashable and small.

    The function looks at nothing else, and nobody changes what it returns.
    """

    @wraps(read)
    def known(report: Report, /, *others: P.args, **named: P.kwargs) -> T:
        found, key = _known(report), (read, *others, *named.items())
        if key not in found:
            found[key] = read(report, *others, **named)
        value: T = found[key]
        return value

    return known


def forget() -> None:
    """Forget all reports; what is read of them next is the same, only later."""
    with _lock:
        _held.clear()


def _known(report: Report) -> dict[tuple[Any, ...], Any]:
    """Return what is remembered of a report."""
    key = report.version.id
    with _lock:
        held = _held.get(key)
        if held is not None and (held[0] is report or held[0] == report):
            found = held[1]
            _held.move_to_end(key)
        else:
            found = {}
        # The newest of equal objects is met next, and found again without comparing.
        if held is None or held[0] is not report:
            _held[key] = (report, found)
            _held.move_to_end(key)
        if len(_held) > MAX_REPORTS:
            _held.popitem(last=False)
    return found
