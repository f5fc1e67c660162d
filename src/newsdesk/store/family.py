"""What every table family shares: the schema's registry, one connection, and inserts that both databases understand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Integer, MetaData, Select, Table, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

T = TypeVar("T")
Row = Mapping[str, object]


class Family:
    """The queries over one family of tables, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _value(self, query: Select[Any]) -> Any:
        """Return the first column of the first row; None when there is no row."""
        return self._connection.execute(query).scalar()

    def _values(self, query: Select[Any]) -> tuple[Any, ...]:
        """Return the first column of every row."""
        return tuple(self._connection.execute(query).scalars())

    def _insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows that must be new."""
        if rows:
            self._connection.execute(table.insert(), list(rows))

    def _insert_new(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert the rows whose keys are not known yet, and leave the others as they are."""
        if rows:
            self._connection.execute(self._dialect_insert(table).on_conflict_do_nothing(), list(rows))

    def _put(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows, or replace those with the same primary key."""
        if not rows:
            return
        statement = self._dialect_insert(table)
        keys = [column.name for column in table.primary_key]
        changes = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes), list(rows))

    def _dialect_insert(self, table: Table) -> Any:
        return sqlite_insert(table) if self._connection.dialect.name == "sqlite" else postgresql_insert(table)

    def _next(self, table: Table) -> int:
        """Return the next number of a log: one more than its last.

        Writers are serialised, so that numbers have no gaps and their order is the order of commits.
        """
        return int(self._value(select(func.coalesce(func.max(table.c.seq), 0).cast(Integer)))) + 1

    def _known(self, table: Table, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the table holds."""
        return set(self._values(select(table.c.id).where(table.c.id.in_(list(ids)))))
