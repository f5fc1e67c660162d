"""How many examples a property takes in this run."""

from __future__ import annotations

from hypothesis import settings


def share(whole: int) -> int:
    """Return the number of examples for a property that takes `whole` in a run of all tests; fewer in the fast one."""
    return max(1, whole * settings.default.max_examples // 100)
