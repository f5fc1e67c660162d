"""Dated archives, read one record at a time: JSONL and WARC, plain or packed (gzip, zstd).

An archive may hold millions of records; none but the one at hand is kept in memory. A record that cannot be read is
refused with its number, and the next one is read; where a packed file itself is damaged, the reading ends there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsdesk.addresses import canonical_address
from newsdesk.decoding import decode
from newsdesk.errors import InputError
from newsdesk.ingest.lines import STREAM_ERRORS, lines_of, opened
from newsdesk.ingest.received import archive_address, receive
from newsdesk.ingest.sniffing import form_of
from newsdesk.model.identity import digest_of
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source
from newsdesk.model.visit import Received

MAX_PAYLOAD = 20 * 1024 * 1024
"""Bytes of the largest WARC payload that is read, once decoded."""
_EXPECTED_TIME = "an ISO date or time, or seconds or milliseconds since 1970"
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def read_archive(path: Path, source: Source, *, skip: int = 0) -> Iterator[Outcome[Received]]:
    """Yield one outcome for each record of an archive, in its order; the first `skip` records are passed over.

    Times are the archive's own. Each Made holds exactly one Received. Raises InputError if there is no such file.
    """
    if not path.is_file():
        raise InputError(str(path), "no such file", "a JSONL or WARC archive")
    is_warc = ".warc" in path.suffixes or _begins_as_warc(path)
    if is_warc:
        return islice(_read_warc(path, source), skip, None)
    return _read_jsonl(path, source, skip)


def parse_time(value: object) -> datetime | None:
    """Return the time a record states, in UTC; None if it states none.

    Without a zone it is UTC; a day alone is its midnight. Numbers are seconds since 1970, or milliseconds from
    100,000,000,000 on.
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if abs(value) >= 1e11 else value, UTC)
        if isinstance(value, str):
            words = value.strip()
            if words.replace(".", "", 1).isdecimal() and len(words.partition(".")[0]) > 8:
                return parse_time(float(words))
            time = datetime.fromisoformat(words)
            return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None


class _Row(msgspec.Struct):
    """What ingest needs of a row; the rest is read by extract."""

    id: Any = ""
    ts: Any = None
    title: Any = ""
    text: Any = ""
    url: Any = ""


def _read_jsonl(path: Path, source: Source, skip: int) -> Iterator[Outcome[Received]]:
    """Read one JSON object a line."""
    decoder = msgspec.json.Decoder(_Row)
    with opened(path) as stream:
        number = 0
        try:
            for number, line in islice(lines_of(stream), skip, None):
                yield _row(line, number, path, source, decoder)
        except STREAM_ERRORS as error:
            yield _bad(f"after line {number}", f"the file is damaged: {error}", "a whole file")


def _row(
    line: bytes | None, number: int, path: Path, source: Source, decoder: msgspec.json.Decoder[_Row]
) -> Outcome[Received]:
    """Read one row."""
    where = f"line {number}"
    if line is None:
        return _bad(where, "a line too long to be read", "one record")
    try:
        row, body = decoder.decode(line), line
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            body = decode(line, markup=False).encode("utf-8", "replace")
            row = decoder.decode(body)
        except (msgspec.DecodeError, RecursionError) as error:
            return _bad(where, f"{line[:80].decode('utf-8', 'replace')!r} ({error})", "a JSON object")
    except RecursionError:
        return _bad(where, "JSON nested too deeply", "a JSON object")
    if not any(isinstance(words, str) and words.strip() for words in (row.text, row.title)):
        return _bad(where, f"text {_shown(row.text)}", "a text or at least a title")
    at = parse_time(row.ts)
    if at is None or at > _LATEST:
        return _bad(where, f"ts {_shown(row.ts)}", _EXPECTED_TIME)
    address = canonical_address(row.url) if isinstance(row.url, str) else ""
    key = str(row.id) if isinstance(row.id, str | int) and str(row.id) else digest_of(body)[:20]
    address = address or archive_address(path, key)
    return Made((receive(body, source_id=source.id, address=address, at=at, form=Form.RECORD),))


def _shown(value: object) -> str:
    return repr(value)[:60] if value is not None else "missing"


def _bad(where: str, found: str, expected: str) -> Refused:
    return Refused(Reason.BAD_ARCHIVE_RECORD, f"{where}: found {found}, expected {expected}")


def _begins_as_warc(path: Path) -> bool:
    """Tell by the first bytes of a file whose name does not tell."""
    with opened(path) as stream:
        try:
            return stream.read(5) == b"WARC/"
        except STREAM_ERRORS:
            return False


def _read_warc(path: Path, source: Source) -> Iterator[Outcome[Received]]:
    """Read the responses (and resources and conversions) of a WARC; requests, metadata and revisits are no reports."""
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(ArchiveIterator(stream, record_types=wanted, auto_decode="all"), start=1):
                yield _record(record, number, path, source)
    except (*STREAM_ERRORS, ValueError) as error:
        yield _bad(f"after record {number}", f"the file is damaged: {error}", "a whole file")
        return
    if number == 0:
        yield _bad("the whole file", "no response, resource or conversion", "at least one")


def _record(record: WarcRecord, number: int, path: Path, source: Source) -> Outcome[Received]:
    """Read one WARC record."""
    where = f"record {number}"
    at = record.record_date
    if at is None:
        return _bad(where, f"WARC-Date {_shown(record.headers.get('WARC-Date'))}", "a W3C date")
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    status = (record.http_headers.status_code if record.http_headers is not None else None) or 200
    if not 200 <= status < 300:
        return _bad(where, f"HTTP status {status}", "200")
    try:
        body = record.reader.read(MAX_PAYLOAD + 1)
    except STREAM_ERRORS as error:
        return _bad(where, f"a payload that cannot be decoded ({error})", "a response")
    if len(body) > MAX_PAYLOAD:
        return Refused(Reason.TOO_LARGE, f"{where}: more than {MAX_PAYLOAD} bytes")
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    form = form_of(body, kind)
    if not body.strip() or form is Form.OTHER:
        reason = Reason.NOT_TEXT if body.strip() else Reason.EMPTY
        return Refused(reason, f"{where}: found {kind or 'no type'} of {len(body)} bytes, expected text or markup")
    stated = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    snapshot = Snapshot.taken(
        body,
        source_id=source.id,
        address=canonical_address(stated) or archive_address(path, record.record_id or str(number)),
        at=at,
        form=form,
        charset=(record.http_charset or "").lower(),
        status=status,
    )
    return Made((Received(snapshot=snapshot, body=body),))
