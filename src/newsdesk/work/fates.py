"""The worker's edge: what a stage did with an input, a bug included.

This is the one place where any exception is caught: it becomes the fate of that input alone, is counted as broken and
kept with its traceback, and never stops the others.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from newsdesk.errors import StoreError
from newsdesk.model.outcome import Made, Outcome, PutOff, Refused
from newsdesk.pipeline import version_of
from newsdesk.store import Recorded, Store, Transaction

_LONGEST_TRACE = 20_000


class Broken(Struct, frozen=True):
    """A stage raised instead of giving an outcome."""

    name: str
    """The exception's name."""
    trace: str


Fate = Outcome[Any] | Broken


class Done(Struct, frozen=True):
    """An input with its fate."""

    input_id: str
    fate: Fate


def attempt(stage: Callable[..., Outcome[Any]], *arguments: Any) -> Fate:
    """Call a stage. Whatever it raises, and whatever it gives that is no Outcome, is a bug and makes it broken."""
    try:
        outcome = stage(*arguments)
        if isinstance(outcome, Made | Refused | PutOff):
            return outcome
        raise TypeError(f"{stage}: gave {type(outcome).__name__}, expected an Outcome")
    except Exception as error:  # noqa: BLE001  the worker's edge
        return broken(error)


def broken(error: BaseException) -> Broken:
    """Make the fate of an input from what was raised over it."""
    trace = "".join(traceback.format_exception(error))
    return Broken(type(error).__name__, trace[-_LONGEST_TRACE:])


def recorded(stage: str, done: Done, at: datetime, outputs: Sequence[str] = ()) -> Recorded:
    """Make the line for the books."""
    fate = done.fate
    line: dict[str, Any] = {"stage": stage, "input_id": done.input_id, "at": at, "stage_version": version_of(stage)}
    match fate:
        case Made():
            return Recorded(**line, kind="made", outputs=tuple(outputs))
        case Refused():
            return Recorded(**line, kind="refused", reason=fate.reason.value, detail=fate.detail)
        case PutOff():
            return Recorded(**line, kind="put_off", reason=fate.reason.value, detail=fate.detail, until=fate.until)
        case Broken():
            return Recorded(**line, kind="broken", reason=fate.name, detail=fate.trace)


Keep = Callable[[Transaction, Done], Iterable[str]]
"""Saves what was made of one input and returns the ids of it."""


def save(store: Store, stage: str, dones: Sequence[Done], keep: Keep, at: datetime) -> None:
    """Save outputs and outcomes in one transaction; where that fails, one by one, so that one value spoils no other."""
    try:
        with store.write() as tx:
            _save(tx, stage, dones, keep, at)
        return
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001  the worker's edge
        if len(dones) == 1:
            with store.write() as tx:
                tx.outcomes.record(recorded(stage, Done(dones[0].input_id, broken(error)), at))
            return
    for done in dones:
        save(store, stage, [done], keep, at)


def _save(tx: Transaction, stage: str, dones: Sequence[Done], keep: Keep, at: datetime) -> None:
    lines = []
    for done in dones:
        outputs = tuple(keep(tx, done)) if isinstance(done.fate, Made) else ()
        lines.append(recorded(stage, done, at, outputs))
    tx.outcomes.record(*lines)
