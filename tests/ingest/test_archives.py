"""Dated archives: JSONL and WARC, plain and packed."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

from newsdesk.errors import InputError
from newsdesk.ingest import read_archive
from newsdesk.ingest.archive import parse_time
from newsdesk.ingest.lines import lines_of
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source, SourceKind
from newsdesk.model.visit import Received

SHARED = Path(__file__).parents[2].parent / "shared" / "exams"
SOURCE = Source.at("archive", SourceKind.ARCHIVE, "Archive")
ROW = {
    "id": "a-1",
    "ts": "2023-03-08T11:30:00",
    "source": None,
    "lang": "en",
    "title": "Bridge",
    "text": "It is closed.",
}


def snapshots(outcomes: list[Outcome[Received]]) -> list[Snapshot]:
    return [outcome.values[0].snapshot for outcome in outcomes if isinstance(outcome, Made)]


def refusals(outcomes: list[Outcome[Received]]) -> list[Refused]:
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


def jsonl(folder: Path, *rows: object, name: str = "days.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    body = b"\n".join(lines) + b"\n"
    packed = gzip.compress(body) if name.endswith(".gz") else body
    path.write_bytes(zstandard.ZstdCompressor().compress(body) if name.endswith(".zst") else packed)
    return path


@pytest.mark.parametrize("name", ["days.jsonl", "days.jsonl.gz", "days.jsonl.zst", "days.ndjson", "days"])
def test_a_row_becomes_a_snapshot(tmp_path: Path, name: str) -> None:
    path = jsonl(tmp_path, ROW, {**ROW, "id": 2, "url": "https://Courier.example/a?utm_source=x"}, name=name)

    outcomes = list(read_archive(path, SOURCE))
    first, second = snapshots(outcomes)

    assert isinstance(outcomes[0], Made)
    assert json.loads(outcomes[0].values[0].body) == ROW
    assert (first.form, first.at) == (Form.RECORD, datetime(2023, 3, 8, 11, 30, tzinfo=UTC))
    assert first.address == "urn:newsdesk:days:a-1"
    assert second.address == "https://courier.example/a"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (b"not json", "not json"),
        (b"[1, 2]", "[1, 2]"),
        (b"17", "17"),
        (b"[" * 5000, "[[["),
        ({**ROW, "text": "", "title": " "}, "text ''"),
        ({**ROW, "text": None, "title": None}, "text missing"),
        ({**ROW, "text": ["x"], "title": 3}, "text ['x']"),
        ({**ROW, "ts": "yesterday"}, "ts 'yesterday'"),
        ({**ROW, "ts": None}, "ts missing"),
        ({**ROW, "ts": True}, "ts True"),
        ({**ROW, "ts": 1e300}, "ts 1e+300"),
        ({**ROW, "ts": "9999-12-31"}, "ts '9999-12-31'"),
    ],
)
def test_a_bad_row_is_refused_and_the_next_one_read(tmp_path: Path, row: object, found: str) -> None:
    good, bad, last = read_archive(jsonl(tmp_path, ROW, row, ROW), SOURCE)

    assert isinstance(good, Made)
    assert isinstance(last, Made)
    assert isinstance(bad, Refused)
    assert bad.reason is Reason.BAD_ARCHIVE_RECORD
    assert bad.detail.startswith("line 2: found ")
    assert found in bad.detail
    assert "expected" in bad.detail


def test_what_need_not_be_there(tmp_path: Path) -> None:
    rows = [
        {"ts": "2023-03-08", "text": "x"},
        {"ts": "2023-03-08", "title": "x"},
        b"",
        b'\xef\xbb\xbf{"ts": 1, "text": "x"}',
    ]

    outcomes = list(read_archive(jsonl(tmp_path, *rows), SOURCE))

    assert len(snapshots(outcomes)) == len(outcomes) == 3
    assert len({snapshot.address for snapshot in snapshots(outcomes)}) == 3


def test_rows_in_another_charset_are_mended(tmp_path: Path) -> None:
    row = json.dumps({**ROW, "text": "Größe"}, ensure_ascii=False).encode("cp1252")

    (outcome,) = read_archive(jsonl(tmp_path, row), SOURCE)

    assert isinstance(outcome, Made)
    assert json.loads(outcome.values[0].body)["text"] == "Größe"


def test_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = jsonl(tmp_path, *({**ROW, "id": n} for n in range(6)), b"bad")
    whole = list(read_archive(path, SOURCE))

    assert list(read_archive(path, SOURCE, skip=4)) == whole[4:]
    assert list(read_archive(path, SOURCE, skip=99)) == []


@pytest.mark.parametrize("name", ["days.jsonl.gz", "days.jsonl.zst"])
def test_a_damaged_file_ends_the_reading_with_a_refusal(tmp_path: Path, name: str) -> None:
    path = jsonl(tmp_path, *({**ROW, "id": n, "text": os.urandom(200).hex()} for n in range(500)), name=name)
    path.write_bytes(path.read_bytes()[:-3000])

    outcomes = list(read_archive(path, SOURCE))

    assert isinstance(outcomes[-1], Refused)
    assert "damaged" in outcomes[-1].detail or name.endswith(".zst")


def test_memory_stays_bounded(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("wb") as stream:
        for n in range(1500):
            stream.write(json.dumps({**ROW, "id": n, "text": "x" * 5000}).encode() + b"\n")
    tracemalloc.start()
    n_read = sum(1 for _ in read_archive(path, SOURCE))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert n_read == 1500
    assert peak < 2_000_000


def test_a_line_beyond_the_limit_is_passed_over() -> None:
    stream = io.BytesIO(b"one\n" + b"x" * 50 + b"\nthree\n\n" + b"y" * 11)

    assert list(lines_of(stream, 10)) == [(1, b"one"), (2, None), (3, b"three"), (5, None)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-03-08", "2023-03-08T00:00:00+00:00"),
        ("2023-03-08T11:30:00", "2023-03-08T11:30:00+00:00"),
        ("2023-03-08 11:30", "2023-03-08T11:30:00+00:00"),
        ("2023-03-08T11:30:00+02:00", "2023-03-08T09:30:00+00:00"),
        ("2023-03-08T11:30:00Z", "2023-03-08T11:30:00+00:00"),
        ("20230308", "2023-03-08T00:00:00+00:00"),
        (1678275000, "2023-03-08T11:30:00+00:00"),
        (1678275000000, "2023-03-08T11:30:00+00:00"),
        ("1678275000", "2023-03-08T11:30:00+00:00"),
        ("", None),
        ("08.03.2023", None),
        ({}, None),
        (float("nan"), None),
    ],
)
def test_times(value: object, expected: str | None) -> None:
    found = parse_time(value)

    assert (found.isoformat() if found else None) == expected


def test_what_is_not_there() -> None:
    with pytest.raises(InputError, match="no such file"):
        read_archive(Path("no-such-archive.jsonl"), SOURCE)


@settings(max_examples=share(50))
@given(st.lists(st.binary(max_size=80), max_size=6))
def test_any_lines_are_made_or_refused(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes(b"\n".join(lines))

    assert all(isinstance(outcome, Made | Refused) for outcome in read_archive(path, SOURCE))


def record(address: str, body: bytes, *headers: str, status: str = "200 OK", kind: str = "response") -> bytes:
    """One WARC record of an HTTP response, as a crawler writes it."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}"))
    block = head.encode() + b"\r\n" + body
    about = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{address}>\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2023-03-08T11:30:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return about.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("packing", ["", ".gz", ".zst"])
