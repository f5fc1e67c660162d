"""What the desk itself knows: its own lists of places, people and sites, which come before all that was learnt."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from newsdesk.model.own_place import OwnPlace
from newsdesk.model.siterule import SiteRule


class OwnOffice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office somebody holds or held; both ends count."""

    title: str
    since: date | None = None
    """None: for longer than it matters."""
    until: date | None = None
    """None: still."""

    def held_on(self, day: date | None) -> bool:
        """Tell whether it is held on a day; None: on an unknown one, so that only an office without ends counts."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class OwnPerson(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person an editor put on the list. All the names are read as this person's, whatever else they may mean."""

    name: str
    aliases: tuple[str, ...] = ()
    office: tuple[OwnOffice, ...] = ()
    """Where several are held on one day, the first counts."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    def office_on(self, day: date | None) -> str:
        """Return the office held on a day; empty: none that the list knows."""
        return next((office.title for office in self.office if office.held_on(day)), "")


class Own(Struct, frozen=True, kw_only=True):
    """The desk's lists."""

    places: tuple[OwnPlace, ...] = ()
    people: tuple[OwnPerson, ...] = ()
    sites: tuple[SiteRule, ...] = ()
    """How extract reads the pages of single outlets."""


NOTHING_OWN = Own()
