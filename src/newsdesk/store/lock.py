"""One worker at a time: two that drain one database would do everything twice.

The lock goes with its holder: the system takes it back from a process that was killed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from newsdesk.errors import StoreError

_LOCK = 0x6E657774
"""The key of PostgreSQL's advisory lock; another than the writers'."""


@contextmanager
def sole_worker(url: URL) -> Iterator[None]:
    """Be the one process that runs stages over this database; raises StoreError when another one does."""
    hold = _hold_file if url.get_backend_name() == "sqlite" else _hold_key
    with hold(url):
        yield


@contextmanager
def _hold_file(url: URL) -> Iterator[None]:
    """SQLite: a lock on a file beside the database."""
    opened = os.open(f"{url.database}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _taken(url) from None
        yield
    finally:
        os.close(opened)


@contextmanager
def _hold_key(url: URL) -> Iterator[None]:
    """PostgreSQL: an advisory lock of a session that stays open meanwhile."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.execute(text(f"SELECT pg_try_advisory_lock({_LOCK})")).scalar():
            raise _taken(url)
        yield


def _taken(url: URL) -> StoreError:
    shown = url.render_as_string(hide_password=True)
    return StoreError(f"database {shown}: another newsdesk process works on it; expected to be the only one")
