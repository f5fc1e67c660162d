"""A place of the desk's own list: one that the gazetteer lacks, or has wrongly."""

from __future__ import annotations

from msgspec import Struct


class OwnPlace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that an editor put on the list. Its names are read as this place alone, whatever the gazetteer says."""

    name: str
    kind: str
    """`town`, `region`, `country`, `river`, …, as the gazetteer's kinds are named."""
    lat: float
    lon: float
    """Degrees, WGS 84."""
    country: str = ""
    """ISO 3166-1 alpha-2; codes from `XA` to `XZ` are free for what is nobody's or invented."""
    aliases: tuple[str, ...] = ()
