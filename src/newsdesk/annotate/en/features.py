"""What the statement models look at: whether a token heads a cue, and which part its neighbours play for that cue.

The second model labels every token of the cue's passage, by the path between the two in the tree, as semantic role
labelling does (Gildea and Jurafsky, "Automatic Labeling of Semantic Roles", 2002).
"""

from __future__ import annotations

import numpy as np

from newsdesk.annotate.en.parsing import code_of
from newsdesk.annotate.en.tokens import Indices, Tokens, shifted
from newsdesk.annotate.hashing import Ints, mix
from newsdesk.annotate.nets import trait_rows

_CLAUSES = ("dobj", "xcomp", "ccomp")
"""Arcs from a cue to what it governs, the likeliest to be said last."""
CUE_TRAITS = (9, 11, 11, 10, 8, 9, 9)
ROLE_TRAITS = (8, 7, 8, 9, 11, 12, 11, 10, 8, 10)
"""Bits of the part of the table of learnt vectors that each trait has for itself."""
_GAPS = (1, 2, 3, 4, 6, 9, 14, 20, 30, 50)
"""Distances to a cue, in tokens, that are told apart."""
_ABOVE = 8
"""Steps from a cue towards the root that are told apart."""


def cue_features(tokens: Tokens) -> list[Ints]:
    """Return one array per feature template, with an entry for each token."""
    p, flags = tokens.parse, tokens.flags
    head, subject = p.head, tokens.subject

    def low(by: int) -> Ints:
        return shifted(p.lower, by, 0)

    def tag(by: int) -> Ints:
        return shifted(p.tag, by, 0)

    has_subject = subject >= 0
    subject_stem = np.where(has_subject, tokens.stem[subject], np.uint64(0))
    subject_tag = np.where(has_subject, p.tag[subject], np.uint64(0))
    subject_side = np.where(
        has_subject, np.where(subject < np.arange(len(p)), np.uint64(1), np.uint64(2)), np.uint64(0)
    )
    quoted = (tokens.quote >= 0).astype(np.uint64)
    root = (head == np.arange(len(p))).astype(np.uint64)
    near = tokens.mark_near
    stem, dep = tokens.stem, p.dep
    return [
        mix(1, p.lower), mix(2, stem), mix(3, p.tag, dep), mix(4, flags), mix(5, stem, flags), mix(6, stem, dep),
        mix(7, stem, p.tag), mix(8, tokens.stem[head], dep), mix(9, p.tag[head], p.tag, dep), mix(10, low(1), p.tag),
        mix(11, low(-1), p.tag), mix(12, stem, low(-1)), mix(13, stem, low(1)), mix(14, tag(1), p.tag, tag(-1)),
        mix(15, subject_stem, p.tag), mix(16, subject_tag, p.tag, flags), mix(17, stem, subject_side),
        mix(18, quoted, p.tag), mix(19, near, p.tag), mix(20, near, stem), mix(21, near, dep, quoted),
        mix(22, stem, quoted), mix(23, root, p.tag, subject_side), mix(24, low(-1), low(-2), p.tag),
        mix(25, low(1), low(2)),
        mix(26, stem, tokens.flags[head]), mix(27, tokens.stem[head], stem), mix(28, subject_stem, stem),
        mix(29, shifted(tokens.stem, -1, 0), shifted(tokens.stem, -2, 0), stem), mix(30, tag(-1), tag(-2), p.tag),
        mix(31, flags, p.tag, dep), mix(32, subject_tag, dep, p.tag), mix(33, tokens.stem[head], p.tag, low(1)),
    ]  # fmt: skip


def cue_slots(tokens: Tokens) -> Indices:
    """Return for each token whose vectors tell whether it heads a cue: its own, its head's, subject's and clause's."""
    parse = tokens.parse
    own = np.arange(len(parse))
    clause = np.full(len(parse), -1, np.int64)
    for arc in _CLAUSES:
        at = np.flatnonzero(parse.dep == code_of(arc))
        clause[parse.head[at]] = at
    return np.stack([own, np.where(parse.head == own, -1, parse.head), tokens.subject, clause], axis=1)


