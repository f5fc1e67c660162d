"""Full text search over published items: FTS5 on SQLite, tsvector on PostgreSQL, behind one function.

Both are given the same words: a query is a list of words that must all stand in an item, and words in quotation
marks that must stand side by side. Both rank headlines above text.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct
from sqlalchemy import text

from newsdesk.model.update import Update
from newsdesk.store.columns import plain
from newsdesk.store.family import Family

_PART = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_MAX_WORDS = 24


class Hit(Struct, frozen=True, kw_only=True):
    """A published item that a query finds."""

    number: int
    """The item's number in the search: see `Updates.by_numbers`."""
    passage: str
    """Some words around what was found; `\\x02` and `\\x03` stand before and after what was found."""


class Search(Family):
    """The index of what readers can see."""

    def query(self, words: str, limit: int = 20, offset: int = 0) -> tuple[Hit, ...]:
        """Return the items that hold all the words, the best first; nothing when the query holds no word."""
        phrases = _phrases(words)
        if not phrases:
            return ()
        lite = self._connection.dialect.name == "sqlite"
        match = _fts_query(phrases) if lite else _ts_query(phrases)
        rows = self._connection.execute(
            text(_FTS_SEARCH if lite else _TS_SEARCH), {"match": match, "limit": limit, "offset": offset}
        )
        return tuple(Hit(number=number, passage=passage) for number, passage in rows)

    def learn(self, number: int, update: Update) -> None:
        """Put an item into the index."""
        words = (update.brief.headline.text, "\n".join(sentence.text for sentence in update.brief.sentences))
        values: dict[str, Any] = {"number": number, "headline": plain(words[0]), "body": plain(words[1])}
        self._connection.execute(text(_INSERT[self._connection.dialect.name]), values)

    def forget(self, number: int) -> None:
        """Take an item out of the index."""
        self._connection.execute(text(_DELETE[self._connection.dialect.name]), {"number": number})


_INSERT = {
    "sqlite": "INSERT INTO search_index (rowid, headline, body) VALUES (:number, :headline, :body)",
    "postgresql": "INSERT INTO search_index (number, headline, body) VALUES (:number, :headline, :body)",
}
_DELETE = {
    "sqlite": "DELETE FROM search_index WHERE rowid = :number",
    "postgresql": "DELETE FROM search_index WHERE number = :number",
}
_FTS_SEARCH = """
    SELECT rowid, snippet(search_index, -1, char(2), char(3), '…', 32)
    FROM search_index WHERE search_index MATCH :match
    ORDER BY bm25(search_index, 4.0, 1.0), rowid DESC LIMIT :limit OFFSET :offset
"""
_TS_SEARCH = """
    SELECT number, ts_headline('simple', headline || E'\\n' || body, q,
        'StartSel=' || chr(2) || ', StopSel=' || chr(3) || ', MaxWords=32, MinWords=16, MaxFragments=1')
    FROM search_index, CAST(:match AS tsquery) AS q WHERE words @@ q
    ORDER BY ts_rank(words, q) DESC, number DESC LIMIT :limit OFFSET :offset
"""


def _phrases(words: str) -> list[list[str]]:
    """Split a query into phrases of words; a part such as `air-raid` is a phrase of two."""
    found = [_WORD.findall(quoted or single) for quoted, single in _PART.findall(plain(words).casefold())]
    return [phrase[:_MAX_WORDS] for phrase in found if phrase][:_MAX_WORDS]


def _fts_query(phrases: list[list[str]]) -> str:
    """Write phrases in the language of FTS5; every word is quoted, so that none is taken for an operator."""
    return " ".join(" + ".join(f'"{word}"' for word in phrase) for phrase in phrases)


def _ts_query(phrases: list[list[str]]) -> str:
    """Write phrases in the language of tsquery; every word is quoted, so that none is taken for an operator."""
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases)
