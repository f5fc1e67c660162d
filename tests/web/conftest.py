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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, site_name="The Ledger", desk_contact="desk@ledger.example")


@pytest.fixture
def store(filled_file: Path, tmp_path: Path) -> Iterator[Store]:
    """The invented world, for one test alone."""
    copy = tmp_path / "newsdesk.sqlite3"
    for suffix in ("", "-wal"):
        part = filled_file.with_name(filled_file.name + suffix)
        if part.exists():
            copy.with_name(copy.name + suffix).write_bytes(part.read_bytes())
    opened = open_store(f"sqlite:///{copy}")
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store, settings: Settings) -> Iterator[TestClient]:
    app = make_app(store, settings)
    app.state.site.pages.trusted_s = 0.0
    with TestClient(app, follow_redirects=False) as made:
        yield made
