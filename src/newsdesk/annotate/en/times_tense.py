"""On which side of the dateline an English sentence stands: the tense and the prepositions around a time."""

from __future__ import annotations

import re
from typing import Final

from newsdesk.annotate.times_meaning import Direction

_AHEAD: Final = r"""
    (?:will|won['’]t|shall|must|should|ought\ to|(?:has|have|needs?)\ to|would|wouldn['’]t|[’']ll|going\ to|about\ to
    |(?:is|are|was|were|be)\ (?:due|set|slated|scheduled|expected|likely|to)\b
    |scheduled|slated|due|to\ be|expects?|plans?\ to|planning|plans?\ (?:for|a|an)|hopes?\ to|aims?\ to
    |plann(?:ed|ing)\ (?:to|a|an|for)
    |intends?\ to|vows?\ to|(?:agreed|agreement|deal|decision)\ to|wants?\ to|upcoming|looms?|until|deadline|tentatively
    |(?:begin|start|open|meet|resume|take|expire|arrive|leave|conclude|visit)s?)
    (?:\ (?:(?:\w+ly|still|also|not|soon|then|now|first|again|only|next)\ )?be(?:\ \w+\b)?)?
"""
_IRREGULAR: Final = """
    said told was were had did has have been went came took made gave got held met won lost led left kept began
    broke brought built bought caught chose cut drew drove fell felt fought found flew grew heard hit knew laid
    met paid put ran rose sank saw sold sent set shot shut sat slid slipped spoke spent stood stole struck swept
    swore taught threw thought understood woke wore wrote became died dropped
"""
_NOT_PAST: Final = "need speed indeed feed seed breed exceed proceed succeed united hundred"
_UNDONE: Final = r"had\ been\ (?:due|set|slated|scheduled|planned|supposed)(?:\ to\ \w+)?"
CUE: Final = re.compile(
    rf"\b(?:(?P<undone>{_UNDONE})|(?P<ahead>{_AHEAD})|(?P<past>{'|'.join(_IRREGULAR.split())}|[a-z]{{3,}}ed))\b",
    re.VERBOSE | re.IGNORECASE,
)
_LIMIT: Final = re.compile(
    r"\b(?:by|until|through|till|as (?:soon|early) as)\s(?:(?:late|early|mid)[\s-]|the\s)?$", re.IGNORECASE
)
"""Before a time up to which something is to be done."""
_PUT_OFF: Final = re.compile(
    r"\b(?:postpon|delay|extend|adjourn|defer|suspend|put off|prolong|push(?:ed)? back|as (?:soon|early) as)"
    r"[^,;]{0,60}$",
    re.IGNORECASE,
)
"""Before a limit that lies ahead although the verb is in the past: `postponed until Tuesday`."""
_REACH: Final = 160
_SKIP: Final = frozenset(_NOT_PAST.split())
_ATTRIBUTE: Final = re.compile(r"\b(?:the|an?|its|his|her|their|this|that|these|those|newly|long)[\s-]$", re.IGNORECASE)
"""Before a participle that describes a thing, and tells of no time: `talks about the closed crossing`."""


_UNDOING: Final = frozenset(
    ["unveiled", "uncovered", "unleashed", "understood", "unloaded", "undertook", "underwent", "united", "unified"]
)
"""Past tenses that begin with `un`; `unsolved` and `unspecified` only say what something is."""
_PASSIVE: Final = re.compile(r"\b(?:is|are|being)\s(?:\w+ly\s|also\s)?$", re.IGNORECASE)
"""Before the participle of a passive in the present: `when the case is heard in May`."""


_TOLD_TO: Final = re.compile(
    r"\b(?:told|ordered|forced|urged|warned|asked|advised|allowed|began|started|managed|failed|refused)"
    r"\s(?:\w+\s){0,3}to\s$",
    re.IGNORECASE,
)
"""Before an infinitive that was done or refused on the day itself: `were told to leave their homes on Monday`."""


def direction_at(text: str, start: int, end: int, floor: int, ceiling: int) -> Direction:
    """Return the direction that the cue nearest to [start, end) gives, within the sentence [floor, ceiling).

    The last cue before the time counts most; without one, the first cue after it. `Friday's ruling` has been given;
    what is to be done by Friday lies ahead unless it is told in the past tense.
    """
    if text[end : end + 2] in ("'s", "’s"):
        return Direction.PAST
    limit = _LIMIT.search(text, max(floor, start - 12), start)
    if limit and _PUT_OFF.search(text, max(floor, start - _REACH), start):
        return Direction.FUTURE
    if limit:
        # `Until Thursday, they had …` goes on behind its comma; `talks to end by May, invited …` does not.
        by = limit.start() > floor and limit[0].lower().startswith("by")
        comma = text.find(",", end, min(ceiling, end + 30)) if by else -1
        behind = comma if comma >= 0 else min(ceiling, end + 30)
        near = [*CUE.finditer(text, max(floor, start - 30), start), *CUE.finditer(text, end, behind)]
        return Direction.PAST if any(m.lastgroup == "past" for m in near) else Direction.FUTURE
    before = [m for m in CUE.finditer(text, max(floor, start - _REACH), start) if _tells(text, m)]
    if before:
        return Direction.FUTURE if _looks_ahead(text, before[-1]) else Direction.PAST
    for after in CUE.finditer(text, end, min(ceiling, end + _REACH)):
        if _tells(text, after):
            return Direction.FUTURE if _looks_ahead(text, after) else Direction.PAST
    return Direction.UNKNOWN


def _looks_ahead(text: str, cue: re.Match[str]) -> bool:
    return cue.lastgroup == "ahead" and not _TOLD_TO.search(text, max(0, cue.start() - 40), cue.start())


def _tells(text: str, cue: re.Match[str]) -> bool:
    """Tell whether a word tells on which side of the dateline a sentence stands."""
    word = cue.group().lower()
    if word in _SKIP or (cue.lastgroup == "past" and word.startswith("un") and word not in _UNDOING):
        return False
    if cue.lastgroup == "past" and _PASSIVE.search(text, max(0, cue.start() - 14), cue.start()):
        return False
    return not (word.endswith("ed") and _ATTRIBUTE.search(text, max(0, cue.start() - 8), cue.start()))
