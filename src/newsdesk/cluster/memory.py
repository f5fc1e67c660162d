"""The reports and stories held, in order of placing: all that a decision can depend on.

A memory is a function of the last placements alone (as many as `max_reports`, none seen longer than `max_age` before
one placed after it), so that one rebuilt from them decides as the one that was lost.
"""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.index import Numbers, TermIndex
from newsdesk.cluster.prints import Prints
from newsdesk.cluster.rows import Ids, TermRows
from newsdesk.cluster.traits import Traits

T = TypeVar("T")
_PRINT_BITS = 22
_PRINT_MASK = np.uint32((1 << _PRINT_BITS) - 1)
PRINTS_FOR = timedelta(days=7)
"""Fingerprints of reports seen longer before one placed after them are let go: what is days apart is no copy."""
_NOBODY = array("i")
_NO_IDS, _NO_COUNTS, _NO_PRINTS = np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.uint32)
FACTS = np.dtype([("story", np.int64), ("hour", np.float64), ("row", np.int32), ("n_words", np.uint8), ("dated", "?")])
"""What is looked up of many reports at once: the key of the story, `hour`, `n_words` and `dated` of `Traits`, and where
the report's terms stand in `Memory.rows`."""


@dataclass(slots=True)
class HeldStory:
    """A story's reports still held, by number, in order of placing."""

    id: str
    key: int
    """A number for the story while it is held, for counting in arrays; nothing may depend on which."""
    numbers: list[int] = field(default_factory=list)
    n_edited: int = 0
    """How many of them an editor put there."""


@dataclass(slots=True)
class HeldReport:
    """A report held: its traits without its terms, and the story it belongs to."""

    traits: Traits
    story: HeldStory
    turn: int
    """The how-manieth placement it was."""
    edited: bool
    original: bool
    """Whether its fingerprints count: those of copies do not, or a text often copied would pass for a template."""


