"""What ties a report to a story beyond likeness: names that hardly any other story holds, links, and live blogs.

A name's worth is counted over stories, not over reports: however many reports a story has, its own names stay
telling. That is what carries a course of events over its developments, where the words of each day differ but the
ship, the town and the commander stay. Names are those of the annotations; without them none speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import chain, islice

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


_N_TIES = len(Tie)


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


_FIRST = np.zeros(1, np.int64)
_WORTH = np.array((BESIDE, 1.0))
"""What a report counts for that holds a name in passing, and one that is about it."""
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
    forms = np.arange(len(kept)).repeat([len(found) for _, found in kept])
    held = np.frombuffer(b"".join([found for _, found in kept]), np.int32).astype(np.int64)
    own = [memory.of_article(article_id) for article_id in (traits.article_id, traits.parent_id)]
    left_out = [held >> 1 == number for number in own if number is not None]
    left_out += [forms == form for form in _furniture(memory, traits, held >> 1, forms, len(kept))]
    if left_out:
        known = (~np.logical_or.reduce(left_out)).nonzero()[0]
        forms, held = forms.take(known), held.take(known)
        if not len(forms):
            return _NOTHING
    return _by_story(np.array([name for name, _ in kept]), forms, held, memory.keys_of(held >> 1))


def _by_story(names: Numbers, forms: Numbers, held: Numbers, stories: Numbers) -> Holdings:
    """Count the holders of each form by story, and keep of each name and story the form that tells most."""
    # Of each form the numbers are in order already.
    both = (forms << 40) + stories
    order = both.argsort(kind="stable")
    begins = _begins(both.take(order))
    n_held = np.add.reduceat(_WORTH.take(held.take(order) & 1), begins)
    firsts, lasts = order.take(begins), order.take(np.append(begins[1:], len(order)) - 1)
    form, story = forms.take(firsts), stories.take(firsts)
    telling = n_held / (n_held + STRANGER * (np.bincount(form) - 1).take(form))
    name = names.take(form)
    best = np.lexsort((-n_held, -telling, name, story))
    best = best.take(_begins((story.take(best) << 20) + name.take(best)))
    return Holdings(
        name.take(best), story.take(best), telling.take(best), n_held.take(best), held.take(lasts.take(best)) >> 1
    )


def _begins(values: Numbers) -> Numbers:
    """Where a new value begins, in an array sorted by them."""
    return np.concatenate((_FIRST, (values[1:] != values[:-1]).nonzero()[0] + 1))


def _furniture(memory: Memory, traits: Traits, numbers: Numbers, forms: Numbers, n_forms: int) -> list[int]:
    """Which forms stand in most of the source's own reports, and in several stories."""
    n_source = memory.n_of_source(traits.source_id)
    if n_source < LEAST_OF_SOURCE:
        return []
    least = MOST_OF_SOURCE * min(n_source, MAX_HOLDERS)
    found = []
    for form in (np.bincount(forms, minlength=n_forms) > least).nonzero()[0].tolist():
        mine = numbers[forms == form]
        n_own = sum(memory.reports[number].traits.source_id == traits.source_id for number in mine.tolist())
        if n_own > least and len(np.unique(memory.keys_of(mine))) > 2:
            found.append(form)
    return found


def tied_stories(memory: Memory, found: Holdings, limit: int) -> dict[str, set[int]]:
    """Return the stories most tied to a report by its names, with the reports that hold them, best first."""
    if not len(found.stories):
        return {}
    begins = _begins(found.stories)
    keys, total = found.stories.take(begins), np.add.reduceat(found.telling, begins)
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
    rows = [[0.0] * _N_TIES for _ in stories]
    if not len(found.names) and not traits.parent_id and not traits.links:
        return np.array(rows)
    parent = memory.of_article(traits.parent_id) if traits.parent_id else None
    home = "" if parent is None else memory.reports[parent].story.id
    linked = {memory.reports[at].story.id for link in traits.links for at in memory.at_address(link)[-1:]}
    n_names = sum(not memory.is_outlet(name[0]) for name in traits.names[: traits.first_quotation])
    tied = _add_names(traits, found, stories, rows)
    for i, gap in zip(tied, _gaps(memory, traits, [stories[i] for i in tied]), strict=True):
        rows[i][Tie.GAP] = gap
    for i, story in enumerate(stories):
        if story.id == home:
            rows[i][Tie.POST] = float(i in tied or n_names < 2)
        if story.id in linked:
            rows[i][Tie.LINKED] = 1.0 / len(linked)
    return np.array(rows)


def _add_names(traits: Traits, found: Holdings, stories: list[HeldStory], rows: list[list[float]]) -> list[int]:
    """Add up what the names and quotations shared are worth, and return which stories hold any."""
    # A few numbers for a few stories: lists of them take less time than arrays.
    places = {story.key: i for i, story in enumerate(stories)}
    sizes = [min(len(story.numbers), CENTRAL_OF) for story in stories]
    held = zip(found.names.tolist(), found.stories.tolist(), found.telling.tolist(), found.n_held.tolist(), strict=True)
    tied = dict[int, None]()
    for name, key, telling, n_held in held:
        i = places.get(key)
        if i is None:
            continue
        tied[i] = None
        if name >= traits.first_quotation:
            rows[i][Tie.QUOTED] += telling
        else:
            rows[i][Tie.CENTRAL] += telling * min(1.0, n_held / sizes[i]) * traits.salience[name]
    return list(tied)


def _gaps(memory: Memory, traits: Traits, stories: list[HeldStory]) -> list[float]:
    """Hours between the report and the nearest of each story's latest."""
    latest = [story.numbers[-MAX_LATEST:] for story in stories]
    hours = iter(memory.facts["hour"][list(chain.from_iterable(latest))].tolist())
    return [min(abs(hour - traits.hour) for hour in islice(hours, len(numbers))) for numbers in latest]
