"""The desk's own lists: TOML files with a `[[place]]` for each place, and a `[[person]]` for each person."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from newsdesk.errors import InputError
from newsdesk.model.own import Own, OwnPerson
from newsdesk.model.own_place import OwnPlace
from newsdesk.siterules import read_site_rules

_PLACES = "a [[place]] with name, kind, lat and lon, and where wanted country and aliases, for each place"
_PEOPLE = (
    "a [[person]] with name, where wanted aliases and a [[person.office]] with title, since, until, for each person"
)
_LARGEST = 4_000_000
"""Bytes of a list; a longer one is a mistake."""


class _Places(Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[OwnPlace, ...] = ()


class _People(Struct, frozen=True, forbid_unknown_fields=True):
    person: tuple[OwnPerson, ...] = ()


def read_own(places: Path | None, people: Path | None, sites: Path | None = None) -> Own:
    """Return the lists of three files; empty ones for None. Raises InputError when a file is no such list."""
    return Own(places=read_own_places(places), people=read_own_people(people), sites=read_site_rules(sites))


def read_own_places(path: Path | None) -> tuple[OwnPlace, ...]:
    """Return the places of a file; none for None. Raises InputError when it cannot be read as such a list."""
    if path is None:
        return ()
    try:
        places = msgspec.toml.decode(_bytes_of(path), type=_Places).place
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error), _PLACES) from None
    for place in places:
        if not (place.name.strip() and -90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            raise InputError(str(path), f"{place.name!r} at {place.lat}, {place.lon}", _PLACES)
    return places


def read_own_people(path: Path | None) -> tuple[OwnPerson, ...]:
    """Return the people of a file; none for None. Raises InputError when it cannot be read as such a list."""
    if path is None:
        return ()
    try:
        people = msgspec.toml.decode(_bytes_of(path), type=_People).person
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error), _PEOPLE) from None
    owners: dict[str, str] = {}
    for person in people:
        for name in person.names:
            if not name.strip():
                raise InputError(str(path), f"an empty name of {person.name!r}", _PEOPLE)
            other = owners.setdefault(name, person.name)
            if other != person.name:
                raise InputError(str(path), f"{name!r} for both {other!r} and {person.name!r}", "one person a name")
        for office in person.office:
            if not office.title.strip() or (office.since and office.until and office.since > office.until):
                found = f"{person.name!r}: {office.title!r} since {office.since} until {office.until}"
                raise InputError(str(path), found, "a title, and an end that does not come before its beginning")
    return people


def _bytes_of(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise OSError(f"{path.stat().st_size} bytes, at most {_LARGEST} are read")
    return path.read_bytes()
