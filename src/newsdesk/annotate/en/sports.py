"""Names in reports of sport: teams that go by a town's name, and lists of results, which no tagger reads well.

`Halvek beat Tresk` is about two clubs, not two towns. A national side keeps its country's name and kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsdesk.annotate.demonyms import place_of
from newsdesk.annotate.en.kinds import Mention
from newsdesk.annotate.gazetteer import Gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

_SPORT = re.compile(
    r"\b(?:beat|defeated|drew|season|league|innings|coach|striker|midfielder|goals?|scored|match(?:es)?|halftime|playoffs?|"
    r"tournament|championships?|wickets?|homer|inning|standings|quarterfinals?|semifinals?|singles|doubles|division|"
    r"touchdowns?|soccer|football|baseball|cricket|rugby|basketball|tennis|hockey|golf|cup)\b",
    re.IGNORECASE,
)
_LEAST_SHARE = 0.008
"""Words of sport among all words from which a text is a report of sport."""
_LEAST_WORDS = 4
_PLACED = re.compile(r"\b(?:in|at|near|from|of|to|into|outside|around|through|throughout|between)\s+(?:the\s+)?$")
_DATED = re.compile(r",?\s+(?:[A-Z][\w.]+\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}\b|\([A-Z])")
_PLAYS = re.compile(
    r"(?:['’]s?)?\s+(?:(?:have|has|had|were|was|will|could|would|also|then|easily|narrowly)\s+)?"
    r"(?:beat|defeat\w*|dr[ea]w|won|win|wins|lost|lose[sd]?|scor\w+|led|leads?|play\w*|thrash\w*|edg\w+|rout\w*|"
    r"trail\w*|crush\w*|sign\w*|finish\w*|host\w*|fac\w+|struck|equali[sz]\w+|clinch\w*|snap\w*|rall\w+|blank\w*|"
    r"take on|meet|met|striker|coach|manager|captain|goalkeeper|midfielder|defender|winger|forward|pitcher|quarterback|"
    r"bowler|batsman|skipper|players?|fans|starter|shortstop|outfielder|v|vs|versus)\b"
)
_PLAYED = re.compile(
    r"\b(?:beat|beats|beating|defeat\w*|over|against|v|vs|versus|host\w*|visit\w*|thrash\w*|crush\w*|rout\w*|edg\w+|"
    r"held|sweep|swept|rivals?|champions?|leaders?|join\w*|leav\w+|left|signed for|for|eliminated|by)\s+"
    r"(?:visiting\s+|the\s+)?$"
)
_SCORE = re.compile(r"\s+\d{1,3}(?![\d:/,-]|\s*(?:percent|million|people|miles|km|am|pm|a\.m|p\.m))\b")
_NATIVE = re.compile(r"\s+\((?P<land>[A-Z][A-Za-z.\s]{1,20})\)")
_NATIONS = frozenset(["England", "Scotland", "Wales", "Northern Ireland"])
"""Nations with sides of their own that are no countries to the gazetteer."""


def is_sports_report(text: str) -> bool:
    """Tell whether a text is a report of sport, by the share of its words."""
    n_words = text.count(" ") + text.count("\n") + 1
    n_sport = sum(1 for _ in _SPORT.finditer(text))
    return n_sport >= max(_LEAST_WORDS, _LEAST_SHARE * n_words)


def with_teams(
    text: str, spans: Mapping[Span, NameKind], mentions: Sequence[Mention], places: Gazetteer
) -> dict[Span, NameKind]:
    """Return the names of a report of sport with its teams, and with the names that only its lists of results show."""
    found = dict(spans)
    if not is_sports_report(text):
        return found
    teams = {
        span.of(text)
        for span, kind in spans.items()
        if kind is NameKind.PLACE and not _is_nation(span.of(text), places) and _shows_team(text, span)
    }
    for span, kind in spans.items():
        if kind is NameKind.PLACE and span.of(text) in teams and not _is_placed(text, span):
            found[span] = NameKind.ORGANISATION
        elif kind is not NameKind.PERSON and " " in span.of(text) and _is_native(text, span, places):
            found[span] = NameKind.PERSON
    known = sorted(found)
    for mention in mentions:
        span = mention.span
        at = bisect_left(known, span)
        if not mention.doubtful or any(span.overlaps(other) for other in known[max(0, at - 1) : at + 1]):
            continue
        if " " in span.of(text) and _is_native(text, span, places):
            found[span] = NameKind.PERSON
        elif _in_results(text, span):
            found[span] = NameKind.ORGANISATION
    return found


def _is_nation(name: str, places: Gazetteer) -> bool:
    return name in _NATIONS or places.is_country(name)


def _is_placed(text: str, span: Span) -> bool:
    """Tell whether a preposition or a date makes a mention the place itself."""
    before = text[max(0, span.start - 16) : span.start]
    at_line = span.start == 0 or text[span.start - 1] == "\n"
    return bool(_PLACED.search(before)) or (
        at_line and _DATED.match(text, span.end) is not None and not _in_results(text, span)
    )


def _shows_team(text: str, span: Span) -> bool:
    if _is_placed(text, span):
        return False
    before = text[max(0, span.start - 24) : span.start]
    return bool(_PLAYS.match(text, span.end) or _PLAYED.search(before)) or _in_results(text, span)


def _in_results(text: str, span: Span) -> bool:
    """Tell whether a name stands before its score in a line of results or standings."""
    if not _SCORE.match(text, span.end):
        return False
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    words = text[start : end if end >= 0 else len(text)].split()
    return len(words) < 14 and sum(word[0].isdigit() for word in words) >= 0.3 * len(words)


def _is_native(text: str, span: Span, places: Gazetteer) -> bool:
    """Tell whether a country in brackets follows, as it does athletes: `Ada Brandt (France)`."""
    match = _NATIVE.match(text, span.end)
    return match is not None and (places.is_country(match["land"]) or place_of(match["land"]) is not None)
