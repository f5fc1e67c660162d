"""The article in the state of a page's program: JSON in a script or an attribute, as pages carry that a script draws.

Programs keep an article in many shapes: one string of markup, a list of blocks with a text each, trees of nodes whose
leaves are words, or a table of objects that refer to each other. What is looked for is the most running text that
stands together, under whatever names; text that stands beside (comments, teasers, messages of the program) counts less,
and text beside the page's own headline counts more.
"""

from __future__ import annotations

import html as html_entities
import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from newsdesk.extract.features import tight
from newsdesk.extract.page import Page, read_attributes

_MAX_VALUES, _MAX_CHARS, _MAX_PARSED, _MAX_TITLE = 60_000, 2_500_000, 12, 400
_MAX_DEPTH, _MAX_STATES = 16, 60
_LONG_ATTRIBUTE = 400
_STATE_HEAD = 400
_STATE = re.compile(
    r"__next_f\.push|(?:window|self|globalThis|var|let|const)[\w$.\[\]'\" ]{1,80}=\s*"
    r"(?:[{\[]|JSON\.parse|\(function)|"
    r"\w\.\w{3,40}\s*=\s*\{|^\s*[{\[]\s*[\"{]"
)
"""How scripts begin that put a state where a program finds it."""
_MIN_ITEM, _MIN_TEXT = 2, 120
_SENTENCE = re.compile(r"[.!?।؟。！？…][\"”»’)」]*(?:\s|<|$)|[。！？]")
_DENSE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_ASSIGNED = re.compile(r"(?:=|\()\s*(?=[\[{])")
_PARSED = re.compile(r"""JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.S)
_PUSHED = re.compile(r"__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*\")\]\)", re.S)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.){40,})"', re.S)
_NOT_JSON = re.compile(r"(?<=[:,\[])\s*(?:undefined|void 0|NaN)(?=\s*[,}\]])")
_LEAVES = ("text", "value", "html", "content", "body", "copy", "paragraph", "markup")
_BRANCHES = (
    "content", "children", "nodes", "body", "blocks", "data", "attributes", "spans", "elements", "model", "props",
    "paragraphs", "items", "document", "value", "text", "__ref",
)  # fmt: skip
_BESIDE = re.compile(
    r"comment|repl(?:y|ies)|relat|recommend|popular|trending|latest|sidebar|footer|nav|menu|promo|teaser|translat|i18n|"
    r"messages|locale|newsletter|disclaimer|policy|bio$|caption|config|labels",
    re.I,
)
_BESIDE_WORTH, _TITLED_WORTH = 0.03, 3.0
_HEADING = re.compile(r"head|title|^h[2-6]$", re.I)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|h\d|li)\b", re.I)
_MARKUP_IN_TEXT = re.compile(r"&lt;(?:p|div|h\d|br)\b", re.I)


class _Found(NamedTuple):
    worth: float
    markup: str


def states_of(page: Page) -> list[str]:
    """The scripts and attributes of a page that hold JSON for its programs."""
    found = [*page.state, *(script for script in page.programs if _STATE.search(script[:_STATE_HEAD]))]
    for attrs in page.box_attrs:
        if len(attrs) > _LONG_ATTRIBUTE and "&quot;" in attrs:
            values = read_attributes(attrs).values()
            found += [value for value in values if len(value) > _LONG_ATTRIBUTE and value.lstrip()[:1] in ("{", "[")]
    return found


def article_in_state(page: Page, title: str) -> str:
    """The markup of the article that a page's programs hold; empty when they hold none."""
    best = _Found(0.0, "")
    left = _MAX_CHARS
    for state in states_of(page)[:_MAX_STATES]:
        left -= len(state)
        for value in _values(state) if left > 0 else ():
            best = max(best, _best(value, tight(title)), key=lambda found: found.worth)
    return best.markup


def rows_in(state: str) -> Iterator[dict[str, Any]]:
    """The objects in lists of objects, wherever in a state: what a program draws as a list."""
    n_seen = 0
    todo = list(_values(state)) if len(state) < _MAX_CHARS else []
    while todo and n_seen < _MAX_VALUES:
        value = todo.pop()
        n_seen += 1
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, dict))
        if isinstance(value, dict | list):
            inner = list(value.values()) if isinstance(value, dict) else value
            todo.extend(one for one in reversed(inner) if isinstance(one, dict | list))


def _values(script: str) -> Iterator[Any]:
    """The JSON values in a script: it may be one, assign some, parse some from strings, or push them in pieces."""
    script = script.strip()
    whole = _json(script) if script[:1] in ("{", "[") else None
    if whole is not None:
        yield whole
        return
    pushed = "".join(str(_json(found) or "") for found in _PUSHED.findall(script))
    if pushed:
        # Rows of an id, a colon, and JSON or a text.
        yield [_json(row.partition(":")[2]) or row.partition(":")[2] for row in pushed.split("\n")]
    n_found = 0
    for found in _PARSED.findall(script)[:_MAX_PARSED]:
        value = _json(_unquoted(found))
        n_found += value is not None
        yield value
    for value in _assigned(script):
        n_found += 1
        yield value
    if not n_found and not pushed:
        yield [_json(f'"{literal}"') or "" for literal in _LITERAL.findall(script)[:_MAX_VALUES]]


