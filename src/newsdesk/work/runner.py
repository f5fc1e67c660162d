"""Runs the stages over the store, in the order of the path, until nothing is left to do.

Work to do is what has no outcome yet: the logs are the queue. Each step saves its outputs and outcomes in one
transaction, so that a process killed at any moment loses nothing and repeats nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from newsdesk.desk import RULES
from newsdesk.errors import UsageError
from newsdesk.model.own import NOTHING_OWN, Own
from newsdesk.store import Store
from newsdesk.work.briefing import Briefing
from newsdesk.work.clustering import Clustering
from newsdesk.work.crew import Crew
from newsdesk.work.deciding import Deciding, Publishing
from newsdesk.work.endpoint import Phraser
from newsdesk.work.mapped import Annotating, Extracting

AT_ONCE = 128
"""Inputs a stage takes up in one step."""


class Step(Protocol):
    """A stage over the store."""

    @property
    def name(self) -> str:
        """The stage's name."""

    def step(self, now: datetime) -> int:
        """Take up some inputs and return how many; 0: none is left."""


class Runner:
    """Drains the stages from extract to publish. One at a time for a database: cluster is a single ordered writer."""

    def __init__(
        self,
        store: Store,
        crew: Crew,
        *,
        rule: str = "",
        own: Own = NOTHING_OWN,
        at_once: int = AT_ONCE,
        phrase: Phraser | None = None,
        anew: bool = False,
        on_step: Callable[[str, int], None] = lambda _stage, _n: None,
    ) -> None:
        """`rule` is the standing rule (empty: every brief waits for an editor); `on_step` hears what was taken up.

        `phrase` is the optional writer (None: briefs stay as made); `anew` writes briefs of the same reports again.

        Raises UsageError when there is no such rule.
        """
        if rule and rule not in RULES:
            raise UsageError(f"standing rule {rule!r}: unknown; expected one of {', '.join(RULES)}, or none")
        self._steps: tuple[Step, ...] = (
            Extracting(store, crew, at_once=at_once, own=own),
            Annotating(store, crew, at_once=at_once, own=own),
            Clustering(store),
            Briefing(store, crew, at_once=at_once, phrase=phrase, anew=anew),
            Deciding(store, rule, at_once=at_once),
            Publishing(store, at_once=at_once),
        )
        self._on_step = on_step
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask a drain under way, in whatever thread, to end after its present step."""
        self._stopping.set()

    @property
    def stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    def drain(self, now: datetime, through: str = "publish") -> int:
        """Run every stage up to `through` until it has nothing left, in order; return how many inputs were taken up.

        `now` (aware UTC) is the time that outcomes, briefs and decisions bear: the archive's in a replay.
        """
        taken = 0
        for step in self._steps:
            while not self._stopping.is_set():
                n = step.step(now)
                if n == 0:
                    break
                taken += n
                self._on_step(step.name, n)
            if step.name == through:
                break
        return taken
