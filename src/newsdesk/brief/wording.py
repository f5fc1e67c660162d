"""Trimming by rules that keep a sentence true to its source.

Each rule only takes away what tells nothing (a dateline, a leading `However,`), writes a day out that the annotations
resolved, or puts a resolved name for a leading pronoun. A sentence no rule can make stand by itself is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from newsdesk.brief.material import Candidate
from newsdesk.brief.who import looks_like_somebody
from newsdesk.calendar_words import WEEKDAYS, day_in_words
from newsdesk.model.annotations import NameKind, Speaker, Statement, Time
from newsdesk.model.text import Extract, Span
from newsdesk.quotation import quoted

_DATELINE = re.compile(
    r"^\(?(?:[A-ZÀ-Þ][\w.'’\-]*[ ,/]*){1,6}(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?\s*"
    r"(?:\((?:[A-Z][\w&.'’\- ]{1,40})\)\s*[-–—]+\s*|[–—]\s*|--\s+| - )(?=\S)"
)
_LABEL = re.compile(r"^(?:\([A-Z][\w/&. ]{1,20}\)\s+(?=[A-Z]{3})|[A-Z][A-Z ]{5,40}:\s+(?=[A-Z]))")
"""`(CBS/AP) ALBUQUERQUE - …` and `LATEST UPDATE: …`."""
_STAMP = re.compile(
    r"^(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}),? \d{4},?(?: at)? \d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?"
    r"(?: (?:[A-Z]{2,4}|ET|GMT)\b)?\s*(?:[-–—|]\s*)?(?=[A-Z\"“(])|"
    r"^\((?:Repeats|Adds|Updates|Corrects|Recasts|Refiles|Rewrites|Releads)\b[^)]{0,120}\)\s*|"
    r"^\([A-Z][\w& ]{1,20}\)\s*[-–—]+\s*"
)
"""The time of publication, what a wire changed, and its sign, run into the first sentence."""
_CAPITAL_PLACE = re.compile(r"^[A-ZÀ-Þ]{3}|\(|\d")
_LEADING = re.compile(
    r"^(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Still|Nevertheless|Nonetheless|"
    r"In the meantime|Separately|Besides|Then again|For (?:his|her|its|their) part),\s+|^(?:And|But)\s+(?=[A-Za-z\"“])"
)
_WIRE_END = re.compile(r"\s+(?:Reuters?|REUTERS?)\s*$")
_TICKER = re.compile(r"(?<=\S)\s?(?:<[A-Z]{1,6}(?:[. ][A-Z]{1,2})?>|\([A-Z]{1,5}\.[A-Z]{1,3}\))")
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_WIRE_NAME = re.compile(r"<([A-Z][^<>]{2,80})>")
_PRONOUN = re.compile(r"[Hh]e|[Ss]he")
_CUES = "said|says|told|added|wrote|noted|explained|stressed|warned|announced|confirmed|insisted|claimed|argued"
_CUE = re.compile(rf"(?:{_CUES}|says?|tells?|recalled|testified|denied|suggested|replied|tweeted)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:(?:has|had|also|then|later|further|again|himself|herself|\w+ly)\s+){0,2}")
_NOBODY = re.compile(rf"\b(?:he|she|it|they) (?:also )?(?:{_CUES})\b")
_SAID_BEFORE = re.compile(
    rf"\b(?:{_CUES}|reported|statement|interview|released|issued)\W+(?:\w+\W+){{0,4}}$", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|to|going|due|plans?|planned|scheduled|expected|set|"
    r"call(?:s|ed)? for|next|ahead|until|by|deadline)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^[\"“'‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|Such|The (?:two|three|former|latter|same|move|"
    r"pair|incident|announcement|decision|statement|report|news|ruling)|Both|Neither|Another|Others?|So|Then|There|Here|"
    r"Yet|As a result|Instead|Therefore|Thus|Nor|Or|I|We|You|My|Our)\b"
)
_LEANS = re.compile(
    r"\b(?:\w+(?:ed|en|nd|w) there|"
    r"(?:on|about|to|of|with|at|for|by|from|against|despite|over) (?:this|that|these|those)"
    r")[.!]?[\"”’']?$|\bsaying[.:]$|\bdeclined to (?:comment|say|answer)\b|\b(?:be reached|available) for comment\b|"
    r"\b(?:did not|didn['’]t) (?:immediately )?(?:respond|reply|return)\b"
)
"""It points back at its end, or tells that nothing was told."""
_PARTS = "morning|afternoon|evening|night"
_RELATIVE = re.compile(
    rf"(?P<on>on )?(?P<what>{'|'.join(WEEKDAYS)}|yesterday|today|tomorrow)(?: (?P<part>{_PARTS}))?"
    r"(?P<hour> at (?:noon|midnight|\d[\d:.]*(?: ?[ap]\.?m\b\.?)?))?",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(
    r"\b(?:on|into|during|over|around|about|by|until|till|since|from|before|after|between|of|for|through|and|to)\s+$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"\b(?:last|next|this|that|every|each|coming|past|following|the|a|one)\s+$", re.IGNORECASE)
_AFTER_DAY = re.compile(
    rf"^(?:['’]s\b|\s+(?:{_PARTS}|noon|at \d)|,?\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b)",
    re.IGNORECASE,
)
"""A part of the day that goes with it, or the date itself: `on Friday afternoon, Jan. 15`."""


class _Edit(NamedTuple):
    """Words to put in a stretch of a candidate's own."""

    at: Span
    words: str


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
    if plain:
        text = tidy(candidate.words)
        return Worded(text, whole=stands_alone(text))
    edits = _days_written_out(candidate, present_year)
    named = _pronoun_named(candidate)
    if named:
        edits.append(named[0])
    words = candidate.words
    for edit in sorted(edits, key=lambda one: one.at, reverse=True):
        words = words[: edit.at.start] + edit.words + words[edit.at.end :]
    text = without_lead(_quotes_closed(candidate, tidy(words)))
    return Worded(text, also=(named[1],) if named else (), whole=stands_alone(text))


