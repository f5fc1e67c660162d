"""What bytes are: decided from the response's type and, above it, from the bytes themselves."""

from __future__ import annotations

import re

from newsdesk.model.snapshot import Form

_HEAD = 4096
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"Rar!", b"7z\xbc\xaf", b"RIFF", b"OggS", b"ID3", b"\x00\x00\x01\x00", b"wOFF",
    b"wOF2", b"\x7fELF", b"MZ\x90", b"\xca\xfe\xba\xbe", b"\x1aE\xdf\xa3", b"fLaC", b"\xd0\xcf\x11\xe0",
    b"SQLite format", b"{\\rtf", b"%!PS", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_NOT_TEXT_TYPES = re.compile(r"^(image/(?!svg)|audio/|video/|font/|application/(pdf|zip|x-tar|wasm|java-archive)$)")
_PROLOGUE = re.compile(
    rb"^(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[[^\]]*\]\s*)?>)+", re.DOTALL | re.I
)
_ROOT = re.compile(rb"^<(?:!DOCTYPE\s+(html)|(?:[\w.\-]{1,40}:)?([A-Za-z][\w.\-]{0,40}))", re.I)
_ROOT_FORMS = {
    "rss": Form.FEED, "feed": Form.FEED, "rdf": Form.FEED, "channel": Form.FEED, "urlset": Form.SITEMAP,
    "sitemapindex": Form.SITEMAP, "svg": Form.OTHER,
    **dict.fromkeys(("html", "head", "body", "meta", "title", "style", "script", "link", "div", "section", "article",
                     "main", "header", "table", "p", "h1"), Form.HTML),
}  # fmt: skip
_TAGS = re.compile(rb"<(?:/?(?:html|head|body|p|div|span|a|br|h[1-6]|ul|ol|li|table|article|section|main|img|meta|title"
                   rb"|script|link|header|footer|nav|blockquote|em|strong|b|i)\b[^<>]{0,2000}/?>)", re.I)  # fmt: skip
_HEADER_LINE = re.compile(rb"^[!-9;-~]{1,76}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n", re.MULTILINE)
_MAIL_NAMES = (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version",
               b"delivered-to")  # fmt: skip
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_RECORD_KEYS = (rb'"text"\s*:', rb'"(?:ts|title|id)"\s*:')
_ADDRESS_LINE = re.compile(rb"^https?://\S+$")
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


def form_of(body: bytes, content_type: str = "") -> Form:
    """Return what the bytes are; never fails. `content_type` is the media type that came with them, or empty."""
    head = body[:_HEAD].removeprefix(_BOM)
    kind = content_type.partition(";")[0].strip().lower()
    if head.startswith(_WIDE_BOMS) or _is_wide(head):
        head = head.replace(b"\x00", b"")[2 if head.startswith(_WIDE_BOMS) else 0 :]
    elif head.startswith(_MAGIC) or head[4:8] == b"ftyp" or _is_binary(head):
        return Form.OTHER
    head = head.lstrip()
    if head.startswith((b"{", b"[")):
        return _json_form(body, kind)
    if _is_mail(head, kind):
        return Form.MAIL
    return _markup_form(head, kind) or _text_form(head, kind)


def _json_form(body: bytes, kind: str) -> Form:
    """Tell a JSON Feed from a record and from other JSON; text in brackets is text."""
    if _JSON_FEED.search(body[: _HEAD * 16]) or kind == "application/feed+json":
        return Form.FEED
    if body.lstrip().removeprefix(_BOM).startswith(b"{") and all(re.search(key, body) for key in _RECORD_KEYS):
        return Form.RECORD
    if kind in {"text/html", "application/xhtml+xml"} and len(_TAGS.findall(body[:_HEAD])) > 1:
        return Form.HTML
    opened = body.lstrip()[:2]
    return Form.OTHER if "json" in kind or re.match(rb'[{\[][\s"{\[\d\]}]', opened) else Form.TEXT


def _markup_form(head: bytes, kind: str) -> Form | None:
    """Decide by the first element; None if there is no markup, or none that is known."""
    prologue = _PROLOGUE.match(head)
    found = _ROOT.match(head[prologue.end() if prologue else 0 :])
    if found:
        name = "html" if found[1] else found[2].decode("ascii").lower()
        if name in _ROOT_FORMS and not (kind == "text/plain" and name not in {"html", "head", "body"}):
            return _ROOT_FORMS[name]
        if head.startswith(b"<?xml") and "html" not in kind:
            return Form.OTHER
    if len(_TAGS.findall(head)) >= (1 if "html" in kind else 2):
        return Form.TEXT if kind == "text/plain" else Form.HTML
    return None


def _text_form(head: bytes, kind: str) -> Form:
    """Decide about bytes without known markup."""
    if _NOT_TEXT_TYPES.match(kind):
        return Form.OTHER
    lines = [line.strip() for line in head.splitlines()[:20] if line.strip()]
    # The last line of the head may be cut off.
    whole = lines[:-1] if len(head) > _HEAD - 100 else lines
    if len(whole) > 1 and all(_ADDRESS_LINE.match(line) for line in whole):
        return Form.SITEMAP
    return Form.TEXT


def _is_mail(head: bytes, kind: str) -> bool:
    """Tell whether the bytes begin with the header of a message (RFC 5322)."""
    names: set[bytes] = set()
    position = 0
    while found := _HEADER_LINE.match(head, position):
        names.add(found[0].partition(b":")[0].lower())
        position = found.end()
    n_known = len(names.intersection(_MAIL_NAMES))
    ends = not head[position:].strip(b"\r\n") or head[position : position + 1] in {b"\r", b"\n"}
    if kind == "message/rfc822":
        return n_known >= 1
    return n_known >= 3 and b"from" in names and (ends or len(head) >= _HEAD - 3)


def _is_wide(head: bytes) -> bool:
    """Tell whether every second byte is zero, as in UTF-16 text without a mark."""
    half = len(head) // 2
    if half < 2:
        return False
    counts = sorted((head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)))
    return counts[1] > half * 0.6 and counts[0] < half * 0.05


def _is_binary(head: bytes) -> bool:
    """Tell whether there are more control characters than any text has."""
    n_control = len(head) - len(head.translate(None, _CONTROL))
    return n_control > max(1, len(head) // 100)
