"""What joins and parts the names of bodies: abbreviations in brackets, whose ministry it is, a medium called one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_BRACKET = re.compile(r",? \((?:the |known as (?:the )?|or )?[\"“]?(?P<short>[A-Z][A-Za-z&.-]{1,11})[\"”]?\)")
_GENERIC = re.compile(
    r"^(?:(?:Foreign|Defen[cs]e|Interior|Health|Finance|Energy|Justice|Education|Transport|Economy|Culture|Information|"
    r"Agriculture|Trade|Environment|Emergency|Labou?r) (?:Ministry|Department)|Ministry of [A-Z]\w+(?: [A-Z]\w+)*|"
    r"(?:Supreme|High|Constitutional|Federal|Appeals?) Court|Air Force|Navy|Army|Armed Forces|Coast Guard|"
    r"National Guard|Federal Police|National Police|Parliament|Senate|Central Bank|National Assembly|"
    r"Security Service|General Staff|Election Commission|Cabinet|State Duma|Red Crescent|Civil Defen[cs]e)$",
    re.IGNORECASE,
)
"""Names that every country has bodies for."""
_OWNER = re.compile(r"(?P<owner>[A-Z][\w.-]*(?: [A-Z][\w.-]*)?)(?P<joint>['’]s?)? $")
_OUTLETS = (
    r"newspaper|daily|weekly|tabloid|magazine|broadcaster|news (?:agency|site|website|outlet|channel|portal|service)|"
    r"(?:radio|TV|television) (?:station|channel|network|broadcaster)|news wire|wire service|newsweekly|media outlet"
)
_TOLD_MEDIUM = re.compile(rf"\b(?:{_OUTLETS})[,:]? (?:the )?[\"“‘']?$", re.IGNORECASE)
_MEDIUM_BEHIND = re.compile(rf"[\"”’']? (?:{_OUTLETS}|TV|television|radio)\b")


def bracketed(text: str, spans: Sequence[tuple[Span, NameKind]]) -> dict[str, tuple[str, NameKind]]:
    """Return abbreviations that stand in brackets behind a full name, with it and its kind: `… for War (IHW)`."""
    found: dict[str, tuple[str, NameKind]] = {}
    for span, kind in spans:
        match = _BRACKET.match(text, span.end)
        name = span.of(text)
        if match and " " in name and match["short"][0] in name and sum(map(str.isupper, match["short"])) > 1:
            found.setdefault(match["short"], (name, kind))
    return found


def owner_of(text: str, span: Span, places: Gazetteer) -> str:
    """Return whose body a generic name names, with the joint: `Norway's ` of `Norway's Foreign Ministry`."""
    if not _GENERIC.match(span.of(text)):
        return ""
    before = _OWNER.search(text, max(0, span.start - 40), span.start)
    if not before:
        return ""
    owner = before["owner"]
    for at in (0, owner.rfind(" ") + 1):
        known = places.is_country(owner[at:]) if before["joint"] else place_of(owner[at:]) is not None
        if known or owner[at:] in {"U.S.", "U.K.", "US", "UK"}:
            return before.group()[at:]
    return ""


def is_told_medium(text: str, span: Span) -> bool:
    """Tell whether the words around a mention call it a medium: `the newspaper Aldmark`, `Tresk TV`."""
    before = text[max(0, span.start - 32) : span.start]
    return bool(_TOLD_MEDIUM.search(before) or _MEDIUM_BEHIND.match(text, span.end))
