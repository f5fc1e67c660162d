"""The sample world as `newsdesk run` plays it: its server, its sources in the store, the settings it needs."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from datetime import UTC, datetime

from msgspec import json
from starlette.types import ASGIApp

from newsdesk.cli.serving import address_of, bound
from newsdesk.errors import UsageError
from newsdesk.model.source import Source
from newsdesk.sample import PLACES, sources
from newsdesk.sample.app import make_app
from newsdesk.settings import Settings
from newsdesk.store import Store, Transaction

STARTED = "sample_world"
"""When the sample world began; the web shows that it is played when this is there."""
_SOURCES = "sample_world_sources"
_PORT = "sample_world_port"
_RULE = "two_origins"
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class SampleWorld:
    """The sample world, ready to be served."""

    app: ASGIApp
    taken: socket.socket
    settings: Settings
    """Those of the desk, changed so that it may read this machine, and quickly; with the world's places and a rule."""


def begin_sample_world(store: Store, settings: Settings) -> SampleWorld | None:
    """Begin the sample world, or go on with it; None when the desk has sources of its own.

    Its port is kept, so that a world started again is the same one. Once there are sources of one's own, the sample
    world's are removed; what they brought stays.
    """
    with store.write() as tx:
        before = set(json.decode(tx.meta.get(_SOURCES) or "[]", type=list[str]))
        known = tx.sources.all()
        if any(source.id not in before for source in known):
            _end(tx, before)
            return None
        started = _started(tx)
        taken = _port_again(int(tx.meta.get(_PORT) or "0"))
        address = address_of(taken)
        made = sources(address)
        _replace(tx, before, made)
        tx.meta.set(_PORT, address.rpartition(":")[2])
    relaxed = {"allow_private": True, "min_delay_s": 0.05, "per_host": 8}
    places = {"own_places": settings.own_places or PLACES}
    rule = {"standing_rule": settings.standing_rule or _RULE}
    return SampleWorld(make_app(started), taken, settings.model_copy(update={**relaxed, **rule, **places}))


def _started(tx: Transaction) -> datetime:
    found = tx.meta.get(STARTED)
    if found:
        return datetime.fromisoformat(found)
    now = datetime.now(UTC)
    tx.meta.set(STARTED, now.isoformat())
    return now


def _replace(tx: Transaction, before: set[str], made: list[Source]) -> None:
    """Save the sources; those of an earlier port, which this machine no longer has free, are removed."""
    for source_id in before - {source.id for source in made}:
        tx.sources.remove(source_id)
        tx.visits.close_of(source_id)
    for source in made:
        tx.sources.save(source)
    tx.meta.set(_SOURCES, json.encode([source.id for source in made]).decode())


def _end(tx: Transaction, before: set[str]) -> None:
    for source_id in before:
        tx.sources.remove(source_id)
        tx.visits.close_of(source_id)
    tx.meta.remove(_SOURCES)
    tx.meta.remove(STARTED)


def _port_again(port: int) -> socket.socket:
    try:
        return bound(_HOST, port)
    except UsageError:
        return bound(_HOST, 0)
