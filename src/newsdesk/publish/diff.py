"""Two states of an item, word by word: the public history."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from msgspec import Struct

from newsdesk.essentials import folded
from newsdesk.model.brief import Brief

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
_TOKEN = re.compile(r"\s+|\w+(?:[.,'’\-]\w+)*|[^\w\s]")
_ALIKE = 0.5
"""Share of words two sentences need in common to count as one sentence that was changed."""


class Piece(Struct, frozen=True):
    """A run of words that is the same in both states, was added, or was removed."""

    kind: str
    """`same`, `added` or `removed`."""
    words: str


class LineDiff(Struct, frozen=True, kw_only=True):
    """One sentence across two states."""

    kind: str
    """`same`, `changed`, `added` or `removed`."""
    pieces: tuple[Piece, ...]
    moved: bool = False
    """Whether it stands in another order among the sentences that both states have."""


class Difference(Struct, frozen=True, kw_only=True):
    """What changed between two states for readers."""

    headline: tuple[Piece, ...]
    lines: tuple[LineDiff, ...]
    """The sentences of the later state in order, each removed one where it stood."""


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word. The added and same pieces joined are `after`; removed and same are `before`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(REMOVED, "".join(old[a:b])))
        if c < d:
            pieces.append(Piece(ADDED, "".join(new[c:d])))
    return tuple(pieces)


def diff_briefs(before: Brief, after: Brief) -> Difference:
    """Compare two states: sentences are paired by the words they share, then compared word by word."""
    old = [sentence.text for sentence in before.sentences]
    new = [sentence.text for sentence in after.sentences]
    pairs = _paired(old, new)
    in_order = _longest_rising([pairs[index] for index in sorted(pairs)])
    lines: list[LineDiff] = []
    removed = [index for index in range(len(old)) if index not in pairs.values()]
    for index, text in enumerate(new):
        partner = pairs.get(index)
        while partner is not None and removed and removed[0] < partner:
            lines.append(LineDiff(kind=REMOVED, pieces=(Piece(REMOVED, old[removed.pop(0)]),)))
        lines.append(_line(old[partner] if partner is not None else None, text, moved=partner not in {None, *in_order}))
    lines.extend(LineDiff(kind=REMOVED, pieces=(Piece(REMOVED, old[index]),)) for index in removed)
    return Difference(headline=diff_words(before.headline.text, after.headline.text), lines=tuple(lines))


def _line(before: str | None, after: str, *, moved: bool) -> LineDiff:
    if before is None:
        return LineDiff(kind=ADDED, pieces=(Piece(ADDED, after),))
    kind = SAME if before == after else CHANGED
    return LineDiff(kind=kind, pieces=diff_words(before, after), moved=moved)


def _paired(old: list[str], new: list[str]) -> dict[int, int]:
    """Pair the sentences of two states, the most alike first: index in `new` to index in `old`."""
    old_words, new_words = [set(folded(text).split()) for text in old], [set(folded(text).split()) for text in new]
    scored = sorted(
        (-_overlap(a, b), abs(i - j), i, j) for i, a in enumerate(new_words) for j, b in enumerate(old_words)
    )
    pairs: dict[int, int] = {}
    for score, _, i, j in scored:
        if -score >= _ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _overlap(a: set[str], b: set[str]) -> float:
    """Twice the words in common over the words of both; two sentences without words are alike."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _longest_rising(numbers: list[int]) -> set[int]:
    """Return a longest rising subsequence: what stayed in order while the rest moved."""
    chains: list[list[int]] = [[]]
    for number in numbers:
        fitting = [chain for chain in chains if not chain or chain[-1] < number]
        chains.append([*max(fitting, key=len), number])
    longest: list[int] = max(chains, key=len)
    return set(longest)
