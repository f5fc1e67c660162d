"""The sample world: invented outlets, places and people, served over HTTP on loopback.

It lets the demo and the tests exercise the very code that reads the web.
It imports nothing of the desk but leaves and the model.
"""

from newsdesk.sample.sources import sources
from newsdesk.sample.world import World, load_world

__all__ = ["World", "load_world", "sources"]
