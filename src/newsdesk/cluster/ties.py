"""What ties a report to a story beyond likeness: names that hardly any other story holds, links, and live blogs.

A name's worth is counted over stories, not over reports: however many reports a story has, its own names stay
telling. That is what carries a course of events over its developments, where the words of each day differ but the
ship, the town and the commander stay. Names are those of the annotations; without them none speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.memory import HeldStory, Memory
from newsdesk.cluster.traits import Traits

MAX_HOLDERS = 32
"""So many of the latest reports that hold a name are looked at."""
STRANGER = 1.5
"""How many reports of its own outweigh one other story that holds a name."""
CENTRAL_OF = 6
"""A name that so many of a story's reports hold is one of its main names, however many there are."""
LEAST_OF_SOURCE, MOST_OF_SOURCE = 8, 0.5
"""From so many reports held of a source, what stands in more than this share of them is its furniture."""
MAX_LATEST = 8
"""So many of a story's latest reports tell how long it has been quiet."""


class Tie(IntEnum):
    """The columns of `measure`."""

    CENTRAL = 0
    """How many names the report shares with the story, each counted from 0 to 1: less when other stories hold it
    too, less when few of the story's reports do."""
    GAP = 1
    """Hours between the report and the nearest of the story's latest; 0 where no name is shared."""
    POST = 2
    """1 for a post whose live blog is in the story, unless the post's names are all new to the story."""
    QUOTED = 3
    """How many quotations the report shares with the story; each counted less when other stories hold it too."""
    LINKED = 4
    """The share of the stories that the report links to that this one is: 1 when it is the only one."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a name of a report in one of its forms."""

    name: int
    """Which of the report's names."""
    stories: Counter[str]
    """How many of the latest reports that hold it are in each story."""
    latest: dict[str, int]
    """The number of each story's last report that holds it."""

    def telling(self, story_id: str) -> float:
        """Return what the name says for a story, from 0 to 1."""
        own = self.stories.get(story_id, 0)
        return own / (own + STRANGER * (len(self.stories) - 1)) if own else 0.0


def holdings(memory: Memory, traits: Traits) -> list[Holding]:
    """Return who holds the report's names, for each form that anyone holds.

    Names of outlets do not count, nor does what stands in most of the source's own reports, whatever they tell of.
    A post's live blog does not count as holding what the post itself brought to its page.
    """
    found = []
    n_source = memory.n_of_source(traits.source_id)
    family = (traits.article_id, traits.parent_id)
    for i, name in enumerate(traits.names):
        if memory.is_outlet(name[0]):
            continue
        for form in name:
            latest = {}
            stories: Counter[str] = Counter()
            n_own = 0
            for number in memory.with_name(form)[-MAX_HOLDERS:]:
                held = memory.reports[number]
                n_own += held.traits.source_id == traits.source_id
                if held.traits.article_id not in family:
                    stories[held.story.id] += 1
                    latest[held.story.id] = number
            furniture = n_source >= LEAST_OF_SOURCE and n_own > MOST_OF_SOURCE * min(n_source, MAX_HOLDERS)
            if stories and not (furniture and len(stories) > 2):
                found.append(Holding(i, stories, latest))
    return found


def tied_stories(found: Sequence[Holding], limit: int) -> dict[str, set[int]]:
    """Return the stories most tied to a report by its names, with the reports that hold them, best first."""
    total: dict[str, float] = {}
    for holding in found:
        for story_id in holding.stories:
            total[story_id] = total.get(story_id, 0.0) + holding.telling(story_id)
    best = sorted(total, key=lambda one: (-total[one], one))[:limit]
    return {story_id: {one.latest[story_id] for one in found if story_id in one.latest} for story_id in best}


def named_ties(found: Sequence[Holding], story_id: str) -> list[int]:
    """Return which of the report's names the story holds, most telling first."""
    telling = _best(found, story_id)
    return sorted(telling, key=lambda name: (-telling[name][0], name))


def measure(memory: Memory, traits: Traits, found: Sequence[Holding], stories: list[HeldStory]) -> Floats:
    """Return one row for each story, with the columns of `Tie`."""
    rows = np.zeros((len(stories), len(Tie)))
    if not found and not traits.parent_id and not traits.links:
        return rows
    parent = memory.of_article(traits.parent_id) if traits.parent_id else None
    home = "" if parent is None else memory.reports[parent].story.id
    linked = {memory.reports[at].story.id for link in traits.links for at in memory.at_address(link)[-1:]}
    n_names = sum(not memory.is_outlet(name[0]) for name in traits.names[: traits.first_quotation])
    for row, story in zip(rows, stories, strict=True):
        shared = _best(found, story.id)
        row[Tie.CENTRAL] = sum(
            worth * min(1.0, n_held / min(len(story.numbers), CENTRAL_OF))
            for name, (worth, n_held) in shared.items()
            if name < traits.first_quotation
        )
        row[Tie.QUOTED] = sum(worth for name, (worth, _) in shared.items() if name >= traits.first_quotation)
        row[Tie.GAP] = _gap(memory, traits, story) if shared else 0.0
        row[Tie.POST] = story.id == home and (bool(shared) or n_names < 2)
        row[Tie.LINKED] = 1.0 / len(linked) if story.id in linked else 0.0
    return rows


def _best(found: Sequence[Holding], story_id: str) -> dict[int, tuple[float, int]]:
    """For each name that the story holds: what its best form tells, and how many of the story's reports hold that."""
    shared: dict[int, tuple[float, int]] = {}
    for holding in found:
        n_held = holding.stories.get(story_id, 0)
        if n_held:
            shared[holding.name] = max(shared.get(holding.name, (0.0, 0)), (holding.telling(story_id), n_held))
    return shared


def _gap(memory: Memory, traits: Traits, story: HeldStory) -> float:
    return min(abs(traits.hour - memory.reports[number].traits.hour) for number in story.numbers[-MAX_LATEST:])
