"""Editors' accounts."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Column, String, Table, delete, select

from newsdesk.store.columns import Moment, name_key, plain
from newsdesk.store.family import METADATA, Family

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("created", Moment, nullable=False),
)


class Account(Struct, frozen=True, kw_only=True):
    """An editor who may log in to the desk."""

    name: str
    password_hash: str
    """Argon2, with its parameters; never the password."""
    created: datetime


class Accounts(Family):
    """Who may log in. Names are compared without case."""

    def save(self, account: Account) -> None:
        """Add an account, or replace the one of that name."""
        row = {"name": plain(account.name), "password_hash": account.password_hash, "created": account.created}
        self._put(ACCOUNTS, [{"key": name_key(account.name), **row}])

    def get(self, name: str) -> Account | None:
        """Return an account; None: nobody of that name may log in."""
        found = self._accounts(ACCOUNTS.c.key == name_key(name))
        return found[0] if found else None

    def all(self) -> tuple[Account, ...]:
        """Return the accounts by name."""
        return self._accounts(ACCOUNTS.c.key != "")

    def remove(self, name: str) -> bool:
        """Remove an account; False: there is none of that name."""
        return self._connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.key == name_key(name))).rowcount > 0

    def _accounts(self, condition: object) -> tuple[Account, ...]:
        query = select(ACCOUNTS.c.name, ACCOUNTS.c.password_hash, ACCOUNTS.c.created)
        rows = self._connection.execute(query.where(condition).order_by(ACCOUNTS.c.key)).mappings()  # type: ignore[arg-type]
        return tuple(Account(**row) for row in rows)
