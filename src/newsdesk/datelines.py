"""The line an agency sets before its first sentence: `HALVEK, March 4 (Northline) — `."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*)*|"
    # A place that isn't set in capitals needs the agency behind it.
    r"[A-ZÀ-Þ][\w.'’-]+(?:[ /][A-ZÀ-Þ][\w.'’-]*){0,3}(?=(?:, [^()\n—–]{2,30})?\s*\([^()\n]{2,40}\)\s+[—–-]))"
    r"(?:, [^()\n—–]{2,30})?"
    r"(?:\s*\((?P<agency>[^()\n]{2,40})\))?\s+[—–-]{1,2}\s+"
)
AGENCY_LINE = re.compile(rf"^{DATELINE.pattern}", re.MULTILINE)
"""A dateline at the beginning of a line of the text."""
DATED_LINE = re.compile(rf"^[ \t]{{0,8}}{DATELINE.pattern}", re.MULTILINE)
"""The same, also where the line is indented, as agencies set it."""
