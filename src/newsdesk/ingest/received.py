"""Bytes from anywhere but the web, on the way into the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote

from newsdesk.ingest.sniffing import form_of
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.visit import Received


def receive(
    body: bytes,
    *,
    source_id: str,
    address: str,
    at: datetime,
    form: Form | None = None,
    content_type: str = "",
    charset: str = "",
    dateline: str = "",
) -> Received:
    """Make the snapshot of bytes that were handed in; without `form`, the bytes tell what they are.

    `at` is aware; `dateline` is an ISO day of publication given by a person, or empty.
    """
    snapshot = Snapshot.taken(
        body,
        source_id=source_id,
        address=address,
        at=at,
        form=form or form_of(body, content_type),
        charset=charset,
        dateline=dateline,
    )
    return Received(snapshot=snapshot, body=body)


def archive_address(archive: PurePath, key: str) -> str:
    """Return the stable address of a record that has none: `urn:newsdesk:ARCHIVE:KEY`.

    The archive is named by its file name without endings, so that packing it changes nothing.
    """
    name = archive.name
    for ending in (".gz", ".zst", ".jsonl", ".ndjson", ".json", ".warc"):
        name = name.removesuffix(ending)
    return f"urn:newsdesk:{quote(name, safe='')}:{quote(key, safe='')}"