def stands_alone(text: str) -> bool:
    """Tell whether a sentence names what it is about: it neither begins with a pronoun nor ends in `…, he said`.

    One that only tells that somebody would not speak says nothing by itself either.
    """
    if _DANGLING.match(text) or _LEANS.search(text):
        return False
    said = _NOBODY.search(text)
    if said is None:
        return True
    before = text[: said.start()]
    marks = quoted(text)
    capitals = (match.start() for match in re.finditer(r"(?<=[ ,(])[A-Z][a-z]+|^[A-Z][a-z]*[A-Z]", before))
    return any(not any(span.start <= at < span.end for span in marks) for at in capitals)


def tidy(words: str) -> str:
    """Return the words with single spaces, without a wire's sign-off, ticker symbols and brackets around names."""
    text = _TICKER.sub("", _WIRE_END.sub("", " ".join(words.split())))
    return _TWO_STOPS.sub(".", _WIRE_NAME.sub(r"\1", text)) if "<" in words else text


def without_lead(text: str) -> str:
    """Take off a dateline and leading adverbials, and begin with a capital."""
    text = text.lstrip("-–—•*· ")
    while stamp := _STAMP.match(text):
        text = text[stamp.end() :]
    text = _LABEL.sub("", text)
    match = _DATELINE.match(text)
    if match and _CAPITAL_PLACE.search(match[0]) and len(text) - match.end() > 25:
        text = text[match.end() :]
    while leading := _LEADING.match(text):
        text = text[leading.end() :]
    return text[:1].upper() + text[1:]


def _days_written_out(candidate: Candidate, present_year: int) -> list[_Edit]:
    """Give `on March 8` for `on Wednesday` where its day is resolved; never in quotations."""
    words, start = candidate.words, candidate.span.start
    inside = quoted(words)
    edits: list[_Edit] = []
    for time in candidate.report.annotations.times:
        at = Span(time.span.start - start, time.span.end - start)
        if at.start < 0 or at.end > len(words) or any(span.overlaps(at) for span in inside):
            continue
        if _plausible(time, at, candidate) and (absolute := _absolute(time, at, words, present_year)):
            edits.append(_Edit(at, absolute))
    return edits


def _plausible(time: Time, at: Span, candidate: Candidate) -> bool:
    """Doubt a past day in words about the future, unless it is the day of saying: `will open on Monday, he said`."""
    if time.start is None:
        return False
    before = candidate.words[: at.start]
    if _SAID_BEFORE.search(before) or time.start.date() >= candidate.report.at.date():
        return True
    return not _FUTURE.search(before)


def _absolute(time: Time, at: Span, words: str, present_year: int) -> str:
    match = _RELATIVE.fullmatch(at.of(words))
    if not match or time.start is None or _AFTER_DAY.match(words[at.end :]) or _NOT_AFTER.search(words[: at.start]):
        return ""
    wanted = ("minute", "hour", "part_of_day") if match["hour"] else ("part_of_day" if match["part"] else "day",)
    if time.precision not in wanted or (match["hour"] and match["part"]):
        return ""
    day = day_in_words(time.start.date(), present_year)
    if match["part"]:
        day = f"the {match['part'].lower()} of {day}"
    day += match["hour"] or ""
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


def _pronoun_named(candidate: Candidate) -> tuple[_Edit, Extract] | None:
    """Put the name for the first `he` or `she` that speaks, where it was resolved and the sentence does not give it."""
    for statement in candidate.report.annotations.statements:
        speaker = statement.speaker
        if speaker is None or not speaker.name or not candidate.span.covers(speaker.words.span):
            continue
        at = Span(speaker.words.span.start - candidate.span.start, speaker.words.span.end - candidate.span.start)
        surname = speaker.name.split()[-1]
        unknown = not _PRONOUN.fullmatch(speaker.words.words) or not _is_name(speaker.name)
        if unknown or not _speaks(at, statement, candidate) or surname in candidate.words[: at.start]:
            return None
        mention = _mention(candidate, speaker)
        return (_Edit(at, speaker.name), mention) if mention else None
    return None


def _is_name(name: str) -> bool:
    """Tell a person's name from a description (`a jury`), which is no word for `he` or `she`."""
    return looks_like_somebody(name) and all(word[:1].isupper() for word in name.split()) and len(name.split()) > 1


def _speaks(at: Span, statement: Statement, candidate: Candidate) -> bool:
    """Tell whether a pronoun stands beside its word of saying (`he also said`, `said he`).

    One further off may be anybody's: `on allegations he pointed a gun, the lawyer said`.
    """
    if statement.cue is None:
        return False
    start = statement.cue.span.start - candidate.span.start
    end = start + len(statement.cue.words)
    between = candidate.words[at.end : start] if start >= at.end else candidate.words[end : at.start]
    return bool(_BESIDE.fullmatch(between)) and bool(_CUE.match(statement.cue.words))


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
