"""The sample world: invented outlets, places and people, served over HTTP on loopback.

It lets the demo and the tests exercise the very code that reads the web.
It imports nothing of the desk but leaves and the model.
"""

from pathlib import Path

from newsdesk.sample.sources import sources
from newsdesk.sample.world import World, load_world

PLACES = Path(__file__).parent / "content" / "places.toml"
"""Where the world's places lie, as a desk's own list of places."""

__all__ = ["PLACES", "World", "load_world", "sources"]
