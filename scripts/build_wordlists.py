#!/usr/bin/env python3
"""Build the word lists by which English place names are told apart from persons and common words.

    pip install names
    python scripts/build_wordlists.py ../shared/exams

`given_names.txt` and `surnames.txt` are the commonest names of the 1990 United States census (public domain);
`common_words.txt` holds words written in lower case in the training sets of the exams that are also a place's name;
`lower_words.txt` holds words that the training sets write in lower case more often than not.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from newsdesk.annotate.gazetteer import gazetteer

OUT = Path(__file__).parent.parent / "src/newsdesk/annotate/en/data"
N_GIVEN, N_SURNAMES = (700, 1100), 6000
WORD = re.compile(r"(?<![\w.'’-])[a-z]{2,}(?![\w'’-])")

INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?![\w'’-])")
LEAST_LOWER = 3


def census(name: str, n: int) -> list[str]:
    """The first names of a census file, in its order of frequency."""
    spec = find_spec("names")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("names: not installed; see the head of this script")
    lines = (Path(spec.submodule_search_locations[0]) / name).read_text("ascii").splitlines()
    return [line.split()[0].capitalize() for line in lines[:n]]


def common_words(exams: Path) -> list[str]:
    """Words found in lower case at least twice that the gazetteer knows as a place."""
    counts: Counter[str] = Counter()
    for path in ("quotes/polnear.train.jsonl", "names/gum-entities.jsonl", "names/wikigold.jsonl"):
        if not (exams / path).exists():
            sys.exit(f"{exams / path}: not found")
        for line in (exams / path).read_text("utf-8").splitlines():
            counts.update(WORD.findall(json.loads(line)["text"]))
    return sorted(word for word, n in counts.items() if n > 1 and gazetteer().lookup(word.capitalize()))


def lower_words(exams: Path) -> list[str]:
    """Words found in lower case at least thrice, and at most twice as often capitalised inside a sentence."""
    lower, capital = Counter[str](), Counter[str]()
    for path in ("quotes/polnear.train.jsonl", "names/gum-entities.jsonl"):
        for line in (exams / path).read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            lower.update(WORD.findall(text))
            capital.update(word.lower() for word in INSIDE.findall(text))
    return sorted(word for word, n in lower.items() if n >= LEAST_LOWER and n >= capital[word] / 2)


def write(name: str, words: list[str]) -> None:
    """Write a list, a word a line."""
    (OUT / name).write_text("\n".join(words) + "\n", "utf-8")
    print(f"{name}: {len(words):,}")


if __name__ == "__main__":
    male, female = census("dist.male.first", N_GIVEN[0]), census("dist.female.first", N_GIVEN[1])
    write("given_names.txt", sorted({*male, *female}))
    write("surnames.txt", sorted(census("dist.all.last", N_SURNAMES)))
    write("common_words.txt", common_words(Path(sys.argv[1])))
    write("lower_words.txt", lower_words(Path(sys.argv[1])))