class Memory:
    """All reports held. Changed only by `add`, `move_all` and what they push out."""

    def __init__(self, prior: dict[int, float], max_reports: int, max_age: timedelta) -> None:
        self.index = TermIndex(prior)
        self.max_reports, self.max_age = max_reports, max_age
        self.reports: OrderedDict[int, HeldReport] = OrderedDict()
        self.stories: dict[str, HeldStory] = {}
        self.by_key: dict[int, HeldStory] = {}
        self.alive = np.zeros(1024, np.bool_)
        self.facts = np.zeros(1024, FACTS)
        """By the report's number."""
        self.rows = TermRows(max_reports + 1)
        self.print_counts = np.zeros(1 << _PRINT_BITS, np.int32)
        self._next, self._turn, self._next_key = 0, 0, 0
        self._by_seen: list[tuple[float, int]] = []
        self._printed: list[tuple[float, int]] = []
        """The reports whose fingerprints are held, as `_by_seen` has them."""
        self._by_article: dict[str, int] = {}
        self._by_digest: dict[str, list[int]] = {}
        self._by_address: dict[str, list[int]] = {}
        self._by_name: dict[int, array[int]] = {}
        self._outlets: Counter[int] = Counter()
        self._sources: Counter[str] = Counter()

    def of_article(self, article_id: str) -> int | None:
        """Return the number of the reading held of an article; None when none is."""
        return self._by_article.get(article_id)

    def traits(self, number: int) -> Traits:
        """Return the traits of a report held, with its terms."""
        traits, row = self.reports[number].traits, self.facts["row"][number]
        ids, counts = self.rows.ids[row].copy(), self.rows.counts[row, : traits.n_words].copy()
        return msgspec.structs.replace(traits, ids=ids, counts=counts)

    def words_of(self, number: int) -> Ids:
        """Return the ids of a report's words."""
        row, n_words = self.facts["row"][number], self.facts["n_words"][number]
        return self.rows.ids[row, :n_words]

    def keys_of(self, numbers: Numbers | list[int]) -> Numbers:
        """Return the keys of the stories that reports belong to."""
        return np.asarray(self.facts["story"][numbers], np.int64)

    def with_digest(self, digest: str) -> list[int]:
        """Return the numbers of reports with exactly this text, earliest first."""
        return self._by_digest.get(digest, [])

    def at_address(self, address: str) -> list[int]:
        """Return the numbers of reports read at an address (as `address_key` writes it), earliest first."""
        return self._by_address.get(address, [])

    def with_name(self, form: int) -> array[int]:
        """Return the reports that hold a name in this form, earliest first: twice the number, and one more where the
        report is about it."""
        return self._by_name.get(form, _NOBODY)

    def is_outlet(self, form: int) -> bool:
        """Return whether this is the name of an outlet of which a report is held."""
        return self._outlets[form] > 0

    def n_of_source(self, source_id: str) -> int:
        """Return how many reports of a source are held."""
        return self._sources[source_id]

    def counts_of(self, prints: Prints) -> NDArray[np.int32]:
        """Return how many original reports hold each fingerprint."""
        return self.print_counts.take(prints & _PRINT_MASK)

    def story(self, story_id: str) -> HeldStory:
        """Return the story of that id, begun here when none of its reports is held."""
        found = self.stories.get(story_id)
        if found is None:
            found = self.stories[story_id] = self.by_key[self._next_key] = HeldStory(story_id, self._next_key)
            self._next_key += 1
        return found

    def move(self, number: int, story_id: str) -> None:
        """Put a report where an editor wants it, for good."""
        held = self.reports[number]
        held.story.numbers.remove(number)
        held.story.n_edited -= held.edited
        if not held.story.numbers:
            self._forget(held.story)
        held.story = self.story(story_id)
        self.facts["story"][number] = held.story.key
        held.story.numbers = sorted([*held.story.numbers, number])
        held.story.n_edited += 1
        held.edited = True
        if not held.original:
            held.original = True
            self._count_prints(held.traits.prints, 1)

    def add(self, traits: Traits, story_id: str, *, edited: bool, original: bool) -> int:
        """Hold a report in a story and return its number; the reading of the article held before leaves."""
        earlier = self._by_article.get(traits.article_id)
        if earlier is not None:
            edited = edited or self.reports[earlier].edited
            self.remove(earlier)
        story = self.story(story_id)
        number = self._take_number()
        self._turn += 1
        light = msgspec.structs.replace(traits, ids=_NO_IDS, counts=_NO_COUNTS)
        self.reports[number] = HeldReport(light, story, self._turn, edited, original)
        self.alive[number] = True
        self.facts[number] = story.key, traits.hour, self.rows.put(traits), traits.n_words, traits.dated
        story.numbers.append(number)
        story.n_edited += edited
        self.index.add(number, traits.ids, traits.words)
        if original:
            self._count_prints(traits.prints, 1)
        self._by_article[traits.article_id] = number
        self._by_digest.setdefault(traits.digest, []).append(number)
        if traits.address:
            self._by_address.setdefault(traits.address, []).append(number)
        self._outlets[traits.outlet] += 1
        self._sources[traits.source_id] += 1
        for form, central in _forms(traits).items():
            found = self._by_name.get(form)
            if found is None:
                self._by_name[form] = array("i", (2 * number + central,))
            else:
                found.append(2 * number + central)
        heappush(self._by_seen, (traits.seen.timestamp(), number))
        heappush(self._printed, (traits.seen.timestamp(), number))
        self._push_out(traits)
        return number

    def move_all(self, source: HeldStory, target: HeldStory) -> None:
        """Put all reports of a story into another; the emptied one is forgotten."""
        for number in source.numbers:
            self.reports[number].story = target
            self.facts["story"][number] = target.key
        target.numbers = sorted(target.numbers + source.numbers)
        target.n_edited += source.n_edited
        self._forget(source)

    def _forget(self, story: HeldStory) -> None:
        del self.stories[story.id]
        del self.by_key[story.key]

    def remove(self, number: int) -> None:
        """Let a report go."""
        held = self.reports.pop(number)
        traits, story = held.traits, held.story
        self.alive[number] = False
        row = int(self.facts["row"][number])
        self.index.remove(self.rows.ids[row])
        self.rows.free(row)
        if held.original:
            self._count_prints(traits.prints, -1)
        story.numbers.remove(number)
        story.n_edited -= held.edited
        if not story.numbers:
            self._forget(story)
        if self._by_article.get(traits.article_id) == number:
            del self._by_article[traits.article_id]
        _drop(self._by_digest, traits.digest, number)
        if traits.address:
            _drop(self._by_address, traits.address, number)
        _take_off(self._outlets, traits.outlet)
        _take_off(self._sources, traits.source_id)
        for form, central in _forms(traits).items():
            _drop(self._by_name, form, 2 * number + central)

    def _push_out(self, newest: Traits) -> None:
        """Let go what lies beyond the window.

        Each report is measured against those placed after it alone, so it does not matter what was held before it.
        """
        oldest_turn, oldest_seen = self._turn - self.max_reports, (newest.seen - self.max_age).timestamp()
        while self._by_seen[0][0] < oldest_seen or self._by_seen[0][1] not in self.reports:
            number = heappop(self._by_seen)[1]
            if number in self.reports:
                self.remove(number)
        oldest_printed = (newest.seen - PRINTS_FOR).timestamp()
        while self._printed[0][0] < oldest_printed or self._printed[0][1] not in self.reports:
            self._drop_prints(heappop(self._printed)[1])
        while self.reports[number := next(iter(self.reports))].turn <= oldest_turn:
            self.remove(number)

    def _drop_prints(self, number: int) -> None:
        held = self.reports.get(number)
        if held is not None:
            if held.original:
                self._count_prints(held.traits.prints, -1)
            held.traits = msgspec.structs.replace(held.traits, prints=_NO_PRINTS)

    def _count_prints(self, prints: Prints, step: int) -> None:
        places = (prints & _PRINT_MASK).astype(np.intp)
        self.print_counts[places] = self.print_counts.take(places) + np.int32(step)

    def _take_number(self) -> int:
        if self._next == len(self.alive):
            self._renumber()
        self._next += 1
        return self._next - 1

    def _renumber(self) -> None:
        """Close the gaps that left reports made in the numbers, and make room for half as many again."""
        new = np.where(self.alive, np.cumsum(self.alive) - 1, -1)
        self.index.renumber(new)
        moved = new.tolist()
        self.reports = OrderedDict((moved[number], held) for number, held in self.reports.items())
        for story in self.stories.values():
            story.numbers = [moved[number] for number in story.numbers]
        for numbers in chain(self._by_digest.values(), self._by_address.values()):
            numbers[:] = [moved[number] for number in numbers]
        for held in self._by_name.values():
            held[:] = array("i", [2 * moved[number >> 1] + (number & 1) for number in held])
        self._by_article = {key: moved[number] for key, number in self._by_article.items()}
        for heap in (self._by_seen, self._printed):
            heap[:] = [(seen, moved[number]) for seen, number in heap if moved[number] >= 0]
            heapify(heap)
        self._next = len(self.reports)
        facts = self.facts[self.alive]
        self.alive = np.arange(max(1024, self._next * 3 // 2)) < self._next
        self.facts = np.zeros(len(self.alive), FACTS)
        self.facts[: self._next] = facts


def _forms(traits: Traits) -> dict[int, bool]:
    """The forms of a report's names, each with whether the report is about it."""
    forms: dict[int, bool] = {}
    for name, salience in zip(traits.names, traits.salience, strict=True):
        for form in name:
            forms[form] = forms.get(form, False) or salience >= 1.0
    return forms


def _take_off(counts: Counter[T], key: T) -> None:
    counts[key] -= 1
    if not counts[key]:
        del counts[key]


def _drop(table: dict[T, list[int]] | dict[T, array[int]], key: T, number: int) -> None:
    numbers = table[key]
    numbers.remove(number)
    if not numbers:
        del table[key]
