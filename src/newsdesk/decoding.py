"""Bytes to text: what a page is written in, whatever it or its server says.

The declared charset is often wrong, and in one direction: pages are UTF-8 and said to be something else, or in an
older charset and said to be UTF-8, or a mixture of both because a template and a database met. Bytes that are valid
UTF-8 and more than ASCII are hardly ever anything else, so they are taken at their word first; after that, the
declarations in the order of the WHATWG Encoding standard (byte order mark, server, page), with its labels.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from newsdesk.charsets import SINGLE_BYTE, guess, python_codec, table_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 8192
"""How far into a page its own declaration is looked for; the standard says 1024, many pages come later."""
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w:.\-]+)", re.IGNORECASE)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = bytes(range(0x80, 0x100))
_SEVEN_BIT = frozenset({"iso2022_jp"})
"""Charsets whose bytes are all ASCII, so that being valid UTF-8 says nothing against them."""


def decode(body: bytes, declared: str = "", *, markup: bool) -> str:
    """Return the text of `body`; never fails, and puts U+FFFD where nothing fits.

    `declared` is the charset the server (or mail part) named, or empty. With `markup`, declarations in the page's
    own `<meta>` or XML declaration count too. The byte order mark is not part of the text; line ends stay.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    named = tuple(_named(body, declared, markup=markup))
    strict = _as_utf8(body)
    if strict is not None and not (named and named[0] in _SEVEN_BIT and b"\x1b" in body):
        return strict
    if strict is None and _mostly_utf8(body):
        return _mixture(body, next((codec for codec in named if codec in SINGLE_BYTE), "cp1252"))
    for codec in named:
        text = _strictly(body, codec)
        if text is not None:
            return text
    if named and named[0] != "utf-8" and _damaged(body, named[0]) < 0.02:
        return body.decode(named[0], "replace")
    return _strictly(body, guess(body)) or body.decode("cp1252", "replace")


def declared_in(body: bytes) -> str:
    """Return the charset that a page declares for itself, as it writes it; empty when it declares none."""
    head = body[:_HEAD]
    found = _XML.search(head) or _META.search(_COMMENT.sub(b"", head))
    return found[1].decode("ascii", "replace") if found else ""


def _named(body: bytes, declared: str, *, markup: bool) -> Iterator[str]:
    """Yield the Python codecs of the declarations, the server's first."""
    for position, label in enumerate((declared, declared_in(body) if markup else "")):
        codec = python_codec(label)
        # A page that can be searched for its ASCII declaration is not in UTF-16, whatever it says.
        if codec and not (position == 1 and codec.startswith("utf-16")):
            yield codec


def _wide(body: bytes) -> str:
    """Return the UTF-16 codec of text that comes without a byte order mark, by where its zero bytes stand."""
    head = body[:512]
    if len(head) < 4 or len(body) % 2:
        return ""
    low, high = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if high > half * 0.6 and low < half * 0.05:
        return "utf-16-le"
    if low > half * 0.6 and high < half * 0.05:
        return "utf-16-be"
    return ""


def _as_utf8(body: bytes) -> str | None:
    """Return the text if the bytes are valid UTF-8; a character cut off at the very end is left out."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start >= len(body) - 3 and error.start > 64:
            return body[: error.start].decode("utf-8")
        return None


def _mostly_utf8(body: bytes) -> bool:
    """Tell whether more of the non-ASCII bytes make valid UTF-8 sequences than do not."""
    n_high = len(body) - len(body.translate(None, _HIGH))
    n_valid = len(body) - len(_MULTIBYTE.sub(b"", body))
    return n_valid > (n_high - n_valid) * 2


def _mixture(body: bytes, codec: str) -> str:
    """Decode UTF-8 with stretches in a single-byte charset between."""
    table = table_of(codec)
    parts: list[str] = []
    end = 0
    for found in re.finditer(rb"(?:" + _MULTIBYTE.pattern + rb"|[\x00-\x7f]++)++", body):
        parts.append(codecs.charmap_decode(body[end : found.start()], "replace", table)[0])
        parts.append(found[0].decode("utf-8"))
        end = found.end()
    parts.append(codecs.charmap_decode(body[end:], "replace", table)[0])
    return "".join(parts)


def _strictly(body: bytes, codec: str) -> str | None:
    """Return the text if every byte has a meaning in the charset, else None."""
    try:
        if codec in SINGLE_BYTE:
            return codecs.charmap_decode(body, "strict", table_of(codec))[0]
        return body.decode(codec)
    except UnicodeError:
        return None


def _damaged(body: bytes, codec: str) -> float:
    """Return the share of characters that could not be decoded."""
    text = body.decode(codec, "replace")
    return text.count("�") / max(1, len(text))
