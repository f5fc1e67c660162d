"""Make the tables, the search index, and the triggers that keep the three logs append-only.

Goes before the code that needs it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LOGS = ("snapshots", "bodies", "decisions", "updates")


def upgrade() -> None:
    """Make everything; there is nothing before it."""
    _make_sources()
    _make_snapshots()
    _make_versions()
    _make_stories()
    _make_outcomes()
    _make_decisions()
    _make_updates()
    _make_accounts()
    _make_search()
    _refuse_changes()


def _make_sources() -> None:
    op.create_table(
        "sources", _key("id"), _text("kind"), _text("address"), _flag("removed"), _payload(), _primary("sources", "id")
    )
    op.create_table(
        "source_health",
        _key("source_id"),
        _time("next_visit", nullable=True),
        _payload(),
        _primary("source_health", "source_id"),
    )
    op.create_table(
        "visits",
        _key("id"),
        *map(_text, ("source_id", "address", "purpose")),
        _time("due"),
        _flag("closed"),
        _payload(),
        _primary("visits", "id"),
    )
    _index("ix_visits_open", "visits", "closed", "due")
    _index("ix_visits_source_id", "visits", "source_id", "purpose", "closed")
    op.create_table(
        "replays",
        _key("id"),
        *map(_text, ("source_id", "address")),
        sa.Column("place", sa.BigInteger(), nullable=False),
        _time("clock", nullable=True),
        _flag("finished"),
        _primary("replays", "id"),
    )


def _make_snapshots() -> None:
    op.create_table(
        "bodies",
        _key("digest"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _primary("bodies", "digest"),
    )
    op.create_table(
        "snapshots",
        *_numbered("snapshots", "source_id", "address"),
        _time("at"),
        _text("digest"),
        _payload(),
        _foreign("snapshots", "digest", "bodies.digest"),
        _foreign("snapshots", "source_id", "sources.id"),
    )
    _index("ix_snapshots_address", "snapshots", "address", "seq")
    _index("ix_snapshots_source_id", "snapshots", "source_id", "seq")


def _make_versions() -> None:
    op.create_table(
        "versions",
        *_numbered("versions", "article_id", "snapshot_id", "source_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("address"),
        _time("seen"),
        _payload(),
        _foreign("versions", "snapshot_id", "snapshots.id"),
    )
    _index("ix_versions_address", "versions", "address")
    _index("ix_versions_article_id", "versions", "article_id", "seq")
    _index("ix_versions_snapshot_id", "versions", "snapshot_id", "position")
    op.create_table(
        "annotations",
        _key("version_id"),
        _payload(),
        _primary("annotations", "version_id"),
        _foreign("annotations", "version_id", "versions.id"),
    )
    op.create_table(
        "mentions", *map(_key, ("version_id", "role", "key")), _primary("mentions", "version_id", "role", "key")
    )
    _index("ix_mentions_key", "mentions", "role", "key")


def _make_stories() -> None:
    op.create_table(
        "stories",
        _key("id"),
        _time("began"),
        _time("last"),
        sa.Column("n_reports", sa.Integer(), nullable=False),
        _text("revision"),
        sa.Column("into_id", sa.String(), nullable=True),
        _primary("stories", "id"),
    )
    _index("ix_stories_last", "stories", "last")
    op.create_table(
        "joinings",
        _seq(),
        *map(_text, ("version_id", "story_id")),
        _time("at"),
        _flag("holds"),
        _payload(),
        _primary("joinings", "seq"),
        _foreign("joinings", "version_id", "versions.id"),
    )
    _index("ix_joinings_at", "joinings", "at")
    _index("ix_joinings_story_id", "joinings", "story_id", "holds", "at")
    _index("ix_joinings_version_id", "joinings", "version_id", "seq")
    op.create_table("merges", _seq(), *map(_text, ("from_id", "into_id")), _payload(), _primary("merges", "seq"))
    _index("ix_merges_from_id", "merges", "from_id")
    _index("ix_merges_into_id", "merges", "into_id")
    op.create_table(
        "chapters",
        *_numbered("chapters", "story_id"),
        sa.Column("n_reports", sa.Integer(), nullable=False),
        _time("at"),
    )
    _index("ix_chapters_story_id", "chapters", "story_id")


def _make_outcomes() -> None:
    op.create_table(
        "outcomes",
        *map(_key, ("stage", "input_id")),
        *map(_text, ("kind", "reason")),
        sa.Column("detail", sa.Text(), nullable=False),
        _time("until", nullable=True),
        _time("at"),
        _text("stage_version"),
        sa.Column("outputs", sa.LargeBinary(), nullable=False),
        _primary("outcomes", "stage", "input_id"),
    )
    _index("ix_outcomes_kind", "outcomes", "stage", "kind", "until")


def _make_decisions() -> None:
    op.create_table(
        "briefs",
        *_numbered("briefs", "story_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        _time("made_at"),
        _payload(),
    )
    _index("ix_briefs_story_id", "briefs", "story_id", "seq")
    op.create_table(
        "decisions",
        *_numbered("decisions", "story_id", "item_id", "actor", "act"),
        _time("at"),
        _flag("public"),
        _payload(),
    )
    _index("ix_decisions_item_id", "decisions", "item_id", "seq")
    _index("ix_decisions_story_id", "decisions", "story_id", "seq")


def _make_updates() -> None:
    op.create_table(
        "updates",
        *_numbered("updates", "item_id", "kind", "story_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        _time("at"),
        _payload(),
        sa.UniqueConstraint("item_id", "number", name="uq_updates_item_id_number"),
    )
    _index("ix_updates_kind", "updates", "kind")
    _index("ix_updates_story_id", "updates", "story_id")
    op.create_table(
        "items",
        _key("id"),
        sa.Column("n", sa.BigInteger(), nullable=False),
        *map(_text, ("key", "story_id")),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("n_updates", sa.Integer(), nullable=False),
        _time("first_published"),
        _time("changed_at"),
        _flag("retracted"),
        _primary("items", "id"),
        sa.UniqueConstraint("n", name="uq_items_n"),
    )
    _index("ix_items_changed_at", "items", "changed_at", "id")
    _index("ix_items_key", "items", "key")
    _index("ix_items_story_id", "items", "story_id")
    names = map(_key, ("item_id", "role", "key"))
    op.create_table("item_names", *names, _text("name"), _primary("item_names", "item_id", "role", "key"))
    _index("ix_item_names_key", "item_names", "role", "key")


def _make_accounts() -> None:
    op.create_table(
        "accounts", _key("key"), *map(_text, ("name", "password_hash")), _time("created"), _primary("accounts", "key")
    )
    op.create_table("meta", _key("key"), sa.Column("value", sa.Text(), nullable=False), _primary("meta", "key"))


def _make_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5 "
            "(headline, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '3')"
        )
        return
    op.execute(
        """
        CREATE TABLE search_index (
            number bigint PRIMARY KEY, headline text NOT NULL, body text NOT NULL,
            words tsvector GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', headline), 'A') || setweight(to_tsvector('simple', body), 'B')
            ) STORED
        )
        """
    )
    op.execute("CREATE INDEX ix_search_index_words ON search_index USING gin (words)")


def _refuse_changes() -> None:
    """Let the database itself refuse changes to what is only ever appended to."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _LOGS:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} are only ever appended to'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are only ever appended to', TG_TABLE_NAME; END $$"
    )
    for table in _LOGS:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False)


def _numbered(table: str, *texts: str) -> list[sa.Column[object] | sa.Constraint]:
    """Return what the numbered tables share: a number, an id, and some texts."""
    unique = sa.UniqueConstraint("id", name=f"uq_{table}_id")
    return [_seq(), _key("id"), *map(_text, texts), _primary(table, "seq"), unique]  # type: ignore[list-item]


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


_text = _key


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _payload() -> sa.Column[bytes]:
    return sa.Column("payload", sa.LargeBinary(), nullable=False)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _foreign(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _index(name: str, table: str, *columns: str) -> None:
    op.create_index(name, table, list(columns))
