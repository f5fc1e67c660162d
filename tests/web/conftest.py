"""Stores filled once, and copied for tests that write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from filled_desk import fill
from starlette.testclient import TestClient

from newsdesk.settings import Settings
from newsdesk.store import Store, create_store, open_store
from newsdesk.web.app import make_app


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the invented world in it; not to be written to."""
    path = tmp_path_factory.mktemp("filled") / "newsdesk.sqlite3"
    store = create_store(f"sqlite:///{path}")
    fill(store)
    store.close()
    return path


@pytest.fixture(scope="session")
def store(filled_file: Path) -> Iterator[Store]:
    """The invented world, shared by all tests that only look."""
    opened = open_store(f"sqlite:///{filled_file}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(store: Store, filled_file: Path) -> Iterator[TestClient]:
    """A reader of the shared world."""
    with reader_of(store, settings_in(filled_file.parent)) as made:
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def own_store(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The invented world, for one test alone."""
    copy = tmp_path / "newsdesk.sqlite3"
    copy.write_bytes(filled_file.read_bytes())
    opened = open_store(f"sqlite:///{copy}")
    yield opened
    opened.close()


@pytest.fixture
def own_client(own_store: Store, settings: Settings) -> Iterator[TestClient]:
    """A reader of a world that the test changes."""
    with reader_of(own_store, settings) as made:
        yield made


def settings_in(folder: Path) -> Settings:
    return Settings(data=folder, site_name="The Ledger", desk_contact="desk@ledger.example")


def reader_of(store: Store, settings: Settings) -> TestClient:
    """A client that sees every change at once."""
    app = make_app(store, settings)
    app.state.site.pages.trusted_s = 0.0
    return TestClient(app, follow_redirects=False)
