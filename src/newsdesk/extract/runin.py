"""Heads that a scraper ran into the first sentence: headline, byline, stamp, caption, all in one line.

A text that lost its markup often begins `Ferry runs aground off Lower Vale By Ann Orr The ferry on Tuesday 4 May 2010
13.01 BST A ferry with ninety people …`. Nothing there has a full stop, so the parts are told apart by what stands
between them: a wire's dateline, a stamp of day and hour, and words that only the first word of a sentence or a headline
writes with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ZONE = r"(?:[ECMP][SD]T|ET|GMT|UTC|BST|CET|CEST|IST|AEST|AEDT|UK time|local time)"
_CAPITALS = rf"\b(?!{_ZONE}\b)[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]+"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}(?: {_CAPITALS})*(?:, [A-ZÀ-Þ][\w.]+(?: [A-ZÀ-Þ][\w.]+)?)?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?) \((?:Reuters|AP|AFP|UPI|dpa|DPA|CNN|Xinhua|Bloomberg|IANS|PTI)\)\s*[-–—]+\s+"
)
_DAY = (
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    r"(?:\d{1,2} [A-Za-z]{3,9}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
)
_HOUR = rf"\d{{1,2}}[:.]\d{{2}}(?: ?[APap]\.?[Mm]\b\.?)?(?: {_ZONE}\b)?"
_LABEL = r"(?:(?:page )?(?:last )?(?:updated|published|posted)(?: at| on)?:?|at)"
_PLACE = rf"(?:{_CAPITALS}(?:,? [A-ZÀ-Þ][\w./-]+)*(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})? \| )"
_STAMP = re.compile(
    rf"{_PLACE}?(?:(?i:{_LABEL}) )?(?:{_DAY}(?:[,;|–-]| -)? (?:(?i:{_LABEL}) )?{_HOUR}|{_HOUR},? {_DAY})(?: Help\b)?\s*"
)
"""A day with its hour; a day alone stands in sentences, too."""
_BYLINE = re.compile(
    r"^By (?P<name>[A-ZÀ-Þ][\w’'-]*[a-zà-ÿ][\w’'-]*(?: [A-ZÀ-Þ]\.)? [A-ZÀ-Þ][\w’'-]*[a-zà-ÿ]+)"
    r"(?P<role>(?:,? [\w&/-]+){0,7} (?i:reporter|correspondent|editor|writer|staff)s?\b)?(?:,|\s)*"
)
_ROLE = re.compile(r"\b(?:reporter|correspondent|editor|writer|staff)s?$", re.IGNORECASE)
_CREDIT = re.compile(
    r"\b(?:handout|photograph|photo|video feed|file photo|getty|image|slideshow|credit:)\b|\berror occurred\b|^\(|"
    r"\([A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,4}\)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:^|\s)[*•·]\s+")
_NOTE = re.compile(r"\((?:Adds|Updates|Recasts|Repeats|Corrects|Refiles|Rewrites|Releads)\b[^)]*\)\s*", re.I)
_ARTICLES = frozenset(("The", "A", "An", "In", "It", "He", "She", "They", "This", "There", "We", "His", "Her", "Its"))
_BEGINS_WORDS = "These Those But For As At On With After Before When While If You Their Our More Some Many Most"
_BEGINS = _ARTICLES | frozenset(_BEGINS_WORDS.split())
"""Words that stand with a capital because a sentence begins with them."""
_BEGINS_TOO_WORDS = (
    "Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands Dozens Experts Officials Police "
    "Scientists Researchers Doctors Lawyers Shares"
)
_BEGINS_TOO = frozenset(_BEGINS_TOO_WORDS.split())
"""The same, but they also end names: `Miami Police`."""
_LEADS_ON_WORDS = (
    "a an the of in on at to for by with from and or but as is are was were be been its his her their our "
    "my your that than not no into over under after before about against between through during without "
    "within near off if when while who which whose via per vs says said has have had will would can could "
    "may might must should both either including like called named titled magazine newspaper band film "
    "album show"
)
_LEADS_ON = frozenset(_LEADS_ON_WORDS.split())
"""Words no part ends with: what follows belongs to them."""
_ABBREVIATED = re.compile(
    r"^(?:[A-Z]\.|(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Inc|Corp|Ltd|Co|No)\.)$"
)
_MIN_PART, _MIN_TITLE, _MAX_TITLE = 3, 4, 17
_READ, _MAX_HEAD = 1600, 700
"""Characters of a text's first paragraph that are read, and within which a head ends."""
_LONG_RUN = 24
"""Words without a stop from which on `The Macondo well` begins a part, after a small letter, too."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first paragraph of a text without a headline was found to hold."""

    title: str
    """Empty when it holds none."""
    author: str
    stamp: str
    """The words that state day and hour; empty when there are none."""
    paragraphs: tuple[str, ...]
    """The words that remain: parts of the head that are no furniture, then the text's first sentences."""


