"""Brakes on guessing passwords: after a few failures a name, or an address, has to wait, longer each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FREE = 5
"""Failures before the first wait."""
FIRST_S = 2.0
LONGEST_S = 900.0
FORGOTTEN_S = 3600.0
"""A failure counts for this long."""
MOST_KEYS = 10_000


class Throttle:
    """Counts failures by key, in this process. `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: dict[str, tuple[int, float]] = {}

    def wait_s(self, *keys: str) -> float:
        """Seconds that must pass before any of the keys may try again; 0 when they may."""
        with self._lock:
            return max(self._wait(key) for key in keys)

    def failed(self, *keys: str) -> None:
        """Count a failure for each key."""
        with self._lock:
            now = self._clock()
            if len(self._failures) > MOST_KEYS:
                self._failures = {key: one for key, one in self._failures.items() if now - one[1] < FORGOTTEN_S}
            for key in keys:
                self._failures[key] = (self._count(key) + 1, now)

    def passed(self, *keys: str) -> None:
        """Forget the failures of each key."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _count(self, key: str) -> int:
        n_failures, last = self._failures.get(key, (0, 0.0))
        return n_failures if self._clock() - last < FORGOTTEN_S else 0

    def _wait(self, key: str) -> float:
        n_failures = self._count(key)
        if n_failures < FREE:
            return 0.0
        wait = min(LONGEST_S, FIRST_S * 2.0 ** min(n_failures - FREE, 20))
        return max(0.0, self._failures[key][1] + wait - self._clock())
