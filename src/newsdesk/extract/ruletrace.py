"""What a desk's own rule did to each block of a page, noted beside what became of it otherwise."""

from __future__ import annotations

import numpy as np

from newsdesk.extract.page import Page, read_attributes
from newsdesk.extract.trace import Trace
from newsdesk.model.siterule import SiteRule

REMOVED, TAKEN, TITLED = "data-rule-removed", "data-rule-taken", "data-rule-titled"
"""Attributes that the matches of a rule's selectors bear in the page that is explained; their value is the selector."""
_MAX_LEVELS = 60


def note_rule(trace: Trace, rule: SiteRule, page: Page, *, has_body: bool) -> None:
    """Turn the trace of a page read without what the rule removes into one of the whole `page`.

    `has_body` says whether the rule's own selectors found the text.
    """
    read = trace.page
    known = _aligned(page, read.texts if read else [])
    sureness = np.zeros(len(page.texts), np.float32)
    noted = Trace(page=page, sureness=sureness)
    for block, before in enumerate(known):
        sureness[block] = float(trace.sureness[before]) if before >= 0 else 0.0
        removed, taken, titled = (_mark_of(page, block, name) for name in (REMOVED, TAKEN, TITLED))
        if removed:
            noted.cut[block] = f"{removed} in {_named(rule)}"
        elif titled:
            noted.headline = block if noted.headline < 0 else noted.headline
            noted.taken[block] = f"{titled} in {_named(rule)}"
        elif has_body and taken:
            noted.taken[block] = f"{taken} in {_named(rule)}"
        elif has_body:
            noted.leave(block, f"outside the body of {_named(rule)}")
        elif before in trace.left:
            noted.leave(block, trace.left[before])
        elif before in trace.added:
            noted.added[block] = trace.added[before]
        if before >= 0 and before == trace.headline and not rule.title:
            noted.headline = block
    vars(trace).update(vars(noted))


def _named(rule: SiteRule) -> str:
    days = " ".join(f"{word} {day}" for word, day in (("since", rule.since), ("until", rule.until)) if day is not None)
    return f"the rule for {rule.host}{f' ({days})' if days else ''}"


def _aligned(page: Page, read: list[str]) -> list[int]:
    """For each block of the page its number in what was read without the removed ones; -1 where it isn't there."""
    found, position = [], 0
    for text in page.texts:
        here = next((at for at in range(position, min(position + 3, len(read))) if read[at] == text), -1)
        found.append(here)
        position = here + 1 if here >= 0 else position
    return found


def _mark_of(page: Page, block: int, name: str) -> str:
    """The selector that the block's box, or one around it, matched; empty where none did."""
    for box in page.ancestors(page.boxes[block], _MAX_LEVELS):
        if name in page.box_attrs[box]:
            return read_attributes(page.box_attrs[box]).get(name, "")
    return ""
