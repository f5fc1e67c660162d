"""Migrations make the very schema that the code works with, and databases that do not fit are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from newsdesk.errors import StoreError, UsageError
from newsdesk.store import METADATA, SCHEMA, Store, create_store, open_store
from newsdesk.store.migrate import migrate, newest


def test_the_migrations_make_the_tables_the_code_declares(store: Store) -> None:
    engine = create_engine(store.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours, "compare_type": False})
        differences = [one for one in compare_metadata(context, METADATA) if "comment" not in str(one[0])]
    engine.dispose()

    assert not differences
    assert newest() == SCHEMA


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or not str(name).startswith("search_index")


def test_migrating_again_changes_nothing(url: str) -> None:
    assert migrate(url) == (SCHEMA, SCHEMA)


def test_a_missing_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.sqlite3: there is no such file"):
        open_store(f"sqlite:///{tmp_path / 'none.sqlite3'}")


def test_create_makes_folders_and_opens_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'newsdesk.sqlite3'}"
    first = create_store(url)
    with first.write() as tx:
        tx.meta.set("a", "b")
    first.close()

    again = create_store(url)
    with again.read() as view:
        assert view.meta.get("a") == "b"
    again.close()


def test_a_database_of_another_schema_is_refused(url: str) -> None:
    store = open_store(url)
    with store.write() as tx:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()

    with pytest.raises(StoreError, match="its schema is 9999; expected"):
        open_store(url)
    with pytest.raises(StoreError, match="does not know"):
        migrate(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and long enough to be read as a database's first page. " * 99)

    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "nonsense", "", "sqlite:///:memory:"])
def test_an_address_that_is_not_supported_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="expected sqlite:///PATH"):
        open_store(url)
