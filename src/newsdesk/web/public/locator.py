"""Where a place lies: the half of the globe around it, drawn as dots of land, without a map service.

Orthographic projection (Snyder 1987, Map Projections: A Working Manual, section 20). Dots of land and names of
countries are derived from GeoNames (CC BY 4.0) by `scripts/build_land.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from newsdesk.web.public.views import GlobeView

FOLDER = Path(__file__).parent
RADIUS = 100


def globe(lat: float, lon: float) -> GlobeView:
    """Draw the globe seen from above a point a little south of the place, in whole units."""
    centre = (max(-70.0, min(70.0, lat - 8 if lat > 0 else lat + 8)), lon)
    dots = (_seen(one_lat, one_lon, centre) for one_lat, one_lon in _land())
    x, y = _seen(lat, lon, centre) or (0, 0)
    return GlobeView(land="".join(f"M{dot[0]} {dot[1]}h0" for dot in dots if dot), grid=_grid(centre), x=x, y=y)


def country_name(code: str) -> str:
    """The name of a country by its ISO code; the code itself when it is not known."""
    return _countries().get(code, code)


def _seen(lat: float, lon: float, centre: tuple[float, float]) -> tuple[int, int] | None:
    """Project a point; None when it lies on the far side."""
    phi, phi_0 = math.radians(lat), math.radians(centre[0])
    turn = math.radians(lon - centre[1])
    depth = math.sin(phi_0) * math.sin(phi) + math.cos(phi_0) * math.cos(phi) * math.cos(turn)
    if depth < 0.05:
        return None
    x = math.cos(phi) * math.sin(turn)
    y = math.cos(phi_0) * math.sin(phi) - math.sin(phi_0) * math.cos(phi) * math.cos(turn)
    return round(RADIUS * x), round(-RADIUS * y)


def _grid(centre: tuple[float, float]) -> str:
    """Parallels and meridians every 30 degrees."""
    lines = [[(lat, lon) for lon in range(-180, 181, 6)] for lat in range(-60, 61, 30)]
    lines += [[(lat, lon) for lat in range(-84, 85, 6)] for lon in range(-180, 180, 30)]
    return "".join(_line(line, centre) for line in lines)


def _line(points: list[tuple[int, int]], centre: tuple[float, float]) -> str:
    path, pen_down = [], False
    for lat, lon in points:
        seen = _seen(lat, lon, centre)
        if seen:
            path.append(f"{'L' if pen_down else 'M'}{seen[0]} {seen[1]}")
        pen_down = seen is not None
    return "".join(path)


@cache
def _land() -> tuple[tuple[float, float], ...]:
    return tuple(_rows())


def _rows() -> Iterator[tuple[float, float]]:
    for line in (FOLDER / "land.tsv").read_text("utf-8").splitlines():
        lat, *lons = line.split("\t")
        for lon in lons:
            yield float(lat), float(lon)


@cache
def _countries() -> dict[str, str]:
    lines = (FOLDER / "countries.tsv").read_text("utf-8").splitlines()
    return {code: name for code, _, name in (line.partition("\t") for line in lines)}
