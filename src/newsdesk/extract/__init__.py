"""Snapshot to Versions: the articles in a page, a text, a feed, a record or a mail, clean, with their metadata.

The module itself can be called: `newsdesk.extract(html, url="https://…")` gives the Versions of a page, without
a database or anything else around it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from types import ModuleType

from newsdesk.extract.reading import extract_page, extract_snapshot
from newsdesk.model.article import Version

__all__ = ["extract_page", "extract_snapshot"]


class _Callable(ModuleType):
    """Lets `newsdesk.extract` be both the package and the function one expects under that name."""

    def __call__(self, html: str | bytes, url: str = "", date: str = "") -> list[Version]:
        """Return the articles in `html` (or plain text), as `extract_page` does, at the present time."""
        return extract_page(html, url=url, date=date, at=datetime.now(UTC))


sys.modules[__name__].__class__ = _Callable
