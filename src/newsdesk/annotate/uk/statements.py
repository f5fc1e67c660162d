"""Find who said what in a Ukrainian text, by patterns around quotation marks, dashes and verbs of saying, no parser.

`«…», — сказав X`; `X заявив: «…»`; `за словами X, …`; `X повідомив, що …`; `— …, — каже X` in dialogues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from newsdesk.annotate.document import Document
from newsdesk.annotate.marks import Quotation
from newsdesk.annotate.uk import speech_words as words
from newsdesk.annotate.uk.speakers import PRONOUNS, Cast, speaker_of
from newsdesk.model.annotations import CueClass, Hop, HopKind, Mode, Speaker, Statement, Time
from newsdesk.model.text import Extract, Span

_VERB: Final = words.any_of(words.CUES)
_WORDS: Final = r"[^«»\"“”\n]"
_SAYING: Final = r"[^«»\"“”.!?\n]"
_AFTER: Final = re.compile(
    rf"\s*,?\s*[—–-]\s*(?:(?:також|теж|тоді|раніше|потім)\s)?(?P<cue>{_VERB})\b(?P<who>{_WORDS}*)"
)
_INSIDE: Final = re.compile(rf"[,!?…]\s[—–-]\s(?P<cue>{_VERB})\s(?P<who>[^—–,.«»\n]{{2,80}}?)[,.]\s[—–-]\s(?=\w)")
_COLON: Final = re.compile(rf"(?P<who>{_SAYING}{{2,120}}):\s$")
_AFTER_NAME: Final = re.compile(rf"\s*,?\s*[—–-]\s*(?P<who>[^«»\"“”.\n]{{2,80}}?)\s(?P<cue>{_VERB})\b")
_BEFORE: Final = re.compile(
    rf"(?P<who>{_SAYING}{{0,200}}?)\s?\b(?P<cue>{_VERB})\b(?P<rest>{_SAYING}{{0,200}}):\s*[—–-]?\s*$"
)
_THAT: Final = re.compile(
    rf"(?P<who>{_SAYING}{{0,200}}?)\s?\b(?P<cue>{_VERB})\b(?P<rest>[^.!?\n:«»]{{0,90}}?),"
    r"\s(?:що|як|ніби|начебто)\s"
)
_BY_WORDS: Final = re.compile(
    r"(?P<cue>[Зз]а\s(?:його\s|її\s|їхніми\s)?(?:словами|даними|інформацією|повідомленням|твердженням)"
    rf"|[Яя]к\s{_VERB})(?:\s(?P<who>[^,.;\n«»]{{2,90}}))?,\s"
)
_DIALOGUE: Final = re.compile(
    rf"^[—–-]\s(?P<content>[^\n]+?[,!?…])\s[—–-]\s(?P<cue>{_VERB})\s(?P<who>[^.\n—–]+)(?:\.|$|\s[—–-]\s)"
)
_STATED_IN: Final = re.compile(r"\s(?:у|в)\s")
"""After `йдеться`: the document follows. After other verbs a place or medium does, and nobody is told."""
_END_OF_WHO: Final = re.compile(r"[,.;:!?—–(]|\s(?:у|в|на|під|для|про|що|під час|о|та|і)\s")
_MEDIUM: Final = words.any_of(words.MEDIA)
_PLATFORM: Final = words.any_of(words.PLATFORMS)
_OUTLETS: Final = r"(?:видання|виданню|телеканалу|агентству|агентство|каналу|для|з)"
_RELAYED: Final = re.compile(r",\s(?:передає|цитує|пише|повідомляє)\s")
_HOPS: Final = (
    (
        HopKind.INTERVIEW,
        re.compile(rf"(?:в|у)\sінтерв['’ʼ]ю(?:\s{_OUTLETS})?(?:\s(?P<party>{_MEDIUM}))?", re.IGNORECASE),
    ),
    (
        HopKind.SAID_TO,
        re.compile(rf"(?:в|у)\s(?:коментарі|розмові|етері|ефірі)(?:\s{_OUTLETS})?\s(?P<party>{_MEDIUM})"),
    ),
    (HopKind.SAID_TO, re.compile(rf"виданню\s(?P<party>{_MEDIUM})", re.IGNORECASE)),
    (HopKind.BRIEFING, re.compile(r"(?:на|під\sчас)\s(?:брифінгу|пресконференції|прес-конференції)", re.IGNORECASE)),
    (HopKind.STATEMENT, re.compile(r"(?:у|в)\s(?:заяві|відеозверненні|зверненні)", re.IGNORECASE)),
    (
        HopKind.POST,
        re.compile(rf"(?:у|в|на)\s(?:сво\w+\s)?(?:сторінці\s(?:у|в)\s)?(?P<party>{_PLATFORM})(?!\w)", re.IGNORECASE),
    ),
    (
        HopKind.CITED_BY,
        re.compile(rf"(?:передає|цитує|пише|з\sпосиланням\sна|посилаючись\sна)(?:\s{_OUTLETS})?\s(?P<party>{_MEDIUM})"),
    ),
)


def find_statements(document: Document, cast: Cast, times: Sequence[Time]) -> tuple[Statement, ...]:
    """Return the statements of a document in order."""
    found = [*_direct(document, cast), *_dialogues(document, cast)]
    taken = [span for _, content, _ in found for span in content]
    found += [one for one in _indirect(document, cast) if not _inside(one[1], taken)]
    statements = [_statement(document, times, *one) for one in found]
    return tuple(sorted(statements, key=lambda statement: statement.content[0].start))


_Found = tuple[Speaker | None, tuple[Span, ...], Span]
"""Speaker, content, cue."""


def _inside(content: tuple[Span, ...], taken: list[Span]) -> bool:
    return any(span.overlaps(other) for span in content for other in taken)


# ---------------------------------------------------------------- quotations
def _direct(document: Document, cast: Cast) -> Iterator[_Found]:
    text = document.version.text
    previous: tuple[_Found, int] | None = None
    for quotation in document.quotations:
        found = _interrupted(text, quotation, cast) or _attributed(text, quotation, cast)
        if found is None and previous and _goes_on(text, previous, quotation):
            speaker, content, cue = previous[0]
            previous = ((speaker, (*content, quotation.outer), cue), quotation.outer.end)
            continue
        if previous:
            yield previous[0]
        previous = (found, max(quotation.outer.end, found[2].end)) if found else None
    if previous:
        yield previous[0]


def _interrupted(text: str, quotation: Quotation, cast: Cast) -> _Found | None:
    """Read `«Міст, — сказала Ада Бойко, — відкриють»`, whose marks run around the one who speaks."""
    match = _INSIDE.search(text, quotation.inner.start, quotation.inner.end)
    if not match:
        return None
    cue = Span(*match.span("cue"))
    content = (Span(quotation.outer.start, match.start() + 1), Span(match.end(), quotation.outer.end))
    return speaker_of(text, _trim(text, Span(*match.span("who"))), cast, quotation.outer.start), content, cue


def _goes_on(text: str, previous: tuple[_Found, int], quotation: Quotation) -> bool:
    """Tell whether a quotation continues the one before: `«…», — сказав X. «…»`."""
    between = text[previous[1] : quotation.outer.start]
    return (
        "\n" not in between
        and len(between) < 90
        and bool(re.search(r"[.,]?\s*[—–-]?\s*$", between))
        and (between.count(".") <= 1)
    )


def _attributed(text: str, quotation: Quotation, cast: Cast) -> _Found | None:
    outer = quotation.outer
    line_end = text.find("\n", outer.end)
    after = text[outer.end : line_end if line_end >= 0 else len(text)]
    match = _AFTER.match(after)
    if match and not after[:1].isalnum():
        cue = Span(outer.end + match.start("cue"), outer.end + match.end("cue"))
        stated = _STATED_IN.match(text, cue.end) if cue.of(text) == "йдеться" else None
        who = _who(text, stated.end() - 1 if stated else cue.end, outer.end + match.end())
        return speaker_of(text, who, cast, outer.start) if len(who) else None, (outer,), cue
    match = _AFTER_NAME.match(after)
    if match:
        who = Span(outer.end + match.start("who"), outer.end + match.end("who"))
        cue = Span(outer.end + match.start("cue"), outer.end + match.end("cue"))
        speaker = speaker_of(text, who, cast, outer.start)
        if speaker:
            return speaker, (outer,), cue
    begin = max(text.rfind("\n", 0, outer.start) + 1, outer.start - 260)
    match = _last(_BEFORE, text, begin, outer.start)
    if match:
        who = _trim(text, Span(match.start("who"), match.end("who")))
        cue = Span(match.start("cue"), match.end("cue"))
        speaker = speaker_of(text, who, cast, who.start) if len(who) else None
        rest = Span(match.start("rest"), match.end("rest"))
        return speaker or (speaker_of(text, rest, cast, who.start) if len(rest) else None), (outer,), cue
    match = _last(_COLON, text, begin, outer.start)
    person = cast.name_at(match.start("who"), match.end("who")) if match else None
    if match and person and person[0].end == match.end("who"):
        return speaker_of(text, person[0], cast, outer.start), (outer,), Span(match.end("who"), match.end("who"))
    return None


def _last(pattern: re.Pattern[str], text: str, begin: int, end: int) -> re.Match[str] | None:
    """Match the last sentence of [begin, end), which leads up to a colon."""
    stop = max(text.rfind(mark, begin, end) for mark in (". ", "! ", "? ", "» "))
    return pattern.search(text, max(begin, stop + 2 if stop >= 0 else begin), end)


def _who(text: str, start: int, end: int) -> Span:
    """Return the words behind a verb up to the end of the one who speaks."""
    stop = _END_OF_WHO.search(text, start + 1, end)
    return _trim(text, Span(start, stop.start() if stop else end))


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


# ---------------------------------------------------------------- without marks
def _dialogues(document: Document, cast: Cast) -> Iterator[_Found]:
    text = document.version.text
    for block in document.blocks:
        match = _DIALOGUE.match(block.span.of(text))
        if match:
            at = block.span.start
            cue = Span(at + match.start("cue"), at + match.end("cue"))
            who = _who(text, at + match.start("who") - 1, at + match.end("who"))
            content = Span(at + match.start("content"), at + match.end("content"))
            yield speaker_of(text, who, cast, content.start), (content,), cue


def _indirect(document: Document, cast: Cast) -> Iterator[_Found]:
    text = document.version.text
    for sentence, _ in document.sentences:
        match = _BY_WORDS.search(text, sentence.start, sentence.end)
        if match:
            who = _by_whom(text, match)
            speaker = speaker_of(text, who, cast, sentence.start)
            if speaker:
                begin = match.end() if match.start() <= sentence.start + 1 else sentence.start
                end = sentence.end if begin > sentence.start else match.start()
                content = _trim_end(text, Span(begin, end))
                if len(content) > 2:
                    yield speaker, (content,), Span(match.start("cue"), match.end("cue"))
                continue
        match = _THAT.match(text, sentence.start, sentence.end)
        if match:
            relayed = _RELAYED.search(text, match.end(), sentence.end)
            who = _trim(text, Span(match.start("who"), match.end("who")))
            rest = _who(text, match.start("rest"), match.end("rest")) if match["rest"] else Span(0, 0)
            speaker = (speaker_of(text, who, cast, who.start) if len(who) else None) or (
                speaker_of(text, rest, cast, who.start) if len(rest) else None
            )
            if speaker:
                yield (
                    speaker,
                    (_trim_end(text, Span(match.end(), relayed.start() if relayed else sentence.end)),),
                    Span(*match.span("cue")),
                )


def _by_whom(text: str, match: re.Match[str]) -> Span:
    if match["who"]:
        return _trim(text, Span(match.start("who"), match.end("who")))
    pronoun = next((word for word in match["cue"].split() if word.lower() in PRONOUNS), "")
    at = match.start() + match.group().index(pronoun) if pronoun else match.start()
    return Span(at, at + len(pronoun))


def _trim_end(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " .,;\n":
        end -= 1
    return Span(span.start, end)


# ---------------------------------------------------------------- the statement
def _statement(
    document: Document, times: Sequence[Time], speaker: Speaker | None, content: tuple[Span, ...], cue: Span
) -> Statement:
    text = document.version.text
    index = next(n for n, (span, _) in enumerate(document.sentences) if span.end > cue.start)
    frame = document.sentences[index][0]
    hops = [*_hops(text, frame, content), Hop(kind=HopKind.OUTLET, party=document.version.site_name)]
    verb = cue.of(text).lower().rpartition(" ")[2]
    quoted = any(quotation.outer.start == span.start for quotation in document.quotations for span in content)
    dialogue = text[content[0].start - 2 : content[0].start].strip() in ("—", "–", "-")
    inner = any(span.covers(quotation.outer) for quotation in document.quotations for span in content)
    return Statement(
        sentence=index,
        speaker=speaker,
        cue=Extract(cue, cue.of(text)) if len(cue) else None,
        cue_class=words.CUES.get(verb, CueClass.NEUTRAL),
        content=content,
        mode=Mode.DIRECT if quoted or dialogue else Mode.MIXED if inner else Mode.INDIRECT,
        chain=tuple(hops),
        time=_when(times, frame, content, cue),
        negated=text[max(0, cue.start - 3) : cue.start].lower() == "не ",
    )


def _hops(text: str, frame: Span, content: tuple[Span, ...]) -> list[Hop]:
    hops = []
    for kind, pattern in _HOPS:
        for match in pattern.finditer(text, frame.start, frame.end):
            span = Span(*match.span())
            if any(one.overlaps(span) for one in content):
                continue
            groups = match.groupdict()
            party = groups.get("party") or ""
            party = words.PLATFORMS.get(party, party) if kind is HopKind.POST else party
            hops.append(Hop(kind=kind, party=party, words=Extract(span, span.of(text))))
    return hops


def _when(times: Sequence[Time], frame: Span, content: tuple[Span, ...], cue: Span) -> int | None:
    """Return when it was said: the day named nearest to the verb, outside the words said."""
    near = [
        (abs(time.span.start - cue.end), index)
        for index, time in enumerate(times)
        if time.timex in ("DATE", "TIME")
        and time.start is not None
        and frame.covers(time.span)
        and not any(span.overlaps(time.span) for span in content)
    ]
    return min(near)[1] if near else None
