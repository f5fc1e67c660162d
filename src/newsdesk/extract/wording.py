"""Text put back into readable form: hard-wrapped lines joined to paragraphs, treebank tokens to words."""

from __future__ import annotations

import itertools
import re

_BRACKETS = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "-lrb-": "(",
    "-rrb-": ")",
}
_BRACKET = re.compile("|".join(map(re.escape, _BRACKETS)))
_SPACED = re.compile(r"\s[,.;:?!](?=\s|$)")
_UNSPACED = re.compile(r"\w[,.;:?!](?=\s|$)")
_CLOSE_UP = (
    (re.compile(r"\\([/*])"), r"\1"),
    (re.compile(r"``[ \t]*"), "“"),
    (re.compile(r"[ \t]*''"), "”"),
    (re.compile(r"`[ \t]*"), "‘"),
    (re.compile(r"[ \t]+'(?=[\s.,;:!?)]|$)"), "’"),
    (re.compile(r"[ \t]+([,.;:?!%)\]}…])"), r"\1"),
    (re.compile(r"([(\[{$£€#])[ \t]+"), r"\1"),
    (re.compile(r"[ \t]+(n['’]t\b)"), r"\1"),
    (re.compile(r"[ \t]+(['’](?:s|re|ve|ll|d|m|S)\b)"), r"\1"),
    (re.compile(r"(?<=s)\s+(['’])(?=\s)"), r"\1"),
    (re.compile(r"(?<=\S)\s+(['’])$"), r"\1"),
    (re.compile(r"(?:(?<=\s)|^)(['\"])\s+(\w[^'\"\n]{0,300}?)\s+\1"), r"\1\2\1"),
    (re.compile(r"\b(can|gon|got|wan|lem|gim) (not|na|ta|me)\b"), r"\1\2"),
)
_SENTENCE_END = re.compile(r"[.!?。！？…:][\"'”»’)\]]*$")
_TICKER_BEGUN, _TICKER_ENDED = re.compile(r"\([A-Z]{1,5}\.$"), re.compile(r"^[A-Z]{1,3}\)")
"""`… Orlin Minerals (ORL.` and `OS) said …`: a sentence splitter took the ticker symbol's full stop for an end."""
_INDENT = re.compile(r"^(?:\s{2,}|\t)\S")
_MIN_WRAPPED, _MAX_WRAPPED = 30, 100
_MIN_CONTINUED = 40


def is_tokenised(text: str) -> bool:
    """Tell whether a text was split into Penn Treebank tokens."""
    spaced, usual = len(_SPACED.findall(text)), len(_UNSPACED.findall(text))
    return spaced > usual and (spaced >= 3 or bool(_BRACKET.search(text)))


def detokenise(text: str) -> str:
    """Undo Penn Treebank tokenisation: `-LRB-`, blanks before commas, split contractions. Line ends stay."""
    text = _BRACKET.sub(lambda m: _BRACKETS[m[0]], text)
    for pattern, by in _CLOSE_UP:
        text = pattern.sub(by, text)
    return text


def paragraphs_of(text: str) -> list[str]:
    """Split a plain text into paragraphs: at blank lines where there are any, and with wrapped lines joined."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").expandtabs(4)
    made: list[str] = []
    for part in re.split(r"\n[ \t]*\n", text):
        lines = [line.rstrip() for line in part.split("\n") if line.strip()]
        made.extend(_unwrapped(lines) if is_wrapped(lines) else _continued(lines))
    return [paragraph for paragraph in made if paragraph]


def _continued(lines: list[str]) -> list[str]:
    """Lines of their own, save those that plainly go on with the sentence of a long line before."""
    made: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        goes_on = made and words[0].islower() and len(made[-1]) >= _MIN_CONTINUED and not _SENTENCE_END.search(made[-1])
        if made and _TICKER_BEGUN.search(made[-1]) and _TICKER_ENDED.match(words):
            made[-1] += words
        elif goes_on:
            made[-1] = f"{made[-1]} {words}"
        else:
            made.append(words)
    return made


def is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines were broken at a width, not at ends of paragraphs."""
    if len(lines) < 2:
        return False
    inner, width = lines[:-1], max(map(len, lines))
    if not _MIN_WRAPPED <= width <= _MAX_WRAPPED:
        return False
    open_ends = [line for line in inner if not _SENTENCE_END.search(line)]
    n_short = sum(len(line) < 0.5 * width for line in open_ends)
    if n_short > 0.2 * len(inner) or len(open_ends) < 0.5 * len(inner):
        return False
    return len(lines) > 2 or lines[1].lstrip()[0].islower()


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines; a paragraph ends at the end of a sentence where the next word would still have fitted."""
    width = max(map(len, lines))
    indented = any(_INDENT.match(line) for line in lines[1:]) and not all(_INDENT.match(line) for line in lines[1:])
    made = [lines[0].strip()]
    for before, line in itertools.pairwise(lines):
        word = line.strip().split(" ", 1)[0]
        room = width - len(before) - 1 - len(word)
        ends = bool(_SENTENCE_END.search(before.strip()))
        if (indented and _INDENT.match(line)) or (not indented and ends and room >= 1):
            made.append(line.strip())
        else:
            made[-1] = f"{made[-1]} {line.strip()}"
    return [" ".join(paragraph.split()) for paragraph in made]
