"""How an item leaves a stage: Made, Refused or PutOff. Anything else is a bug, and is counted as broken."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct

from newsdesk.model.reason import Reason

T = TypeVar("T")


class Made(Struct, Generic[T], frozen=True):
    """The stage gave something: a tuple of values, in order. It may be empty only where a stage says so."""

    values: tuple[T, ...]


class Refused(Struct, frozen=True):
    """The stage gives nothing for this input, and never will; `detail` names what was found and what was expected."""

    reason: Reason
    detail: str = ""


class PutOff(Struct, frozen=True):
    """The stage gives nothing yet: try again at `until` (aware UTC)."""

    until: datetime
    reason: Reason
    detail: str = ""


Outcome = Made[T] | Refused | PutOff
