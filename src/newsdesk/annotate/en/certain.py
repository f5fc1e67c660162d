"""What grammar alone settles: cues that need no learning, and the clause that a cue governs.

These rules stand beside the learnt models, which hesitate where their corpus was annotated sparsely.
"""

from __future__ import annotations

import numpy as np

from newsdesk.annotate.en.parsing import code_of
from newsdesk.annotate.en.stems import stem_code
from newsdesk.annotate.en.tokens import FLAGS, Tokens
from newsdesk.annotate.hashing import Floats
from newsdesk.model.text import Span

_VERBS = ("say", "tell", "add", "announce", "warn", "claim", "deny", "insist", "stress", "state", "reply", "argue")
_CERTAIN = 0.6
_STEPS = 4
"""Arcs that are climbed from a participle to the clause that has a subject."""
_LONGEST_SUBJECT = 14
"""Tokens of a subject that is taken whole; of a longer one, its head alone."""
_FAR = 14
"""Tokens behind a cue within which its clause begins."""


def certain_cues(tokens: Tokens) -> Floats:
    """Return a probability for each token: high where a verb of saying has a subject and a clause, else 0."""
    stems = np.array([stem_code(verb) for verb in _VERBS], np.uint64)
    clause = np.uint64(1 << FLAGS.index("ccomp"))
    finite = np.isin(tokens.parse.tag, np.array([code_of(tag) for tag in ("VBD", "VBZ", "VBP")]))
    said = np.isin(tokens.stem, stems) & finite & (tokens.subject >= 0) & ((tokens.flags & clause) > 0)
    behind = np.append(tokens.parse.lower[1:], np.uint64(0))
    according = (tokens.parse.lower == code_of("according")) & (behind == code_of("to"))
    return np.where(said | according, np.float32(_CERTAIN), np.float32(0))


def clause_behind(tokens: Tokens, cue: int) -> list[Span]:
    """Return the clause that `that` opens behind a cue, up to the end of its sentence; empty when there is none."""
    parse = tokens.parse
    for at in range(cue + 1, min(cue + _FAR, len(parse))):
        if parse.passage[at] != parse.passage[cue]:
            break
        if parse.words[at] == "that" and at + 1 < len(parse) and not _is_subject(tokens, at):
            end = at
            while (
                end + 1 < len(parse)
                and parse.passage[end + 1] == parse.passage[cue]
                and parse.words[end + 1] not in ".?!"
            ):
                end += 1
            return [Span(int(parse.start[at]), int(parse.end[end]))] if end > at else []
    return []


def _is_subject(tokens: Tokens, that: int) -> bool:
    """Tell whether a `that` is the subject of a clause about a noun: `the breach that forced them out`."""
    verbs = np.array([code_of(tag) for tag in ("VBD", "VBZ", "VBP", "MD")])
    return bool(tokens.parse.tag[that] == code_of("WDT") and tokens.parse.tag[that + 1] in verbs)


def inherited_source(tokens: Tokens, cue: int) -> Span | None:
    """Return the subject of the clause that a participle or infinitive hangs on: `Brandt resigned, saying …`.

    None where the cue has a subject of its own, hangs on a noun, or the subject is only `it` or `there`.
    """
    parse = tokens.parse
    upward = {code_of(arc) for arc in ("advcl", "conj", "xcomp", "ccomp", "pcomp", "prep")}
    current = cue
    for _ in range(_STEPS):
        subject = int(tokens.subject[current])
        if subject >= 0:
            left, right = int(tokens.left[subject]), int(tokens.right[subject])
            passive = np.uint64(parse.dep[subject]) == code_of("nsubjpass")
            usable = parse.words[subject].lower() not in {"it", "there"} and not left <= cue <= right and not passive
            short = right - left < _LONGEST_SUBJECT
            at = (left, right) if short else (subject, subject)
            return Span(int(parse.start[at[0]]), int(parse.end[at[1]])) if usable else None
        if np.uint64(parse.dep[current]) not in upward:
            return None
        current = int(parse.head[current])
    return None
