"""Passages that two texts share: where they stand in each.

Found as programs that compare files find them: runs of letters that both hold are seeds, neighbouring seeds at one
distance are one run, and runs with little between them are one passage. Spaces, punctuation, case and line breaks do
not count, so the two may set a passage differently. The cost grows with the length of the texts, not with its square.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.prints import MAX_CHARS
from newsdesk.model.text import Span

SEED = 24
"""So many letters must be the same without a break."""
LEAST = 60
"""Passages of fewer letters are anybody's wording."""
GAP = 24
"""So many letters between two runs may be others: a word put in, a date brought up to date."""
MAX_PASSAGES = 20
MAX_SNAP = 40
"""Within so many letters a passage is cut to begin, or end, with a whole word."""

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
_BASE = np.array([0x01000193], np.uint64)


@dataclass(frozen=True, slots=True)
class Shared:
    """One passage: where it stands in the one text and in the other, and how many letters of it are the same."""

    own: Span
    theirs: Span
    n_letters: int


@dataclass(slots=True)
class _Run:
    """Letters `own` to `own_end` of the one text are, but for gaps, those from `theirs` on of the other."""

    own: int
    own_end: int
    theirs: int
    theirs_end: int
    n_letters: int


class Lettered:
    """A text as its letters and digits, each with its place: read once, compared often."""

    def __init__(self, text: str, body_start: int = 0) -> None:
        codes, self.places = _letters(text[:MAX_CHARS])
        self.n_body = int((self.places >= body_start).sum())
        """How many letters the body has."""
        self.seeds = _seeds(codes)
        self.begins = np.concatenate(([True], np.diff(self.places) > 1))[: len(self.places)]
        """Whether a word begins with the letter."""
        self._order: Places | None = None

    def find(self, seeds: NDArray[np.uint64]) -> tuple[Places, Places]:
        """Return which of the seeds stand here too, and where each stands first."""
        if not len(self.seeds):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        if self._order is None:
            self._order = np.argsort(self.seeds, kind="stable")
        at = np.minimum(np.searchsorted(self.seeds, seeds, sorter=self._order), len(self.seeds) - 1)
        first = self._order[at]
        known = np.flatnonzero(self.seeds[first] == seeds)
        return known, first[known]


def shared_passages(own: Lettered, theirs: Lettered) -> tuple[Shared, ...]:
    """Return the passages that both texts hold, in the order of the first; of very many the longest."""
    found, first = theirs.find(own.seeds)
    if not len(found):
        return ()
    runs = [run for run in _joined(_runs(found, first)) if run.n_letters >= LEAST]
    longest = sorted(runs, key=lambda run: (-run.n_letters, run.own))[:MAX_PASSAGES]
    return tuple(_passage(own, theirs, run) for run in sorted(longest, key=lambda run: run.own))


def _runs(found: Places, first: Places) -> list[_Run]:
    """The unbroken runs, in the order of the one text."""
    breaks = np.flatnonzero((np.diff(found) != 1) | (np.diff(first) != 1)) + 1
    begins, ends = np.concatenate(([0], breaks)), np.append(breaks, len(found))
    made = []
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        own, theirs, length = int(found[begin]), int(first[begin]), end - begin - 1 + SEED
        made.append(_Run(own, own + length, theirs, theirs + length, length))
    return made


def _joined(runs: Sequence[_Run]) -> list[_Run]:
    """Runs with little between them, in both texts, as one."""
    made: list[_Run] = []
    for run in runs:
        last = made[-1] if made else None
        if last and -SEED < run.own - last.own_end <= GAP and -SEED < run.theirs - last.theirs_end <= GAP:
            overlap = max(0, last.own_end - run.own, last.theirs_end - run.theirs)
            last.n_letters += run.n_letters - overlap
            last.own_end, last.theirs_end = run.own_end, run.theirs_end
        else:
            made.append(run)
    return made


def _passage(own: Lettered, theirs: Lettered, run: _Run) -> Shared:
    """The spans of a run, from the beginning of a word to the end of one in both texts where that is near."""
    cut = _first(own.begins[run.own : run.own_end] & _padded(theirs.begins, run.theirs, run.own_end - run.own))
    tail = min(run.own_end - run.own, MAX_SNAP + 1)
    ends = _ends(own.begins, run.own_end, tail) & _ends(theirs.begins, run.theirs_end, tail)
    less = _first(ends[::-1])
    return Shared(
        own=_span(own.places, run.own + cut, run.own_end - less),
        theirs=_span(theirs.places, run.theirs + cut, run.theirs_end - less),
        n_letters=run.n_letters - cut - less,
    )


def _padded(flags: Flags, start: int, length: int) -> Flags:
    found = flags[start : start + length]
    return np.concatenate((found, np.zeros(length - len(found), np.bool_)))


def _ends(begins: Flags, end: int, length: int) -> Flags:
    """For each of the last letters before `end`, whether a word ends with it."""
    after = np.append(begins, True)
    return np.asarray(after[end - length + 1 : end + 1], np.bool_)


def _first(flags: Flags) -> int:
    """Where the first flag is up, within reach; 0 where none is."""
    up = np.flatnonzero(flags[:MAX_SNAP])
    return int(up[0]) if len(up) else 0


def _span(places: Places, start: int, end: int) -> Span:
    return Span(int(places[start]), int(places[end - 1]) + 1)


def _letters(text: str) -> tuple[NDArray[np.uint64], Places]:
    """The letters and digits in lower case, as `prints.letters` has them, and the place of each."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _ASCII[np.minimum(codes, 127)]
    for place in np.flatnonzero(codes > 127).tolist():
        letters = _folded(text[place])
        if len(letters) > 1:
            return _letters_one_by_one(text)
        folded[place] = letters[0] if letters else 0
    places = np.flatnonzero(folded)
    return folded[places], places


def _letters_one_by_one(text: str) -> tuple[NDArray[np.uint64], Places]:
    """The same where one character makes several letters, as a ligature does."""
    pairs = [(letter, place) for place, char in enumerate(text) for letter in _folded(char)]
    return np.array([letter for letter, _ in pairs], np.uint64), np.array([place for _, place in pairs], np.int64)


@lru_cache(maxsize=20_000)
def _folded(char: str) -> tuple[int, ...]:
    return tuple(ord(one) for one in unicodedata.normalize("NFKC", char).lower() if one.isalnum())


def _seeds(codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hash of each run of SEED letters: the polynomial of 24 put together of those of 2, 4 and 8."""
    if len(codes) < SEED:
        return np.empty(0, np.uint64)
    twos = codes[:-1] * _BASE + codes[1:]
    fours = twos[:-2] * _BASE**2 + twos[2:]
    eights = fours[:-4] * _BASE**4 + fours[4:]
    return np.asarray((eights[:-16] * _BASE**8 + eights[8:-8]) * _BASE**8 + eights[16:], np.uint64)


_ASCII = np.array([(_folded(chr(code)) or (0,))[0] for code in range(128)], np.uint64)
_ASCII[127] = 0
