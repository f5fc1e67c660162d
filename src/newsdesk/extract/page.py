"""The page as blocks of text with the boxes they stand in: what everything else in this package looks at.

A *box* is a block-level element. A *block* is a run of text that no block-level boundary parts.
A *mark* is a stretch inside a block that an inline element set apart: a link, a time, a byline.
Columns are kept as parallel lists, because features are computed over whole pages at once.
"""

from __future__ import annotations

import html as html_entities
import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

_HREF = 'href="'
_ATTRIBUTE = re.compile(r'([^\s=">]+)="([^"]*)"')

Indices = npt.NDArray[np.int64]
BREAK = "\x1f"
"""Stands for `<br>` in a page's pieces."""


class Place(IntEnum):
    """Elements that a block stands in, at any height: bits, whose unions are plain ints (flags proper take long)."""

    ARTICLE = 1
    MAIN = 2
    ASIDE = 4
    HEADER = 8
    FOOTER = 16
    NAV = 32
    FORM = 64
    FIGURE = 128
    TABLE = 256
    LIST = 512
    QUOTE = 1024
    HIDDEN = 2048
    LINK = 4096
    """Inside a link that holds whole blocks, as cards do."""
    BUTTON = 8192
    BODY_PROPERTY = 16384
    """`itemprop=articleBody` or the like."""
    CAPTION = 32768
    NOSCRIPT = 65536
    DIALOG = 131072
    DETAILS = 262144


def read_attributes(written: str) -> dict[str, str]:
    """Read the attributes of a serialised tag; names as written by the parser (lower case), values unescaped."""
    found = _ATTRIBUTE.findall(written)
    if "&" in written:
        return {name: html_entities.unescape(value) for name, value in reversed(found)}
    return dict(reversed(found))


class Mark(Struct, gc=False):
    """A stretch of a block that an inline element sets apart: the page's pieces [first, last)."""

    tag: str
    attrs: str
    block: int
    first: int
    last: int = -1

    @property
    def href(self) -> str:
        """The address of a link, by a short way where its attributes begin with it."""
        end = self.attrs.find('"', len(_HREF)) if self.attrs.startswith(_HREF) else -1
        if end >= 0:
            value = self.attrs[len(_HREF) : end]
            return html_entities.unescape(value) if "&" in value else value
        return self.attributes.get("href", "")

    @property
    def attributes(self) -> dict[str, str]:
        return read_attributes(self.attrs)


class Picture(Struct, gc=False):
    """An `<img>`, by the number of blocks before it and the box it stands in."""

    attrs: str
    block: int
    box: int


class Embedded(Struct, gc=False):
    """An `<iframe>`, `<video>` or the like, by the number of blocks before it."""

    tag: str
    attrs: str
    block: int
    box: int


class Columns(NamedTuple):
    """The page's columns of numbers as arrays, for looking at all blocks or boxes at once."""

    boxes: Indices
    parents: Indices
    first: Indices
    last: Indices
    places: Indices
    inline: Indices
    """A row per block, with the fields of `Inline`."""


class Inline(Struct, frozen=True, gc=False):
    """What inline elements cover of a block; the first, third and fourth in characters."""

    link_chars: int
    n_links: int
    strong_chars: int
    slanted_chars: int
    n_anchors: int
    """Links to places on the page itself."""
    parted: int
    """1 where `<br><br>` parted the block from the one before."""


_RANKS = {"h1": 1, "h2": 2, "h3": 3}
_N_WITHIN = 3
_NONE = np.zeros(0, np.int64)
_NO_COLUMNS = Columns(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE.reshape(0, 6))


