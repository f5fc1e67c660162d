"""What Alembic runs: the migrations, on the connection it is handed."""

from __future__ import annotations

from alembic import context

from newsdesk.store import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
