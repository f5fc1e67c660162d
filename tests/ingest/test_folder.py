"""Files and folders."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsdesk.errors import InputError
from newsdesk.ingest import read_folder
from newsdesk.ingest.folder import date_of_mail
from newsdesk.model.outcome import Made, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.snapshot import Form, Snapshot
from newsdesk.model.source import Source, SourceKind

NOW = datetime(2023, 3, 8, 12, tzinfo=UTC)
CHANGED = datetime(2023, 3, 7, 9, tzinfo=UTC)
MAIL = b"From: Ann <ann@courier.example>\nDate: Mon, 6 Mar 2023 10:00:00 +0100\nSubject: Bridge\n\nClosed.\n"
FILES = {
    "a.html": b"<p>The bridge</p>",
    "b.txt": b"<p> is a tag",
    "c.eml": MAIL,
    "d.jsonl": json.dumps({"id": 1, "ts": "2023-03-01", "text": "x"}).encode() + b"\nbad\n",
    "e/f.html.gz": gzip.compress(b"<p>The ferry</p>"),
    "e/g.xml": b"<rss><channel/></rss>",
    "e/h": b"<!doctype html><p>x",
    "i.png": b"\x89PNG\r\n\x1a\n",
    ".hidden": b"x",
    ".git/x.html": b"<p>x",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, body in FILES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        os.utime(path, (CHANGED.timestamp(), CHANGED.timestamp()))
    return tmp_path / "in"


def read(path: Path, **more: str) -> list[Snapshot | Refused]:
    source = Source.at(str(path), SourceKind.FOLDER, "Folder")
    outcomes = read_folder(path, source, NOW, **more)
    return [outcome.values[0].snapshot if isinstance(outcome, Made) else outcome for outcome in outcomes]  # type: ignore[misc]


def test_a_folder_is_read_in_order_of_path(folder: Path) -> None:
    made = [each for each in read(folder) if isinstance(each, Snapshot)]

    assert [(each.address.rpartition("/")[2], each.form) for each in made] == [
        ("a.html", Form.HTML),
        ("b.txt", Form.TEXT),
        ("c.eml", Form.MAIL),
        ("urn:newsdesk:d:1", Form.RECORD),
        ("f.html.gz", Form.HTML),
        ("g.xml", Form.FEED),
        ("h", Form.HTML),
        ("i.png", Form.OTHER),
    ]
    assert made[0].address == (folder / "a.html").as_uri()
    assert {each.at for each in made} == {
        CHANGED,
        datetime(2023, 3, 6, 9, tzinfo=UTC),
        datetime(2023, 3, 1, tzinfo=UTC),
    }


def test_what_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "j.html.gz").write_bytes(b"\x1f\x8bnonsense")
    (folder / "k.txt").write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    (folder / "l.html.gz").write_bytes(gzip.compress(b" " * (20 * 1024 * 1024 + 1)))

    refused = [each.reason for each in read(folder) if isinstance(each, Refused)]

    assert refused == [Reason.BAD_ARCHIVE_RECORD, Reason.NOT_TEXT, Reason.TOO_LARGE, Reason.TOO_LARGE]


def test_reading_again_gives_the_same_snapshots(folder: Path) -> None:
    assert read(folder) == read(folder)


def test_links_out_of_the_folder_are_not_followed(folder: Path) -> None:
    (folder.parent / "secret.html").write_bytes(b"<p>secret")
    (folder / "m.html").symlink_to(folder.parent / "secret.html")

    assert not [each for each in read(folder) if isinstance(each, Snapshot) and "m.html" in each.address]


def test_a_single_file_with_a_given_day(folder: Path) -> None:
    (snapshot,) = read(folder / "b.txt", dateline="2023-03-08")

    assert isinstance(snapshot, Snapshot)
    assert (snapshot.dateline, snapshot.at) == ("2023-03-08", CHANGED)


def test_nothing_is_later_than_now(folder: Path) -> None:
    os.utime(folder / "b.txt", (NOW.timestamp() + 999, NOW.timestamp() + 999))

    (snapshot,) = read(folder / "b.txt")

    assert isinstance(snapshot, Snapshot)
    assert snapshot.at == NOW


def test_what_is_not_there() -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read(Path("no-such-folder"))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"Date: Mon, 6 Mar 2023 10:00:00 -0500\n", datetime(2023, 3, 6, 15, tzinfo=UTC)),
        (b"Date: Mon, 6 Mar 2023\n 10:00:00 -0000\n", datetime(2023, 3, 6, 10, tzinfo=UTC)),
        (b"Date: yesterday\n", None),
        (b"Subject: x\n", None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_the_date_of_a_mail(head: bytes, expected: datetime | None) -> None:
    assert date_of_mail(head + b"From: x\n\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n") == expected
