"""Who said what: the statements of a story as utterances, each speaker's newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.notices import is_notice
from newsdesk.brief.who import Who, looks_like_somebody, plain_office
from newsdesk.essentials import folded
from newsdesk.model.annotations import Annotations, CueClass, Hop, HopKind, Mode, Speaker, SpeakerKind, Statement
from newsdesk.model.brief import Attribution, HopShown
from newsdesk.model.story import Report
from newsdesk.model.text import Span
from newsdesk.quotation import quoted
from newsdesk.remembering import of_report
from newsdesk.sourcing import Rank, sourcing_rank

MAX_WORDS = 70
"""Longer utterances are left to the source."""
_PRONOUNS = frozenset(
    {"he", "her", "him", "i", "it", "she", "them", "they", "this", "we", "who", "which", "you", "one"}
)
_NOBODY = frozenset(
    {"anyone", "everyone", "man", "men", "the men", "the women", "woman", "women",
     "nobody", "others", "people", "somebody", "someone", "that person", "the man", "the person",
     "the woman"}
)  # fmt: skip
_SAME_SPEAKER_WORDS = 0.6
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|w(?:rote|rites?|ritten|riting)|sp(?:oke|eaks?|oken)|th(?:ink|inks|ought)|"
    r"according|put it|noted|notes|noting|stated|states|asks?|asked|asking|calls? (?:for|on)|called (?:for|on)|"
    r"(?:add|announc|stress|emphasi[sz]|explain|report|tweet|repl[iy]|answer|respond|remark|comment|declar|describ|reveal|"
    r"confirm|estimat|predict|forecast|expect|believ|suggest|conclud|recall|recommend|propos|reiterat|jok|testif|inform|"
    r"advis|acknowledg|admit|conced|claim|alleg|insist|argu|maintain|contend|assert|den[iy]|reject|dismiss|warn|caution|"
    r"threaten|fear|promis|vow|pledg|question|urg|demand|appeal|accus|blam|condemn|denounc|critici[sz]|slam|deplor|prais|"
    r"hail|welcom|applaud|thank|congratul|agre|hope|support|oppos|complain|apologi[sz]|refus|declin|disclos|disput|mention|"
    r"point|observ|express|voic|quot|swore|swear|begg?|oppos|defend|doubt|signal|hint|boast|brag)[a-z]*)\b",
    re.IGNORECASE,
)
"""What a cue without quotation marks says when somebody speaks: `is lying on` and `put down their` do not."""


class Utterance(Struct, frozen=True, eq=False):
    """One statement of one report, with the sentences that hold it whole."""

    candidate: Candidate
    """The stretch to show: from the first to the last sentence it takes, as one candidate."""
    statement: Statement
    attribution: Attribution
    speaker_key: str
    """What makes two speakers one: the last word of a name, so that `Ada Morn` is `Morn`; else all words."""

    @property
    def personal(self) -> bool:
        """Whether it is a person's, in the speaker's own words, or a denial, warning, promise and the like.

        The plain announcements of bodies read as news.
        """
        speaker = self.statement.speaker
        kinds = (SpeakerKind.NAMED, SpeakerKind.UNNAMED)
        charged = self.statement.cue_class not in (CueClass.NEUTRAL, CueClass.CLAIM)
        if self.attribution.quotes:
            return True
        speaks = bool(_SAYS.search(self.attribution.cue)) or not self.attribution.cue.isascii()
        return speaks and (charged or (speaker is not None and speaker.kind in kinds))

    @property
    def said_at(self) -> datetime:
        """When it was said as far as stated, else when the report came."""
        time = self.statement.time
        start = self.candidate.report.annotations.times[time].start if time is not None else None
        return min(start, self.candidate.report.at) if start else self.candidate.report.at

    @property
    def n_letters(self) -> int:
        """How many characters of the text are content."""
        return sum(map(len, self.statement.content))

    @property
    def words(self) -> str:
        """The content said."""
        text = self.candidate.report.version.text
        return " ".join(span.of(text) for span in self.statement.content)


def utterances(material: Material, who: Who) -> list[Utterance]:
    """Return the attributed statements of the bodies of all reports, oldest report first.

    Only such whose speaker looks like somebody: what reads as nonsense beside a sentence is worse than nothing.
    """
    found: list[Utterance] = []
    held: dict[str, dict[int, Candidate]] = {}
    for one in material.candidates:
        held.setdefault(one.report.version.id, {})[one.index] = one
    for report in material.reports:
        by_index = held.get(report.version.id, {})
        for said in _stretches(report):
            # The words before the first sentence may be a fragment, no candidate by itself; the stretch still is.
            first = next((by_index[index] for index in said.sentences if index in by_index), None)
            if first is not None:
                candidate = replace(first, span=said.span, words=said.words, plain=said.plain)
                attribution = _known(said.attribution, who)
                key = _speaker_key(attribution.speaker, said.statement.speaker)
                found.append(Utterance(candidate, said.statement, attribution, key))
    return _joined(found)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The sentences from the first to the last that a statement touches."""

    statement: Statement
    sentences: range
    span: Span
    words: str
    plain: str
    """The same on one line."""
    attribution: Attribution
    """As the report by itself gives it."""


