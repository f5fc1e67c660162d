"""Decompression that stops at the limit."""

from __future__ import annotations

import contextlib
import gzip

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from loopback_site import PACK

from newsdesk.ingest.inflate import BrokenCodingError, Inflater, TooLargeError, inflated, unpacked

BODY = b"the bridge is closed; " * 500


@pytest.mark.parametrize("coding", sorted(PACK))
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_a_body_arrives_in_pieces_of_any_size(coding: str, step: int) -> None:
    packed = PACK[coding](BODY)
    inflater = Inflater(coding.removeprefix("raw-"), len(BODY))
    for start in range(0, len(packed), step):
        inflater.feed(packed[start : start + step])

    assert inflater.body() == BODY


@pytest.mark.parametrize("coding", sorted(PACK))
def test_one_byte_beyond_the_limit_is_too_much(coding: str) -> None:
    name = coding.removeprefix("raw-")

    assert inflated(PACK[coding](BODY), name, len(BODY)) == BODY
    with pytest.raises(TooLargeError):
        inflated(PACK[coding](BODY), name, len(BODY) - 1)


def test_what_arrives_is_limited_too() -> None:
    with pytest.raises(TooLargeError):
        inflated(b"x" * 101, "", 100)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_stream_that_ends_too_early_is_broken(coding: str) -> None:
    with pytest.raises(BrokenCodingError, match="early"):
        inflated(PACK[coding](BODY)[:-6], coding, 10**6)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "compress", "gzip, gzip, gzip, gzip"])
def test_what_is_not_in_the_coding_is_broken(coding: str) -> None:
    with pytest.raises(BrokenCodingError):
        inflated(b"<html>plain</html>", coding, 10**6)


def test_several_members_are_one_body() -> None:
    assert inflated(gzip.compress(b"one ") + gzip.compress(b"two") + b"\x00\x00", "gzip", 100) == b"one two"
    frames = zstandard.ZstdCompressor().compress(b"one ") + zstandard.ZstdCompressor().compress(b"two")
    assert inflated(frames, "zstd", 100) == b"one two"


def test_no_coding_and_no_body() -> None:
    assert [inflated(b"x", coding, 9) for coding in ("", "identity", " , ")] == [b"x"] * 3
    assert [inflated(b"", coding, 9) for coding in ("gzip", "br", "zstd", "deflate")] == [b""] * 4


def test_packed_files_are_known_by_their_first_bytes() -> None:
    assert [unpacked(PACK[name](BODY), 10**6) for name in ("gzip", "zstd")] == [BODY, BODY]
    assert unpacked(BODY, 10**6) == BODY


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]))
def test_any_bytes_unfold_or_are_broken(body: bytes, coding: str) -> None:
    with contextlib.suppress(BrokenCodingError, TooLargeError):
        assert len(inflated(body, coding, 1000)) <= 1000


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACK)), st.integers(1, 300))
def test_there_and_back(body: bytes, coding: str, step: int) -> None:
    packed = PACK[coding](body)
    inflater = Inflater(coding.removeprefix("raw-"), 3000 + len(packed))
    for start in range(0, len(packed), step):
        inflater.feed(packed[start : start + step])

    assert inflater.body() == body
