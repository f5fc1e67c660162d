"""A message (RFC 5322) as an article: newsletters and press releases."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC
from email.utils import parseaddr, parsedate_to_datetime

from newsdesk.decoding import decode
from newsdesk.extract.draft import Draft, DraftBlock
from newsdesk.extract.embedded import blocks_of_text
from newsdesk.extract.names import kind_of
from newsdesk.extract.wording import paragraphs_of
from newsdesk.model.article import Author, Basis, BlockKind, DateClaim
from newsdesk.model.outcome import Refused
from newsdesk.model.reason import Reason

_QUOTED = re.compile(r"^\s*>")
_INTRO = re.compile(
    r"^(?:on .{6,120} wrote:|am .{6,120} schrieb .*:|le .{6,120} a écrit\s?:|-{2,}\s*(?:original message|"
    r"forwarded message).*|_{10,}|from: .+@.+)$",
    re.I,
)
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|sv|vs|отв)\s*:\s*)+", re.I)
_FOOTER = re.compile(
    r"unsubscribe|abmelden|se désabonner|view (?:this email )?in (?:your )?browser|manage (?:your )?preferences|"
    r"sent from my |darse de baja|отписаться",
    re.I,
)
_MAX_PARTS = 200


def read_mail(body: bytes) -> list[Draft] | Refused:
    """Read a message; refused when it has no text."""
    message = email.message_from_bytes(body, policy=email.policy.compat32)
    plain, html = _texts(message)
    blocks = _plain_blocks(plain) if plain.strip() else []
    if len(html) > 4 * max(len(plain), 1) or not blocks:
        found = [block for block in blocks_of_text(html) if not _FOOTER.search(block.words)] if html.strip() else []
        blocks = found or blocks
    subject = _PREFIX.sub("", _header(message, "Subject"))
    if not blocks:
        return Refused(Reason.EMPTY, "the message has no text part")
    name, address = parseaddr(_header(message, "From"))
    authors = (
        (Author(name=name or address, kind=kind_of(name or address, ""), contact=address),) if name or address else ()
    )
    links = re.search(r"https?://\S+", _header(message, "Archived-At"))
    return [
        Draft(
            title=" ".join(subject.split()),
            blocks=blocks,
            published=_date(message),
            authors=authors,
            stated_language=_header(message, "Content-Language").split(",")[0].strip()[:12],
            address=links[0].rstrip(">") if links else "",
        )
    ]


def _header(message: email.message.Message, name: str) -> str:
    """A header with its encoded words decoded."""
    raw = message.get(name, "")
    try:
        pieces = email.header.decode_header(str(raw))
    except (email.errors.HeaderParseError, ValueError):
        return " ".join(str(raw).split())
    return " ".join(
        "".join(
            decode(part, charset or "", markup=False) if isinstance(part, bytes) else part for part, charset in pieces
        ).split()
    )


def _texts(message: email.message.Message) -> tuple[str, str]:
    """The first plain and the first HTML part that are not attachments, decoded."""
    plain = html = ""
    for n_parts, part in enumerate(message.walk()):
        if n_parts > _MAX_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or str(part.get("Content-Disposition", "")).lower().startswith("attachment"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if kind == "text/plain" and not plain:
            plain = decode(payload, str(part.get_content_charset() or ""), markup=False)
        elif kind == "text/html" and not html:
            html = decode(payload, str(part.get_content_charset() or ""), markup=True)
    return plain, html


def _plain_blocks(text: str) -> list[DraftBlock]:
    """Paragraphs without quoted replies, the signature, and the footer."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.rstrip("\n") in ("-- ", "--") or _INTRO.match(line.strip()):
            break
        if not _QUOTED.match(line):
            kept.append(line)
    return [
        DraftBlock(BlockKind.PARAGRAPH, paragraph)
        for paragraph in paragraphs_of("\n".join(kept))
        if not _FOOTER.search(paragraph)
    ]


def _date(message: email.message.Message) -> DateClaim | None:
    words = _header(message, "Date")
    try:
        at = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError):
        return None
    offset = at.utcoffset()
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        return DateClaim(
            at=at.astimezone(UTC),
            precision="second",
            basis=Basis.STATED,
            evidence="feed" if not words else "text",
            words=words,
            zone=round(offset.total_seconds() / 60) if offset is not None else None,
        )
    except OverflowError:
        return None
