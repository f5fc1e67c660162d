"""A pointer to an article, as front pages and pages of sections show it."""

from __future__ import annotations

from msgspec import Struct

from newsdesk.model.article import DateClaim


class Entry(Struct, frozen=True, kw_only=True):
    title: str
    address: str
    """Complete."""
    teaser: str = ""
    published: DateClaim | None = None
