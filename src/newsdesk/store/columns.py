"""How the model's values and times stand in a column, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import zstandard
from sqlalchemy import BigInteger, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PACK_FROM = 1024
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
"""JSON never begins with these bytes, so that a reader can tell a packed value from a plain one."""


def microseconds(at: datetime) -> int:
    """Return an aware time as whole microseconds since 1970; raises ValueError when it is naive."""
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone: {at.isoformat()}; expected an aware one")
    return (at - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """Return the aware UTC time that `microseconds` made the number from."""
    return _EPOCH + timedelta(microseconds=value)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970: sorts and compares alike on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


class Value(TypeDecorator[Any]):
    """A value of the model as JSON; zstd-packed when it is long, since annotations shrink to a sixth."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else pack(msgspec.json.encode(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._decoder.decode(unpack(bytes(value)))


def pack(content: bytes) -> bytes:
    """Pack JSON for a column: zstd from a kilobyte on, as it stands below."""
    return zstandard.compress(content, 1) if len(content) >= _PACK_FROM else content


def unpack(content: bytes) -> bytes:
    """Undo `pack`."""
    return zstandard.decompress(content) if content.startswith(_ZSTD_MAGIC) else content


def plain(text: str) -> str:
    """Return a text without what a database refuses in a column: NUL (PostgreSQL) and lone surrogates (both)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def name_key(name: str) -> str:
    """Return the form under which a name is looked up: case folded, white space made single."""
    return plain(" ".join(name.casefold().split()))
