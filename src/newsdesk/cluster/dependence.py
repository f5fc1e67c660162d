"""On whom one report rests, by its own words: an agency, a medium it cites, a public statement, or itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsdesk.cluster.terms import words_of
from newsdesk.model.annotations import HopKind, Statement
from newsdesk.model.article import AuthorKind
from newsdesk.model.story import OriginKind, Report
from newsdesk.remembering import of_report

RELAYED = frozenset({HopKind.SAID_TO, HopKind.INTERVIEW, HopKind.CITED_BY})
PUBLIC = frozenset({HopKind.BRIEFING, HopKind.STATEMENT, HopKind.POST, HopKind.DOCUMENT})
RESTS_FROM = 0.5
"""A report rests on others when at least this share of its attributed statements came through them."""
MIN_QUOTE_WORDS = 5
SAME_QUOTE_FROM = 0.6
"""The share of the shorter quotation's words that two wordings of one utterance have in common."""

_FILLERS = frozenset(
    {"the", "news", "agency", "newspaper", "tv", "television", "channel", "broadcaster", "com", "online"}
)
_DOTTED = re.compile(r"\.(?=[a-z]{2,3}\b)")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said publicly: enough to find it again in another report."""

    speaker: str
    day: str
    words: frozenset[str]
    public: bool
    """Whether it is said to have been given to all: at a briefing, in a statement, a post, a document."""

    def same_as(self, other: Utterance) -> bool:
        """Tell whether both are one utterance: one speaker, and the same words or one public occasion of one day."""
        if self.speaker != other.speaker or (self.day and other.day and self.day != other.day):
            return False
        fewer = min(len(self.words), len(other.words))
        if fewer >= MIN_QUOTE_WORDS and len(self.words & other.words) >= SAME_QUOTE_FROM * fewer:
            return True
        return self.public and other.public and bool(self.day) and self.day == other.day


@dataclass(frozen=True, slots=True)
class Dependence:
    """On whom a report rests. `party` is a name as the report words it; empty for OWN."""

    kind: OriginKind
    party: str = ""
    hop: HopKind | None = None
    speaker: str = ""
    utterances: tuple[Utterance, ...] = ()


@lru_cache(maxsize=4096)
def party_key(name: str) -> str:
    """Return the name under which differing spellings of a medium or outlet meet; empty for no name."""
    words = words_of(_DOTTED.sub(" ", name.casefold()))
    return " ".join(word for word in words if word not in _FILLERS) or " ".join(words)


def depend(report: Report, held: frozenset[str] = frozenset()) -> Dependence:
    """Return on whom the report rests. `held` are the keys (`party_key`) of outlets of which reports are at hand: they
    are media, whether or not the text shows it."""
    named = _speakers(report) & held - {party_key(report.outlet), party_key(report.version.site_name)}
    return _depend(report, named) if named else _depend_by_itself(report)


@of_report
def _depend_by_itself(report: Report) -> Dependence:
    return _depend(report, frozenset())


@of_report
def _speakers(report: Report) -> frozenset[str]:
    """The keys of those who say something in the report."""
    return frozenset(party_key(one.speaker.name) for one in report.annotations.statements if one.speaker) - {""}


def _depend(report: Report, outlets: frozenset[str]) -> Dependence:
    """On whom the report rests, given which of its speakers are outlets."""
    agency = _agency(report)
    if agency:
        return Dependence(OriginKind.AGENCY, agency, utterances=_utterances(report, report.annotations.statements))
    statements = [one for one in report.annotations.statements if not one.headline and one.speaker is not None]
    if not statements:
        statements = list(report.annotations.statements)
    utterances = _utterances(report, tuple(statements))
    own = {party_key(report.outlet), party_key(report.version.site_name)}
    media: Counter[str] = Counter()
    hops: dict[str, tuple[str, HopKind, str]] = {}
    public, speakers = 0, Counter[str]()
    relayed_by = _relayed_by(statements, outlets)
    for statement, outlet in zip(statements, relayed_by, strict=True):
        relayed = _relayed(statement, own) or ((outlet, HopKind.CITED_BY) if outlet else None)
        if relayed is not None:
            key = party_key(relayed[0])
            media[key] += 1
            hops.setdefault(key, (*relayed, statement.speaker.name if statement.speaker else ""))
        elif any(hop.kind in PUBLIC for hop in statement.chain):
            public += 1
            speakers[statement.speaker.name if statement.speaker else ""] += 1
    if media.total() and media.total() >= RESTS_FROM * len(statements):
        party, hop, speaker = hops[min(media, key=lambda key: (-media[key], key))]
        return Dependence(OriginKind.MEDIUM, party, hop, speaker, utterances)
    if public and public >= RESTS_FROM * len(statements):
        speaker = min(speakers, key=lambda name: (-speakers[name], name))
        return Dependence(OriginKind.STATEMENT, speaker, None, speaker, utterances)
    return Dependence(OriginKind.OWN, utterances=utterances)


def _agency(report: Report) -> str:
    """The agency whose report it is, unless that is the source itself under another name."""
    version = report.version
    credited = version.agency or next((one.name for one in version.authors if one.kind is AuthorKind.AGENCY), "")
    return credited or version.syndicated_from


def _relayed(statement: Statement, own: set[str]) -> tuple[str, HopKind] | None:
    """The first medium on the way that is not the page's own outlet, and how it had the words."""
    for hop in statement.chain:
        if hop.kind in RELAYED and hop.party and party_key(hop.party) not in own:
            return hop.party, hop.kind
    return None


def _relayed_by(statements: Sequence[Statement], outlets: frozenset[str]) -> list[str]:
    """For each statement the outlet that is named as saying it: its speaker, or that of another with the same words.

    `“Nobody has to leave,” the engineer said, Vale Herald reported` are two statements, the second by Vale Herald.
    """
    spoken = [(one, one.speaker.name) for one in statements if one.speaker and party_key(one.speaker.name) in outlets]
    return [next((name for other, name in spoken if _overlap(one, other)), "") for one in statements]


def _overlap(one: Statement, other: Statement) -> bool:
    return any(span.overlaps(beside) for span in one.content for beside in other.content)


def outlet_keys(reports: Sequence[Report]) -> frozenset[str]:
    """Return the keys of the outlets of reports, by the names of source and page."""
    names = {name for report in reports for name in (report.outlet, report.version.site_name)}
    return frozenset(party_key(name) for name in names) - {""}


def _utterances(report: Report, statements: tuple[Statement, ...]) -> tuple[Utterance, ...]:
    """What named speakers said, with the day where it is known."""
    text, found = report.version.text, []
    for statement in statements:
        speaker = statement.speaker
        if speaker is None or not speaker.name:
            continue
        day = ""
        if statement.time is not None and statement.time < len(report.annotations.times):
            value = report.annotations.times[statement.time].value
            day = value[:10] if len(value) >= 10 else ""
        words = frozenset(words_of(" ".join(span.of(text) for span in statement.content).casefold()))
        public = any(hop.kind in PUBLIC for hop in statement.chain)
        found.append(Utterance(party_key(speaker.name), day, words, public))
    return tuple(found)
