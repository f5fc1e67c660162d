"""The stories a report may belong to, and what speaks for each, as numbers for the decision.

A story is judged by its nearest reports and by its latest ones together: a chain of single likenesses would let one
story drift until it holds everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from math import log1p

import numpy as np
from numpy.typing import NDArray

from newsdesk.cluster.likeness import Comparer, Floats, Likeness
from newsdesk.cluster.memory import HeldStory, Memory
from newsdesk.cluster.terms import Channel
from newsdesk.cluster.ties import Holdings, holdings, measure, tied_stories
from newsdesk.cluster.traits import Traits

MAX_NEAREST, MAX_STORIES, MAX_LATEST, MAX_TIED = 16, 6, 4, 2
"""Reports looked at as the nearest; stories judged; latest reports of each that are looked at besides; stories that
are judged besides because they hold the report's names."""
LEAST_GAP = 0.1
"""Hours below which being near in time says nothing more: in a busy hour everything is near."""
NAME_COSINE = 0.2
"""How much likeness of words a shared name makes up for, when the nearest report of a story is looked for."""

FEATURES = (
    "max_words", "mean_words", "max_title", "mean_title", "max_names", "mean_names", "max_figures",
    "max_shared", "mean_shared", "max_n_shared", "gap_nearest", "gap_best", "size", "length", "headline_only",
    "margin", "their_length", "max_pairs", "mean_pairs", "coverage", "rival_coverage", "votes", "top_words", "age",
)  # fmt: skip
"""What is measured of a report and a story; `Candidates.features` has one column for each."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The stories judged, in order of their nearest report; rows of `features` in the same order."""

    stories: tuple[HeldStory, ...]
    features: Floats
    numbers: tuple[int, ...]
    """The reports compared, story by story."""
    starts: tuple[int, ...]
    """Where each story's reports begin in `numbers`, and at the end how many there are."""
    likeness: Likeness
    ties: Floats
    """For each story, what ties the report to it beyond likeness; columns as `Tie` has them."""
    holdings: Holdings
    """Who holds the report's names."""

    def nearest(self, story: int) -> int:
        """Return the number of the story's report that is most like the one judged, names included."""
        start, end = self.starts[story], self.starts[story + 1]
        both = self.likeness.cosine[start:end, Channel.WORDS] + self.likeness.cosine[start:end, Channel.TITLE]
        latest = self.holdings.latest[self.holdings.of(self.stories[story])]
        both = both + NAME_COSINE * (latest[:, None] == np.array(self.numbers[start:end])).sum(axis=0)
        return self.numbers[start + int(both.argmax())]


def find_candidates(
    memory: Memory, comparer: Comparer, traits: Traits, hinted: list[int], without: HeldStory | None = None
) -> Candidates | None:
    """Return the stories worth judging: of the nearest reports, of those `hinted` at (links, copies, live blogs), and
    those that hold the report's names. `without` is left out, as if it did not exist."""
    likest = comparer.nearest(traits, MAX_NEAREST)
    if without is not None:
        likest = [number for number in likest if memory.reports[number].story is not without]
    nearest = list(dict.fromkeys([*hinted, *likest]))
    own = memory.of_article(traits.article_id)
    groups: dict[str, set[int]] = {}
    for number in nearest:
        story = memory.reports[number].story
        if number != own and (story.id in groups or len(groups) < MAX_STORIES):
            groups.setdefault(story.id, set()).add(number)
    found = holdings(memory, traits)
    for story_id, holders in tied_stories(memory, found, MAX_TIED + (without is not None)).items():
        if without is None or story_id != without.id:
            groups.setdefault(story_id, holders)
    if not groups:
        return None
    stories = [memory.stories[key] for key in groups]
    rows = [sorted({*groups[story.id], *story.numbers[-MAX_LATEST:]}) for story in stories]
    return judge(memory, comparer, traits, stories, rows, likest, found)


