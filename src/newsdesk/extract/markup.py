"""From bytes or text to a flat run of tags: one parse by lexbor, one serialisation, one pass of a regular expression.

lexbor mends broken markup as browsers do; what it writes out again is well-formed, so a regular expression
reads it exactly, and no tree has to be walked node by node. Nesting can't recurse: there is no recursion.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

import numpy as np
from selectolax.lexbor import LexborHTMLParser

MAX_BYTES = 24_000_000
"""Markup of more characters than this is not read."""
_MIN_STATE = 250
MAX_DEPTH = 3000
"""Markup nested deeper than this is not handed to the parser, whose time grows with the square of the depth."""
MAX_TAGS = 400_000
"""Pages of more tags than this are not read."""

_N_SURELY_SHALLOW = 30_000
"""Pages of fewer tags can't be nested deep enough to take long, save those with many more opened than closed."""

_RAW = ["script", "style", "xmp", "noembed", "noframes"]
"""Elements whose content is not markup; a regular expression must never meet it."""
_TAG = re.compile(r"<(/?[a-zA-Z][^ >]*+) ?([^>]*+)>")
"""As lexbor serialises: `<` stands only before a tag and `>` only after one, save in names that are damaged."""
_MENUS = re.compile(r"<(nav|footer|ul)[ >]")
_MIN_ENTRIES = 4
_LIST_OF_LINKS = re.compile(
    r"<ul\b[^>]*+>\s*+"
    r"(?:<li\b[^>]*+>\s*+<a [^>]*+>(?:\s*+<span\b[^>]*+>)?+[^<]{0,30}+(?:</span>)?+\s*+</a>\s*+</li>\s*+)"
    r"{4,}+</ul>"
)
_SENTENCE = re.compile(r">[^<]{120,}")
_CUT = re.compile(r"<(?:!--|(script|style|svg)(?=[\s>/]))", re.I)
_COMMENT = re.compile(r"<!--.*?-->|<\?[^>]*+>", re.S)
"""Comments, and what programs left behind in the page."""
_NO_TAG = re.compile(r"<(?:!--|\?|(?:script|style|xmp|noembed|noframes)\b)")
_SHADOW = re.compile(r"<template(?=[^<>]{0,200}\bshadowroot(?:mode)?\s*=)", re.I)
"""A part of the page that stands where it is written, though as a document of its own."""
_PRE = re.compile(r"<pre[ >].*?</pre>", re.S)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LEFT = re.compile(r"<(?:script|style|xmp|noembed|noframes)\b")
_OPENING = ord("<")
_RAW_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr option dt dd html head body "
    b"b i a u em strong font small big code tt s strike nobr tbody thead tfoot colgroup".split()
)


class TooComplexError(Exception):
    """The markup is nested or repeated beyond what is read safely; the text says how."""


class Markup(NamedTuple):
    """A page as a run of tags, with the scripts that hold data kept apart."""

    tags: list[str]
    """Names in lower case, with a `/` before them where a tag closes."""
    attrs: list[str]
    """Attributes as written."""
    texts: list[str]
    """What follows each tag up to the next, escaped."""
    linked_data: tuple[str, ...]
    """The contents of `application/ld+json` scripts, in order."""
    state: tuple[str, ...]
    """The contents of `application/json` scripts long enough to hold an article, such as `__NEXT_DATA__`."""
    programs: tuple[str, ...] = ()
    """The contents of all other scripts as long: some hold the article, and are looked at where the page doesn't."""


def read_markup(html: str) -> Markup:
    """Parse a page. Raises `TooComplexError` when it is nested or repeated beyond the limits."""
    if len(html) > MAX_BYTES:
        raise TooComplexError(f"{len(html)} characters; at most {MAX_BYTES} are read")
    rest, linked_data, state, programs = _without_scripts(html)
    if "shadowroot" in rest:
        rest = _SHADOW.sub("<div", rest)
    encoded = rest.encode("utf-8", "replace")
    _check(encoded)
    tree = LexborHTMLParser(encoded)
    written = tree.html or ""
    if _NO_TAG.search(written):
        if _LEFT.search(written):
            tree.strip_tags(_RAW)
            written = tree.html or ""
        written = _COMMENT.sub("", written)
    if "<pre" in written:
        written = _PRE.sub(_with_breaks, written)
    parted = _TAG.split(_without_menus(written))
    return Markup(parted[1::3], parted[2::3], parted[3::3], tuple(linked_data), tuple(state), tuple(programs))


def _with_breaks(found: re.Match[str]) -> str:
    """Part what blank lines part in preformatted text."""
    return _BLANK_LINES.sub("<br><br>", found[0])


