"""One utterance joined across reports, outlets and wordings, with what each wording changes.

Statements of one speaker are one utterance when the shorter shares most of its telling words with the other and their
days do not contradict each other; so are nearly the same words of whomever, since outlets name one speaker in many ways
(`the government`, `officials`). Wordings are aligned word by word (Ratcliff and Obershelp, 1988, as in difflib); what
lies between the first and the last words they share is where they differ. A shorter quotation of the same words differs
in nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from newsdesk.cluster.dependence import PUBLIC, party_key
from newsdesk.cluster.stopwords import STOPWORDS
from newsdesk.cluster.terms import stem
from newsdesk.model.annotations import HopKind, Mode, Speaker, SpeakerKind, Statement
from newsdesk.model.provenance import Altered, Difference, Said, Variant
from newsdesk.model.story import Report
from newsdesk.quantities import quantities
from newsdesk.remembering import of_report
from newsdesk.sourcing import sourcing_rank

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_NEGATION_WORDS = "not no never none nobody nothing without neither nor cannot denied denies deny не ні немає"
_NEGATIONS = frozenset(_NEGATION_WORDS.split())
_LEAST_WORDS, _SHARED = 4, 0.6
"""Telling words the shorter wording must have, and the share of them that the other must have too."""
_SHORT, _SHORT_SHARED = 7, 0.75
"""Below so many words, and of what bodies say, more must be shared, unless both are quoted."""
_OF_OTHERS_LEAST, _OF_OTHERS_QUOTED, _OF_OTHERS_TOLD = 6, 0.75, 0.85
"""The same for words that are ascribed to others: quoted, and told."""
_MAX_WORDS = 160
"""Words of a wording that are aligned; alignment grows with their product."""
_MAX_DIFFERENCES = 12
_FEW_WORDS = 8
_WITH_SURNAME = frozenset({SpeakerKind.NAMED})
_SPEAKERS = (
    SpeakerKind.NAMED,
    SpeakerKind.ORGANISATION,
    SpeakerKind.DOCUMENT,
    SpeakerKind.COLLECTIVE,
    SpeakerKind.UNNAMED,
)
"""Whose statements are joined, those that tell most about who spoke first."""
_ANYBODY = frozenset({SpeakerKind.COLLECTIVE, SpeakerKind.UNNAMED})
_PRONOUN_WORDS = "i we you he she it they this that who one him her them"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Wording:
    """One statement of one report, prepared for comparison."""

    report: Report
    statement: Statement
    words: str
    telling: frozenset[str]
    """Stems of the words that say something."""
    day: str
    key: str
    """What makes two speakers one: the last word of a name, else all words of what describes them."""
    kind: SpeakerKind

    @property
    def quoted(self) -> bool:
        return self.statement.mode is not Mode.INDIRECT

    @property
    def rank(self) -> tuple[int, int, int, datetime, str]:
        """Its place among the wordings of one utterance."""
        return sourcing_rank(self.statement, len(self.words), self.report.at, self.report.version.id)


def joined(reports: Sequence[Report]) -> list[list[Wording]]:
    """Return the utterances of the reports as groups of wordings, one of each report, the best-sourced first."""
    groups: list[list[Wording]] = []
    having: dict[str, list[int]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: (one.at, one.version.id)):
        for wording in _wordings(report):
            shared = Counter(i for word in wording.telling for i in having[word])
            alike = {i: share for i, n in shared.items() if (share := _likeness(groups[i][0], wording, n))}
            if alike:
                groups[max(alike, key=lambda i: (alike[i], -i))].append(wording)
                continue
            for word in wording.telling:
                having[word].append(len(groups))
            groups.append([wording])
    return [_one_each(group) for group in groups]


def _one_each(group: list[Wording]) -> list[Wording]:
    best: dict[str, Wording] = {}
    for one in sorted(group, key=lambda each: each.rank):
        best.setdefault(one.report.version.article_id, one)
    first, *others = best.values()
    return [first, *sorted(others, key=lambda each: (each.report.at, each.report.version.id))]


@of_report
def _wordings(report: Report) -> tuple[Wording, ...]:
    return tuple(_found(report))


def _found(report: Report) -> Iterator[Wording]:
    text, times = report.version.text, report.annotations.times
    for statement in report.annotations.statements:
        speaker = statement.speaker
        if statement.headline or speaker is None or speaker.kind not in _SPEAKERS:
            continue
        words = " ".join(" ".join(span.of(text) for span in statement.content).split())
        telling = frozenset(stem(word) for word in _tokens(words) if word not in STOPWORDS)
        key = party_key(_name(speaker))
        if len(telling) < _LEAST_WORDS or not key or key in _PRONOUNS:
            continue
        day = times[statement.time].value[:10] if statement.time is not None else ""
        surname = key.split()[-1] if speaker.kind in _WITH_SURNAME else key
        yield Wording(report, statement, words, telling, day if len(day) == 10 else "", surname, speaker.kind)


def _name(speaker: Speaker) -> str:
    return speaker.name or speaker.words.words


def _likeness(one: Wording, other: Wording, n_shared: int) -> float:
    """Return the share of the shorter's telling words that both have, given their number; 0 when that is too little."""
    if one.day and other.day and one.day != other.day:
        return 0.0
    shorter, longer = sorted((len(one.telling), len(other.telling)))
    quoted = one.quoted and other.quoted
    if _same_speaker(one, other):
        sure = quoted or (shorter >= _SHORT and one.kind in _WITH_SURNAME)
        least = _SHARED if sure else _SHORT_SHARED
    elif (shorter < _OF_OTHERS_LEAST and one.key != other.key) or (not quoted and 2 * shorter < longer):
        return 0.0
    else:
        least = _OF_OTHERS_QUOTED if quoted else _OF_OTHERS_TOLD
    share = n_shared / shorter
    return share if share >= least else 0.0


