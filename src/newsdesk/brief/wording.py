"""Trimming by rules that keep a sentence true to its source.

Each rule only takes away what tells nothing (a dateline, a leading `However,`), writes a day out that the annotations
resolved, or puts a resolved name for a leading pronoun. A sentence no rule can make stand by itself is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsdesk.brief.days import Edit, days_written_out
from newsdesk.brief.material import Candidate
from newsdesk.brief.who import looks_like_somebody
from newsdesk.model.annotations import NameKind, Speaker, Statement
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
    r"^\([A-Z][\w& ]{1,20}\)\s*[-–—]+\s*|"
    r"^\((?:[\w.'’&/-]+ ){0,4}(?i:photos?|video|image|graphic|courtesy|screenshot|file|handout)"
    r"(?: [\w.'’&/-]+){0,4}\)\s*(?=[A-Z])|"
    r"^[A-Z]{3,}(?: [A-Z]{2,}){0,2}, (?:[A-Z][a-z]{2,4}|[A-Z]\.[A-Z])\. (?=[A-Z][a-z])|"
    r"^(?:[A-Z][\w.'’]+ ){0,2}[A-Z][\w.'’]+, [A-Z]{2}\s?--\s*(?=[A-Z])"
)
"""The time of publication, what a wire changed, its sign, a credit, and a dateline, run into the first sentence."""
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
_SAYING_AGAIN = re.compile(
    rf",\s(?P<who>he|she)\s(?:(?:also|then|later)\s)?(?:{_CUES}|continued)(?:,(?=\s[a-z])|(?=\.$))"
)
_NOBODY = re.compile(rf"\b(?:he|she|it|they) (?:also )?(?:{_CUES})\b")
_A_WHILE = (
    r"(?:(?:About|Around|Nearly|Almost|Some|Just|Only|Exactly|More than|Less than|At least) )?(?:[Aa]n?|\w+|\d+) "
    r"(?:second|minute|hour|day|week|month|year|decade)s?"
)
_DANGLING = re.compile(
    r"^[\"“'‘]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|Such|The (?:two|three|former|latter|same|move|"
    r"pair|incident|announcement|decision|statement|report|news|ruling)|Both|Neither|Another|Others?|So|Then|There|Here|"
    r"Yet|As a result|Instead|Therefore|Thus|Nor|Or|I|We|You|My|Our|The others|"
    r"One (?:of them|remains?|was|is|has|had|other)|(?:Two|Three|Four|Five|Several|Some|Many) (?:others?|more|of them)|"
    r"Later|Earlier that|Afterwards?|Soon after|By then|Since then|"
    r"At (?:the|that) time(?! of)|The (?:same|next|following|previous) (?:day|night|morning|week|month|year)|"
    rf"{_A_WHILE} (?:later|earlier|before|after(?:wards?)?|ago)(?=,))\b"
)
_WHO_NOT_NAMED = re.compile(
    r"^(?:According to [^,A-Z]{3,60}, (?:it|he|she|they)|"
    r"(?:As|When|While|After|Before|Once|Since|Because|If|Although|Though|Until) (?:he|she|they) [^,A-Z]{2,80}, "
    r"(?:he|she|they|his|her|their))\b"
)
"""`Since he is a minor, he was freed`, where no name stands before the second of them."""
_LEANS = re.compile(
    r"\b(?:\w+(?:ed|en|nd|w) there|"
    r"(?:on|about|to|of|with|at|for|by|from|against|despite|over) (?:this|that|these|those)"
    r")[.!]?[\"”’']?$|\bsaying[.:]$|\bdeclined to (?:comment|say|answer|"
    r"elaborate|discuss|speculate|disclose|reveal|(?:release|provide|give|offer|go into) (?:\w+ ){0,3}"
    r"(?:information|details?|specifics|names?))\b|\b(?:be reached|available) for comment\b|"
    r"\b(?:did not|didn['’]t) (?:immediately )?(?:respond|reply|return)\b"
)
"""It points back at its end, or tells that nothing was told."""


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
        return Worded(text, whole=stands_alone(text) and balanced(text))
    edits = [*days_written_out(candidate, present_year), *_sayings_cut(candidate)]
    named = _pronoun_named(candidate)
    if named:
        edits.append(named[0])
    words = candidate.words
    for edit in sorted(edits, key=lambda one: one.at, reverse=True):
        words = words[: edit.at.start] + edit.words + words[edit.at.end :]
    text = without_lead(_quotes_closed(candidate, tidy(words)))
    return Worded(text, also=(named[1],) if named else (), whole=stands_alone(text) and balanced(text))


def balanced(text: str) -> bool:
    """Tell whether every quotation that opens closes; one that does not runs on where the reader cannot follow."""
    if re.match(r"['‘][A-Z]", text) and not re.search(r"[,.?!…]['’](?!\w)", text):
        return False
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def stands_alone(text: str) -> bool:
    """Tell whether a sentence names what it is about: it neither begins with a pronoun nor ends in `…, he said`.

    One that only tells that somebody would not speak says nothing by itself either.
    """
    if _DANGLING.match(text) or _WHO_NOT_NAMED.match(text) or _LEANS.search(text):
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


def _sayings_cut(candidate: Candidate) -> list[Edit]:
    """Take out `, she added,` where the same sentence has named her as who says it already."""
    words, inside = candidate.words, quoted(candidate.words)
    speakers = [one.speaker for one in candidate.report.annotations.statements if one.speaker and one.speaker.name]
    edits: list[Edit] = []
    for match in _SAYING_AGAIN.finditer(words):
        at = candidate.span.start + match.start("who")
        again = next((one for one in speakers if one.words.span.start == at), None)
        named = any(
            candidate.span.start <= one.words.span.start < at and one.words.words.endswith(again.name.split()[-1])
            for one in speakers
            if again is not None and one.name == again.name
        )
        if named and not any(span.start <= match.start() <= span.end for span in inside):
            edits.append(Edit(Span(match.start(), match.end()), ""))
    return edits


def _pronoun_named(candidate: Candidate) -> tuple[Edit, Extract] | None:
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
        return (Edit(at, speaker.name), mention) if mention else None
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
