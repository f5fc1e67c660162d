"""Decompression that stops: nothing larger than the limit is ever held.

A response of a few kilobytes can unfold into gigabytes. Each decoder below is fed piece by piece and asked for no
more than what the limit still allows; several codings may be stacked, as HTTP allows.
"""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # it ships no types
import zstandard

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
MAX_STACKED = 3
_ZSTD_WINDOW = 128 * 1024 * 1024
"""Largest window a stream may ask for; the largest a well-meaning server uses is 8 MB (RFC 9659)."""
_STEP = 64 * 1024


class TooLargeError(Exception):
    """The body, once decompressed, is larger than the limit."""


class BrokenCodingError(Exception):
    """The body is not what its Content-Encoding says, or ends too early."""


class _Decoder(Protocol):
    """Unfolds a stream piece by piece."""

    def feed(self, piece: bytes, room: int) -> bytes:
        """Return what the piece unfolds into, of which at most `room` bytes are needed and little more is made."""

    def finish(self) -> None:
        """Raise BrokenCodingError if the stream has not come to its end."""


class _Zlib:
    """gzip (several members, too), zlib, and the raw deflate that some servers send under the name of zlib."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream: zlib._Decompress | None = None
        self._head = b""
        """What came before the stream could be opened."""

    def _opened(self, head: bytes) -> zlib._Decompress:
        """Open the stream that begins with these two bytes; zlib's header is told by RFC 1950, section 2.2."""
        if self._coding == "gzip":
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        is_zlib = head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)

    def feed(self, piece: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        piece, self._head = self._head + piece, b""
        while piece and room > 0:
            if self._stream is not None and self._stream.eof:
                # Bytes after the last member are padding unless another member begins there.
                if self._coding != "gzip" or piece[:1] != GZIP_MAGIC[:1]:
                    break
                self._stream = None
            if self._stream is None:
                if len(piece) < 2:
                    self._head = piece
                    break
                self._stream = self._opened(piece)
            try:
                parts.append(self._stream.decompress(piece, room))
            except zlib.error as error:
                raise BrokenCodingError(f"{self._coding}: {error}") from error
            room -= len(parts[-1])
            piece = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(parts)

    def finish(self) -> None:
        if self._head or (self._stream is not None and not self._stream.eof):
            raise BrokenCodingError(f"{self._coding}: the stream ends too early")


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    def feed(self, piece: bytes, room: int) -> bytes:
        self._begun = True
        try:
            parts = [self._stream.process(piece, output_buffer_limit=room)]
            while not self._stream.can_accept_more_data() and (left := room - sum(map(len, parts))) > 0:
                parts.append(self._stream.process(b"", output_buffer_limit=left))
        except brotli.error as error:
            raise BrokenCodingError(f"br: {error}") from error
        return b"".join(parts)

    def finish(self) -> None:
        if self._begun and not self._stream.is_finished():
            raise BrokenCodingError("br: the stream ends too early")


class _Zstd:
    def __init__(self) -> None:
        self._stream = self._new()
        self._begun = False

    @staticmethod
    def _new() -> zstandard.ZstdDecompressionObj:
        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()

    def feed(self, piece: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        made = 0
        # zstd unfolds what it is given at once, so it is given little: 64 bytes make 2 MB at worst.
        for start in range(0, len(piece), 64):
            rest = piece[start : start + 64]
            while rest and made <= room:
                if self._stream.eof:
                    self._stream = self._new()
                self._begun = True
                parts.append(self._decoded(rest))
                made += len(parts[-1])
                rest = self._stream.unused_data if self._stream.eof else b""
            if made > room:
                break
        return b"".join(parts)

    def _decoded(self, piece: bytes) -> bytes:
        try:
            return self._stream.decompress(piece)
        except zstandard.ZstdError as error:
            raise BrokenCodingError(f"zstd: {error}") from error

    def finish(self) -> None:
        if self._begun and not self._stream.eof:
            raise BrokenCodingError("zstd: the stream ends too early")


def _decoder(coding: str) -> _Decoder:
    """Return a fresh decoder of one content coding; raises BrokenCodingError for one that is not known."""
    if coding in {"gzip", "x-gzip"}:
        return _Zlib("gzip")
    if coding == "deflate":
        return _Zlib("deflate")
    if coding == "br":
        return _Brotli()
    if coding == "zstd":
        return _Zstd()
    raise BrokenCodingError(f"unknown content coding {coding!r}")


class Inflater:
    """Gathers a body that arrives in pieces, unfolding the codings named by a Content-Encoding header."""

    def __init__(self, codings: str, limit: int) -> None:
        """`limit` is in bytes and holds for what arrives as well as for what it unfolds into."""
        names = [name for part in codings.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
        if len(names) > MAX_STACKED:
            raise BrokenCodingError(f"{len(names)} content codings on top of each other")
        self._decoders = [_decoder(name) for name in reversed(names)]
        self._limit = limit
        self._n_arrived = self._n_made = 0
        self._parts: list[bytes] = []

    def feed(self, piece: bytes) -> None:
        """Take the next piece; raises TooLargeError as soon as the limit is passed."""
        self._n_arrived += len(piece)
        for start in range(0, len(piece), _STEP):
            made = piece[start : start + _STEP]
            for decoder in self._decoders:
                made = decoder.feed(made, self._limit - self._n_made + 1)
            self._n_made += len(made)
            self._parts.append(made)
            if self._n_made > self._limit:
                raise TooLargeError
        if self._n_arrived > self._limit:
            raise TooLargeError

    def so_far(self) -> bytes:
        """Return what has arrived, cut at the limit."""
        return b"".join(self._parts)[: self._limit]

    def body(self) -> bytes:
        """Return the whole body; raises BrokenCodingError if a coding has not come to its end."""
        for decoder in self._decoders:
            decoder.finish()
        return b"".join(self._parts)


def inflated(body: bytes, codings: str, limit: int) -> bytes:
    """Return the body without its codings; raises TooLargeError or BrokenCodingError."""
    inflater = Inflater(codings, limit)
    inflater.feed(body)
    return inflater.body()


def unpacked(body: bytes, limit: int) -> bytes:
    """Return what a gzip or zstd file holds, and other bodies as they are; raises as `inflated` does."""
    if body.startswith(GZIP_MAGIC):
        return inflated(body, "gzip", limit)
    if body.startswith(ZSTD_MAGIC):
        return inflated(body, "zstd", limit)
    return body
