"""The lines of a large file, plain or packed, one at a time and none longer than a limit."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard

from newsdesk.errors import InputError
from newsdesk.ingest.inflate import GZIP_MAGIC, ZSTD_MAGIC

MAX_LINE = 32 * 1024 * 1024
"""Bytes of the longest line that is read."""
STREAM_ERRORS = (OSError, EOFError, zlib.error, zstandard.ZstdError)
"""What reading a damaged packed file raises."""
_BOM = b"\xef\xbb\xbf"


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacking gzip and zstd as told by its first bytes; raises InputError."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "a file that can be read") from error
    with raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic.startswith(GZIP_MAGIC):
            with gzip.GzipFile(fileobj=raw) as stream:
                yield io.BufferedReader(stream)
        elif magic == ZSTD_MAGIC:
            decompressor = zstandard.ZstdDecompressor()
            with decompressor.stream_reader(raw, read_across_frames=True) as stream:
                yield io.BufferedReader(stream)
        else:
            yield raw


def lines_of(stream: BinaryIO, limit: int = MAX_LINE) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number (from 1) and the bytes of each line that is not blank; None for a line beyond the limit."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield number, None
            continue
        stripped = (line.removeprefix(_BOM) if number == 1 else line).strip()
        if stripped:
            yield number, stripped
