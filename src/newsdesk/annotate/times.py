"""Find expressions of time, and say which time they mean.

The words are a language's own business (`annotate/<language>/times_*.py`); what they mean on the calendar is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsdesk.model.annotations import Time
from newsdesk.model.text import Span


def find_times(text: str, sentences: Sequence[Span], anchor: datetime | None, language: str) -> tuple[Time, ...]:
    """Return the expressions of time in `text`, in order, without overlaps.

    `anchor` is the day of publication, aware; without it relative expressions stay unresolved.
    A language without rules gives none.
    """
    return ()