def cue_traits(tokens: Tokens) -> Indices:
    """Return for each token which vectors the net has learnt for what is seen of it: shape (tokens, traits)."""
    p, subject = tokens.parse, tokens.subject
    has_subject = subject >= 0
    side = np.where(has_subject, np.sign(subject - np.arange(len(p))) + 2, 0).astype(np.uint64)
    subject_stem = np.where(has_subject, tokens.stem[subject], np.uint64(0))
    subject_tag = np.where(has_subject, p.tag[subject], np.uint64(0))
    seen = [
        mix(301, p.dep, p.tag), mix(302, p.lower), mix(303, tokens.stem), mix(304, tokens.flags),
        mix(305, _place_in_quotation(tokens), tokens.mark_near), mix(306, subject_tag, side), mix(307, subject_stem),
    ]  # fmt: skip
    return trait_rows(seen, CUE_TRAITS)


def _place_in_quotation(tokens: Tokens) -> Ints:
    """Return for each token 0 outside quotations, 1 for the first of one, 2 for the last, 3 between."""
    quote = tokens.quote
    first, last = shifted(quote, 1, -1) != quote, shifted(quote, -1, -1) != quote
    return np.where(quote < 0, 0, np.where(first, 1, np.where(last, 2, 3))).astype(np.uint64)


class CueRows:
    """One row for each pair of a cue and a token of its passage: the tables behind the role features."""

    def __init__(self, tokens: Tokens, cues: Indices) -> None:
        p = tokens.parse
        bounds = np.searchsorted(p.passage, p.passage[cues]), np.searchsorted(p.passage, p.passage[cues], side="right")
        self.sizes = bounds[1] - bounds[0]
        self.offsets = np.concatenate([[0], np.cumsum(self.sizes)])
        self.cue = np.repeat(cues, self.sizes)
        self.token = np.arange(self.offsets[-1]) - np.repeat(self.offsets[:-1] - bounds[0], self.sizes)
        self._base = np.repeat(self.offsets[:-1] - bounds[0], self.sizes)
        self._climb(tokens, cues, bounds[0])

    def _climb(self, tokens: Tokens, cues: Indices, starts: Indices) -> None:
        """For each row find where the token's way up meets the cue's, and the last steps before that."""
        p = tokens.parse
        on_way = np.full(len(self.cue), -1, np.int64)
        way = np.zeros(len(self.cue), np.uint64)
        for number, cue in enumerate(cues.tolist()):
            current, path = cue, 7
            for step in range(_ABOVE):
                place = int(self.offsets[number]) + current - int(starts[number])
                on_way[place], way[place] = step, path
                path = (path * 1000003 ^ int(p.dep[current])) & 0x7FFFFFFFFFFFFFFF
                if int(p.head[current]) == current:
                    break
                current = int(p.head[current])
        current = self.token.copy()
        top, second = np.full_like(current, -1), np.full_like(current, -1)
        depth = np.zeros(len(current), np.uint64)
        for _ in range(60):
            moving = (on_way[self._base + current] < 0) & (p.head[current] != current)
            if not moving.any():
                break
            second[moving] = top[moving]
            top[moving] = current[moving]
            current[moving] = p.head[current[moving]]
            depth[moving] += np.uint64(1)
        meet = self._base + current
        self.up = on_way[meet].astype(np.uint64)
        self.way = np.where(on_way[meet] >= 0, way[meet], np.uint64(1))
        self.top, self.second, self.depth = top, second, np.minimum(depth, np.uint64(6))
        self.meet = current


def role_slots(rows: CueRows) -> Indices:
    """Return for each row whose vectors tell the token's part: its own, the cue's, and that of the phrase's head."""
    return np.stack([rows.token, rows.cue, rows.top], axis=1)


def _pick(values: Ints, at: Indices) -> Ints:
    """Return the value at each index; 0 for the index -1."""
    return np.where(at >= 0, values[at], np.uint64(0))


