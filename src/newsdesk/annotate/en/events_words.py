"""English words that tell how a time stands to what its sentence tells."""

from __future__ import annotations

import re
from typing import Final

BOUNDARY: Final = re.compile(
    r"\b(?:since|until|till|before|after|by|from|to|through|ahead of|prior to|as of|between|despite|than)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a time that bounds what happened, rather than dating it."""
AS_OF: Final = re.compile(r"\bas of\s(?:late\s|early\s)?(?:on\s)?$", re.IGNORECASE)
"""Before the time up to which a figure was counted."""
SPOKEN: Final = re.compile(
    r"\b(?:said|says|told\s[\w\s.]{1,30}|stated|announced|added|wrote|reported|confirmed|claimed|declared|remarked|statement|interview|"
    r"briefing|conference|reporters|post|posted|tweeted|warned|noted|acknowledged|denied)\s(?:(?:late|early|on|in)\s)?$",
    re.IGNORECASE,
)
"""Before a time at which something was said: what was said may have happened at another."""
OPENS: Final = re.compile(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
JOINS: Final = re.compile(r"\s?[-–—]\s?|,?\s(?:to|through|until|till|and)\s(?:the\s)?")
AHEAD: Final = re.compile(
    r"\b(?:will|won['’]t|would|shall|going to|plans? to|expected to|"
    r"scheduled|set to|due to|is to|are to|may|might|could)"
    r"\b",
    re.IGNORECASE,
)
PAST: Final = re.compile(
    r"\b(?:was|were|had|did|said|told|came|went|took|made|began|fell|hit|struck|left|fled|died|won|lost|found|held|[a-z]{3,}ed)\b"
)
