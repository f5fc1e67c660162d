"""The third log: what readers were shown; and an index of the public items that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Select,
    String,
    Table,
    UniqueConstraint,
    and_,
    delete,
    false,
    func,
    or_,
    select,
)

from newsdesk.model.update import Update, UpdateKind
from newsdesk.store.columns import Moment, Value, microseconds, moment, name_key, plain
from newsdesk.store.family import METADATA, Family
from newsdesk.store.search import Search

UPDATES = Table(
    "updates",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("item_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String, nullable=False, index=True),
    Column("story_id", String, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("payload", Value(Update), nullable=False),
    UniqueConstraint("item_id", "number"),
)
ITEMS = Table(
    "items",
    METADATA,
    Column("id", String, primary_key=True),
    Column(
        "n", BigInteger, nullable=False, unique=True, comment="the number of its first update: its key in the search"
    ),
    Column("key", String, nullable=False, index=True, comment="the part of the id that stands in the address"),
    Column("story_id", String, nullable=False, index=True),
    Column("latest", BigInteger, nullable=False, comment="the number of its newest update"),
    Column("n_updates", Integer, nullable=False),
    Column("first_published", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, comment="when it last really changed"),
    Column("retracted", Boolean, nullable=False),
    Index("ix_items_changed_at", "changed_at", "id"),
)
ITEM_NAMES = Table(
    "item_names",
    METADATA,
    Column("item_id", String, primary_key=True),
    Column("role", String, primary_key=True, comment="person or place"),
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Index("ix_item_names_key", "role", "key"),
)
_CORRECTIONS = (UpdateKind.CORRECTION.value, UpdateKind.CLARIFICATION.value, UpdateKind.RETRACTION.value)
_NOTICED = frozenset({"headline", "sentences", "lead"})
"""What must have changed for an update to be more than bookkeeping: another origin alone moves nothing to the top."""


class PublicItem(Struct, frozen=True, kw_only=True):
    """An item as lists show it: its newest state, and when it last really changed."""

    update: Update
    changed_at: datetime
    n_updates: int

    @property
    def cursor(self) -> str:
        """What `before` takes to go on after this item."""
        return f"{microseconds(self.changed_at)}.{self.update.item_id}"


class NamedCount(Struct, frozen=True):
    """A person or place, and in how many public items it stands."""

    name: str
    n_items: int


class Updates(Family):
    """What readers were shown, numbered from 1; nothing here is ever changed."""

    def append(self, update: Update) -> bool:
        """Append a state of an item and show it in the lists; False when its id is known, which changes nothing."""
        if self._known(UPDATES, [update.id]):
            return False
        seq = self._next(UPDATES)
        row = {"seq": seq, "id": update.id, "item_id": update.item_id, "number": update.number, "at": update.at}
        self._insert(UPDATES, [{**row, "kind": update.kind.value, "story_id": update.story_id, "payload": update}])
        self.index(seq, update)
        return True

    def index(self, seq: int, update: Update) -> None:
        """Bring the lists and the search up to an update; they can be made again from the log."""
        known = self._connection.execute(select(ITEMS).where(ITEMS.c.id == update.item_id)).mappings().first()
        changed_at = update.at if known is None or is_real(update) else known["changed_at"]
        n = known["n"] if known else seq
        row = {"id": update.item_id, "n": n, "key": update.item_id.removeprefix("itm-")[:10]}
        dates = {"first_published": update.first_published, "changed_at": changed_at}
        retracted = update.kind is UpdateKind.RETRACTION
        counts = {"story_id": update.story_id, "latest": seq, "n_updates": update.number, "retracted": retracted}
        self._put(ITEMS, [{**row, **dates, **counts}])
        self._connection.execute(delete(ITEM_NAMES).where(ITEM_NAMES.c.item_id == update.item_id))
        search = Search(self._connection)
        search.forget(n)
        if not retracted:
            self._insert_new(ITEM_NAMES, _names(update))
            search.learn(n, update)

    def get(self, update_id: str) -> Update | None:
        """Return an update; None: unknown."""
        found: Update | None = self._value(select(UPDATES.c.payload).where(UPDATES.c.id == update_id))
        return found

    def latest(self, limit: int, before: str = "") -> tuple[Update, ...]:
        """Return the newest state of each item, that which last really changed first; `before`: see `page`."""
        return tuple(item.update for item in self.page(limit, before))

    def page(self, limit: int, before: str = "") -> tuple[PublicItem, ...]:
        """Return items not retracted, that which last really changed first.

        `before` is the `cursor` of the last item of the page before; a cursor that makes no sense is as none.
        """
        query = _items().where(ITEMS.c.retracted == false())
        mark = _mark(before)
        if mark:
            at, item_id = mark
            earlier = and_(ITEMS.c.changed_at == at, ITEMS.c.id < item_id)
            query = query.where(or_(ITEMS.c.changed_at < at, earlier))
        return self._items(query.order_by(ITEMS.c.changed_at.desc(), ITEMS.c.id.desc()).limit(limit))

    def item(self, item_id: str) -> PublicItem | None:
        """Return an item's newest state, also when it is a retraction; None: never published."""
        return next(iter(self._items(_items().where(ITEMS.c.id == item_id))), None)

    def by_slug_key(self, key: str) -> PublicItem | None:
        """Return the item whose address ends with this key, retracted or not; None: there is none."""
        return next(iter(self._items(_items().where(ITEMS.c.key == plain(key)).order_by(ITEMS.c.n).limit(1))), None)

    def of_item(self, item_id: str) -> tuple[Update, ...]:
        """Return every state of an item, oldest first."""
        return self._values(select(UPDATES.c.payload).where(UPDATES.c.item_id == item_id).order_by(UPDATES.c.number))

    def of_story(self, story_id: str) -> tuple[PublicItem, ...]:
        """Return a story's items, newest first, retracted ones too. Merges are not followed: see `of_stories`."""
        return self.of_stories((story_id,))

    def of_stories(self, story_ids: Iterable[str]) -> tuple[PublicItem, ...]:
        """Return the items of several stories, that which last really changed first, retracted ones too."""
        query = _items().where(ITEMS.c.story_id.in_(list(story_ids)))
        return self._items(query.order_by(ITEMS.c.changed_at.desc(), ITEMS.c.id.desc()))

    def corrections(self, limit: int) -> tuple[Update, ...]:
        """Return corrections, clarifications and retractions, newest first."""
        query = select(UPDATES.c.payload).where(UPDATES.c.kind.in_(_CORRECTIONS))
        return self._values(query.order_by(UPDATES.c.seq.desc()).limit(limit))

    def of_person(self, name: str, limit: int = 50) -> tuple[PublicItem, ...]:
        """Return items that name a person, that which last really changed first."""
        return self._naming("person", name, limit)

    def of_place(self, name: str, limit: int = 50) -> tuple[PublicItem, ...]:
        """Return items that name a place, that which last really changed first."""
        return self._naming("place", name, limit)

    def names(self, role: str, limit: int) -> tuple[NamedCount, ...]:
        """Return the persons or places (`role`) that stand in most items."""
        n_items = func.count()
        query = select(func.min(ITEM_NAMES.c.name), n_items).where(ITEM_NAMES.c.role == role)
        query = query.group_by(ITEM_NAMES.c.key).order_by(n_items.desc(), ITEM_NAMES.c.key).limit(limit)
        return tuple(NamedCount(name, n) for name, n in self._connection.execute(query))

    def since(self, seq: int, limit: int = 100) -> tuple[tuple[int, Update], ...]:
        """Return updates with their numbers, those above `seq`, oldest first: what is sent to open pages."""
        query = select(UPDATES.c.seq, UPDATES.c.payload).where(UPDATES.c.seq > seq)
        return tuple(
            (number, update) for number, update in self._connection.execute(query.order_by(UPDATES.c.seq).limit(limit))
        )

    def last_seq(self) -> int:
        """Return the number of the newest update; 0 when nothing was published yet."""
        return self._next(UPDATES) - 1

    def n_items(self) -> int:
        """Return how many items readers can see now."""
        return int(self._value(select(func.count()).select_from(ITEMS).where(ITEMS.c.retracted == false())))

    def by_numbers(self, numbers: Iterable[int]) -> dict[int, PublicItem]:
        """Return items by their numbers in the search."""
        query = _items(ITEMS.c.n).where(ITEMS.c.n.in_(list(numbers)))
        rows = self._connection.execute(query)
        return {n: PublicItem(update=update, changed_at=at, n_updates=count) for update, at, count, n in rows}

    def _naming(self, role: str, name: str, limit: int) -> tuple[PublicItem, ...]:
        named = and_(ITEM_NAMES.c.item_id == ITEMS.c.id, ITEM_NAMES.c.role == role, ITEM_NAMES.c.key == name_key(name))
        query = _items().join(ITEM_NAMES, named).where(ITEMS.c.retracted == false())
        return self._items(query.order_by(ITEMS.c.changed_at.desc(), ITEMS.c.id.desc()).limit(limit))

    def _items(self, query: Select[Any]) -> tuple[PublicItem, ...]:
        rows = self._connection.execute(query)
        return tuple(PublicItem(update=update, changed_at=at, n_updates=count) for update, at, count in rows)


def is_real(update: Update) -> bool:
    """Tell whether readers would notice the change: new words, a correction, a clarification, a retraction."""
    return update.kind is not UpdateKind.UPDATE or not _NOTICED.isdisjoint(update.changed)


def _items(*more: Any) -> Select[Any]:
    columns = (UPDATES.c.payload, ITEMS.c.changed_at, ITEMS.c.n_updates, *more)
    return select(*columns).select_from(ITEMS).join(UPDATES, UPDATES.c.seq == ITEMS.c.latest)


def _mark(cursor: str) -> tuple[datetime, str] | None:
    number, _, item_id = cursor.partition(".")
    return (moment(int(number)), item_id) if item_id and number.isdecimal() and len(number) <= 17 else None


def _names(update: Update) -> list[dict[str, object]]:
    people = [("person", person.name) for person in update.brief.people]
    places = [("place", place.name) for place in update.brief.places]
    return [
        {"item_id": update.item_id, "role": role, "key": name_key(name), "name": plain(name)}
        for role, name in (*people, *places)
        if name_key(name)
    ]
