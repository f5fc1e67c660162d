"""Ids made from content, so that the same input always bears the same id."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"


def make_id(kind: str, *parts: object) -> str:
    """Return an id such as `ver-3f9c0d1e2a4b5c6d7e8f`: the kind, a dash, and 80 bits of SHA-256 over the parts.

    Parts are compared by their `str`, so pass ids, addresses, ISO times and numbers, never objects.
    The kinds in use are `src`, `snp`, `art`, `ver`, `sto`, `bri`, `dec`, `upd` and `itm`.
    """
    joined = _SEPARATOR.join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal: the key under which a body is stored once."""
    return hashlib.sha256(content).hexdigest()