@dataclass
class Page:
    """One page. Columns `texts` to `inline` run over blocks, `box_*` over boxes."""

    linked_data: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    """The texts between tags, escaped, that blocks are made of; marks refer to them."""
    starts: list[int] = field(default_factory=list)
    """The piece that each block begins with."""
    boxes: list[int] = field(default_factory=list)
    """The innermost box of each block."""
    inline: list[Inline] = field(default_factory=list)
    box_tags: list[str] = field(default_factory=list)
    box_attrs: list[str] = field(default_factory=list)
    box_parents: list[int] = field(default_factory=list)
    box_first: list[int] = field(default_factory=list)
    box_last: list[int] = field(default_factory=list)
    """A box holds the blocks [first, last)."""
    box_places: list[int] = field(default_factory=list)
    links: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    embeds: list[Embedded] = field(default_factory=list)
    sources: list[tuple[int, str]] = field(default_factory=list)
    """The box and the attributes of each `<source>` of a picture."""
    rules: list[int] = field(default_factory=list)
    """The number of blocks before each `<hr>`."""
    metas: list[str] = field(default_factory=list)
    head_links: list[str] = field(default_factory=list)
    columns: Columns = _NO_COLUMNS
    html_attrs: str = ""
    head_title: str = ""
    base: str = ""

    @cached_property
    def named_metas(self) -> list[tuple[str, str]]:
        """Every meta tag that says something, as (lower-case name, property or itemprop; content), in order."""
        named = []
        for written in self.metas:
            if "content=" in written or "value=" in written:
                attributes = read_attributes(written)
                # `value` is what some write, and some tools that save pages turn `content` into.
                content = (attributes.get("content") or attributes.get("value") or "").strip()
                if content:
                    for key in ("property", "name", "itemprop", "http-equiv"):
                        if key in attributes:
                            named.append((attributes[key].strip().lower(), content))
        return named

    @cached_property
    def meta(self) -> dict[str, str]:
        """The page's meta tags by name; of several, the first."""
        return dict(reversed(self.named_metas))

    @cached_property
    def links_by_block(self) -> dict[int, list[Mark]]:
        """The links of each block, in order."""
        by_block: dict[int, list[Mark]] = {}
        for mark in self.links:
            by_block.setdefault(mark.block, []).append(mark)
        return by_block

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """The blocks in headings of the first three ranks, or in boxes directly within one, with the heading's tag."""
        rank = np.fromiter(map(_RANKS.get, self.box_tags, repeat(0)), np.int64, len(self.box_tags))
        box, parents, *_ = self.columns
        found = np.zeros(len(box), np.int64)
        for _ in range(_N_WITHIN):
            found = np.where(found > 0, found, rank[box])
            box = np.maximum(parents[box], 0)
        blocks = np.flatnonzero(found)
        return [(block, f"h{found[block]}") for block in blocks.tolist()]

    def meta_all(self, name: str) -> list[str]:
        """Every content of the meta tags that bear this name."""
        return [content for key, content in self.named_metas if key == name] if name in self.meta else []

    @cached_property
    def _picture_blocks(self) -> frozenset[int]:
        return frozenset(picture.block for picture in self.pictures)

    def has_picture(self, first: int, last: int) -> bool:
        """Tell whether a picture stands before or among the blocks [first, last)."""
        return any(block in self._picture_blocks for block in range(first, last))

    def place(self, block: int) -> int:
        """Return the `Place` flags of a block."""
        return self.box_places[self.boxes[block]]

    def tag(self, block: int) -> str:
        """Return the tag of a block's innermost box."""
        return self.box_tags[self.boxes[block]]

    def ancestors(self, box: int, limit: int) -> list[int]:
        """Return the box and those around it, at most `limit` in all, innermost first, the document's own left out."""
        found: list[int] = []
        while box > 0 and len(found) < limit:
            found.append(box)
            box = self.box_parents[box]
        return found

    def words_of(self, mark: Mark) -> str:
        """Return the words a mark covers, with blanks collapsed; empty for a mark outside any kept block."""
        return clean("".join(self.pieces[mark.first : mark.last])) if mark.last > mark.first else ""


_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u0000-\u0008\u000e-\u001e]")
"""Signs that show nothing; `BREAK` is none of them."""
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069 "
"""Marks of direction: within a line they order words, at its ends they do nothing."""


def clean(raw: str) -> str:
    """Unescape serialised text, drop what can't be seen, and collapse blanks; `<br>` stays as a line break."""
    if "&" in raw:
        raw = raw.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if not raw.isascii():
        raw = _INVISIBLE.sub("", raw).strip(_DIRECTIONS)
    if "\x1f" not in raw:
        return " ".join(raw.split())
    return "\n".join(line for part in raw.split("\x1f") if (line := " ".join(part.split())))
