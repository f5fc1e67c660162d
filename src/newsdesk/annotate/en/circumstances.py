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
_IN = re.compile(r"\b(?:in|at|from|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_SCENE = re.compile(
    r"\b(?:reporters|journalists|correspondents|media|press|conference|briefing|interview|speech|address|rally|meeting|summit|"
    r"hearing|forum|event|visit|ceremony|talks|parliament|speaking|sermon|lecture|studio|service|funeral|appearance|court|"
    r"audience|crowd|supporters|\w+day|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s+\d{1,2}),?\s*$",
    re.IGNORECASE,
)
"""What a place may stand behind besides the cue: those spoken to, the occasion, the day."""
_SUBORDINATE = re.compile(r"\b(?:who|whom|whose|which|where|when|that|since|after|before|until|because|as|while)\b")
_CLAUSE_OPEN = re.compile(_SUBORDINATE.pattern + r"[^,]*$")
_RELATIVE_OPEN = re.compile(r"\b(?:who|whom|whose|which|where|that)\b[^,]*$")
_DAY_BEHIND = re.compile(r"\0[\s,]*(?:late\s+|early\s+)?(?:on\s+)?$")
"""What leads from the words said to the day behind them."""
_OCCASION = re.compile(r"\W*(?:Speaking|Talking|Writing|Addressing|Asked|Appearing|Testifying|In|At|During|On)\b")
_SHORT_LEAD = re.compile(r"\W*(?:[\w.’'-]+\s+){0,2}")
_NEAR_CUE = 4
"""Words between a day and the cue behind it at most, as in `the ministry on Monday flatly denied`."""
_REASON = re.compile(
    r"\b(?:on\s+(?:the\s+)?condition\s+of\s+anonymity|(?:asked|requested|declined|insisted|wished|wanted|preferred|asking|"
    r"requesting|declining)\s+(?:not\s+to\s+be\s+(?:named|identified)|to\s+be\s+(?:named|identified)|to\s+remain\s+anonymous|"
    r"anonymity|(?:to\s+give|that)\s+(?:his|her|their)\s+names?)|(?:was|were|is|are)\s+not\s+authori[sz]ed\s+to\s+"
    r"(?:speak|talk|comment|discuss|brief|disclose|share|be\s+quoted)|(?:was|were|been)\s+(?:granted|given|promised)\s+anonymity|"
    r"did\s+not\s+want\s+(?:to\s+be\s+(?:named|identified)|(?:his|her|their)\s+names?))"
    r"[^.;,\"“”\n]*(?:,\s+(?:because|since|as|citing|for\s+fear|fearing|given|owing|due)\b[^.;,\"“”\n]*)?",
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
        if not _is_scene(text, frame, hops, name.span):
            continue
        gap = abs(name.span.start - frame.cue.end)
        if best is None or gap < best[0]:
            best = (gap, index)
    return best[1] if best else None


def _is_scene(text: str, frame: Frame, hops: Sequence[Span], place: Span) -> bool:
    """Tell whether a place is told of the saying: right behind the cue, a hop or the occasion, or in front of all."""
    preposition = _IN.search(text, max(frame.start, place.start - 14), place.start)
    if preposition is None:
        return False
    at = preposition.start()
    if frame.cue.start <= at <= frame.cue.end + 1 or any(0 <= at - hop.end <= 1 for hop in hops):
        return True
    lead = text[max(frame.start, at - 40) : at]
    return bool(_SCENE.search(lead)) or (
        not text[frame.start : at].strip(" \n") and text[place.end : place.end + 1] == ","
    )


def tells_when(frame: Frame, time: Span) -> bool:
    """Tell whether a time beside a cue is that of the saying, not of something told in a clause of its own."""
    cue = frame.cue
    if time.overlaps(cue):
        return True
    if time.start >= cue.end:
        gap = frame.text[cue.end - frame.start : time.start - frame.start]
        return not _SUBORDINATE.search(gap) and ("\0" not in gap or _DAY_BEHIND.search(gap) is not None)
    lead, gap = frame.text[: time.start - frame.start], frame.text[time.end - frame.start : cue.start - frame.start]
    if _CLAUSE_OPEN.search(lead):
        return False
    if frame.text[cue.start - frame.start : cue.end - frame.start].split(" ")[0].endswith("ing"):
        return True
    if _RELATIVE_OPEN.search(gap):
        return False
    near = "," not in gap and "\0" not in gap and len(gap.split()) <= _NEAR_CUE
    fronted = _SHORT_LEAD.fullmatch(lead) or (_OCCASION.match(lead) and not _SUBORDINATE.search(lead))
    return near or fronted is not None


def reason_unnamed(text: str, sentences: Sequence[Span], at: int) -> str:
    """Return the words that tell why a speaker is not named, in the sentence of the saying or the next; else empty."""
    for sentence in sentences[at : at + 2]:
        found = _REASON.search(text, sentence.start, sentence.end)
        if found:
            return _LEFT_OVER.sub("", found.group()).strip()
    return ""