def test_a_warc(tmp_path: Path, packing: str) -> None:
    page = "<!doctype html><title>Größe</title><p>x".encode("cp1252")
    html = "Content-Type: text/html; charset=windows-1252"
    records = [
        record("https://courier.example/a", page, html),
        record("https://courier.example/b", gzip.compress(page), html, "Content-Encoding: gzip"),
        record("https://courier.example/c", b"gone", html, status="404 Not Found"),
        record("https://courier.example/d", b"\x89PNG\r\n\x1a\n", "Content-Type: image/png"),
        record("https://courier.example/e", b"", html),
        record("https://courier.example/a", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record("<https://courier.example/f>", b"<rss/>", "Content-Type: application/xml"),
    ]
    path = tmp_path / f"crawl.warc{packing}"
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[packing]
    path.write_bytes(b"".join(pack(each) for each in records))

    outcomes = list(read_archive(path, SOURCE))

    made = snapshots(outcomes)
    assert [(each.address.rpartition("/")[2], each.form) for each in made] == [
        ("a", "html"),
        ("b", "html"),
        ("f", "feed"),
    ]
    assert [each.reason for each in refusals(outcomes)] == [Reason.BAD_ARCHIVE_RECORD, Reason.NOT_TEXT, Reason.EMPTY]
    assert made[0].charset == "windows-1252"
    assert made[0].at == datetime(2023, 3, 8, 11, 30, tzinfo=UTC)
    assert made[0].digest == made[1].digest
    assert list(read_archive(path, SOURCE, skip=2)) == outcomes[2:]


@pytest.mark.parametrize("body", [b"", b"WARC/1.0\r\nnonsense", b"\x1f\x8bnonsense", os.urandom(300)])
def test_a_warc_that_is_none_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(body)

    outcomes = list(read_archive(path, SOURCE))

    assert outcomes
    assert all(isinstance(outcome, Refused) for outcome in outcomes)


@pytest.mark.parametrize(
    ("name", "n_rows"),
    [("streams/reuters1987.jsonl", 17_403), ("stories/gva.jsonl", 3_108), ("timelines/t17.docs.jsonl", 2_286)],
)
def test_the_streams_are_read_whole(name: str, n_rows: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared exams are not beside the repository")

    outcomes = list(read_archive(path, SOURCE))
    ids = Counter(snapshot.id for snapshot in snapshots(outcomes))

    assert len(snapshots(outcomes)) == n_rows == len(outcomes)
    assert len(ids) == n_rows