@of_report
def _stretches(report: Report) -> tuple[_Stretch, ...]:
    """Return the stretches of a report's statements that somebody made, as far as they can be shown."""
    found = []
    for statement in report.annotations.statements:
        if statement.headline or statement.speaker is None or not _speaks(statement.speaker):
            continue
        one = _stretch(statement, report)
        if one is not None and not is_notice(one.words) and not _of_another(statement.speaker, one):
            found.append(one)
    return tuple(found)


def _of_another(speaker: Speaker, stretch: _Stretch) -> bool:
    """Tell a name mistaken for the speaker: past the comma of `According to police, …`, or in `Kelmor-based`."""
    words, at = stretch.words, speaker.words.span.start - stretch.span.start
    end = at + len(speaker.words.words)
    if at >= 0 and words[end : end + 1] in ("-", "–"):
        return True
    opening = words.partition(",")[0]
    return opening.startswith(("According to ", "According To ")) and at > len(opening)


def _speaks(speaker: Speaker) -> bool:
    """Tell whether a speaker is named or described: not by a pronoun alone, nor by the place of a dateline."""
    words = _name(speaker)
    if not looks_like_somebody(words) or words.lower() in _PRONOUNS | _NOBODY:
        return False
    return not (words.isupper() and len(words) > 6)


def _name(speaker: Speaker) -> str:
    """The speaker's name or words, without the marks around them."""
    own, name = speaker.words.words, speaker.name
    # A name known from a headline in capitals only is better read where it stands.
    shouted = len(name) > 3 and name.isupper() and own.casefold().endswith(name.casefold()) and not own.isupper()
    words = " ".join((own if shouted or not name else name).split()).strip(' ,;:–—-<>"“”')
    return words if words.count("(") == words.count(")") else words.partition("(")[0].strip()


def _joined(found: list[Utterance]) -> list[Utterance]:
    """Let the statements of one speaker in one stretch be one utterance: `… said, adding that …`."""
    groups: dict[tuple[str, int, int, str], list[Utterance]] = {}
    for one in found:
        span = one.candidate.span
        groups.setdefault((one.candidate.report.version.id, span.start, span.end, one.speaker_key), []).append(one)
    return [_one_of(group) if len(group) > 1 else group[0] for group in groups.values()]


def _one_of(group: list[Utterance]) -> Utterance:
    first = max(group, key=lambda one: (bool(one.attribution.quotes), one.n_letters))
    attributions = [one.attribution for one in group]
    quotes = dict.fromkeys(words for one in attributions for words in one.quotes)
    modes = {one.mode for one in attributions}
    joined = replace(
        first.attribution,
        day=next((one.day for one in attributions if one.day), ""),
        quotes=tuple(quotes),
        mode=first.attribution.mode if len(modes) == 1 else Mode.MIXED.value,
        chain=max((one.chain for one in attributions), key=len),
    )
    contents = tuple(sorted({span for one in group for span in one.statement.content}))
    return replace(first, statement=replace(first.statement, content=contents), attribution=joined)