def _assigned(script: str) -> Iterator[Any]:
    decoder, position = json.JSONDecoder(strict=False), 0
    if _NOT_JSON.search(script):
        script = _NOT_JSON.sub("null", script)
    for _ in range(_MAX_PARSED):
        found = _ASSIGNED.search(script, position)
        if not found:
            return
        try:
            value, position = decoder.raw_decode(script, found.end())
            if len(script) - position < len(script) or value:
                yield value
        except (ValueError, RecursionError):
            position = found.end()


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _unquoted(literal: str) -> str:
    """The text of a string of JavaScript."""
    if literal[0] == "'":
        literal = '"' + re.sub(r"\\'", "'", re.sub(r'(?<!\\)"', r"\"", literal[1:-1])) + '"'
    value = _json(re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", literal))
    return value if isinstance(value, str) else ""


def _best(root: Any, title: str) -> _Found:
    """The article of a value: of all strings of text and all lists of texts the one worth most."""
    refs = root if isinstance(root, dict) else {}
    best, n_seen = _Found(0.0, ""), 0
    todo: list[tuple[Any, float]] = [(root, 1.0)]
    while todo and n_seen < _MAX_VALUES:
        value, weight = todo.pop()
        n_seen += 1
        if isinstance(value, dict):
            if title and any(map(partial(_is_title, title), value.values())):
                weight *= _TITLED_WORTH
            inner = [(one, weight * (_BESIDE_WORTH if _BESIDE.search(key) else 1.0)) for key, one in value.items()]
        elif isinstance(value, list):
            best = max(best, _listed(value, weight, refs), key=lambda found: found.worth)
            inner = [(one, weight) for one in value]
        else:
            continue
        for one, its_weight in inner:
            if isinstance(one, str):
                parsed = _json(one) if len(one) > _MIN_TEXT and one[:1] in ("{", "[") else None
                if parsed is not None:
                    todo.append((parsed, its_weight))
                elif len(one) * its_weight > best.worth and _reads(one := _unescaped(one)):
                    best = _Found(len(one) * its_weight, one)
            elif isinstance(one, dict | list):
                todo.append((one, its_weight))
    return best


def _listed(items: list[Any], weight: float, refs: dict[str, Any]) -> _Found:
    """A list read as an article's blocks: worth the running text in them, and a little more for each that it parts."""
    if len(items) < _MIN_ITEM or not any(map(_may_be_block, items)):
        return _Found(0.0, "")
    budget = [4 * _MAX_DEPTH * len(items) + 2000]
    blocks = [(words, _is_heading(item)) for item in items if (words := _words(item, refs, budget))]
    texts = [words for words, _ in blocks if _SENTENCE.search(words) and len(words) > 20]
    size = sum(map(len, texts))
    if len(texts) < _MIN_ITEM or not _reads(" ".join(texts)):
        return _Found(0.0, "")
    markup = "".join(
        words if _BLOCK_TAG.search(words) else f"<h2>{words}</h2>" if is_heading else f"<p>{words}</p>"
        for words, is_heading in blocks
        if is_heading or len(words) > 20 or _DENSE.search(words)
    )
    return _Found(size * weight * (1 + min(len(texts), 40) / 400), markup)


def _is_title(title: str, value: Any) -> bool:
    return (
        isinstance(value, str) and len(value) < _MAX_TITLE and value[:1].lower() == title[0] and tight(value) == title
    )


def _may_be_block(item: Any) -> bool:
    return isinstance(item, str | dict) or (isinstance(item, list) and item[:1] == ["$"])


def _is_heading(item: Any) -> bool:
    kinds = (
        (item.get(key) for key in ("type", "_type", "name", "style", "nodeType", "tag"))
        if isinstance(item, dict)
        else ()
    )
    return any(isinstance(kind, str) and _HEADING.search(kind) for kind in kinds)


def _words(item: Any, refs: dict[str, Any], budget: list[int], depth: int = 0) -> str:
    """The words of one block: a string of its own, or the leaves of its tree in order."""
    budget[0] -= 1
    if depth > _MAX_DEPTH or budget[0] < 0:
        return ""
    if isinstance(item, str):
        return _unescaped(item) if depth or " " in item or _DENSE.search(item) else ""
    if isinstance(item, list):
        # What a program draws as ["$", "p", key, {"children": …}].
        parts = item[3:] if item[:1] == ["$"] else item
        return "".join(_words(one, refs, budget, depth + 1) for one in parts if isinstance(one, str | dict | list))
    if not isinstance(item, dict):
        return ""
    if isinstance(item.get("__ref"), str):
        return _words(refs.get(item["__ref"]), refs, budget, depth + 1)
    for key in _LEAVES:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return _unescaped(value)
    branches = (item[key] for key in _BRANCHES if isinstance(item.get(key), dict | list | str))
    return next((words for branch in branches if (words := _words(branch, refs, budget, depth + 1))), "")


def _unescaped(text: str) -> str:
    return html_entities.unescape(text) if _MARKUP_IN_TEXT.search(text) else text


def _reads(text: str) -> bool:
    """Tell whether a string is running text, not code or data."""
    n_dense = len(_DENSE.findall(text))
    return (
        len(text) + 2 * n_dense > _MIN_TEXT
        and len(_SENTENCE.findall(text)) >= len(text) / 600
        and text.count(" ") + n_dense > len(text) / 14
        and "{" not in text[:200]
    )