def unravel(paragraph: str, text: str) -> Head:
    """Part the head from the first sentence; `text` is the whole text, which shows how it writes its words."""
    lower = frozenset(re.findall(r"(?<![.!?“\"‘] )\b[a-zà-ÿ]{3,}\b", text))
    start, end, stamp = _turn(paragraph)
    before, after = paragraph[:start].strip(), paragraph[end:].strip()
    author, before = _byline(before)
    if not before and not author:
        author, after = _byline(after)
    parts = [part for piece in _bullets(before) for part in _parts(piece, lower)]
    sentence_parts = _parts(after, lower)
    if not before and not stamp and len(sentence_parts) < 2:
        return Head("", author, "", (after,) if after else ())
    head, body = parts + sentence_parts[:-1], sentence_parts[-1:]
    head = [part for part in head if not _is_furniture(part)]
    title = head.pop(0) if head and _is_title(head[0]) else ""
    return Head(title, author, stamp, (*head, *body))


def _turn(paragraph: str) -> tuple[int, int, str]:
    """Where the head ends and where the text begins, with the stamp between them."""
    near = paragraph[:_MAX_HEAD]
    stamp = _STAMP.search(near)
    words = stamp[0].strip() if stamp else ""
    if dateline := _DATELINE.search(near):
        head_end = min(stamp.start(), dateline.start()) if stamp else dateline.start()
        return head_end, dateline.start(), words
    return (stamp.start(), stamp.end(), words) if stamp else (0, 0, "")


def _byline(words: str) -> tuple[str, str]:
    match = _BYLINE.match(words)
    return (match["name"], words[match.end() :]) if match else ("", words)


def _bullets(words: str) -> list[str]:
    return [part.strip() for part in _BULLET.split(_NOTE.sub("", words)) if part.strip()]


def _parts(words: str, lower: frozenset[str]) -> list[str]:
    """Cut what stands before the first full stop where a word begins a part of its own; the last part has the rest."""
    tokens = words[:_READ].split(" ")
    n_run = next((i + 1 for i, token in enumerate(tokens) if _ends(token)), len(tokens))
    cuts = [0]
    for i in range(_MIN_PART, n_run - _MIN_PART):
        if i - cuts[-1] >= _MIN_PART and _begins(tokens, i, lower, long=n_run - cuts[-1] >= _LONG_RUN):
            cuts.append(i)
    whole = words.split(" ")
    parts = [" ".join(whole[a:b]) for a, b in zip(cuts, [*cuts[1:], len(whole)], strict=True)]
    return [part for part in parts if part]


def _ends(token: str) -> bool:
    return token.rstrip("\"”’'»)")[-1:] in ".!?…" and not _ABBREVIATED.match(token)


def _begins(tokens: Sequence[str], i: int, lower: frozenset[str], *, long: bool) -> bool:
    """Whether a sentence begins at a word in the middle of a run without stops."""
    word, before, after = tokens[i].strip("“”\"‘’'"), tokens[i - 1], tokens[i + 1]
    plain = before.strip("“”\"‘’'")
    if not word[:1].isupper() or not plain or not (plain[-1].isalnum() or plain[-1] in ")?!"):
        return False
    if plain.casefold() in _LEADS_ON or tokens[i].endswith((",", ":")):
        return False
    if word in _BEGINS:
        if after[:1].islower() or after[:1].isdigit() or "-" in after:
            return word != "A" or not plain[:1].isupper()
        return word in _ARTICLES and len(word) > 1 and (plain[:1].isupper() or long)
    common = word in _BEGINS_TOO or (word.casefold() in lower and word[1:].islower())
    return common and plain[:1].islower() and after[:1].islower() and (after != "and" or tokens[i + 2][:1].islower())


def _is_furniture(part: str) -> bool:
    return bool(_ROLE.search(part) or (_CREDIT.search(part) and len(part.split()) < 12)) or len(part.split()) < 2


def _is_title(part: str) -> bool:
    """A headline has some words, and begins neither as a caption does nor as a sentence."""
    n_words = sum(word[:1].isalpha() or word[1:2].isalpha() for word in part.split())
    begins = part.split()[0]
    return _MIN_TITLE <= n_words <= _MAX_TITLE and begins not in _ARTICLES and not part.endswith((".", ","))
