"""Local files: pages, texts, mails, feeds and archives, singly or as folders of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from newsdesk.errors import InputError
from newsdesk.ingest.archive import read_archive
from newsdesk.ingest.inflate import BrokenCodingError, TooLargeError, unpacked
from newsdesk.ingest.received import receive
from newsdesk.ingest.sniffing import form_of
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form
from newsdesk.model.source import Source
from newsdesk.model.visit import Received

MAX_FILE = 20 * 1024 * 1024
"""Bytes of the largest single file that is read, once unpacked; archives may be of any size."""
_ARCHIVES = frozenset({".jsonl", ".ndjson", ".warc"})
_FORMS = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".eml": Form.MAIL,
    ".txt": Form.TEXT,
    ".md": Form.TEXT,
}


def read_folder(path: Path, source: Source, now: datetime, *, dateline: str = "") -> Iterator[Outcome[Received]]:
    """Yield one outcome for each file, in order of path, and one for each record of the archives among them.

    A file's time is that of its last change, so that a file read again unchanged gives the same snapshot; a mail's
    is its Date; neither is later than `now`. Hidden files are passed over. Raises InputError if nothing is there.
    """
    if not path.exists():
        raise InputError(str(path), "no such file or folder", "a file, or a folder of files")
    files = sorted(each for each in path.rglob("*") if _is_read(each, path)) if path.is_dir() else [path]
    for file in files:
        if _ARCHIVES.intersection(file.suffixes):
            try:
                yield from read_archive(file, source)
            except InputError as error:
                yield Refused(Reason.UNREACHABLE, str(error))
        else:
            yield _read_file(file, source, now, dateline)


def _is_read(file: Path, folder: Path) -> bool:
    """Tell whether a file of a folder is read: hidden ones, and links that lead out of the folder, are not."""
    if any(part.startswith(".") for part in file.relative_to(folder).parts):
        return False
    return file.is_file() and file.resolve().is_relative_to(folder.resolve())


def _read_file(file: Path, source: Source, now: datetime, dateline: str) -> Outcome[Received]:
    """Read one file."""
    try:
        with file.open("rb") as stream:
            body = stream.read(MAX_FILE + 1)
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        body = unpacked(body, MAX_FILE) if len(body) <= MAX_FILE else body
    except OSError as error:
        return Refused(Reason.UNREACHABLE, f"{file}: {error.strerror or error}")
    except BrokenCodingError as error:
        return Refused(Reason.NOT_TEXT, f"{file}: {error}")
    except TooLargeError:
        return Refused(Reason.TOO_LARGE, f"{file}: more than {MAX_FILE} bytes once unpacked")
    if len(body) > MAX_FILE:
        return Refused(Reason.TOO_LARGE, f"{file}: more than {MAX_FILE} bytes")
    form = _form(file, body)
    at = (date_of_mail(body) or changed) if form is Form.MAIL else changed
    address = file.resolve().as_uri()
    return Made((receive(body, source_id=source.id, address=address, at=min(at, now), form=form, dateline=dateline),))


def _form(file: Path, body: bytes) -> Form:
    """Decide by the bytes, and by the name where the bytes leave it open."""
    found = form_of(body)
    named = next((_FORMS[suffix] for suffix in file.suffixes if suffix in _FORMS), None)
    if named is None or found in {Form.OTHER, Form.FEED, Form.SITEMAP}:
        return found
    # A text that speaks of tags is still a text, and a page may begin as any text does.
    return named


def date_of_mail(body: bytes) -> datetime | None:
    """Return the Date of a message, in UTC; None if it has none that can be read. A date without zone is UTC."""
    head = body[:65_536].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    stated = BytesHeaderParser(policy=policy.compat32).parsebytes(head + b"\n\n").get("Date")
    try:
        date = parsedate_to_datetime(str(stated)) if stated is not None else None
        return None if date is None else date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
