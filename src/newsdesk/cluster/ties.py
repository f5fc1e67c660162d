"""What ties a report to a story beyond likeness: names that hardly any other story holds, links, and live blogs.

A name's worth is counted over stories, not over reports: however many reports a story has, its own names stay
telling. That is what carries a course of events over its developments, where the words of each day differ but the
ship, the town and the commander stay. Names are those of the annotations; without them none speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from newsdesk.cluster.index import Numbers
from newsdesk.cluster.likeness import Floats
from newsdesk.cluster.memory import HeldStory, Memory
from newsdesk.cluster.names import BESIDE
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
class Holdings:
    """Which stories hold a report's names: one entry for each name and story, all arrays in the same order."""

    names: Numbers
    """Which of the report's names."""
    stories: Numbers
    """The story's key."""
    telling: Floats
    """What the name says for the story, from 0 to 1."""
    n_held: Floats
    """How many of the latest reports that hold the name are in the story; those that have it in passing count less."""
    latest: Numbers
    """The number of the story's last report that holds it."""

    def of(self, story: HeldStory) -> slice:
        """Return where the entries of a story stand: they are sorted by story."""
        key = story.key
        return slice(int(self.stories.searchsorted(key)), int(self.stories.searchsorted(key + 1)))


_NONE, _NO_WORTH = np.empty(0, np.int64), np.empty(0, np.float64)
_NOTHING = Holdings(_NONE, _NONE, _NO_WORTH, _NO_WORTH, _NONE)


def holdings(memory: Memory, traits: Traits) -> Holdings:
    """Return who holds the report's names, each in the form that tells most for a story.

    Names of outlets do not count, nor does what stands in most of the source's own reports, whatever they tell of.
    A post's live blog does not count as holding what the post itself brought to its page.
    """
    kept = [
        (name, memory.with_name(form)[-MAX_HOLDERS:])
        for name, forms in enumerate(traits.names)
        if not memory.is_outlet(forms[0])
        for form in forms
    ]
    kept = [one for one in kept if one[1]]
    if not kept:
        return _NOTHING
    lengths = [len(found) for _, found in kept]
    forms = np.repeat(np.arange(len(kept)), lengths)
    held = np.frombuffer(b"".join([found for _, found in kept]), np.int32).astype(np.int64)
    numbers, central = held >> 1, held & 1
    known = ~_furniture(memory, traits, numbers, forms, len(kept))[forms]
    for article_id in (traits.article_id, traits.parent_id):
        own = memory.of_article(article_id)
        if own is not None:
            known &= numbers != own
    forms, numbers, central = forms[known], numbers[known], central[known]
    if not len(forms):
        return _NOTHING
    return _by_story(np.array([name for name, _ in kept]), forms, numbers, central, memory.keys_of(numbers))


def _by_story(names: Numbers, forms: Numbers, numbers: Numbers, central: Numbers, stories: Numbers) -> Holdings:
    """Count the holders of each form by story, and keep of each name and story the form that tells most."""
    # Of each form the numbers are in order already.
    order = np.argsort((forms << 40) + stories, kind="stable")
    forms, numbers, central, stories = forms[order], numbers[order], central[order], stories[order]
    begins = _begins(forms, stories)
    ends = np.append(begins[1:], len(forms))
    n_held = np.add.reduceat(np.where(central, 1.0, BESIDE), begins)
    form = forms[begins]
    n_stories = np.bincount(form)
    telling = n_held / (n_held + STRANGER * (n_stories[form] - 1))
    name, story = names[form], stories[begins]
    best = np.lexsort((-n_held, -telling, name, story))
    best = best[_begins(story[best], name[best])]
    return Holdings(name[best], story[best], telling[best], n_held[best], numbers[ends - 1][best])


def _begins(one: Numbers, other: Numbers) -> Numbers:
    """Where a new pair of values begins, in arrays sorted by them."""
    return np.flatnonzero(np.concatenate(([True], (one[1:] != one[:-1]) | (other[1:] != other[:-1]))))


