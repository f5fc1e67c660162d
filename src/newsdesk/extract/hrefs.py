"""Addresses out of attributes, made complete; the common, already clean ones without taking them apart."""

from __future__ import annotations

import re
from functools import lru_cache

from newsdesk.addresses import canonical_address, origin_of

_CLEAN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/[A-Za-z0-9_,@~./-]*")
_ROOTED = re.compile(r"/(?!/)[A-Za-z0-9_,@~./-]*")
_MAX_CLEAN = 1000


def complete(href: str, base: str = "", *, keep_fragment: bool = False) -> str:
    """Return what `canonical_address` returns; addresses that are clean as they stand take a short way."""
    if len(href) < _MAX_CLEAN and "/." not in href:
        if _CLEAN.fullmatch(href):
            return href
        if _ROOTED.fullmatch(href):
            return _origin(base) + href if _origin(base) else ""
    return canonical_address(href, base, keep_fragment=keep_fragment)


@lru_cache(maxsize=256)
def _origin(base: str) -> str:
    return origin_of(canonical_address(base))
