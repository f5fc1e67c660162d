"""The ways in which English news tells of a hop, as patterns.

A pattern is written with plain spaces for white space and with names in angle brackets for the parts below:
`<party>` is the medium, body or platform, `<the>` an article or owner, `<any>` up to four words between.
Words at the beginning of a sentence may be capitalised: the first letter of a pattern stands for both.
"""

from __future__ import annotations

import re

from newsdesk.model.annotations import HopKind

NAME = r"(?:[Tt]he\s+)?[A-Z][\w&.’'/-]*(?:\s+(?:(?:of|the|and|for|de|du|della)\s+)?[A-Z0-9][\w&.’'/-]*)*"
_MEDIA = (
    r"(?:news\s*papers?|papers?|dail(?:y|ies)|weekl(?:y|ies)|tabloid|broadsheet|magazine|journal|broadcaster|network|channel|"
    r"station|outlet|publication|(?:news\s+)?(?:agency|website|site|portal|programme|program|service)|podcast|talk\s+show|wire)"
)
LEAD = rf"(?:(?:(?:the|an?|its|his|her|their)\s+)?(?:[\w’'-]+\s+){{0,3}}?{_MEDIA}\s+)"
"""What tells before a name that it is a medium's: `the Italian daily`, `state broadcaster`, `the radio station`."""
NOUN_BEHIND = re.compile(rf"\s+(?:{_MEDIA}|TV|[Tt]elevision|[Rr]adio|[Nn]ews|correspondent|reporter)\b")
"""What tells behind a name that it is a medium's: `SIC television`, `the Halvek Post newspaper`."""
LISTENERS = (
    r"(?:court|parliament|inquiry|inquest|committee|panel|lawmakers|MPs|senators|jury|council|audience|crowd|supporters|"
    r"followers|investors|shareholders|employees|delegates|police|investigators|detectives|officers?|deputies|dispatchers?)"
)
"""Who is told something and not named, besides media."""
UNNAMED_RECIPIENT = re.compile(
    rf"\s+(?P<who>(?:the\s+|an?\s+|his\s+|her\s+|its\s+|their\s+)?(?:[a-z’'-]+\s+){{0,3}}?"
    rf"(?:{_MEDIA}|TV|television|radio|media|{LISTENERS}))\b"
)
"""Whom something is told who isn't named: a station, a court, an audience."""
_PARTS = {
    "party": rf"(?:{LEAD}|(?:the\s+)?(?:official|state-run|state-owned|state)\s+)?(?P<party>{NAME})",
    "the": r"(?:an?|the|his|her|its|their|this|one|another|[A-Z][\w-]*['’]s?)",
    "any": r"(?:[\w’'-]+\s+){0,4}?",
    "post": r"(?:posts?|tweets?|messages?|thread|video|video message|video address|livestream|update)",
    "channel": r"(?:channel|page|account|feed|profile|blog|website|site)",
    "document": r"(?:report|letter|memo|memorandum|filing|document|book|memoir|op-ed|essay|study|indictment|complaint|"
    r"editorial|column|court papers|affidavit|note|(?:written )?(?:submission|reply|answer))",
    "documents": r"(?:e-?mails|messages|letters|memos|notes|documents|filings|reports)",
    "relayed": r"(?:cited|quoted|reported|relayed|published|carried)",
    "issued": r"(?:from|by|to|for|released by|issued by|published by|sent to)",
    "aired": r"(?:with|to|for|on|by|given to|published by|published in|aired by|aired on|broadcast by|broadcast on)",
    "meeting": r"(?:news conference|press conference|briefing|press call|conference call|hearing|presser|conference|"
    r"summit|rally|forum)",
}
_WRITTEN: tuple[tuple[HopKind, str], ...] = (
    (HopKind.CITED_BY, r"as (?:was )?<relayed> (?:in|by) <party>"),
    (HopKind.CITED_BY, r"(?:<relayed>|obtained|seen|reviewed)(?: as saying)? (?:by|in) <party>"),
    (HopKind.CITED_BY, r"(?:as )?<party> (?:has |had |first )?(?:reported|reports)\b"),
    (
        HopKind.CITED_BY,
        r"according to (?:an? |the )?(?:reports? (?:by |in |from ))?<party>"
        r"(?: (?:Telegram|Twitter|Facebook))?(?: <channel>)?",
    ),
    (HopKind.INTERVIEW, r"(?:in|during) <the> <any>interview <aired> <party>"),
    (HopKind.INTERVIEW, r"(?:in|during) an? (?:exclusive |recent )?<party> interview\b"),
    (HopKind.INTERVIEW, r"interviewed (?:by|on) <party>"),
    (HopKind.INTERVIEW, r"(?:in|during) <the> <any>interview\b"),
    (
        HopKind.SAID_TO,
        r"in (?:<any>comments|<any>remarks|an? e-?mail|a phone call|a letter) (?:to|with|on|for) <party>",
    ),
    (HopKind.SAID_TO, r"speaking (?:to|with|on|for) <party>"),
    (HopKind.SAID_TO, r"on (?:[A-Z]\w+ |national |state |public |local |live )(?:television|TV|radio)\b"),
    (HopKind.BRIEFING, r"(?:in|at|during|told) <the> <any><meeting>\b"),
    (HopKind.BRIEFING, r"to(?:ld)? (?:reporters|journalists|the press)\b"),
    (
        HopKind.POST,
        r"(?:in|on|via|through) <the> <any><post> (?:on|to|via|posted on|posted to|published on) "
        r"(?:(?:his|her|its|their|the) )?(?:official )?<party>(?: <channel>)?",
    ),
    (
        HopKind.POST,
        r"(?:in|on|via|through) <the> (?:official |personal |verified )?<party> (?:<channel>|<post>)\b",
    ),
    (
        HopKind.POST,
        r"(?:in|on) <the> <any>(?:post|tweets?|website|blog|social media post|video message|video address|"
        r"nightly address)\b",
    ),
    (HopKind.POST, r"on social media\b"),
    (
        HopKind.STATEMENT,
        r"(?:in|via|through) <the> <any>(?:statement|press release|news release|communiqué|communique)\b"
        r"(?: <issued> <party>)?",
    ),
    (HopKind.DOCUMENT, r"in (?:one|some|several|two|another) of <the> <any><documents>\b"),
    (HopKind.DOCUMENT, r"(?:in|via) <the> <any><document>\b(?: (?:<issued>|in|published in|obtained by) <party>)?"),
)


def _compile(written: str) -> re.Pattern[str]:
    pattern = written
    for name, part in _PARTS.items():
        pattern = pattern.replace(f"<{name}>", part)
    pattern = re.sub(r" (?![^\[]*\])", r"\\s+", pattern)
    for word in ("in", "on", "at", "during", "as", "according", "speaking", "via", "through", "interviewed"):
        pattern = re.sub(rf"(?<![\w\\]){word}(?=[|)\\])", f"[{word[0].upper()}{word[0]}]{word[1:]}", pattern, count=1)
    return re.compile(rf",?\s*\b{pattern}")


PATTERNS: tuple[tuple[HopKind, re.Pattern[str]], ...] = tuple((kind, _compile(written)) for kind, written in _WRITTEN)
"""Tried in this order; words that one has matched are not matched again."""
