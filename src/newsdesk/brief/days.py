"""Days written out: `on March 8` for `on Wednesday`, as who reads a brief cannot know when its sources were written.

Only where the annotations resolved the day, never in quotations, and only where the sentence stays grammatical: in
`two Friday night shootings` the day belongs to a noun, and stays.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from newsdesk.brief.material import Candidate
from newsdesk.calendar_words import WEEKDAYS, day_in_words
from newsdesk.model.annotations import Time
from newsdesk.model.text import Span
from newsdesk.quotation import quoted

_SAYING = (
    r"\b(?:said|says|told|added|wrote|noted|explained|stressed|warned|announced|confirmed|insisted|claimed|argued|"
    r"reported|statement|interview|released|issued)"
)
_SAID_BEFORE = re.compile(rf"{_SAYING}\W+(?:\w+\W+){{0,4}}$", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|to(?! (?:an?|the|his|her|its|their|our)\b)|going|due|plans?|planned|"
    r"scheduled|expected|set|call(?:s|ed)? for|next|ahead|until|(?<!-)by|deadline)\b",
    re.IGNORECASE,
)
"""Not `in connection to a shooting`: there `to` begins no verb."""
_DONE = re.compile(
    r"\b(?:(?:was|were|has been|have been|had been) (?!to\b|due\b|expected\b|set\b|scheduled\b|planned\b|going\b)\w+|"
    r"(?<!\bbe )(?!planned|scheduled|expected|called)\w{2,}ed|died|shot|fell|found|took|went|came|began)\b"
)
_PARTS = "morning|afternoon|evening|night"
_CLOCK = r"(?:noon|midnight|\d[\d:.]*(?: ?[ap]\.?m\b\.?)?)"
_RELATIVE = re.compile(
    r"(?P<on>on )?(?:(?P<end>early|late) (?:on )?)?"
    r"(?P<clock>(?:(?:about|around|at) )?\d[\d:.]* ?[ap]\.?m\b\.? (?:on )?)?"
    rf"(?:(?P<what>{'|'.join(WEEKDAYS)}|yesterday|today|tomorrow|last(?= night))(?: (?P<part>{_PARTS}))?|"
    rf"(?P<this>tonight|this (?:morning|afternoon|evening)))(?P<hour> at {_CLOCK})?",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(
    r"\b(?:on|into|during|over|around|about|by|until|till|since|from|before|after|between|of|for|through|and|to)\s+$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\b(?:last|next|this|that|every|each|coming|past|following|the|an?|one|two|three|four|five|six|seven|several|both|"
    r"his|her|its|their|\d+)\s+$",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
_AFTER_DAY = re.compile(
    rf"^(?:['’]s\b|\s+(?:{_PARTS}|noon|at \d)|,?\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH})", re.IGNORECASE
)
"""A part of the day that goes with it, or the date itself: `on Friday afternoon, Jan. 15`."""
_OWNED = re.compile(r"^['’]s (?=[A-Za-z])")
_DATE_FOLLOWS = re.compile(rf"^,\s+(?={_MONTH}\s+\d|\d{{1,2}}\s+{_MONTH})")
_MODIFIES = re.compile(
    r"^ (?!(?:and|or|but|nor|after|before|when|while|as|that|than|in|at|on|to|for|with|by|from|near|of|off|outside|"
    r"inside|during|following|because|if|who|which|where|about|around|over|into|against|until|since|without|through|under|amid|"
    r"is|was|were|are|had|has|have|will|would|could|may|might|can|did|does|he|she|it|they|we|i|the|an?|his|her|their|its|"
    r"there|this|these|not|only|just|said|told|killed|shot|left|found|made|took|\w+ed)\b)[a-z]"
)
"""A word in small letters that may be the noun a day belongs to."""
_MINUTES, _DAY = ("minute", "hour", "part_of_day"), ("day",)


class Edit(NamedTuple):
    """Words to put in a stretch of a candidate's own."""

    at: Span
    words: str


def days_written_out(candidate: Candidate, present_year: int) -> list[Edit]:
    """Return what is to be written for the relative days of a sentence."""
    words, start = candidate.words, candidate.span.start
    inside = quoted(words)
    edits: list[Edit] = []
    for time in candidate.report.annotations.times:
        at = Span(time.span.start - start, time.span.end - start)
        if at.start < 0 or at.end > len(words) or any(span.overlaps(at) for span in inside):
            continue
        match = _RELATIVE.fullmatch(at.of(words))
        if match and time.start is not None and _plausible(time, time.start.date(), at, candidate):
            day = day_in_words(time.start.date(), present_year)
            edits.extend(_edit(match, time, at, words, day))
    return edits


def _plausible(time: Time, day: date, at: Span, candidate: Candidate) -> bool:
    """Doubt a past day in words about the future, unless it is the day of saying: `will open on Monday, he said`."""
    before = candidate.words[: at.start]
    if _SAID_BEFORE.search(before) or day >= candidate.report.at.date():
        return True
    # `tried to rob a shop was arrested on Thursday`: what comes before the last past verb speaks of no future day.
    done = max((match.start() for match in _DONE.finditer(before)), default=0)
    return not _FUTURE.search(before[done:])


def _edit(match: re.Match[str], time: Time, at: Span, words: str, day: str) -> list[Edit]:
    """The words for one relative day; none where they would not fit."""
    before, after = words[: at.start], words[at.end :]
    if _NOT_AFTER.search(before):
        return []
    plain = match[0].casefold() == match["what"].casefold() if match["what"] else False
    if plain and time.precision in _DAY:
        if (follows := _DATE_FOLLOWS.match(after)) and match[0].casefold() in ("today", "yesterday", "tomorrow"):
            on = "" if _BEFORE_DAY.search(before) else "on "
            return [Edit(Span(at.start, at.end + follows.end()), on)]
        if owned := _OWNED.match(after):
            the = "the" if before.strip() else "The"
            return [Edit(Span(at.start, at.end + owned.end() - 1), f"{the} {day}")]
    if _AFTER_DAY.match(after) or (before.strip() and not match["on"] and not match["hour"] and _MODIFIES.match(after)):
        return []
    written = _written(match, time.precision, day)
    if not written:
        return []
    if match["on"] is None and not match["end"] and not match["clock"] and _BEFORE_DAY.search(before):
        return [Edit(at, written.removeprefix("on "))]
    first = match[0][0].isupper() and (match[0][0] == "O" or not before.strip() or bool(match["end"]))
    return [Edit(at, written[:1].upper() + written[1:] if first or not before.strip() else written)]


def _written(match: re.Match[str], precision: str, day: str) -> str:
    """`on the night of March 8`, `early on March 8`, `about 5 p.m. on March 8`; empty when the day is too vague."""
    this = (match["this"] or "").casefold()
    part = "night" if this == "tonight" else this.removeprefix("this ") or (match["part"] or "").casefold()
    if match["clock"]:
        return f"{match['clock'].removesuffix('on ')}on {day}" if precision in _MINUTES and not match["hour"] else ""
    if match["hour"]:
        return f"on {day}{match['hour']}" if precision in _MINUTES and not part and not match["end"] else ""
    if precision not in (("part_of_day",) if part else _DAY):
        return ""
    end = f"{match['end'].casefold()} " if match["end"] else ""
    if not part:
        return f"{end}on {day}"
    return f"{end}{'in' if end else 'on'} the {part} of {day}"
