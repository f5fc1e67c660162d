"""What became of each block of a page, noted while the page is read, for those who ask why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from newsdesk.extract.features import Floats
    from newsdesk.extract.page import Page


@dataclass
class Trace:
    """Filled by the functions that decide; none of them asks it anything."""

    page: Page | None = None
    sureness: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    left: dict[int, str] = field(default_factory=dict)
    """Why a block that the classifier took for text was left after all."""
    added: dict[int, str] = field(default_factory=dict)
    """Why a block that the classifier didn't take for text was kept."""
    taken: dict[int, str] = field(default_factory=dict)
    """The selector of the desk's rule by which a block is text, or the headline."""
    cut: dict[int, str] = field(default_factory=dict)
    """The selector by which it was removed before anything was read."""
    headline: int = -1

    def look(self, page: Page, sureness: Floats) -> None:
        """Note the page, and how likely the classifier thinks each block is text of the article."""
        self.page, self.sureness = page, sureness

    def step(self, before: Iterable[int], after: Iterable[int], why: str) -> None:
        """Note what one step left out or added; what an earlier step noted stands."""
        held, kept = set(before), set(after)
        for block in held - kept:
            self.leave(block, why)
        for block in kept - held:
            self.added.setdefault(block, why)

    def leave(self, block: int, why: str) -> None:
        """Note why one block was left."""
        self.left.setdefault(block, why)
