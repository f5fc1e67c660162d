"""Ukrainian words that tell how a time stands to what its sentence tells."""

from __future__ import annotations

import re
from typing import Final

from newsdesk.annotate.uk.speech_words import CUES, any_of

BOUNDARY: Final = re.compile(
    r"\b(?:до|після|з|із|від|між|починаючи\sз|напередодні|раніше|пізніше|ніж|станом\sна)\s$", re.IGNORECASE
)
"""Before a time that bounds what happened, rather than dating it."""
AS_OF: Final = re.compile(r"\bстаном\sна\s$", re.IGNORECASE)
"""Before the time up to which a figure was counted."""
SPOKEN: Final = re.compile(rf"\b{any_of(CUES)}\s(?:(?:у|в|на)\s)?$", re.IGNORECASE)
"""Before a time at which something was said: what was said may have happened at another."""
OPENS: Final = re.compile(r"\b(?:з|із|від|між)\s$", re.IGNORECASE)
JOINS: Final = re.compile(r"\s?[-–—]\s?|\s(?:до|по|і|й|та)\s")
AHEAD: Final = re.compile(
    r"\b(?:буде|будуть|планує|планують|має|мають|може|можуть|очікується|[а-яіїєґ]{2,}(?:тиме|тимуть))\b", re.IGNORECASE
)
PAST: Final = re.compile(r"\b[а-яіїєґ'’ʼ]{2,}(?:в|ла|ло|ли|вся|лася|лося|лися|но|то)\b", re.IGNORECASE)