def _same_speaker(one: Wording, other: Wording) -> bool:
    """Tell whether speakers may be one: of one key, or one's within the other's (`coast guard`, `us coast guard`).

    `police` and `a witness` may be anybody of their kind.
    """
    if one.kind in _ANYBODY or other.kind in _ANYBODY:
        return False
    ours, theirs = set(one.key.split()), set(other.key.split())
    return ours <= theirs or theirs <= ours


def _tokens(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def said(group: Sequence[Wording], origin_of: Mapping[str, str], outlets: Mapping[str, str]) -> Said:
    """Return one group of wordings as an utterance.

    `origin_of` gives the key of each version's independent origin; `outlets` maps the keys of outlets whose reports are
    held to the origin of the first of them.
    """
    best = group[0]
    party = primary_party(best)
    sources = {_source(one, origin_of, outlets) for one in group}
    medium = party or best.report.outlet
    return Said(
        speaker=_best_name(group),
        office=next((office for one in group if (office := _office(one))), ""),
        day=next((one.day for one in group if one.day), ""),
        variants=tuple(_variant(one, best) for one in group),
        n_origins=len(sources),
        earliest=min(group, key=lambda one: (one.report.at, one.report.version.id)).report.version.id,
        primary=medium if len(sources) == 1 or party else "",
        primary_held=party_key(medium) in outlets,
    )


def _best_name(group: Sequence[Wording]) -> str:
    """The name that tells most of who spoke: a person's before a body's before a description; of these the longest."""
    speakers = [one.statement.speaker for one in group if one.statement.speaker]
    return _name(min(speakers, key=lambda one: (_SPEAKERS.index(one.kind), -len(_name(one)))))


def primary_party(one: Wording) -> str:
    """The first medium on the way other than the page's own outlet; empty: the outlet has it from nobody."""
    own = {party_key(one.report.outlet), party_key(one.report.version.site_name)}
    named = (hop.party for hop in one.statement.chain if hop.kind is not HopKind.OUTLET and hop.party)
    return next((party for party in named if party_key(party) not in own), "")


def _source(one: Wording, origin_of: Mapping[str, str], outlets: Mapping[str, str]) -> str:
    """What a wording rests on: a medium, one public occasion, or its report's own origin."""
    if party := primary_party(one):
        return outlets.get(party_key(party), f"medium {party_key(party)}")
    if any(hop.kind in PUBLIC for hop in one.statement.chain):
        return "in public"
    return origin_of.get(one.report.version.id, one.report.version.id)


def _office(one: Wording) -> str:
    speaker = one.statement.speaker
    if speaker is None:
        return ""
    entities = one.report.annotations.entities
    return speaker.office or (entities[speaker.entity].office if speaker.entity is not None else "")


def _variant(one: Wording, best: Wording) -> Variant:
    verbatim = one.statement.mode is best.statement.mode is Mode.DIRECT
    differences, altered = compared(best.words, one.words, verbatim=verbatim) if one is not best else ((), ())
    parties = [hop.party or one.report.outlet for hop in one.statement.chain if hop.party or hop.kind is HopKind.OUTLET]
    return Variant(
        version_id=one.report.version.id,
        outlet=one.report.outlet,
        words=one.words,
        mode=one.statement.mode.value,
        through=tuple(dict.fromkeys(parties)),
        at=one.report.at,
        differences=differences,
        altered=altered,
    )


def compared(best: str, here: str, *, verbatim: bool = True) -> tuple[tuple[Difference, ...], tuple[Altered, ...]]:
    """Return where `here` departs from `best` between the first and the last words they share, and what that alters.

    `verbatim` tells that both are quoted, so that a figure that stands in one alone is a change.
    """
    ours, theirs = _WORD.findall(best)[:_MAX_WORDS], _WORD.findall(here)[:_MAX_WORDS]
    plain, other = [word.casefold() for word in ours], [word.casefold() for word in theirs]
    matcher = SequenceMatcher(None, plain, other, autojunk=False)
    codes = matcher.get_opcodes()
    equal = [i for i, code in enumerate(codes) if code[0] == "equal"]
    inner = codes[equal[0] : equal[-1] + 1] if equal else []
    changed = [(ours[a:b], theirs[c:d]) for tag, a, b, c, d in inner if tag != "equal"]
    differences = tuple(Difference(best=" ".join(one), here=" ".join(two)) for one, two in changed[:_MAX_DIFFERENCES])
    altered = []
    # A stretch told in many other words tells something else beside; a `not` there denies that.
    few = [pair for pair in changed if max(map(len, pair)) <= _FEW_WORDS]
    if any(_negated(one) != _negated(two) for one, two in few):
        altered.append(Altered.NEGATION)
    if any(_contradict(_figures(one), _figures(two), verbatim=verbatim) for one, two in changed):
        altered.append(Altered.FIGURE)
    return differences, tuple(altered)


def _contradict(ours: set[float], theirs: set[float], *, verbatim: bool) -> bool:
    """Tell whether figures differ. What is told in other words may leave one out, or say it with another detail."""
    return ours != theirs if verbatim else not (ours <= theirs or theirs <= ours)


def _negated(words: Sequence[str]) -> bool:
    return any(word.casefold() in _NEGATIONS or word.casefold().endswith(("n't", "n’t")) for word in words)


def _figures(words: Sequence[str]) -> set[float]:
    return {value for value, _ in quantities(" ".join(words))}
