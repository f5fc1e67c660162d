"""Names in full: a surname alone says little to who has not read the report it stands in."""

from __future__ import annotations

import re

from newsdesk.brief.citing import cite
from newsdesk.brief.material import Candidate
from newsdesk.brief.who import TITLES, Person, Who
from newsdesk.model.annotations import NameKind
from newsdesk.model.brief import Attribution, Citation
from newsdesk.model.story import Report
from newsdesk.model.text import Extract
from newsdesk.quotation import quoted

_CAPITALISED = re.compile(r"(?<![\w'’.-])[^\W\d_a-z][\w-]+(?:['’]s\b)?")
_BEFORE = re.compile(r"([\w.'’-]+) $")
_AFTER = re.compile(r" [^\W\d_a-z]")


def in_full(text: str, shown: Candidate, who: Who) -> tuple[str, tuple[Citation, ...]]:
    """Give each person of a sentence the full name at the first mention, and the citations that carry the names.

    Never inside quotations, nor after a title or another name.
    """
    own = _surnames(shown)
    citations: list[Citation] = []
    done: set[str] = set()
    marks = quoted(text)
    parts: list[str] = []
    end = 0
    for match in _CAPITALISED.finditer(text):
        surname = re.sub(r"['’]s$", "", match[0])
        key = surname.casefold()
        if key not in own or key in done or any(span.start <= match.start() < span.end for span in marks):
            continue
        done.add(key)
        person = None if _has_more(text, match) else who.person(surname)
        if person is None or person.name in text:
            continue
        parts += [text[end : match.start()], person.name]
        end = match.start() + len(surname)
        citations.append(cite(*_mention(person, shown.report)))
    return "".join(parts) + text[end:], tuple(citations)


def introduced(attribution: Attribution | None, shown: Candidate, who: Who) -> tuple[Citation, ...]:
    """Return the citation that a speaker's name and office need beyond the shown report; none when it has them."""
    if attribution is None:
        return ()
    text = shown.report.version.text.casefold()
    wanted = f"{attribution.speaker} {attribution.office}".casefold().split()
    person = who.person(attribution.speaker)
    if person is None or all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in wanted):
        return ()
    return (cite(person.report, person.mention),)


def _surnames(shown: Candidate) -> frozenset[str]:
    """The single words by which the sentence names people, in small letters."""
    found = shown.report.annotations
    text = shown.report.version.text
    people = {
        name.span.of(text) for name in found.names if name.kind is NameKind.PERSON and shown.span.covers(name.span)
    }
    speakers = (one.speaker for one in found.statements if one.speaker)
    people |= {one.words.words for one in speakers if shown.span.covers(one.words.span)}
    return frozenset(words.casefold() for words in people if len(words.split()) == 1)


def _has_more(text: str, match: re.Match[str]) -> bool:
    """Tell whether a title, a first name or more of the name stands beside a surname."""
    before = _BEFORE.search(text[: match.start()])
    if before and (before[1][:1].isupper() or before[1].casefold().rstrip(".") in TITLES):
        return True
    return bool(_AFTER.match(text[match.end() :]))


def _mention(person: Person, report: Report) -> tuple[Report, Extract]:
    """The words that give the name: those of the sentence's own report, else of another."""
    text = report.version.text
    at = text.find(person.name)
    return (report, Extract.cut(text, at, at + len(person.name))) if at >= 0 else (person.report, person.mention)
