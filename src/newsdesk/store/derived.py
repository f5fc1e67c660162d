"""Dropping what was derived. The three logs, and what people set up, stay."""

from __future__ import annotations

from sqlalchemy import Table, delete, select, text

from newsdesk.store.annotations import ANNOTATIONS, MENTIONS
from newsdesk.store.briefs import BRIEFS
from newsdesk.store.engine import Transaction
from newsdesk.store.outcomes import OUTCOMES, STAGES
from newsdesk.store.stories import CHAPTERS, JOININGS, MERGES, STORIES
from newsdesk.store.updates import ITEM_NAMES, ITEMS, UPDATES
from newsdesk.store.versions import VERSIONS

_DERIVED: dict[str, tuple[Table, ...]] = {
    "extract": (VERSIONS,),
    "annotate": (MENTIONS, ANNOTATIONS),
    "cluster": (CHAPTERS, MERGES, JOININGS, STORIES),
    "brief": (BRIEFS,),
    "desk": (),
    "publish": (),
}
"""What each stage derives. Decisions and updates are logs, so desk and publish derive nothing that may be dropped."""


def drop_from(tx: Transaction, stage: str) -> None:
    """Drop what this stage and those after it derived, and their outcomes, so that all of it is to do again.

    What publish did stays in the books, because updates stay; the lists of items and the search are made again here.
    """
    stages = list(_DERIVED)[list(_DERIVED).index(stage) :]
    for later in reversed(stages):
        for table in _DERIVED[later]:
            tx.connection.execute(delete(table))
    again = [one for one in STAGES if one in stages and one != "publish"]
    tx.connection.execute(delete(OUTCOMES).where(OUTCOMES.c.stage.in_(again)))
    _index_again(tx)


def _index_again(tx: Transaction) -> None:
    for table in (ITEM_NAMES, ITEMS):
        tx.connection.execute(delete(table))
    tx.connection.execute(text("DELETE FROM search_index"))
    for seq, update in tx.connection.execute(select(UPDATES.c.seq, UPDATES.c.payload).order_by(UPDATES.c.seq)):
        tx.updates.index(seq, update)
