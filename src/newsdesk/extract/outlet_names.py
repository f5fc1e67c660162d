"""An outlet's own name and slogan at either end of a headline: `Two hurt in fire - KXYZ News, Weather, Sports`."""

from __future__ import annotations

import re

from newsdesk.extract.features import tight

_MARK = re.compile(r"\s+(?:[|•·»«-]|::|[–—])\s+|\s*\|\s*|\s+-\s*$")
_SLOGAN = re.compile(
    r"\b(?:news|weather|sports?|tv|television|radio|newspaper|closings|newschannel)\b|"
    r"\b(?:channel|fox|abc|cbs|nbc) ?\d+|\b\w+\.(?:com|org|net|co\.uk|tv)\b",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}\b|\b[A-Z]{4}-?(?:TV|FM|DT)\b")
_MIN_WORDS = 3
_MIN_NAME = 3
_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?(?P<name>[\w-]+)(?:\.[\w-]+)+")


def without_outlet(title: str, site: str) -> str:
    """Return the headline without the name of its outlet; `site` is the outlet's name or domain, empty if unknown.

    A part counts as the outlet's when it agrees with `site` or reads as a station's slogan or call sign. At least three
    words are left; else the title stays as it is.
    """
    marks = list(_MARK.finditer(title))
    domain = _DOMAIN.match(site)
    name = tight(domain["name"] if domain else site)
    for mark in marks:
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip(" |-–—")
        if len(head.split()) >= _MIN_WORDS and _is_outlet(tail, name) and not _is_outlet(head, name):
            return head
    for mark in reversed(marks):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip(" |-–—")
        if len(tail.split()) >= _MIN_WORDS and _is_outlet(head, name):
            return tail
    return title


def _is_outlet(part: str, name: str) -> bool:
    """Whether a part of a headline names the outlet; an empty part does, since nothing but a mark is left there."""
    key = tight(part)
    if not key or (len(name) >= _MIN_NAME and (name in key or (len(key) >= _MIN_NAME and key in name))):
        return True
    n_slogans = len(_SLOGAN.findall(part))
    signed = bool(_CALL_SIGN.search(part))
    return n_slogans + signed >= 2 or (n_slogans + signed == 1 and len(part.split()) <= 5 and part[:1].isupper())
