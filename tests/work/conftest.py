"""A store on SQLite for each test; that the store is the same on PostgreSQL is tested with the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from played_archive import play

from newsdesk.store import Store, create_store, open_store

NewStore = Callable[[str], Store]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "newsdesk.sqlite3"
    create_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def new_store(migrated: Path, tmp_path: Path) -> Iterator[NewStore]:
    """Make empty stores, each under a name; the same name opens the same store again."""
    opened: list[Store] = []

    def make(name: str) -> Store:
        path = tmp_path / f"{name}.sqlite3"
        if not path.exists():
            shutil.copy(migrated, path)
        opened.append(open_store(f"sqlite:///{path}"))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store: NewStore) -> Store:
    """One empty store."""
    return new_store("newsdesk")


@pytest.fixture(scope="session")
def played_file(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a desk that has played an archive."""
    folder = tmp_path_factory.mktemp("played")
    path = Path(shutil.copy(migrated, folder / "newsdesk.sqlite3"))
    store = open_store(f"sqlite:///{path}")
    play(store, folder, 20)
    store.close()
    return path


@pytest.fixture
def played(played_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A desk that has played an archive: its own copy for each test."""
    path = shutil.copy(played_file, tmp_path / "played.sqlite3")
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def parted_file(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a desk that has played an archive with two stories at least."""
    folder = tmp_path_factory.mktemp("parted")
    path = Path(shutil.copy(migrated, folder / "newsdesk.sqlite3"))
    store = open_store(f"sqlite:///{path}")
    play(store, folder, 20, chess=True)
    store.close()
    return path


@pytest.fixture
def parted(parted_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A desk that has played an archive with two stories at least: its own copy for each test."""
    path = shutil.copy(parted_file, tmp_path / "parted.sqlite3")
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()
