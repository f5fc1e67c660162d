"""What the desk keeps: the only package that speaks SQL, for SQLite and PostgreSQL from one body of code.

Three logs are the truth and are only ever appended to: snapshots, decisions, updates (the database itself refuses
changes to them). All between them is derived and can be dropped and made again.
"""

from newsdesk.store.accounts import Account
from newsdesk.store.check import Problem, problems
from newsdesk.store.derived import drop_from
from newsdesk.store.engine import SCHEMA, Store, Transaction, View, create_store, open_store
from newsdesk.store.family import METADATA
from newsdesk.store.outcomes import STAGES, Recorded, StageBooks, Todo
from newsdesk.store.replays import Replay
from newsdesk.store.search import Hit
from newsdesk.store.stories import Chapter, StoryRow
from newsdesk.store.updates import NamedCount, PublicItem

__all__ = [
    "METADATA",
    "SCHEMA",
    "STAGES",
    "Account",
    "Chapter",
    "Hit",
    "NamedCount",
    "Problem",
    "PublicItem",
    "Recorded",
    "Replay",
    "StageBooks",
    "Store",
    "StoryRow",
    "Todo",
    "Transaction",
    "View",
    "create_store",
    "drop_from",
    "open_store",
    "problems",
]
