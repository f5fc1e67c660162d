"""What places there are: names, coordinates, and what lies within what.

The file `data/gazetteer.bin` is made by `scripts/build_gazetteer.py`; `docs/data-sources.md` says from what.
It is read as a whole and searched by bisection, without building a table of Python objects.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from bisect import bisect_left
from copy import copy
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import zstandard
from msgspec import Struct
from numpy.typing import NDArray

from newsdesk.model.own_place import OwnPlace

KINDS: Final = (
    "town", "quarter", "region", "district", "country", "continent", "area", "sea", "ocean", "river", "lake",
    "strait", "canal", "mountain", "desert", "island", "park", "base", "airport", "plant", "dam", "bridge",
    "building", "crossing", "capital",
)  # fmt: skip
"""Kinds of places. `region` is of the first order, `district` of the second; `quarter` is a part of a town.
`capital` stands only in the file: such a place is given out as a town that is a capital."""
_APOSTROPHES: Final = str.maketrans(
    {
        "'": "",
        "’": "",
        "ʹ": "",
        "ʼ": "",
        "`": "",
        "‘": "",
        ".": "",
        "-": " ",
        "–": " ",
        "ı": "i",
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
    }
)


class GazetteerPlace(Struct, frozen=True, kw_only=True):
    """One place of the gazetteer."""

    row: int
    """Its number in the file: two places are the same if it is."""
    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    """ISO 3166-1 alpha-2; empty for seas, continents and what lies in several countries."""
    region: str = ""
    """Code of the first-order region it is or lies in, such as `UA.05`; empty: none."""
    district: str = ""
    """Code of the second-order region it is or lies in, such as `US.LA.079`; empty: none."""
    population: int = 0
    geonameid: int | None = None
    capital: bool = False
    """Whether it is a country's capital."""
    alternate: bool = False
    """Whether the name looked up is another name of the place."""
    own: bool = False
    """Whether it stands on the desk's own list; it is then the only place of its names."""


def plain(name: str) -> str:
    """Return the form under which a name is kept: lower case, without accents, apostrophes, periods and hyphens."""
    text = name.translate(_APOSTROPHES).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.split())


class Gazetteer:
    """Places by name. Immutable; one is shared by everything in a process."""

    def __init__(self, packed: bytes) -> None:
        raw = zstandard.ZstdDecompressor().decompress(packed)
        (length,) = struct.unpack_from("<I", raw)
        sizes: dict[str, int] = json.loads(raw[4 : 4 + length])
        start = 4 + length
        sections = {}
        for name, size in sizes.items():
            sections[name] = raw[start : start + size]
            start += size
        self._keys, self._names = sections["keys"], sections["names"]
        self._key_starts, self._name_starts = _starts(self._keys), _starts(self._names)
        self._tables: dict[str, list[str]] = json.loads(sections["tables"])
        types = {"kind": "u1", "lat": "<i2", "lon": "<i2", "population": "<u4", "geonameid": "<u4"}
        self._columns: dict[str, NDArray[Any]] = {
            name: np.frombuffer(sections[name], types.get(name, "<u2"))
            for name in ("kind", "country", "region", "district", "lat", "lon", "population", "geonameid")
        }
        self._own: dict[bytes, GazetteerPlace] = {}
        self.lookup = lru_cache(maxsize=8192)(self._lookup)

    def with_own(self, own: tuple[OwnPlace, ...]) -> Gazetteer:
        """Return a gazetteer that reads the names of these places as theirs alone; the file's tables are shared."""
        changed = copy(self)
        changed._own = {plain(name).encode(): _own(n, one) for n, one in enumerate(own) for name in _names(one)}
        changed.lookup = lru_cache(maxsize=8192)(changed._lookup)
        return changed

    def _lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places that bear this name, most populous first; none when it is unknown."""
        key = plain(name).encode()
        if not key:
            return ()
        if key in self._own:
            return (self._own[key],)
        index = bisect_left(range(len(self._key_starts) - 1), key, key=self._key)
        if index >= len(self._key_starts) - 1 or self._key(index) != key:
            return ()
        line = self._keys[self._key_starts[index] : self._key_starts[index + 1] - 1]
        rows = line.partition(b"\t")[2].decode().split(" ")
        places = [self.place(int(row.lstrip("~")), alternate=row[0] == "~") for row in rows]
        return tuple(sorted(places, key=lambda place: (-place.population, place.row)))

    def _key(self, index: int) -> bytes:
        start, end = self._key_starts[index], self._key_starts[index + 1]
        return self._keys[start : self._keys.index(b"\t", start, end)]

    def place(self, row: int, *, alternate: bool = False) -> GazetteerPlace:
        """Return the place in a row of the file."""
        columns, tables = self._columns, self._tables
        kind = KINDS[columns["kind"][row]]
        return GazetteerPlace(
            row=row,
            name=self._names[self._name_starts[row] : self._name_starts[row + 1] - 1].decode(),
            kind="town" if kind == "capital" else kind,
            capital=kind == "capital",
            lat=float(columns["lat"][row]) / 100,
            lon=float(columns["lon"][row]) / 100,
            country=tables["countries"][columns["country"][row]],
            region=tables["regions"][columns["region"][row]],
            district=tables["districts"][columns["district"][row]],
            population=int(columns["population"][row]),
            geonameid=int(columns["geonameid"][row]) or None,
            alternate=alternate,
        )

    def is_country(self, name: str) -> bool:
        """Tell whether the name is a country's."""
        return any(place.kind == "country" for place in self.lookup(name))

    def country(self, code: str) -> GazetteerPlace | None:
        """Return the country with an ISO 3166-1 alpha-2 code; None: there is none."""
        return self._countries().get(code)

    @lru_cache(maxsize=1)  # noqa: B019 - one gazetteer lives as long as its process
    def _countries(self) -> dict[str, GazetteerPlace]:
        rows = np.flatnonzero(self._columns["kind"] == KINDS.index("country"))
        return {place.country: place for place in (self.place(int(row)) for row in rows)}

    def __len__(self) -> int:
        return len(self._name_starts) - 1


def _starts(lines: bytes) -> NDArray[np.int64]:
    """Return where each line begins, and where one more would."""
    breaks = np.flatnonzero(np.frombuffer(lines, "u1") == 10) + 1
    return np.concatenate(([0], breaks, [len(lines) + 1]))


def _names(place: OwnPlace) -> tuple[str, ...]:
    return (place.name, *place.aliases)


def _own(number: int, place: OwnPlace) -> GazetteerPlace:
    """A place of the desk's own list; its row is negative, so that it equals none of the file's."""
    return GazetteerPlace(
        row=-1 - number,
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        own=True,
    )


@cache
def gazetteer(own: tuple[OwnPlace, ...] = ()) -> Gazetteer:
    """Return the gazetteer that ships with the project, read at the first call; `own` places come before its own."""
    if own:
        return gazetteer().with_own(own)
    return Gazetteer(files("newsdesk.annotate").joinpath("data/gazetteer.bin").read_bytes())
