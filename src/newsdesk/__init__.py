"""newsdesk: who said what, when, where, and through whom we know it.

`newsdesk.extract(html, url=…)` and `newsdesk.annotate(version)` can be used by themselves; each is loaded on first use.
"""

from __future__ import annotations

import importlib
from types import ModuleType

_LAZY = frozenset({"annotate", "extract"})


def __getattr__(name: str) -> ModuleType:
    """Load the packages that can be called as functions when they are first asked for."""
    if name in _LAZY:
        return importlib.import_module(f"newsdesk.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