def role_features(tokens: Tokens, rows: CueRows) -> list[Ints]:
    """Return one array per feature template, with an entry for each row."""
    p, t, c, top, second = tokens.parse, rows.token, rows.cue, rows.top, rows.second
    side = np.sign(t - c).astype(np.int64).astype(np.uint64)
    top_dep, top_tag, second_dep = _pick(p.dep, top), _pick(p.tag, top), _pick(p.dep, second)
    top_side = np.where(top >= 0, np.sign(top - c), 0).astype(np.uint64)
    at_left = np.where(top >= 0, t == tokens.left[top], False)
    at_right = np.where(top >= 0, t == tokens.right[top], False)
    edge = at_left.astype(np.uint64) + np.uint64(2) * at_right.astype(np.uint64)
    first_word = np.where(top >= 0, p.lower[tokens.left[top]], np.uint64(0))
    gap = np.digitize(np.abs(t - c), _GAPS).astype(np.uint64)
    quoted = (tokens.quote[t] >= 0).astype(np.uint64)
    cue_quoted = (tokens.quote[c] >= 0).astype(np.uint64)
    same = ((tokens.quote[t] == tokens.quote[c]) & (tokens.quote[t] >= 0)).astype(np.uint64)
    quoting = quoted + np.uint64(2) * cue_quoted + np.uint64(4) * same
    way, stem, dep, tag, lower = rows.way, tokens.stem[c], p.dep[t], p.tag[t], p.lower[t]
    path = mix(90, way, top_dep, top_side)
    before, after = shifted(p.lower, 1, 0)[t], shifted(p.lower, -1, 0)[t]
    tag_before, tag_after = shifted(p.tag, 1, 0)[t], shifted(p.tag, -1, 0)[t]
    flags, near, size = tokens.flags[c], tokens.mark_near[c], tokens.quote_size[t]
    is_subject = (top == tokens.subject[c]).astype(np.uint64) * (top >= 0)
    subject_in = (
        (tokens.subject[c] >= 0) & (tokens.left[tokens.subject[c]] <= t) & (t <= tokens.right[tokens.subject[c]])
    ).astype(np.uint64)
    cue_tag = p.tag[c]
    return [
        mix(101, path), mix(102, path, stem), mix(103, path, second_dep), mix(104, path, flags), mix(105, path, dep),
        mix(106, path, lower), mix(107, path, edge, lower), mix(108, path, first_word), mix(109, side, gap),
        mix(110, side, gap, stem), mix(111, quoting, side, near), mix(112, quoting, path), mix(113, quoting, lower),
        mix(114, side, lower, tag_before), mix(115, side, lower, tag_after), mix(116, side, before, lower),
        mix(117, side, lower, after), mix(118, path, top_tag), mix(119, path, size),
        mix(120, size, side, near, quoting),
        mix(121, top_dep, top_side, second_dep, rows.up), mix(122, top_dep, first_word, rows.up, top_side),
        mix(123, rows.depth, path), mix(124, dep, tag, rows.up), mix(125, subject_in, is_subject, side),
        mix(126, subject_in, stem, cue_tag), mix(127, subject_in, cue_tag, flags, lower),
        mix(128, way, rows.up, tag, gap, side),
        mix(129, stem, side, quoting, near), mix(130, stem, lower, gap), mix(131, path, cue_tag, second_dep, tag),
        mix(132, path, stem, edge), mix(133, path, p.dep[c], flags), mix(134, stem, top_dep, second_dep, rows.up),
    ]  # fmt: skip


def role_traits(tokens: Tokens, rows: CueRows) -> Indices:
    """Return for each row which vectors the net has learnt for what is seen of it: shape (rows, traits)."""
    p, t, c, top, second = tokens.parse, rows.token, rows.cue, rows.top, rows.second
    place, quote, subject = _place_in_quotation(tokens), tokens.quote, tokens.subject[c]
    same = ((quote[t] == quote[c]) & (quote[t] >= 0)).astype(np.uint64)
    side = (np.sign(t - c) + 1).astype(np.uint64)
    top_side = np.where(top >= 0, np.sign(top - c) + 1, 0).astype(np.uint64)
    at_left = np.where(top >= 0, t == tokens.left[top], False)
    at_right = np.where(top >= 0, t == tokens.right[top], False)
    edge = at_left.astype(np.uint64) + np.uint64(2) * at_right.astype(np.uint64)
    gap = np.digitize(np.abs(t - c), _GAPS).astype(np.uint64)
    in_subject = ((subject >= 0) & (tokens.left[subject] <= t) & (t <= tokens.right[subject])).astype(np.uint64)
    top_dep, second_dep = _pick(p.dep, top), _pick(p.dep, second)
    cue_quoted = (place[c] > 0).astype(np.uint64)
    seen = [
        mix(201, side, gap, in_subject), mix(202, place[t], cue_quoted, same, tokens.quote_size[t]),
        mix(203, tokens.mark_near[t], side), mix(204, p.dep[t], p.tag[t]),
        mix(205, mix(90, rows.way, top_dep, top_side)), mix(206, p.lower[t]), mix(207, tokens.stem[c]),
        mix(208, top_dep, top_side, second_dep), mix(209, edge, rows.depth, rows.up),
        mix(210, tokens.flags[c], p.tag[c]),
    ]  # fmt: skip
    return trait_rows(seen, ROLE_TRAITS)