def _stretch(statement: Statement, report: Report) -> _Stretch | None:
    """Return the sentences from the first to the last that the statement touches; None when they are no one stretch."""
    annotations, text = report.annotations, report.version.text
    spans = [*statement.content]
    if statement.cue:
        spans.append(statement.cue.span)
    if statement.speaker:
        spans.append(statement.speaker.words.span)
    touched = [
        index
        for index in range(max(0, statement.sentence - 4), min(len(annotations.sentences), statement.sentence + 5))
        if any(annotations.sentences[index].span.overlaps(span) for span in spans)
    ]
    if not touched:
        return None
    span = Span(annotations.sentences[touched[0]].span.start, annotations.sentences[touched[-1]].span.end)
    words = span.of(text)
    if "\n\n" in words or len(words.split()) > MAX_WORDS or text.count("\n\n", span.start, span.end):
        return None
    attribution = _attribution(statement, report, span)
    return _Stretch(statement, range(touched[0], touched[-1] + 1), span, words, " ".join(words.split()), attribution)


def _attribution(statement: Statement, report: Report, within: Span) -> Attribution:
    """Return who said it and through whom it is known, with the quotation's words as they stand."""
    speaker, annotations, text = statement.speaker, report.annotations, report.version.text
    marked = [Span(one.start + within.start, one.end + within.start) for one in quoted(within.of(text))]
    quotes = tuple(
        " ".join(one.of(text).split())
        for one in marked
        if statement.mode is not Mode.INDIRECT and any(one.overlaps(span) for span in statement.content)
    )
    return Attribution(
        speaker=_name(speaker) if speaker else "",
        office=_office(statement, annotations),
        mode=statement.mode.value,
        day=day_of(statement.time, annotations),
        cue=statement.cue.words if statement.cue else "",
        quotes=quotes,
        chain=tuple(_shown(hop, annotations, report.outlet) for hop in statement.chain),
    )


def _known(attribution: Attribution, who: Who) -> Attribution:
    """Let a surname alone become the name in full, and an office the report leaves out come from another."""
    name, office = who.split(attribution.speaker) if attribution.speaker else ("", "")
    person = who.person(name) if name[:1].isupper() else None
    own = attribution.office or office
    return replace(
        attribution,
        speaker=person.name if person else name,
        office=person.office if person and own in person.office else own,
    )


def _speaker_key(name: str, speaker: Speaker | None) -> str:
    key = folded(name)
    return key.split()[-1] if key and speaker and speaker.kind is SpeakerKind.NAMED else key


def _office(statement: Statement, annotations: Annotations) -> str:
    speaker = statement.speaker
    if speaker is None:
        return ""
    if speaker.office or speaker.entity is None or speaker.kind is not SpeakerKind.NAMED:
        office = speaker.office
    else:
        office = annotations.entities[speaker.entity].office
    return plain_office(office)


def day_of(time: int | None, annotations: Annotations) -> str:
    """Return the ISO day of a time; empty when it is not resolved to a day."""
    if time is None:
        return ""
    found = annotations.times[time]
    exact = found.precision in ("day", "part_of_day", "hour", "minute")
    value = found.value[:10]
    if exact and len(value) == 10 and value[4] == "-" and value[7] == "-":
        return value
    return found.start.date().isoformat() if exact and found.start else ""


def _shown(hop: Hop, annotations: Annotations, outlet: str) -> HopShown:
    words = " ".join(hop.words.words.split()) if hop.words else ""
    party = hop.party or (outlet if hop.kind is HopKind.OUTLET else "")
    return HopShown(kind=hop.kind.value, party=party, words=words, day=day_of(hop.time, annotations))


def variants(one: Utterance, others: list[Utterance]) -> Iterator[Utterance]:
    """Yield the utterances of other reports that are the same words of the same speaker, more or less."""
    words = set(folded(one.words).split())
    for other in others:
        if other is one or other.speaker_key != one.speaker_key:
            continue
        theirs = set(folded(other.words).split())
        if words and theirs and len(words & theirs) >= _SAME_SPEAKER_WORDS * min(len(words), len(theirs)):
            yield other


def best_sourced(group: list[Utterance]) -> Utterance:
    """Choose the variant to show, by the rule of `sourcing_rank`."""

    def rank(one: Utterance) -> Rank:
        report = one.candidate.report
        return sourcing_rank(one.statement, len(one.words), report.at, report.version.id)

    return min(group, key=rank)
