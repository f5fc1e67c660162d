"""One digest over all that a database holds: two databases of equal content have the same."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path


def digest(path: Path, *, leave: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return a digest for each table but those in `leave`. Of the search index, what it holds and not how."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = sorted(name for name in names if not name.startswith("search_index") and name not in leave)
        queries = {name: f"SELECT * FROM {name}" for name in tables}
        queries["search_index"] = "SELECT rowid, headline, body FROM search_index"
        found = {}
        for name, query in queries.items():
            rows = sorted(repr(row) for row in connection.execute(query))
            found[name] = f"{len(rows)} rows {hashlib.sha256(''.join(rows).encode()).hexdigest()[:16]}"
    connection.close()
    return found
