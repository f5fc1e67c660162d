"""What places there are: names, coordinates, and what lies within what."""

from __future__ import annotations

from functools import cache

from msgspec import Struct


class GazetteerPlace(Struct, frozen=True, kw_only=True):
    """One place of the gazetteer."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    """ISO 3166-1 alpha-2; empty for seas, continents and what lies in several countries."""
    region: str = ""
    """Code of the first-order region within its country; empty: none."""
    population: int = 0
    geonameid: int | None = None


class Gazetteer:
    """Places by name."""

    def lookup(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Return the places that bear this name, most populous first; none when it is unknown."""
        return ()

    def is_country(self, name: str) -> bool:
        """Tell whether the name is a country's."""
        return False


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the project, read at the first call."""
    return Gazetteer()
