"""Small facts about the database itself, such as when the sample world began."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text, delete, select

from newsdesk.store.family import METADATA, Family

META = Table(
    "meta",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)


class Meta(Family):
    """Texts by key."""

    def get(self, key: str) -> str | None:
        """Return the text kept under a key; None: there is none."""
        found: str | None = self._value(select(META.c.value).where(META.c.key == key))
        return found

    def set(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        self._put(META, [{"key": key, "value": value}])

    def remove(self, key: str) -> None:
        """Forget a key."""
        self._connection.execute(delete(META).where(META.c.key == key))
