"""Sentences of texts without annotations, in any script, and what is no sentence: tables, captions, calls to click."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsdesk.brief.clause import VERB
from newsdesk.brief.notices import is_notice
from newsdesk.model.text import Span

_END = re.compile(
    r"(?:[.!?…]+[\"”’»')\]]*(?=\s)|(?<=[a-z0-9]{2})[.!?](?!(?:Com|Org|Net|Inc)\b)(?=[A-Z][a-z]*(?:[’'][a-z]+)?,?\s)|"
    r"[。！？]+[」』”]?|\n\s*\n)"
)
"""The second form is for a space that was lost between two paragraphs."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Rev|Prof|Inc|Corp|Ltd|Co|Jr|Sr|No|vs|etc|z\.B|bzw|им|г|ул)"
    r"|\b[A-Z]|\b[A-Za-z]\.[A-Za-z]|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_RESIDUE = re.compile(
    r"https?://|www\.|@\w+\.\w|\b(?:click here|sign up|subscribe|read more|follow us|newsletter|all rights reserved|"
    r"getty images|advertisement|cookies?\b.{0,40}\b(?:policy|browser)|share this|download (?:the|our)|"
    r"image source|image \d+ of|buy photo|close skip|embed x|browser doesn|enable javascript|file photo|caption|"
    r"photograph|(?:is|are) (?:seen|pictured|shown) (?:in|on|at|near|as|after|before|during|outside)|more from|"
    r"contributed to this report|via (?:ap|afp|reuters|getty))\b|"
    r"\b(?:photos?|pictures?|watch|listen|video): |©|\|\s",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CAPTION = re.compile(
    rf"^(?:(?i:bottom|top|left|right|above|below|pictured|cent(?:er|re)|clockwise)\b[^.:]{{0,20}}|"
    rf"(?i:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)):\s|"
    r",\s(?:pictured|seen here|shown here)\b|\((?:[A-Z][\w.'’-]+ ){1,3}[A-Z]?[\w.'’-]* ?/ ?[A-Z][^()]{1,40}\)"
)
_DATED_END = re.compile(
    rf"(?:,|\.| (?=on [^,]*, \d{{4}},? in )on) (?:[A-Z][a-z]+day, )?{_MONTH} \d{{1,2}}, \d{{4}}"
    r"(?:,? in (?:[A-Z][\w.'’-]*,? ){1,5}[A-Z][\w.'’-]*)?\.?$"
)
_CUT_OFF = re.compile(r"\w\s?(?:\.\.\.|…)$")
_NAME_ALONE = re.compile(r"^(?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w.'’-]*, (?:who|whose|which|where)\b[^,;:]*\.$")
"""`Ada Morn, who was mayor of Kelmor.`"""
_PAST = re.compile(
    r"\b(?:was|were|had|has been|have been|said|told|announced|died|killed by|"
    r"\w{2,}ed (?:the|an?|his|her|their|its|one|two|three|\d+))\b"
)
_NEEDS_A_VERB = 7
"""A stretch of no more words that has no verb is a label or a list."""
_SHORT_OF_WORDS = 5
_SHORT_OF_LETTERS = 10
MAX_LETTERS = 700
"""Longer stretches are lists or runs of text without stops, not sentences."""


def split(text: str, within: Span) -> Iterator[Span]:
    """Yield the spans of the sentences inside `within`, without surrounding space."""
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        if _ABBREVIATION.search(text, max(start, match.end() - 8), match.end()):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, within.end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    inside = words.strip()
    if inside:
        begin = start + len(words) - len(words.lstrip())
        yield Span(begin, begin + len(inside))


@lru_cache(maxsize=4096)
def looks_like_a_sentence(words: str) -> bool:
    """Tell prose from tables, captions, cut-off lines, notices and calls to click; in doubt it is not a sentence."""
    if len(words) > MAX_LETTERS or _RESIDUE.search(words) or is_notice(words):
        return False
    tokens = words.split()
    n_words = len(_WORD.findall(words))
    n_unspaced = len(_UNSPACED.findall(words))
    if n_words < _SHORT_OF_WORDS and n_unspaced < _SHORT_OF_LETTERS:
        return False
    n_numeric = sum(any(c.isdigit() for c in token) or not any(c.isalpha() for c in token) for token in tokens)
    if n_numeric > 0.34 * len(tokens) or _columns(words):
        return False
    first = words.lstrip("\"“„«'‘(–—- ")[:1]
    if (
        _is_caption(words)
        or _CUT_OFF.search(words)
        or _NAME_ALONE.match(words)
        or (n_words <= _NEEDS_A_VERB and words.isascii() and not VERB.search(words))
    ):
        return False
    return not first.islower() and words.rstrip("\"”“»’')」』] ")[-1:] in ".!?…。！？।؟"


def _is_caption(words: str) -> bool:
    """Tell the words under a picture: a side or a day before a colon, who took it, a bare date at the end."""
    return bool(_CAPTION.search(words)) or bool(_DATED_END.search(words) and not _PAST.search(words))


def _columns(words: str) -> bool:
    """Runs of blanks between cells, or `vs` between amounts: the tables of the wires."""
    return len(re.findall(r"\S(?:\t| {3,})\S", words)) >= 2 or len(re.findall(r"\bvs\b", words)) >= 2