def judge(
    memory: Memory,
    comparer: Comparer,
    traits: Traits,
    stories: list[HeldStory],
    rows: list[list[int]],
    nearest: Sequence[int],
    found: Holdings,
) -> Candidates:
    """Measure the report against each story by the reports given for it.

    `nearest` are the reports most like it, best first, whichever their stories; `found` tells who holds its names.
    """
    numbers = tuple(chain.from_iterable(rows))
    lengths = list(map(len, rows))
    starts = tuple(accumulate(lengths, initial=0))
    facts = memory.facts.take(numbers)
    likeness = comparer.compare(traits, facts["row"], np.arange(len(rows)).repeat(lengths))
    features = _features(memory, traits, stories, facts, starts, nearest, likeness)
    ties = measure(memory, traits, found, stories)
    return Candidates(tuple(stories), features, numbers, starts, likeness, ties, found)


def _features(
    memory: Memory,
    traits: Traits,
    stories: list[HeldStory],
    facts: NDArray[np.void],
    starts: tuple[int, ...],
    nearest: Sequence[int],
    likeness: Likeness,
) -> Floats:
    begin, gaps = starts[:-1], _gaps(traits, facts)
    logs = np.log1p((likeness.shared, likeness.n_shared, facts["n_words"]))
    measured = np.concatenate((likeness.cosine.T, logs, -gaps[None]))
    top = np.maximum.reduceat(measured, begin, axis=1)
    mean = np.add.reduceat(measured, begin, axis=1) / [end - start for start, end in pairwise(starts)]
    both = (measured[0] + measured[1] + 1e-9 * np.arange(len(gaps))).tolist()
    best = [max(range(start, end), key=both.__getitem__) for start, end in pairwise(starts)]
    words, coverage = top[Channel.WORDS], likeness.coverage
    n_words, n_stories = float(traits.n_words), len(stories)
    began = memory.facts["hour"][[story.numbers[0] for story in stories]]
    sizes, ages = np.log1p(np.array(([len(story.numbers) for story in stories], np.abs(traits.hour - began))))
    columns = (
        words, mean[0], top[1], mean[1], top[2], mean[2], top[3], top[5], mean[5], top[6], -top[8], gaps[best], sizes,
        [log1p(n_words)] * n_stories, [float(n_words <= 14)] * n_stories, words - _best_other(words.tolist()),
        mean[7], top[4], mean[4], coverage, coverage - _best_other(coverage.tolist()),
        _votes(memory, stories, nearest), _top_three(measured[0].tolist(), starts), ages,
    )  # fmt: skip
    return np.array(columns).T


def _top_three(values: list[float], starts: Sequence[int]) -> list[float]:
    """The mean of the three greatest values of each group, or of as many as there are."""
    return [sum(sorted(values[start:end])[-3:]) / min(3, end - start) for start, end in pairwise(starts)]


def _votes(memory: Memory, stories: list[HeldStory], nearest: Sequence[int]) -> list[float]:
    """The share of the reports most like it that each story holds; the first counts most, the n-th 1/n of it."""
    votes: dict[int, float] = {}
    for rank, key in enumerate(memory.keys_of(list(nearest)).tolist(), 1):
        votes[key] = votes.get(key, 0.0) + 1.0 / rank
    total = sum(votes.values()) or 1.0
    return [votes.get(story.key, 0.0) / total for story in stories]


def _best_other(values: list[float]) -> list[float]:
    """For each value, the greatest of the others; 0 where there is none."""
    if len(values) == 1:
        return [0.0]
    second, first = sorted(values)[-2:]
    return [second if value == first else first for value in values]


def _gaps(traits: Traits, facts: NDArray[np.void]) -> Floats:
    """The time between the report and each of the others, as log(1 + hours); 0 where a page states no date."""
    if not traits.dated:
        return np.zeros(len(facts))
    hours = np.where(facts["dated"], facts["hour"] - traits.hour, 0.0)
    return np.asarray(np.log1p(np.maximum(np.abs(hours), LEAST_GAP)), np.float64)
