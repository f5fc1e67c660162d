"""What a sentence tells of a name: `the band Greyfell`, `Tresk, a village in the hills`, `Salt is her second novel`.

What a name does, undergoes and owns tells as well, less surely: `Greyfell was disbanded`, `Brandt's widow`.
The words are found by the arcs of the parse and looked up in `data/nouns.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from newsdesk.annotate.en.parsing import Parse, code_of
from newsdesk.annotate.en.places_words import word_list
from newsdesk.model.annotations import NameKind

Kinds: TypeAlias = Mapping[str, NameKind | None]

_BE = frozenset(["is", "was", "are", "were", "became", "becomes", "remains", "remained", "’s", "'s", "be"])
_LIKE = frozenset(["like", "including", "as"])
_KIND_OF = frozenset(
    ["one", "kind", "type", "form", "sort", "name", "part", "pair", "member", "series", "number", "variety", "set"]
)
"""Nouns whose `of` leads to the one that tells."""
_MEMBERS = 12
"""Members of one list that are followed."""


class Description(Struct, frozen=True):
    """What the text tells of the name that holds the character at `at`; None: it is something that is no name here."""

    at: int
    kind: NameKind | None
    called: bool = False
    """Whether the text calls it so; else it only acts so."""


@cache
def _tables() -> Mapping[str, Kinds]:
    data = files("newsdesk.annotate.en") / "data"
    tables: dict[str, dict[str, NameKind | None]] = {}
    for table, kinds in tomllib.loads((data / "nouns.toml").read_text("utf-8")).items():
        words = tables.setdefault(table, {})
        for kind, listed in kinds.items():
            words.update(dict.fromkeys(listed.split(), None if kind == "other" else NameKind(kind)))
    persons = dict.fromkeys((data / "person_nouns.txt").read_text("utf-8").split(), NameKind.PERSON)
    tables["called"] = {**persons, **tables["called"]}
    return tables


def singular_of(word: str) -> str:
    """Return the singular of a noun that the lists know, or the word."""
    known = _tables()["called"]
    if word in known:
        return word
    for ending, instead in (("men", "man"), ("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in known:
            return word[: -len(ending)] + instead
    return word


def is_person_noun(word: str) -> bool:
    """Tell whether a noun, in lower case, says what a person is: `engineer`, `juniors`."""
    return _tables()["called"].get(singular_of(word)) is NameKind.PERSON


class _Tree:
    """A parse with the arcs downward, for the few tokens that are asked for."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.noun = self._tagged("NN", "NNS")
        # A rare word with a capital is a name, whatever the tagger takes it for.
        rare = [word[0].isupper() and word.lower() not in word_list("lower_words") for word in parse.words]
        self.proper = self._tagged("NNP", "NNPS") | (self.noun & np.array(rare))
        order = np.argsort(parse.head, kind="stable")
        self._order = order
        self._bounds = np.searchsorted(parse.head[order], np.arange(len(parse) + 1))

    def _tagged(self, *tags: str) -> np.ndarray:
        return np.isin(self.parse.tag, np.array([code_of(tag) for tag in tags]))

    def with_arc(self, *arcs: str) -> np.ndarray:
        """Return which tokens hang on theirs by one of the arcs."""
        return np.isin(self.parse.dep, np.array([code_of(arc) for arc in arcs]))

    def word(self, token: int) -> str:
        """Return a token's word in lower case."""
        return self.parse.words[token].lower()

    def children(self, token: int, arc: str) -> list[int]:
        """Return the tokens that hang on one by an arc, in order."""
        below = self._order[self._bounds[token] : self._bounds[token + 1]]
        found: list[int] = below[(self.parse.dep[below] == code_of(arc)) & (below != token)].tolist()
        return found

    def listed(self, token: int) -> list[int]:
        """Return a token with the proper nouns that are listed with it."""
        members = [token]
        while len(members) < _MEMBERS:
            joined = [one for one in self.children(members[-1], "conj") if self.proper[one]]
            if not joined:
                break
            members.append(joined[0])
        return members


def describe(parse: Parse) -> list[Description]:
    """Return what the text tells of its names, in no order."""
    if not len(parse):
        return []
    tree = _Tree(parse)
    found = []
    for token, noun in _callings(tree):
        tells, kind = _called(tree, noun)
        if tells:
            found += [Description(int(parse.start[one]), kind, called=True) for one in tree.listed(token)]
    for token, kind in _doings(tree):
        found += [Description(int(parse.start[one]), kind) for one in tree.listed(token)]
    return found


def _called(tree: _Tree, noun: int) -> tuple[bool, NameKind | None]:
    """Return whether a noun tells a kind, and the kind; `one of the bands` tells by its `of`."""
    known = _tables()["called"]
    word = singular_of(tree.word(noun))
    if word in _KIND_OF:
        for link in tree.children(noun, "prep"):
            inside = tree.children(link, "pobj")
            if tree.word(link) == "of" and inside and tree.noun[inside[0]]:
                told = singular_of(tree.word(inside[0]))
                if told in known:
                    return True, known[told]
    return word in known, known.get(word)


def _callings(tree: _Tree) -> Iterator[tuple[int, int]]:
    """Yield each proper noun with a noun that the text calls it by."""
    parse = tree.parse
    for at in np.flatnonzero(tree.with_arc("appos")).tolist():
        head = int(parse.head[at])
        if tree.proper[at] and tree.noun[head]:
            yield at, head
        elif tree.noun[at] and tree.proper[head]:
            yield head, at
    counted = np.array([word in _KIND_OF for word in parse.words])
    for at in np.flatnonzero(tree.with_arc("attr") & (tree.noun | counted)).tolist():
        verb = int(parse.head[at])
        if tree.word(verb) in _BE and tree.word(at) != "name":
            yield from ((subject, at) for subject in tree.children(verb, "nsubj") if tree.proper[subject])
    for at in np.flatnonzero(tree.with_arc("compound", "nmod") & tree.noun).tolist():
        head = int(parse.head[at])
        beside = at + 1 < len(parse) and (tree.proper[at + 1] or parse.words[at + 1] in {"The", "“", '"'})
        if tree.proper[head] and beside:
            yield head, at
    for at in np.flatnonzero(tree.with_arc("pobj") & tree.proper).tolist():
        link = int(parse.head[at])
        above = int(parse.head[link])
        such = tree.word(link) != "as" or (link > 0 and tree.word(link - 1) == "such")
        if tree.word(link) in _LIKE and such and tree.noun[above]:
            yield at, above


def _doings(tree: _Tree) -> Iterator[tuple[int, NameKind | None]]:
    """Yield each proper noun with what its verb, its possession or the word it depends on tells of it."""
    parse, tables = tree.parse, _tables()
    for at in np.flatnonzero(tree.with_arc("compound", "nmod") & tree.proper).tolist():
        head = int(parse.head[at])
        if head == at + 1 and tree.noun[head] and tree.word(head) in tables["behind"]:
            yield at, tables["behind"][tree.word(head)]
    for arc, table in (("nsubj", "does"), ("nsubjpass", "undergoes"), ("poss", "owns")):
        for at in np.flatnonzero(tree.with_arc(arc) & tree.proper).tolist():
            word = tree.word(int(parse.head[at]))
            if word in tables[table]:
                yield at, tables[table][word]
    for at in np.flatnonzero(tree.with_arc("pobj") & tree.proper).tolist():
        link = int(parse.head[at])
        word = f"{tree.word(int(parse.head[link]))}-{tree.word(link)}"
        if word in tables["before"]:
            yield at, tables["before"][word]
