"""Pages broken in the ways that networks, templates and people break them, and in some worse ones; by seed."""

from __future__ import annotations

import random
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]
_NESTED = (b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>", b"<a href=x>", b"<font>", b"<x-y>", b"<blockquote>")
_STRAY = (b"<!--", b"<script>", b"<style>", b"<svg>", b"<textarea>", b"<title>", b"<plaintext>", b"<template>", b"<",
          b"]]>", b"<?php ", b"<![CDATA[", b"&#x110000;", b"&" * 40, b"\x00" * 9, b"<p a=\"", b"</body></html>",
          b"<iframe>", b"<frameset>", b"<select><option>", b"<math>", b"<noscript>", b"<base href='::'>",
          b"<meta charset=utf-16>", b"<br>" * 300)  # fmt: skip
_CODECS = ("utf-16-le", "utf-16-be", "cp1251", "shift_jis", "gb18030", "iso-8859-7", "utf-32-le", "utf-7")


def mutated(body: bytes, other: bytes, seed: int) -> bytes:
    """Return the page after one to four mutations; `other` is a page to mix it with."""
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        mutation = rng.choice(MUTATIONS)
        body = mutation(body, rng) if mutation is not _spliced else _spliced(body, rng, other)
    return body


def _truncated(body: bytes, rng: random.Random) -> bytes:
    return body[: rng.randint(0, len(body))]


def _beheaded(body: bytes, rng: random.Random) -> bytes:
    return body[rng.randint(0, len(body)) :]


def _flipped(body: bytes, rng: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(rng.choice((1, 10, 200, max(len(body) // 20, 1))) if body else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _without_sign(body: bytes, rng: random.Random) -> bytes:
    return body.replace(
        rng.choice((b">", b"<", b'"', b"/", b"=", b"</div>", b"</p>", b"</a>")), b"", rng.randint(1, 50)
    )


def _nested(body: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(body))
    return body[:at] + rng.choice(_NESTED) * rng.choice((20, 500, 2500, 40_000)) + body[at:]


def _strewn(body: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(body))
        body = body[:at] + rng.choice(_STRAY) + body[at:]
    return body


def _chunk(body: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randint(0, len(body))
    return start, min(start + rng.choice((20, 500, 5000, 50_000)), len(body))


def _repeated(body: bytes, rng: random.Random) -> bytes:
    start, end = _chunk(body, rng)
    n_times = min(rng.choice((2, 10, 300)), 2_000_000 // (end - start + 1) + 1)
    return body[:start] + body[start:end] * n_times + body[end:]


def _shuffled(body: bytes, rng: random.Random) -> bytes:
    size = rng.choice((50, 1000, 10_000))
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    rng.shuffle(pieces)
    return b"".join(pieces)


def _recoded(body: bytes, rng: random.Random) -> bytes:
    """A stretch in another encoding, as where a template and a database met."""
    start, end = _chunk(body, rng)
    codec = rng.choice(_CODECS)
    return body[:start] + body[start:end].decode("utf-8", "replace").encode(codec, "replace") + body[end:]


def _spliced(body: bytes, rng: random.Random, other: bytes = b"") -> bytes:
    return body[: rng.randint(0, len(body))] + other[rng.randint(0, len(other)) :]


MUTATIONS: tuple[Mutation, ...] = (
    _truncated, _beheaded, _flipped, _without_sign, _nested, _strewn, _repeated, _shuffled, _recoded, _spliced,
)  # fmt: skip
