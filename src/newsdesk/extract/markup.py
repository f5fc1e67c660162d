"""From bytes or text to a flat run of tags: one parse by lexbor, one serialisation, one pass of a regular expression.

lexbor mends broken markup as browsers do; what it writes out again is well-formed, so a regular expression
reads it exactly, and no tree has to be walked node by node. Nesting can't recurse: there is no recursion.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

MAX_BYTES = 24_000_000
"""Markup longer than this is not read."""
MAX_DEPTH = 3000
"""Markup nested deeper than this is not handed to the parser, whose time grows with the square of the depth."""
MAX_TAGS = 400_000
"""Pages of more tags than this are not read."""

_N_SURELY_SHALLOW = 30_000
"""Pages of fewer tags can't be nested deep enough to take long, save those with many more opened than closed."""

_DROPPED = ["script", "style", "svg", "template", "select", "textarea", "datalist", "canvas", "noembed", "noframes",
            "xmp", "map", "math", "object"]  # fmt: skip
_TOKEN = re.compile(r'<(/?)([a-zA-Z][^\s>/]*+)((?:[^">]++|"[^"]*+")*+)>([^<]*+)')
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr option dt dd html head body "
    b"b i a u em strong font small big code tt s strike nobr tbody thead tfoot colgroup".split()
)

Token = tuple[str, str, str, str]
"""`/` for a closing tag, its name in lower case, its attributes as written, and the text up to the next tag."""


class TooComplexError(Exception):
    """The markup is nested or repeated beyond what is read safely; the text says how."""


class Markup(NamedTuple):
    """A page as a run of tags, with the scripts that hold data kept apart."""

    tokens: list[Token]
    linked_data: tuple[str, ...]
    """The contents of `application/ld+json` scripts, in order."""
    state: tuple[str, ...]
    """The contents of `application/json` scripts long enough to hold an article, such as `__NEXT_DATA__`."""


def read_markup(html: str) -> Markup:
    """Parse a page. Raises `TooComplexError` when it is nested or repeated beyond the limits."""
    encoded = html.encode("utf-8", "replace")
    _check(encoded)
    tree = LexborHTMLParser(encoded)
    linked_data = tuple(node.text() for node in tree.css('script[type*="ld+json" i]'))
    state = tuple(
        text
        for node in tree.css('script[type="application/json"], script#__NEXT_DATA__')
        if len(text := node.text()) > 500
    )
    tree.strip_tags(_DROPPED)
    written = tree.html or ""
    if "<!--" in written:
        written = _COMMENT.sub("", written)
    return Markup(_TOKEN.findall(written), linked_data, state)


def _check(encoded: bytes) -> None:
    """Refuse what the parser would take too long over."""
    if len(encoded) > MAX_BYTES:
        raise TooComplexError(f"{len(encoded)} bytes; at most {MAX_BYTES} are read")
    n_opened = encoded.count(b"<")
    if n_opened > MAX_TAGS:
        raise TooComplexError(f"{n_opened} tags; at most {MAX_TAGS} are read")
    if n_opened > _N_SURELY_SHALLOW or n_opened - 2 * encoded.count(b"</") > MAX_DEPTH:
        depth = _depth(encoded)
        if depth > MAX_DEPTH:
            raise TooComplexError(f"tags nested {depth} deep; at most {MAX_DEPTH} are read")


def _depth(encoded: bytes) -> int:
    """The deepest nesting that unclosed tags can cause; tags that close each other are not counted."""
    depth = deepest = 0
    n_open: dict[bytes, int] = {}
    for closing, written in _TAG.findall(encoded):
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
