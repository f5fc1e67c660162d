"""What a person hands to a command: a file, an address, or standard input, as a snapshot."""

from __future__ import annotations

import asyncio
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from newsdesk.cli.options import settings_from
from newsdesk.errors import InputError, UsageError
from newsdesk.ingest import WebClient, fetch, receive
from newsdesk.model.outcome import Made
from newsdesk.model.visit import Purpose, Received, Visit

_WEB = re.compile(r"^https?://", re.IGNORECASE)


def bring(source: str, *, url: str = "", dateline: str = "") -> Received:
    """Read a file, fetch an address, or read standard input (`-`), as of now.

    `url` is the address the content is from, where it did not come from the web just now. `dateline` is the ISO day
    of publication, or empty. Raises UsageError for a bad date, InputError for what can't be read.
    """
    if dateline:
        _check_day(dateline)
    now = datetime.now(UTC)
    if _WEB.match(source):
        return asyncio.run(_fetched(source, dateline, now))
    if source == "-":
        return _received(sys.stdin.buffer.read(), url or "stdin:", dateline, now)
    path = Path(source)
    try:
        body = path.read_bytes()
    except IsADirectoryError:
        raise InputError(source, "it is a folder", "a file, an http(s) address, or - for standard input") from None
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise InputError(source, said, "a file, an http(s) address, or - for standard input") from None
    return _received(body, url or path.resolve().as_uri(), dateline, now)


def _received(body: bytes, address: str, dateline: str, now: datetime) -> Received:
    return receive(body, source_id="", address=address, at=now, dateline=dateline)


async def _fetched(address: str, dateline: str, now: datetime) -> Received:
    async with WebClient(settings_from(None)) as web:
        outcome = await fetch(Visit.to(address, source_id="", purpose=Purpose.ARTICLE, due=now), web, now)
    if not isinstance(outcome, Made):
        raise InputError(address, f"{outcome.reason.value}: {outcome.detail}", "a page that can be fetched")
    received = outcome.values[0]
    return receive(
        received.body, source_id="", address=received.snapshot.address, at=now, form=received.snapshot.form,
        charset=received.snapshot.charset, dateline=dateline,
    )  # fmt: skip


def _check_day(dateline: str) -> None:
    try:
        date.fromisoformat(dateline)
    except ValueError:
        raise UsageError(f"--date: found {dateline!r}; expected a day such as 2023-03-08") from None
