"""The desk's own list of places: a TOML file with a `[[place]]` for each."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from newsdesk.errors import InputError
from newsdesk.model.own_place import OwnPlace

_EXPECTED = "a [[place]] with name, kind, lat and lon, and where wanted country and aliases, for each place"


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    place: tuple[OwnPlace, ...] = ()


def read_own_places(path: Path | None) -> tuple[OwnPlace, ...]:
    """Return the places of a file; none for None. Raises InputError when it cannot be read as such a list."""
    if path is None:
        return ()
    try:
        places = msgspec.toml.decode(path.read_bytes(), type=_File).place
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), str(error), _EXPECTED) from None
    for place in places:
        if not (place.name.strip() and -90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            raise InputError(str(path), f"{place.name!r} at {place.lat}, {place.lon}", _EXPECTED)
    return places
