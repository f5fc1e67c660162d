"""From the run of tags to the page's columns: a few passes over whole arrays, and none over single tags.

What the parser writes is well-formed, so depth is a running sum, the end of an element is the next tag of its depth,
and a block is a stretch of texts between two boundaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from newsdesk.extract.markup import Markup
from newsdesk.extract.page import BREAK, Columns, Embedded, Indices, Inline, Mark, Page, Picture, Place, clean
from newsdesk.extract.tags import KINDS, LEVEL_CHANGE, PLACES, TEXT_STEPS, Kind, stated_places

_TELLING = (
    "auth", "byline", "date", "time", "itemprop", "publi", "writer", "autor", "auteur", "journal", "credit", "read"
)  # fmt: skip
_BOUNDARY = np.isin(np.arange(Kind.N_KINDS), [Kind.BOX, Kind.END_BOX, Kind.EMBED, Kind.RULE])


def read_page(markup: Markup) -> Page:
    """Turn a page's tags into blocks, boxes and marks."""
    return _Reader(markup).page(markup)


class _Reader:
    """Reads one page; thrown away afterwards."""

    def __init__(self, markup: Markup) -> None:
        self._tags, self._attrs, self._texts = markup.tags, markup.attrs, markup.texts.copy()
        self._n = len(markup.tags)
        self._kinds = np.fromiter(map(KINDS.__getitem__, markup.tags), np.int8, self._n)
        self._head_title = ""
        self._settle_title()
        self._settle_skipped()
        self._settle_custom()
        self._order = np.argsort(self._kinds, kind="stable")
        self._bounds: list[int] = np.searchsorted(self._kinds[self._order], np.arange(Kind.N_KINDS + 1)).tolist()
        self._ends = _ends(LEVEL_CHANGE[self._kinds])
        self._read_boxes()
        self._read_blocks()

    def page(self, markup: Markup) -> Page:
        """Return the page that the tags make."""
        first, last = np.searchsorted(self._starts, self._box_from), np.searchsorted(self._starts, self._box_to)
        inline = self._inline()
        boxes, places = self._box_at(self._starts), self._places(first, last)
        parents = self._parents.copy()
        parents[0] = -1
        page = Page(
            linked_data=markup.linked_data,
            state=markup.state,
            programs=markup.programs,
            texts=self._words,
            pieces=self._texts,
            starts=self._starts.tolist(),
            inline=list(map(Inline, *inline.T.tolist())),
            columns=Columns(boxes, parents, first, last, places, inline),
            boxes=boxes.tolist(),
            box_tags=self._box_tags,
            box_attrs=self._box_attrs,
            box_parents=parents.tolist(),
            box_first=first.tolist(),
            box_last=last.tolist(),
            box_places=places.tolist(),
            links=self._links,
            marks=self._marks(np.array(self._telling(), np.int64)),
            head_title=self._head_title,
        )
        self._add_void(page)
        return page

    def _at(self, kind: int) -> Indices:
        """The tags of a kind, in order."""
        return self._order[self._bounds[kind] : self._bounds[kind + 1]]

    def _where(self, kind: int) -> list[int]:
        found: list[int] = self._at(kind).tolist()
        return found

    def _settle_title(self) -> None:
        """Take the window's title out of the text; titles of drawings are none."""
        kinds = self._kinds
        for i in np.flatnonzero(kinds == Kind.TITLE)[:1].tolist():
            self._head_title, self._texts[i] = clean(self._texts[i]), ""
        kinds[(kinds == Kind.TITLE) | (kinds == Kind.END_TITLE)] -= Kind.TITLE

    def _settle_skipped(self) -> None:
        """Empty the elements that are not read; of players and the like the element itself stays."""
        kinds = self._kinds
        opened = (kinds == Kind.SKIPPED) | (kinds == Kind.EMBED)
        if not opened.any():
            return
        self._take_sources()
        depth = np.cumsum(opened.astype(np.int64) - ((kinds == Kind.END_SKIPPED) | (kinds == Kind.END_EMBED)))
        inside = depth > 0
        for i in np.flatnonzero(inside).tolist():
            self._texts[i] = ""
        inside[(kinds == Kind.EMBED) & (depth == 1)] = False
        kinds[inside] = Kind.NOTHING
        kinds[(kinds == Kind.END_SKIPPED) | (kinds == Kind.END_EMBED)] = Kind.NOTHING

    def _take_sources(self) -> None:
        """Players may name what they play by elements within; the first goes to the player's own attributes."""
        kinds = self._kinds
        players, sources = np.flatnonzero(kinds == Kind.EMBED), np.flatnonzero(kinds == Kind.SOURCE)
        if not len(players) or not len(sources):
            return
        n_closed = np.cumsum(kinds == Kind.END_EMBED)
        nearest = players[np.maximum(np.searchsorted(players, sources) - 1, 0)]
        # A player that was closed before the source is no player of its.
        within = (nearest < sources) & (n_closed[nearest] == n_closed[sources])
        first: dict[int, str] = {}
        for at, i in zip(nearest[within].tolist(), sources[within].tolist(), strict=True):
            if 'src="' in self._attrs[i]:
                first.setdefault(at, self._attrs[i])
        for at, attrs in first.items():
            if 'src="' not in self._attrs[at]:
                self._attrs[at] += " " + attrs

    def _settle_custom(self) -> None:
        """Elements of the site's own making are boxes, save within a paragraph or heading."""
        kinds = self._kinds
        custom = (kinds == Kind.CUSTOM) | (kinds == Kind.END_CUSTOM)
        if not custom.any():
            return
        within = np.cumsum(_numbers(TEXT_STEPS, self._tags)) > 0
        kinds[custom & within] = Kind.NOTHING
        kinds[custom & ~within] -= Kind.CUSTOM

    def _read_boxes(self) -> None:
        """Boxes in order, the document first: where each begins and ends, its parent, and the places it is in."""
        opened, closing = self._at(Kind.BOX), self._at(Kind.END_BOX)
        self._box_tags = ["#document", *map(self._tags.__getitem__, opened.tolist())]
        self._box_attrs = ["", *map(self._attrs.__getitem__, opened.tolist())]
        self._box_from = np.concatenate(([-1], opened))
        self._box_to = np.concatenate(([self._n], self._ends[opened]))
        # How many boxes began up to the tag, itself counted, less those that ended before it.
        depths = np.arange(1, len(opened) + 1) - np.searchsorted(closing, opened)
        levels = np.concatenate(([0], np.maximum(depths, 1)))
        n = len(levels)
        order = np.argsort(levels, kind="stable")
        keys = levels * n + np.arange(n)
        above = np.searchsorted(keys[order], keys - n) - 1
        self._parents = order[np.maximum(above, 0)]
        boxes = np.arange(n)
        closed = self._box_to[1:] < self._n
        places = np.concatenate((self._box_from, self._box_to[1:][closed]))
        within = np.concatenate((boxes, self._parents[1:][closed]))
        order = np.argsort(places, kind="stable")
        self._turns, self._within = places[order], within[order]

    def _box_at(self, positions: Indices) -> Indices:
        """The innermost box at each of these tags."""
        found: Indices = self._within[np.searchsorted(self._turns, positions, "right") - 1]
        return found

    def _places(self, first: Indices, last: Indices) -> Indices:
        """The places of each box: what its tag and its attributes state, and those of the boxes around it."""
        places = _numbers(PLACES, self._box_tags)
        for box in np.flatnonzero(first < last).tolist():
            attrs = self._box_attrs[box]
            if attrs and ("role=" in attrs or "hidden" in attrs or "itemprop=" in attrs or "display" in attrs):
                places[box] |= stated_places(attrs)
        places[1:][self._depth(Kind.LINK)[self._box_from[1:]] > 0] |= int(Place.LINK)
        above = self._parents
        while above.any():
            places |= places[above]
            above = above[above]
        return places

    def _depth(self, kind: int) -> Indices:
        """At each tag, in how many elements of a kind it stands."""
        steps = np.zeros(self._n, np.int8)
        steps[self._at(kind)], steps[self._at(kind + 1)] = 1, -1
        return steps.cumsum(dtype=np.int64)

    def _read_blocks(self) -> None:
        """Blocks: stretches of texts between boundaries, or between two `<br>` and more; those without words go."""
        kinds, texts = self._kinds, self._texts
        runs, breaks = np.cumsum(_BOUNDARY[kinds]), np.cumsum(kinds == Kind.BREAK)
        for i in self._where(Kind.BREAK):
            texts[i] = BREAK + texts[i]
        for i in self._where(Kind.IMAGE):
            texts[i] = " " + texts[i]
        self._sizes = np.fromiter(map(len, texts), np.int64, self._n)
        told = self._told = np.array(
            [i for i in np.flatnonzero(self._sizes).tolist() if not texts[i].isspace()], np.int64
        )
        run, breaks = runs[told], breaks[told]
        fresh, parted = np.ones(len(told), np.bool_), np.zeros(len(told), np.bool_)
        fresh[1:] = run[1:] != run[:-1]
        parted[1:] = ~fresh[1:] & (breaks[1:] - breaks[:-1] > 1)
        begins = np.flatnonzero(fresh | parted)
        starts, ends = told[begins], told[np.append(begins[1:], len(told))[: len(begins)] - 1] + 1
        words = [clean("".join(texts[a:b])) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        has_words = np.fromiter(map(bool, words), np.bool_, len(words))
        self._block_of_told = np.where(has_words, np.cumsum(has_words) - 1, -1)[np.cumsum(fresh | parted) - 1]
        self._words = [text for text in words if text]
        self._starts, self._ends_of_blocks = starts[has_words], ends[has_words]
        self._runs, self._run_of_block, self._parted = runs, run[begins][has_words], parted[begins][has_words]

    def _inline(self) -> Indices:
        """What inline elements cover of each block, in the order of the fields of `Inline`."""
        n, told, block = len(self._words), self._told, self._block_of_told
        lengths = self._sizes[told]
        whole = np.fromiter(map(len, self._words), np.int64, n)
        columns = []
        for kind in (Kind.LINK, Kind.STRONG, Kind.SLANTED):
            covered = (self._depth(kind)[told] > 0) & (block >= 0)
            chars = np.bincount(block[covered], lengths[covered], n).astype(np.int64)
            columns.append(np.minimum(chars, whole))
        self._links = self._marks(self._at(Kind.LINK))
        linked = [link.block for link in self._links if link.last > link.first]
        anchored = [link.block for link in self._links if link.last > link.first and 'href="#' in link.attrs]
        n_links, n_anchors = (np.bincount(np.array(found, np.int64), minlength=n) for found in (linked, anchored))
        return np.array([columns[0], n_links, *columns[1:], n_anchors, self._parted]).T

    def _marks(self, opened: Indices) -> list[Mark]:
        """Marks at these tags: each covers what it holds of the first block it holds words of."""
        told, ends = self._told, self._ends[opened]
        nearest = np.append(told, self._n)[np.searchsorted(told, opened)]
        block = np.append(self._block_of_told, -1)[np.searchsorted(told, opened)]
        covers = (nearest < ends) & (block >= 0)
        last = np.where(covers, np.minimum(ends, np.append(self._ends_of_blocks, 0)[block]), opened)
        block = np.where(covers, block, np.searchsorted(self._starts, opened))
        at = opened.tolist()
        tags, attrs = map(self._tags.__getitem__, at), map(self._attrs.__getitem__, at)
        return list(map(Mark, tags, attrs, block.tolist(), at, last.tolist()))

    def _telling(self) -> list[int]:
        """The tags of inline elements that are times or whose attributes hint at author or date."""
        known: dict[str, bool] = {}
        found = []
        for i in self._where(Kind.PLAIN):
            attrs = self._attrs[i]
            if attrs:
                tells = known.get(attrs)
                if tells is None:
                    tells = known[attrs] = any(map(attrs.lower().__contains__, _TELLING))
                if tells or self._tags[i] == "time":
                    found.append(i)
            elif self._tags[i] == "time":
                found.append(i)
        return found

    def _add_void(self, page: Page) -> None:
        """Pictures, players and rules with their places, and what the head says."""
        attrs = self._attrs
        kinds = (Kind.IMAGE, Kind.EMBED, Kind.RULE, Kind.SOURCE)
        images, embeds, rules, sources = map(self._at, kinds)
        beside = (self._blocks_before(images), self._box_at(images).tolist())
        page.pictures = list(map(Picture, map(attrs.__getitem__, images.tolist()), *beside))
        at, beside = embeds.tolist(), (self._blocks_before(embeds), self._box_at(embeds).tolist())
        page.embeds = list(map(Embedded, map(self._tags.__getitem__, at), map(attrs.__getitem__, at), *beside))
        page.sources = list(zip(self._box_at(sources).tolist(), map(attrs.__getitem__, sources.tolist()), strict=True))
        page.rules = self._blocks_before(rules)
        page.metas = [attrs[i] for i in self._where(Kind.META)]
        page.head_links = [attrs[i] for i in self._where(Kind.HEAD_LINK)]
        page.base = next((attrs[i] for i in self._where(Kind.BASE) if attrs[i]), "")
        page.html_attrs = next((attrs for tag, attrs in zip(self._tags, attrs, strict=True) if tag == "html"), "")

    def _blocks_before(self, positions: Indices) -> list[int]:
        """The number of blocks that ended before each of these tags."""
        begun = np.searchsorted(self._starts, positions)
        inside = np.append(-1, self._run_of_block)[begun] == self._runs[positions]
        before: list[int] = (begun - inside).tolist()
        return before


def _numbers(known: dict[str, int], tags: Sequence[str]) -> Indices:
    """What is known of each tag; 0 of others."""
    return np.fromiter(map(known.get, tags, repeat(0)), np.int64, len(tags))


def _ends(steps: Indices) -> Indices:
    """For each tag that leads into an element the tag that leads out of it: the next of the same depth.

    `steps` has 1 for the former and -1 for the latter. What isn't closed ends with the page.
    """
    n = len(steps)
    ends = np.full(n, n)
    changes = np.flatnonzero(steps)
    levels = np.cumsum(steps)[changes] + (steps[changes] < 0)
    order = np.argsort(levels, kind="stable")
    changes, levels = changes[order], levels[order]
    pairs = (steps[changes[:-1]] > 0) & (steps[changes[1:]] < 0) & (levels[:-1] == levels[1:])
    ends[changes[:-1][pairs]] = changes[1:][pairs]
    return ends
