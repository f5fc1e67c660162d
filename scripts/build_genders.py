#!/usr/bin/env python3
"""Build the lists of first names by which `he` and `she` find whom they mean.

    pip install faker
    python scripts/build_genders.py

`male_first_names.txt` and `female_first_names.txt` hold the first names of Faker's locales (MIT), in Latin letters or
brought into them. A name that some locales give to men and others to women belongs to a gender with four fifths of
them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/newsdesk/annotate/en/data"
LEAST_SHARE = 0.8
LATIN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщюяыэё"
SOUNDS = "a,b,v,h,g,d,e,ye,zh,z,y,i,yi,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,iu,ia,y,e,yo"
CYRILLIC = {**dict(zip(LETTERS, SOUNDS.split(","), strict=True)), "ь": "", "ъ": ""}
RUSSIAN = {**CYRILLIC, "г": "g", "и": "i", "й": "y", "ю": "yu", "я": "ya"}


def in_latin(name: str, locale: str) -> str:
    """Return a name in lower-case Latin letters; empty: in a script that isn't romanised here."""
    lower = name.lower()
    if re.search("[а-яіїєґ]", lower):
        table = CYRILLIC if locale.startswith("uk") else RUSSIAN
        lower = "".join(table.get(letter, letter) for letter in lower)
    return lower if LATIN.fullmatch(lower) and lower[0] < "ʰ" else ""


def first_names(locale: str, gender: str) -> set[str]:
    """The names that a locale gives to men or to women."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    return {in_latin(name, locale) for name in getattr(provider, f"first_names_{gender}", ()) or ()} - {""}


if __name__ == "__main__":
    spec = find_spec("faker.providers.person")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("faker: not installed; see the head of this script")
    folders = Path(spec.submodule_search_locations[0]).iterdir()
    locales = sorted(path.name for path in folders if path.is_dir() and not path.name.startswith("_"))
    counts = {gender: Counter(n for loc in locales for n in first_names(loc, gender)) for gender in ("male", "female")}
    for gender, other in (("male", "female"), ("female", "male")):
        mine, theirs = counts[gender], counts[other]
        names = sorted(name for name, n in mine.items() if n >= LEAST_SHARE * (n + theirs[name]))
        (OUT / f"{gender}_first_names.txt").write_text("\n".join(names) + "\n", "utf-8")
        print(f"{gender}: {len(names):,}")
