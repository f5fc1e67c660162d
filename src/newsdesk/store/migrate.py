"""Bringing a database's schema up to date. Imports Alembic, which is slow, so it is imported late itself."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DatabaseError

from newsdesk.errors import StoreError
from newsdesk.store.engine import parse_url, schema_of

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(url: str) -> tuple[str, str]:
    """Make the database where it is missing, run the migrations it lacks, and return its schema before and after.

    Each migration is one transaction. Raises StoreError when the database cannot be reached or is newer than the code.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    try:
        _keep_wal(engine)
        return _migrate(engine)
    except DatabaseError as error:
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError(f"database {shown}: {str(error.orig).strip().splitlines()[0]}") from error
    finally:
        engine.dispose()


def _keep_wal(engine: Engine) -> None:
    """Set SQLite's write-ahead log while nobody reads: the file keeps the setting."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def newest() -> str:
    """Return the newest migration there is."""
    return str(ScriptDirectory(str(_SCRIPTS)).get_current_head())


def _migrate(engine: Engine) -> tuple[str, str]:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        before = schema_of(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if before and before not in known:
            raise StoreError(f"database: its schema is {before}, which this version does not know; expected {newest()}")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return before, schema_of(connection)
