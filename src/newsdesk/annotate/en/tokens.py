"""What is seen of each token beside its word, tag and arc: quotation marks, its children, the reach of its subtree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.parsing import Parse, code_of
from newsdesk.annotate.en.stems import stem_code
from newsdesk.annotate.hashing import Ints
from newsdesk.annotate.marks import Quotation

Indices: TypeAlias = npt.NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.uint64)

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
FLAGS = (
    "nsubj",
    "nsubjpass",
    "ccomp",
    "xcomp",
    "dobj",
    "prep",
    "mark",
    "aux",
    "neg",
    "agent",
    "advcl",
    "acl",
    "dative",
    "parataxis",
    "attr",
    "acomp",
    "pobj",
    "poss",
    "advmod",
    "auxpass",
    "prt",
    "relcl",
)
_DEEPEST = 60
"""Steps up a tree before it is given up; no sentence of a person is nested so deep."""


class Tokens:
    """A parse with what the statement models look at; every array has one entry a token."""

    def __init__(self, parse: Parse, quotations: Sequence[Quotation]) -> None:
        self.parse = parse
        self.quotations = quotations
        n = len(parse)
        self.stem: Ints = np.fromiter((stem_code(word.lower()) for word in parse.words), np.uint64, n)
        self.quote = _quotation_of(parse, quotations)
        """Index of the quotation that holds the token, marks included; -1 outside."""
        self.mark_near = _marks_near(self.quote, parse.passage)
        self.quote_size = _sizes(self.quote)
        """0 outside quotations, 1 for up to three tokens, 2 up to eight, 3 beyond."""
        self.flags = self._children()
        self.left, self.right = self._edges()
        self.subject = self._subjects()

    def _children(self) -> Ints:
        flags = np.zeros(len(self.parse), np.uint64)
        for bit, name in enumerate(FLAGS):
            at = self.parse.dep == code_of(name)
            np.bitwise_or.at(flags, self.parse.head[at], np.uint64(1 << bit))
        return flags

    def _edges(self) -> tuple[Indices, Indices]:
        own = np.arange(len(self.parse))
        left, right, current = own.copy(), own.copy(), self.parse.head
        for _ in range(_DEEPEST):
            np.minimum.at(left, current, own)
            np.maximum.at(right, current, own)
            above = self.parse.head[current]
            if np.array_equal(above, current):
                break
            current = above
        return left, right

    def _subjects(self) -> Indices:
        """Index of each token's subject, its own or that of the verb it is joined to; -1: none."""
        subject = np.full(len(self.parse) + 1, -1, np.int64)
        for name in reversed(SUBJECTS):
            at = np.flatnonzero(self.parse.dep == code_of(name))
            subject[self.parse.head[at]] = at
        for name in ("conj", "xcomp", "conj"):
            at = np.flatnonzero((self.parse.dep == code_of(name)) & (subject[:-1] < 0))
            subject[at] = subject[self.parse.head[at]]
        return subject[:-1]


def _quotation_of(parse: Parse, quotations: Sequence[Quotation]) -> Indices:
    quote = np.full(len(parse), -1, np.int64)
    if not quotations or not len(parse):
        return quote
    starts = np.array([quotation.outer.start for quotation in quotations])
    ends = np.array([quotation.outer.end for quotation in quotations])
    at = np.searchsorted(starts, parse.start, side="right") - 1
    inside = (at >= 0) & (parse.start < ends[np.maximum(at, 0)])
    quote[inside] = at[inside]
    return quote


def _marks_near(quote: Indices, passage: Indices) -> Ints:
    """Tell, as bits, whether a quotation stands within three tokens before or behind."""
    near = np.zeros(len(quote), np.uint64)
    for bit, shift in enumerate((1, 2, 3, -1, -2, -3)):
        other = shifted(quote, shift, -1)
        same = shifted(passage, shift, -1) == passage
        near |= np.where((quote < 0) & (other >= 0) & same, np.uint64(1 << bit), np.uint64(0))
    return near


def _sizes(quote: Indices) -> Ints:
    if not len(quote):
        return np.zeros(0, np.uint64)
    counts = np.bincount(quote + 1)
    counts[0] = 0
    return np.asarray(np.digitize(counts, [1, 6, 11])[quote + 1], dtype=np.uint64)


def shifted(values: npt.NDArray[Number], by: int, fill: int) -> npt.NDArray[Number]:
    """Return the values moved by `by` places: entry i is the value of token i - by."""
    moved = np.full_like(values, fill)
    if by > 0:
        moved[by:] = values[:-by]
    elif by < 0:
        moved[:by] = values[-by:]
    return moved
