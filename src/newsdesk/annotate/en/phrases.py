"""Where a content begins and ends by the tree, where the learnt labels cut it in the middle of a phrase.

`deliveries of air-defense | missiles` is completed; `told | reporters that …` begins at its clause.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from newsdesk.annotate.en.parsing import code_of
from newsdesk.annotate.en.tokens import Indices, Tokens

Labels: TypeAlias = npt.NDArray[np.int8]

_NOUN_PARTS = ("det", "amod", "compound", "nummod", "poss", "quantmod", "predet", "nmod")
_CLAUSE_PARTS = ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "expl", "mark", "advmod", "case")
_OPEN = ("cc", "prep", "agent", "pcomp", "preconj", "prt")
_COMPLEMENTS = ("dobj", "attr", "acomp", "prep", "prt", "xcomp", "ccomp", "advmod", "agent", "dative", "oprd", "neg")
"""Arcs to what stands behind a verb and belongs to what is said with it."""
_VERBS = ("VBD", "VBZ", "VBP", "VB", "VBN", "MD")
"""Tags of what may begin another clause behind `and` and `but`."""
_CUE = 2
_FARTHEST = 12
"""Tokens by which a content is completed at most."""


@cache
def _codes(names: tuple[str, ...]) -> frozenset[int]:
    """Return the numbers of arcs or tags; looked up once, as every content of a document asks for them."""
    return frozenset(int(code_of(name)) for name in names)


def whole_phrases(tokens: Tokens, at: Indices, labels: Labels, content: int, other: int) -> Labels:
    """Return the labels of one cue's tokens with each stretch of content carried on to the end of its last phrase."""
    labels = labels.copy()
    inside = np.flatnonzero(labels == content)
    ends = inside[np.append(np.diff(inside) > 1, True)] if len(inside) else inside
    for end in ends.tolist():
        begin = end
        while begin and labels[begin - 1] == content:
            begin -= 1
        for _ in range(4):
            wanted = _wanted(tokens, int(at[0]), len(at), begin, end)
            if not end < wanted <= end + _FARTHEST or (labels[end + 1 : wanted + 1] != other).any():
                break
            labels[end + 1 : wanted + 1] = content
            end = wanted
        while begin and labels[begin - 1] == other and _belongs(tokens, int(at[0]), begin, end):
            begin -= 1
            labels[begin] = content
    return labels


def from_clause(tokens: Tokens, head: int, at: Indices, labels: Labels, content: int, other: int) -> Labels:
    """Return the labels with the content behind a cue beginning where the clause that the cue governs begins.

    What stands between the two, such as whom it was told and on which day, is no part of what was said.
    """
    parse, base = tokens.parse, int(at[0])
    clauses = at[(parse.head[at] == head) & (parse.dep[at] == code_of("ccomp")) & (at > head)]
    behind = at[(labels == content) & (at > head)]
    if not len(clauses) or not len(behind):
        return labels
    start, first = int(tokens.left[clauses[0]]), int(behind[0])
    quoted = (tokens.quote[min(start, first) : max(start, first) + 1] >= 0).any()
    if start <= head or first > int(tokens.right[clauses[0]]) or quoted:
        return labels
    labels = labels.copy()
    if first < start and parse.words[start].lower() == "that":
        labels[first - base : start - base] = other
    elif start < first and (labels[start - base : first - base] == _CUE).all():
        labels[start - base : first - base] = content
    return labels


def _belongs(tokens: Tokens, base: int, begin: int, end: int) -> bool:
    """Tell whether the token before a content is the article, adjective or owner of a noun in it."""
    parse, before = tokens.parse, base + begin - 1
    inside = base + begin <= int(parse.head[before]) <= base + end
    return inside and int(parse.dep[before]) in _codes(_NOUN_PARTS)


def _wanted(tokens: Tokens, base: int, n: int, begin: int, end: int) -> int:
    """Return the place that the phrase open at `end` reaches to; `end` where none is open."""
    parse, last = tokens.parse, base + end
    arc = int(parse.dep[last])
    if int(parse.head[last]) > last and arc in _codes(_NOUN_PARTS):
        return min(int(parse.head[last]) - base, n - 1)
    joins_clauses = arc in _codes(("cc",)) and int(parse.tag[parse.head[last]]) in _codes(_VERBS)
    if arc in _codes(_OPEN) and end + 1 < n and not joins_clauses:
        top = last + 1
        while int(parse.head[top]) > last and int(parse.head[top]) != top:
            top = int(parse.head[top])
        return min(int(tokens.right[top]) - base, n - 1)
    inside = np.arange(base + begin, last + 1)
    verbs = [
        int(parse.head[k]) for k in inside[parse.head[inside] > last].tolist()
        if int(parse.dep[k]) in _codes(_CLAUSE_PARTS)
    ]  # fmt: skip
    if verbs:
        return min(_with_complements(tokens, max(verbs)) - base, n - 1)
    return end


def _with_complements(tokens: Tokens, verb: int) -> int:
    """Return the last token of a verb's complements behind it, up to the first child that is none."""
    parse, reach = tokens.parse, verb
    behind = np.arange(verb + 1, int(tokens.right[verb]) + 1)
    for child in behind[parse.head[behind] == verb].tolist():
        if int(parse.dep[child]) not in _codes(_COMPLEMENTS):
            break
        reach = int(tokens.right[child])
    return reach
