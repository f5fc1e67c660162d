"""How to read the pages of one outlet, for a desk that must have it perfect."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class SiteRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Selectors (CSS) for pages of a host and of those below it, taken between two days; both ends count."""

    host: str
    since: dt.date | None = None
    """The first day whose pages are built so; None: for as long as it matters."""
    until: dt.date | None = None
    """The last one; None: still."""
    body: tuple[str, ...] = ()
    """What holds the text, in the order of the page; where nothing matches, the page is read as any other."""
    title: str = ""
    author: str = ""
    """Each match is one byline."""
    date: str = ""
    """The day of publication: the first match's `datetime` or `content`, else its words."""
    remove: tuple[str, ...] = ()
    """What is cut out before anything is read."""

    @property
    def selectors(self) -> tuple[str, ...]:
        """All selectors that are given."""
        return tuple(one for one in (*self.body, self.title, self.author, self.date, *self.remove) if one)

    def holds_for(self, host: str, day: dt.date) -> bool:
        """Tell whether a page of `host`, taken on `day`, is to be read by this rule."""
        under = host == self.host or host.endswith(f".{self.host}")
        return under and (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
