"""The sample world's outlets as sources of the desk."""

from __future__ import annotations

from newsdesk.model.source import Source, SourceKind
from newsdesk.sample.world import Outlet, load_world


def sources(base_url: str) -> list[Source]:
    """Return one source an outlet, and one for the live page, as served under `base_url`.

    They are polled every few seconds: the world tells in half an hour what would take days.
    """
    world = load_world()
    made = [_source(outlet, base_url) for outlet in world.outlets]
    live = next(page for page in world.pages if page.kind == "live")
    outlet = world.outlet(live.outlet)
    address = f"{base_url}/{outlet.id}/live/{live.id}"
    made.append(_at(address, SourceKind.PAGE, f"{outlet.name} live", outlet.owner))
    return made


def _source(outlet: Outlet, base_url: str) -> Source:
    return _at(f"{base_url}/{outlet.id}/{outlet.feed}", SourceKind(outlet.kind), outlet.name, outlet.owner)


def _at(address: str, kind: SourceKind, name: str, owner: str) -> Source:
    return Source.at(address, kind, name, owner=owner, language="en", min_interval_s=4.0, max_interval_s=20.0)
