"""Trimming by rules that keep a sentence true to its source.

Each rule only takes away what tells nothing (a dateline, a leading `However,`), writes a day out that the annotations
resolved, or puts a resolved name for a leading pronoun. A sentence no rule can make stand by itself is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.brief.material import Candidate
from newsdesk.calendar_words import WEEKDAYS, day_in_words
from newsdesk.model.annotations import NameKind, Speaker, Time
from newsdesk.model.text import Extract, Span
from newsdesk.quotation import quoted

_DATELINE = re.compile(
    r"^\(?(?:[A-ZÀ-Þ][\w.'’\-]*[ ,/]*){1,6}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?\s*"
    r"(?:\((?:[A-Z][\w&.'’\- ]{1,40})\)\s*[-–—]+\s*|[–—]\s*|--\s+| - )(?=\S)"
)
_CAPITAL_PLACE = re.compile(r"^[A-ZÀ-Þ]{3}|\(|\d")
_LEADING = re.compile(
    r"^(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Still|Nevertheless|Nonetheless|"
    r"In the meantime|Separately|Besides|Then again|For (?:his|her|its|their) part),\s+|^(?:And|But)\s+(?=[A-Za-z\"“])"
)
_WIRE_END = re.compile(r"\s+(?:Reuters?|REUTERS?)\s*$")
_PRONOUN = re.compile(r"^(?:He|She)\b(?!['’])")
_DANGLING = re.compile(
    r"^[\"“'‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|Such|The (?:two|three|former|latter|same|move|"
    r"pair|incident|announcement|decision|statement|report|news|ruling)|Both|Neither|Another|Others?|So|Then|There|Here|"
    r"Yet|As a result|Instead|Therefore|Thus|Nor|Or|I|We|You|My|Our)\b"
)
_RELATIVE = re.compile(rf"(?P<on>on )?(?P<what>{'|'.join(WEEKDAYS)}|yesterday|today|tomorrow)", re.IGNORECASE)
_BEFORE_DAY = re.compile(
    r"\b(?:on|by|until|till|since|from|before|after|between|of|for|through|and|to)\s+$", re.IGNORECASE
)
_AFTER_DAY = re.compile(r"^(?:['’]s\b|\s+(?:morning|afternoon|evening|night|noon|at \d))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence as shown, and what besides its own words it rests on."""

    text: str
    also: tuple[Extract, ...] = ()
    """Further words of the same Version, such as those that give a name in full."""
    whole: bool = True
    """Whether it can stand by itself; False when it leans on a sentence before it."""


def worded(candidate: Candidate, present_year: int, *, plain: bool = False) -> Worded:
    """Return the candidate's sentence for readers; `plain` leaves out everything but the spacing."""
    text = tidy(candidate.words)
    if plain:
        return Worded(text, whole=not _DANGLING.match(text))
    text = _quotes_closed(candidate, tidy(_days_written_out(candidate, present_year)))
    text = without_lead(text)
    named = _named(candidate, text)
    return named or Worded(text, whole=not _DANGLING.match(text))


def tidy(words: str) -> str:
    """Return the words with single spaces, without the sign-off of a wire."""
    return _WIRE_END.sub("", " ".join(words.split()))


def without_lead(text: str) -> str:
    """Take off a dateline and leading adverbials, and begin with a capital."""
    text = text.lstrip("-–—•*· ")
    match = _DATELINE.match(text)
    if match and _CAPITAL_PLACE.search(match[0]) and len(text) - match.end() > 25:
        text = text[match.end() :]
    while leading := _LEADING.match(text):
        text = text[leading.end() :]
    return text[:1].upper() + text[1:]


def _days_written_out(candidate: Candidate, present_year: int) -> str:
    """Return the source's words with `on Wednesday` as `on March 8` where its day is resolved; never in quotations."""
    words, start = candidate.words, candidate.span.start
    inside = quoted(words)
    for time in reversed(candidate.report.annotations.times):
        at = Span(time.span.start - start, time.span.end - start)
        if at.start < 0 or at.end > len(words) or any(span.overlaps(at) for span in inside):
            continue
        absolute = _absolute(time, at, words, present_year)
        if absolute:
            words = words[: at.start] + absolute + words[at.end :]
    return words


def _absolute(time: Time, at: Span, words: str, present_year: int) -> str:
    match = _RELATIVE.fullmatch(at.of(words))
    if not match or time.start is None or time.precision != "day" or _AFTER_DAY.match(words[at.end :]):
        return ""
    day = day_in_words(time.start.date(), present_year)
    if match["on"] is None and _BEFORE_DAY.search(words[: at.start]):
        return day
    return f"{'On' if at.of(words)[0] == 'O' or not words[: at.start].strip() else 'on'} {day}"


def _quotes_closed(candidate: Candidate, text: str) -> str:
    """Put back the mark of a quotation that the sentence's border cut off."""
    if text.count('"') % 2 == 0 and text.count("“") == text.count("”"):
        return text
    whole = candidate.report.version.text
    begin = whole.rfind("\n\n", 0, candidate.span.start) + 1
    end = whole.find("\n\n", candidate.span.end)
    paragraph = whole[begin : end if end >= 0 else len(whole)]
    first, last = candidate.span.start - begin, candidate.span.end - begin
    spans = quoted(paragraph)
    opening, closing = ('"', '"') if '"' in text or "“" not in paragraph else ("“", "”")
    if any(span.start < first < span.end for span in spans):
        text = f"{opening}{text}"
    if any(span.start < last < span.end for span in spans):
        text = f"{text}{closing}"
    return text


def _named(candidate: Candidate, text: str) -> Worded | None:
    """Put the speaker's name for a leading `He` or `She` where the statement there resolved it."""
    match = _PRONOUN.match(text)
    speaker = _speaker_at(candidate) if match else None
    if match is None or speaker is None:
        return None
    mention = _mention(candidate, speaker)
    if mention is None:
        return None
    return Worded(f"{speaker.name}{text[match.end() :]}", also=(mention,))


def _speaker_at(candidate: Candidate) -> Speaker | None:
    for statement in candidate.report.annotations.statements:
        speaker = statement.speaker
        if speaker and speaker.name and candidate.span.covers(speaker.words.span):
            before = candidate.report.version.text[candidate.span.start : speaker.words.span.start]
            if _PRONOUN.match(speaker.words.words.title()) and len(before.split()) <= 1:
                return speaker
    return None


def _mention(candidate: Candidate, speaker: Speaker) -> Extract | None:
    """Return the words of the same Version that give the name in full."""
    text = candidate.report.version.text
    at = text.find(speaker.name)
    if at >= 0:
        return Extract.cut(text, at, at + len(speaker.name))
    for name in candidate.report.annotations.names:
        if name.kind is NameKind.PERSON and name.entity == speaker.entity and name.span.of(text) in speaker.name:
            return Extract(name.span, name.span.of(text)) if name.span.of(text) == speaker.name else None
    return None
