"""Bytes to text: what a page is written in, whatever it or its server says.

The declared charset is often wrong, and in one direction: pages are UTF-8 and said to be something else, or in an
older charset and said to be UTF-8, or a mixture of both because a template and a database met. Bytes that are valid
UTF-8 and more than ASCII are hardly ever anything else, so they are taken at their word first; after that, the
declarations in the order of the WHATWG Encoding standard (byte order mark, server, page), with its labels. `latin1` is
what templates say that nobody changed, so it isn't believed of text that can't be in it; then, and where nothing usable
is declared, the charset is guessed from the text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from newsdesk.charset_guess import guess, is_japanese_mail, reads_as_western
from newsdesk.charsets import SINGLE_BYTE, python_codec, table_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 8192
"""How far into a page its own declaration is looked for; the standard says 1024, many pages come later."""
_WIDE_HEAD = 2048
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w:.\-]+)", re.IGNORECASE)
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_HIGH = bytes(range(0x80, 0x100))
_WESTERN = "cp1252"
_TO_BYTES = {ord(char): byte for byte, char in enumerate(table_of(_WESTERN)) if 0x80 <= byte < 0xA0}
_FOLLOWER = f"[\x80-\xbf{''.join(map(chr, _TO_BYTES))}]"
_DOUBLED = re.compile(f"[\xc2-\xdf]{_FOLLOWER}|[\xe0-\xef]{_FOLLOWER}{{2}}|[\xf0-\xf4]{_FOLLOWER}{{3}}")
_MAY_BE_DOUBLED = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb]|\xe2[\x80\x82\x84])")
"""The same in bytes, found or ruled out in a fraction of the time."""
_MIN_DOUBLED = 3
_PURE = re.compile(rb"(?:" + _MULTIBYTE.pattern + rb"|[\x00-\x7f]++)++")
_SEVEN_BIT = "iso2022_jp"
"""The charset whose bytes are all ASCII, so that being valid UTF-8 says nothing against them."""


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
    strict = _as_utf8(body)
    if strict is not None and b"\x1b" not in body:
        return _undoubled(strict) if b"\xc3" in body and _MAY_BE_DOUBLED.search(body) else strict
    named = tuple(_named(body, declared, markup=markup))
    if strict is not None:
        is_seven_bit = named[:1] == (_SEVEN_BIT,) or is_japanese_mail(body)
        return body.decode(_SEVEN_BIT, "replace") if is_seven_bit else strict
    if _mostly_utf8(body):
        return _mixture(body, next((codec for codec in named if codec in SINGLE_BYTE and codec != _WESTERN), ""))
    for codec in named:
        text = _strictly(body, codec)
        if text is not None and (codec != _WESTERN or reads_as_western(text)):
            return text
    if named and named[0] not in ("utf-8", _WESTERN) and _damaged(body, named[0]) < 0.02:
        return body.decode(named[0], "replace")
    codec = guess(body)
    return _strictly(body, codec) or _table_read(body, codec)


def _undoubled(text: str) -> str:
    """Mend what was UTF-8, read as windows-1252 and written as UTF-8 again, wherever on a page that happened.

    What stands for a lead byte and its followers in such a text hardly ever stands so in another.
    """
    found = _DOUBLED.findall(text)
    if len(found) < _MIN_DOUBLED:
        return text
    return _DOUBLED.sub(_as_it_was, text)


def _as_it_was(found: re.Match[str]) -> str:
    try:
        return found[0].translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return found[0]


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
    """Return the UTF-16 codec of text that comes without a byte order mark, by where its zero bytes stand.

    Blanks, digits and markup have a zero byte each in any script; text in other charsets has none.
    """
    head = body[:_WIDE_HEAD]
    if len(body) % 2 or b"\x00" not in head:
        return ""
    low, high = head[0::2].count(0), head[1::2].count(0)
    least = max(len(head) // 40, 2)
    if high >= least and low * 4 <= high:
        return "utf-16-le"
    if low >= least and high * 4 <= low:
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
    """Decode UTF-8 with stretches in a single-byte charset between; an empty `codec` is guessed from these."""
    if not codec:
        guessed = guess(b" ".join(part for part in _PURE.split(body) if part))
        codec = guessed if guessed in SINGLE_BYTE else _WESTERN
    parts: list[str] = []
    end = 0
    for found in _PURE.finditer(body):
        parts.append(_table_read(body[end : found.start()], codec))
        parts.append(found[0].decode("utf-8"))
        end = found.end()
    parts.append(_table_read(body[end:], codec))
    return "".join(parts)


def _table_read(body: bytes, codec: str) -> str:
    """Decode what a single-byte or other charset can, with U+FFFD for the rest."""
    if codec in SINGLE_BYTE:
        return codecs.charmap_decode(body, "replace", table_of(codec))[0]
    return body.decode(codec, "replace")


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
