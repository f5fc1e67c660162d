"""Every test that asks for `store` runs twice: on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import binaries, server
from sqlalchemy import create_engine, text

from newsdesk.store import SCHEMA, Store, create_store, open_store
from newsdesk.store.engine import parse_url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, since migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("store") / "migrated.sqlite3"
    create_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a running server."""
    folder = binaries()
    if folder is None:
        pytest.skip("the PostgreSQL server is not installed (no initdb found)")
    with server(folder) as address:
        create_store(f"{address}/postgres").close()
        yield f"{address}/postgres"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "newsdesk.sqlite3")
        return f"sqlite:///{tmp_path / 'newsdesk.sqlite3'}"
    address: str = request.getfixturevalue("postgres")
    empty(address)
    return address


def empty(address: str) -> None:
    """Empty every table, past the triggers that keep the logs, and set the schema's version right."""
    engine = create_engine(parse_url(address))
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        connection.execute(text(f"TRUNCATE {', '.join(name for name in names if name != 'alembic_version')}"))
        connection.execute(text("UPDATE alembic_version SET version_num = :schema"), {"schema": SCHEMA})
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty store."""
    opened = open_store(url)
    yield opened
    opened.close()