def _without_menus(written: str) -> str:
    """Cut out menus: a third of an average page's blocks, which take as long to look at as others.

    What holds a sentence, a date, a headline or anything else that the article might claim stays.
    """
    starts: dict[str, list[int]] = {"nav": [], "footer": [], "ul": []}
    for found in _MENUS.finditer(written):
        starts[found[1]].append(found.start())
    cuts: list[tuple[int, int]] = []
    for name in ("nav", "footer"):
        inner = cuts.copy()
        end, closing = 0, f"</{name}>"
        for start in starts[name]:
            if start >= end:
                end = written.find(closing, start)
                if end < 0:
                    break
                end += len(closing)
                inside = _between(written, start, end, inner)
                if _is_menu(inside, inside.count("<a ")):
                    cuts.append((start, end))
    end = 0
    for start in starts["ul"]:
        if start >= end and (links := _LIST_OF_LINKS.match(written, start)):
            end = links.end()
            if _is_menu(links[0], _MIN_ENTRIES):
                cuts.append((start, end))
    return _between(written, 0, len(written), sorted(cuts))


def _between(written: str, start: int, end: int, cuts: list[tuple[int, int]]) -> str:
    """What stands from `start` to `end`, less what is cut out between; `cuts` are in order."""
    kept = []
    for place in range(bisect_left(cuts, (start, 0)), len(cuts)):
        first, last = cuts[place]
        if first >= end:
            break
        if first >= start:
            kept.append(written[start:first])
            start = last
    kept.append(written[start:end])
    return "".join(kept)


def _is_menu(inside: str, n_links: int) -> bool:
    return (
        n_links >= _MIN_ENTRIES
        and "breadcrumb" not in inside
        and 'rel="tag' not in inside
        and 'rel="author' not in inside
        and "itemprop=" not in inside
        and "<time" not in inside
        and "<h1" not in inside
        and not _SENTENCE.search(inside)
    )


def _without_scripts(html: str) -> tuple[str, list[str], list[str], list[str]]:
    """Cut out scripts, styles, drawings and comments, which are most of many pages; keep the scripts that hold data.

    What isn't closed is left to the parser.
    """
    kept: list[str] = []
    linked_data: list[str] = []
    state: list[str] = []
    programs: list[str] = []
    position = 0
    unclosed: set[str] = set()
    while found := _CUT.search(html, position):
        start, name = found.start(), found[1]
        close = "-->" if name is None else f"</{name}"
        inner = (html.find(">", start) if name else start + 2) if close not in unclosed else -1
        end = html.find(close, inner) if inner >= 0 else -1
        after = html.find(">", end) + 1 if end >= 0 else 0
        if not after:
            unclosed.add(close)
            kept.append(html[position : start + 1])
            position = start + 1
            continue
        if name and name.lower() == "script":
            attrs = html[start:inner].lower()
            if "ld+json" in attrs:
                linked_data.append(html[inner + 1 : end])
            elif end - inner > _MIN_STATE:
                (state if "application/json" in attrs else programs).append(html[inner + 1 : end])
        kept.append(html[position:start])
        position = after
    kept.append(html[position:])
    return "".join(kept), linked_data, state, programs


def check_markup(html: str) -> None:
    """Raise `TooComplexError` for a page that `read_markup` would not hand to the parser."""
    if len(html) > MAX_BYTES:
        raise TooComplexError(f"{len(html)} characters; at most {MAX_BYTES} are read")
    _check(html.encode("utf-8", "replace"))


def _check(encoded: bytes) -> None:
    """Refuse what the parser would take too long over."""
    # numpy counts many times faster than `bytes.count`.
    n_opened = int(np.count_nonzero(np.frombuffer(encoded, np.uint8) == _OPENING))
    if n_opened > MAX_TAGS:
        raise TooComplexError(f"{n_opened} tags; at most {MAX_TAGS} are read")
    if n_opened > _N_SURELY_SHALLOW or (n_opened > MAX_DEPTH and n_opened - 2 * encoded.count(b"</") > MAX_DEPTH):
        depth = _depth(encoded)
        if depth > MAX_DEPTH:
            raise TooComplexError(f"tags nested {depth} deep; at most {MAX_DEPTH} are read")


def _depth(encoded: bytes) -> int:
    """The deepest nesting that unclosed tags can cause; tags that close each other are not counted."""
    depth = deepest = 0
    n_open: dict[bytes, int] = {}
    for closing, written in _RAW_TAG.findall(encoded):
        name = written.lower()
        if name in _FLAT:
            continue
        if not closing:
            n_open[name] = n_open.get(name, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif n_open.get(name):
            n_open[name] -= 1
            depth -= 1
    return deepest
