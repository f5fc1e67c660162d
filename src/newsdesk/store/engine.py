"""Opening the database, and its transactions.

SQLite: WAL, so that readers never wait for the writer; `synchronous=NORMAL`, with which a killed process loses
nothing that was committed (only a power cut may lose the last transactions, never the file). Reading connections
cannot write. PostgreSQL: readers see one snapshot (REPEATABLE READ). On both, writers take turns (a lock in the
process and `BEGIN IMMEDIATE`, or an advisory lock), so that logs are numbered without gaps in the order of commits.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from newsdesk.errors import StoreError, UsageError
from newsdesk.store.accounts import Accounts
from newsdesk.store.annotations import AnnotationsFamily
from newsdesk.store.briefs import Briefs
from newsdesk.store.decisions import Decisions
from newsdesk.store.lock import sole_worker
from newsdesk.store.meta import Meta
from newsdesk.store.outcomes import Outcomes
from newsdesk.store.replays import Replays
from newsdesk.store.search import Search
from newsdesk.store.snapshots import Snapshots
from newsdesk.store.sources import Sources
from newsdesk.store.stories import Stories
from newsdesk.store.updates import Updates
from newsdesk.store.versions import Versions
from newsdesk.store.visits import Visits

SCHEMA = "0001"
"""The migration that this code works with; a test compares it with the newest there is."""
_WAIT_S = 30
_LOCK = 0x6E657773
"""The key of PostgreSQL's advisory lock that writers hold."""


class View:
    """One consistent view of the store: the families of tables, each with its queries."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sources = Sources(connection)
        self.visits = Visits(connection)
        self.snapshots = Snapshots(connection)
        self.outcomes = Outcomes(connection)
        self.versions = Versions(connection)
        self.annotations = AnnotationsFamily(connection)
        self.stories = Stories(connection)
        self.briefs = Briefs(connection)
        self.decisions = Decisions(connection)
        self.updates = Updates(connection)
        self.search = Search(connection)
        self.accounts = Accounts(connection)
        self.replays = Replays(connection)
        self.meta = Meta(connection)


class Transaction(View):
    """A view in which the methods that add, save and remove may be called; all of it is kept, or nothing."""


class Store:
    """An open database. May be shared by threads; each transaction belongs to one."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._turn = threading.Lock()
        self._writer = _engine(url, writes=True)
        self._reader = _engine(url, writes=False)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a transaction that may write; it is committed at the end, or rolled back when an exception leaves it.

        Writers take turns; one that waits longer than half a minute raises StoreError. Not to be nested.
        """
        with self._turn, _explained(self.url), self._writer.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[View]:
        """Open a consistent view, which waits for nobody."""
        with _explained(self.url), self._reader.begin() as connection:
            yield View(connection)

    @contextmanager
    def sole_worker(self) -> Iterator[None]:
        """Be the one process that runs stages over this database; raises StoreError when another one does."""
        with sole_worker(self.url):
            yield

    def schema(self) -> str:
        """Return the migration the database is at; empty: it has none of our tables."""
        with _explained(self.url), self._reader.connect() as connection:
            return schema_of(connection)

    def close(self) -> None:
        """Close every connection."""
        self._writer.dispose()
        self._reader.dispose()


def open_store(url: str) -> Store:
    """Open a database that has been migrated.

    `url` is a SQLAlchemy address: `sqlite:///path` or `postgresql://user@host/name`. Raises UsageError when it is
    neither, and StoreError when the database is missing, or older or newer than this code.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        raise StoreError(
            f"database {parsed.database}: there is no such file; expected one, made by `newsdesk db migrate`"
        )
    store = Store(parsed)
    found = store.schema()
    if found != SCHEMA:
        store.close()
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError(
            f"database {shown}: its schema is {found or 'missing'}; expected {SCHEMA}: run `newsdesk db migrate`"
        )
    return store


def create_store(url: str) -> Store:
    """Open a database, made or brought up to date first; what `newsdesk run` does."""
    # Alembic takes a while to import and only a migration needs it.
    from newsdesk.store.migrate import migrate

    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not Path(str(parsed.database)).exists():
        migrate(url)
        return open_store(url)
    try:
        return open_store(url)
    except StoreError:
        migrate(url)
    return open_store(url)


def parse_url(url: str) -> URL:
    """Check a database address and choose its driver; raises UsageError for what is not supported."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError(f"database address {url!r}: {error}; expected sqlite:///PATH or postgresql://…") from None
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise UsageError(f"database address {url!r}: {backend}; expected sqlite:///PATH (a file) or postgresql://…")


def schema_of(connection: Connection) -> str:
    """Return the migration a database is at; empty when it has none of our tables."""
    exists = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.dialect.name == "postgresql":
        exists = "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
    if connection.execute(text(exists)).first() is None:
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _engine(url: URL, *, writes: bool) -> Engine:
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url) if writes else create_engine(url, isolation_level="REPEATABLE READ")
        if writes:
            event.listen(engine, "begin", _take_turn)
        return engine
    engine = create_engine(url, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def _prepare_writer(connection: Any, _record: Any) -> None:
    # The driver's own idea of when to begin would leave BEGIN IMMEDIATE to chance.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "query_only=ON", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _take_turn(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    """Turn what the driver says about a missing, locked or foreign database into a StoreError a person can read."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, IntegrityError | DataError):
            # The caller broke a promise of the schema: a bug, to be seen as one.
            raise
        raise StoreError(f"database {url.render_as_string(hide_password=True)}: {_cause(error)}") from error


def _cause(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error).__name__