def _furniture(memory: Memory, traits: Traits, numbers: Numbers, forms: Numbers, n_forms: int) -> np.ndarray:
    """Which forms stand in most of the source's own reports, and in several stories."""
    found = np.zeros(n_forms, np.bool_)
    n_source = memory.n_of_source(traits.source_id)
    if n_source < LEAST_OF_SOURCE:
        return found
    least = MOST_OF_SOURCE * min(n_source, MAX_HOLDERS)
    counts = np.bincount(forms, minlength=n_forms)
    for form in np.flatnonzero(counts > least).tolist():
        mine = numbers[forms == form]
        n_own = sum(memory.reports[number].traits.source_id == traits.source_id for number in mine.tolist())
        found[form] = n_own > least and len(np.unique(memory.keys_of(mine))) > 2
    return found


def tied_stories(memory: Memory, found: Holdings, limit: int) -> dict[str, set[int]]:
    """Return the stories most tied to a report by its names, with the reports that hold them, best first."""
    if not len(found.stories):
        return {}
    begins = np.flatnonzero(np.concatenate(([True], found.stories[1:] != found.stories[:-1])))
    keys, total = found.stories[begins], np.add.reduceat(found.telling, begins)
    if len(keys) > limit:
        most = total >= np.partition(total, -limit)[-limit]
        keys, total = keys[most], total[most]
    ranked = sorted(
        (-worth, memory.by_key[key].id, key) for key, worth in zip(keys.tolist(), total.tolist(), strict=True)
    )
    return {story_id: set(found.latest[found.stories == key].tolist()) for _, story_id, key in ranked[:limit]}


def named_ties(found: Holdings, story: HeldStory) -> list[int]:
    """Return which of the report's names the story holds, most telling first."""
    at = found.of(story)
    ranked: list[int] = found.names[at][np.lexsort((found.names[at], -found.telling[at]))].tolist()
    return ranked


def measure(memory: Memory, traits: Traits, found: Holdings, stories: list[HeldStory]) -> Floats:
    """Return one row for each story, with the columns of `Tie`."""
    rows = np.zeros((len(stories), len(Tie)))
    if not len(found.names) and not traits.parent_id and not traits.links:
        return rows
    parent = memory.of_article(traits.parent_id) if traits.parent_id else None
    home = "" if parent is None else memory.reports[parent].story.id
    linked = {memory.reports[at].story.id for link in traits.links for at in memory.at_address(link)[-1:]}
    n_names = sum(not memory.is_outlet(name[0]) for name in traits.names[: traits.first_quotation])
    keys = np.array([story.key for story in stories])
    begins, ends = found.stories.searchsorted(keys), found.stories.searchsorted(keys + 1)
    sizes = np.minimum([len(story.numbers) for story in stories], CENTRAL_OF)
    of = np.repeat(np.arange(len(stories)), ends - begins)
    at = np.arange(len(of)) + (begins - np.cumsum(ends - begins) + ends - begins)[of]
    names, telling = found.names[at], found.telling[at]
    quoted = names >= traits.first_quotation
    central = telling * np.minimum(1.0, found.n_held[at] / sizes[of]) * np.array(traits.salience)[names]
    rows[:, Tie.CENTRAL] = np.bincount(of, np.where(quoted, 0.0, central), len(stories))
    rows[:, Tie.QUOTED] = np.bincount(of, np.where(quoted, telling, 0.0), len(stories))
    for row, story, tied in zip(rows, stories, (ends > begins).tolist(), strict=True):
        if tied:
            row[Tie.GAP] = _gap(memory, traits, story)
        if story.id == home:
            row[Tie.POST] = tied or n_names < 2
        if story.id in linked:
            row[Tie.LINKED] = 1.0 / len(linked)
    return rows


def _gap(memory: Memory, traits: Traits, story: HeldStory) -> float:
    return float(np.abs(memory.facts["hour"][story.numbers[-MAX_LATEST:]] - traits.hour).min())
