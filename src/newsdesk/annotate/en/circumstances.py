"""What stands around a saying: where it was said, why its speaker is not named, and whether it is hedged or denied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.en.chains import Frame
from newsdesk.model.annotations import Name, NameKind
from newsdesk.model.text import Span

_HEDGES = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|maybe|probably|likely|unlikely|apparently|allegedly|reportedly|presumably|"
    r"seems?|seemed|appears?|appeared|suggests?|expected\s+to|thought\s+to|believed\s+to|is\s+possible)\b"
)
_NEGATIONS = re.compile(
    r"\b(?:not|never|no\s+longer|no\s+one|nobody|nothing|none|neither|cannot)\b|n['’]t\b|^(?:that\s+)?no\b"
)
_CLAUSE_END = re.compile(r"[,;:—]|\s(?:but|because|although|though|while|which|who|if|unless|until|so that)\s")
"""What ends the first clause of a content, which is what is told."""
_IN = re.compile(r"\b(?:in|at|from|near|outside)\s+(?:the\s+)?$")
_REASON = re.compile(
    r"\b(?:on\s+(?:the\s+)?condition\s+of\s+anonymity|(?:asked|requested|declined|insisted|wished|wanted|preferred|asking|"
    r"requesting|declining)\s+(?:not\s+to\s+be\s+(?:named|identified)|to\s+be\s+(?:named|identified)|to\s+remain\s+anonymous|"
    r"anonymity|(?:to\s+give|that)\s+(?:his|her|their)\s+names?)|(?:was|were|is|are)\s+not\s+authori[sz]ed\s+to\s+"
    r"(?:speak|comment|discuss)|did\s+not\s+want\s+(?:to\s+be\s+(?:named|identified)|(?:his|her|their)\s+names?))"
    r"[^.;\"“”]*",
)
_LEFT_OVER = re.compile(r"[\s,]*(?:\s+(?:told|said|tells|says)\b.*)?$", re.DOTALL)


def is_hedged(text: str, content: Sequence[Span]) -> bool:
    """Tell whether the first clause of what is said is put as possible or likely, not as so."""
    return _HEDGES.search(_first_clause(text, content)) is not None


def is_denied(text: str, content: Sequence[Span]) -> bool:
    """Tell whether the first clause of what is said says that something is not so."""
    return _NEGATIONS.search(_first_clause(text, content)) is not None


def _first_clause(text: str, content: Sequence[Span]) -> str:
    if not content:
        return ""
    words = content[0].of(text).strip(" \"“”‘’'")
    end = _CLAUSE_END.search(words, 12)
    return words[: end.start()] if end else words


def spoken_in(text: str, frame: Frame, hops: Sequence[Span], names: Sequence[Name]) -> int | None:
    """Return the index of the place's name where the words were said, as `in Paris` beside the cue; None: not told."""
    stretch = Span(frame.start, frame.start + len(frame.text))
    best: tuple[int, int] | None = None
    for index, name in enumerate(names):
        if name.span.start >= stretch.end:
            break
        if name.kind is not NameKind.PLACE or not stretch.covers(name.span):
            continue
        blotted = "\0" in frame.text[name.span.start - frame.start : name.span.end - frame.start]
        in_source = frame.source is not None and frame.source.overlaps(name.span)
        if blotted or in_source or any(hop.covers(name.span) for hop in hops):
            continue
        if not _IN.search(text, max(stretch.start, name.span.start - 14), name.span.start):
            continue
        gap = abs(name.span.start - frame.cue.end)
        if best is None or gap < best[0]:
            best = (gap, index)
    return best[1] if best else None


def reason_unnamed(text: str, sentences: Sequence[Span], at: int) -> str:
    """Return the words that tell why a speaker is not named, in the sentence of the saying or the next; else empty."""
    for sentence in sentences[at : at + 2]:
        found = _REASON.search(text, sentence.start, sentence.end)
        if found:
            return _LEFT_OVER.sub("", found.group()).strip()
    return ""
