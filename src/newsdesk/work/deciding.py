"""desk and publish: a brief is decided on by the standing rule; a decision becomes what readers are shown.

Both look at what was decided and shown before, so they run in order, inside the transaction that saves them.
"""

from __future__ import annotations

from datetime import datetime

from newsdesk.desk import Docket, decide
from newsdesk.model.brief import Brief
from newsdesk.model.decision import Decision
from newsdesk.model.outcome import Made
from newsdesk.publish import publish
from newsdesk.store import Store, Transaction, View
from newsdesk.work.fates import Done, attempt, recorded


class Deciding:
    """The stage desk: the standing rule takes briefs up, or leaves them to an editor."""

    name = "desk"

    def __init__(self, store: Store, rule: str, *, at_once: int) -> None:
        self._store, self._rule, self._at_once = store, rule, at_once
        self._mark = 0

    def step(self, now: datetime) -> int:
        """Take up some briefs and return how many; 0: none is left."""
        with self._store.write() as tx:
            todo = tx.outcomes.todo(self.name, self._at_once, self._mark, now)
            for one in todo:
                brief = tx.briefs.get(one.input_id)
                assert brief is not None
                self._decide(tx, brief, now)
        self._mark = max(self._mark, *(one.seq for one in todo)) if todo else self._mark
        return len(todo)

    def _decide(self, tx: Transaction, brief: Brief, now: datetime) -> None:
        fate = attempt(decide, brief, docket_of(tx, brief.story_id), self._rule, now)
        outputs = []
        if isinstance(fate, Made):
            for decision in fate.values:
                tx.decisions.append(decision)
                outputs.append(decision.id)
        tx.outcomes.record(recorded(self.name, Done(brief.id, fate), now, outputs))


class Publishing:
    """The stage publish: decisions that readers see become updates."""

    name = "publish"

    def __init__(self, store: Store, *, at_once: int) -> None:
        self._store, self._at_once = store, at_once
        self._mark = 0

    def step(self, now: datetime) -> int:
        """Take up some decisions and return how many; 0: none is left."""
        with self._store.write() as tx:
            todo = tx.outcomes.todo(self.name, self._at_once, self._mark, now)
            for one in todo:
                decision = tx.decisions.get(one.input_id)
                assert decision is not None
                publish_decision(tx, decision, now)
        self._mark = max(self._mark, *(one.seq for one in todo)) if todo else self._mark
        return len(todo)


def docket_of(view: View, story_id: str) -> Docket:
    """Return the desk's docket of a story, with the items of the stories that were merged into it."""
    now_in = view.stories.resolve(story_id)
    return Docket.of(now_in, view.decisions.of_stories(view.stories.led_to(now_in)))


def publish_decision(tx: Transaction, decision: Decision, now: datetime) -> None:
    """Make and save what readers see of a decision, with its line in the books."""
    fate = attempt(publish, decision, tx.updates.of_item(decision.item_id))
    outputs = []
    if isinstance(fate, Made):
        for update in fate.values:
            tx.updates.append(update)
            outputs.append(update.id)
    tx.outcomes.record(recorded("publish", Done(decision.id, fate), now, outputs))
