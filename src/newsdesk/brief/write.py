"""A story becomes a brief: sentences taken from its reports, in sections, each with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from newsdesk.brief.choosing import MAX_WORDS, budget_for, choose
from newsdesk.brief.choosing import Made as Chosen
from newsdesk.brief.citing import cite_all
from newsdesk.brief.disputed import disputes
from newsdesk.brief.headline import as_sentence, headline_of, headlines_apart
from newsdesk.brief.material import Candidate, Material, gather
from newsdesk.brief.points import Point, points_of
from newsdesk.brief.said import Utterance, best_sourced, utterances, variants
from newsdesk.brief.shown import about, origins_shown, people_of, places_of
from newsdesk.brief.weights import Vectors
from newsdesk.brief.wording import worded
from newsdesk.errors import GateError
from newsdesk.essentials import essentials, folded, wording
from newsdesk.gate import check_sentence
from newsdesk.model.brief import Attribution, Brief, BriefSentence, Role
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Dossier
from newsdesk.reading import count_words

_OLD = timedelta(hours=36)
"""What was first reported this long before the newest report is background."""
_MAX_SPEAKERS = 4
_MAX_HEADLINES = 4
_SAID_SHARE = 0.35
"""How many words the speakers whom the key points leave out may add, as a share of those."""
_LEAD_RECENCY = 0.35
"""How much more the newness of a point counts for the lead than for the other sentences."""
_MAX_BACKGROUND = 3
_MAX_HEARINGS = 3
_FULL = 0.6
"""Share of the budget below which the core hears its speakers again."""
_ORDER = tuple(Role)


def write_brief(dossier: Dossier, previous: Brief | None, now: datetime) -> Outcome[Brief]:
    """Write the story's brief, extractive and within two minutes' reading.

    Refused NOTHING_NEW when headline, essentials and the number of independent origins are those of `previous`, and
    NO_EVIDENCE when not even a headline can be shown with evidence that passes the gate.
    """
    if not dossier.reports:
        return Refused(Reason.NO_EVIDENCE, "the story holds no report")
    material = gather(dossier)
    writer = _Writer(material, previous, now.year)
    sentences = writer.sentences()
    headline = headline_of(material, sentences[0] if sentences else None, previous)
    if headline is None or not writer.passes(headline):
        return Refused(Reason.NO_EVIDENCE, f"no headline of {len(dossier.reports)} reports can be cited")
    if not sentences:
        sentences = writer.headlines(headline)
    brief = _assemble(dossier, material, headline, sentences, previous, now)
    if previous is not None and _unchanged(previous, brief):
        return Refused(Reason.NOTHING_NEW, f"the essentials are those of brief {previous.number}")
    return Made((brief,))


def is_stale(brief: Brief, version_ids: Sequence[str]) -> bool:
    """Tell whether the story now holds reports (`version_ids`) that the brief was not made from."""
    return not set(version_ids) <= set(brief.version_ids)


def _unchanged(previous: Brief, brief: Brief) -> bool:
    return (
        essentials(previous) == essentials(brief)
        and folded(previous.headline.text) == folded(brief.headline.text)
        and len(previous.origins) == len(brief.origins)
    )


@dataclass
class _Writer:
    """The state of one brief while it is written."""

    material: Material
    previous: Brief | None
    present_year: int
    texts: dict[str, str] = field(init=False)
    points: tuple[Point, ...] = field(init=False)
    rows: Vectors = field(init=False)
    said: list[Utterance] = field(init=False)
    told: frozenset[str] = field(init=False)
    hearings: int = 1
    """How often one speaker may be heard."""
    heard: Counter[str] = field(default_factory=Counter)
    """How often each speaker was, by key."""

    def __post_init__(self) -> None:
        self.texts = self.material.texts
        self.points, self.rows = points_of(self.material)
        self.said = utterances(self.material)
        self.told = frozenset(map(wording, self.previous.sentences)) if self.previous else frozenset()

    def passes(self, sentence: BriefSentence) -> bool:
        """Tell whether the sentence passes the gate."""
        try:
            check_sentence(sentence, self.texts)
        except GateError:
            return False
        return True

    def sentences(self) -> list[BriefSentence]:
        """Write all sections, in the order of their roles."""
        budget = budget_for(self.points)
        most = MAX_WORDS - int(MAX_WORDS * _SAID_SHARE * bool(self.said))
        core = self._core(min(budget, most))
        if not core:
            return []
        core = self._with_roles(_in_order_of_report(core))
        used = sum(count_words(sentence.text) for _, sentence in core)
        spoken = self._spoken(core, min(MAX_WORDS - used, int(budget * _SAID_SHARE) + budget - used))
        sides = self._disputed([*(one for _, one in core), *spoken])
        everything = [*(one for _, one in core), *spoken, *sides]
        ordered = sorted(everything, key=lambda one: _ORDER.index(one.role))
        return [self._marked(one) for one in ordered]

    def _core(self, budget: int) -> list[Chosen]:
        """Choose the essential points: each speaker is heard once, and more often only where few others speak."""
        core: list[Chosen] = []
        for self.hearings in (1, _MAX_HEARINGS):
            used = sum(count_words(sentence.text) for _, sentence in core)
            if not core or used < _FULL * budget:
                core += choose(self.points, self.rows, budget - used, self.make, chosen=core)
        return core

    def headlines(self, headline: BriefSentence) -> list[BriefSentence]:
        """Let further headlines tell the story where no report has text."""
        others = headlines_apart(self.material, headline.text, _MAX_HEADLINES)
        made = [as_sentence(one, self.material, Role.KEY if i else Role.LEAD) for i, one in enumerate(others)]
        return [self._marked(one) for one in made if self.passes(one)]

    def make(self, point: Point, before: Point | None) -> BriefSentence | None:
        """Word a point for readers; None when it leans on words that are not shown, or fails the gate."""
        follows = before is not None and _follows(before.shown, point.shown)
        one = self._utterance(point.shown)
        if one is None or not one.personal:
            attribution = one.attribution if one else None
            return self._made(point.shown, point.carriers, Role.KEY, attribution, follows=follows)
        if self.heard[one.speaker_key] >= self.hearings:
            return None
        sentence = self._made(point.shown, point.carriers, Role.SAID, one.attribution, follows=follows)
        self.heard[one.speaker_key] += sentence is not None
        return sentence

    def _made(
        self,
        shown: Candidate,
        carriers: Sequence[Candidate],
        role: Role,
        attribution: Attribution | None,
        *,
        follows: bool = False,
    ) -> BriefSentence | None:
        for plain in (False, True):
            words = worded(shown, self.present_year, plain=plain)
            # A quotation may begin with `This`: its speaker stands beside it.
            own_words = attribution is not None and bool(attribution.quotes) and words.text[0] in "\"“„«'‘"
            if not (words.whole or follows or own_words):
                continue
            sentence = BriefSentence(
                text=words.text,
                role=role,
                citations=cite_all(shown, carriers, words.also),
                attribution=attribution,
                event_day=shown.event_date,
            )
            if self.passes(sentence):
                return sentence
            if attribution is not None and self.passes(bare := replace(sentence, attribution=None)):
                return bare
        return None

    def _utterance(self, shown: Candidate) -> Utterance | None:
        """The utterance a sentence is mostly made of; of several the one with most words."""
        inside = [one for one in self.said if one.candidate.report is shown.report and one.candidate.span == shown.span]
        if not inside:
            return None
        most = max(inside, key=lambda one: one.n_letters)
        return most if most.n_letters >= 0.3 * len(shown.span) else None

    def _with_roles(self, core: list[Chosen]) -> list[Chosen]:
        """The point that is heaviest and newest leads; quotations are said, and what is old is background."""
        newest = self.material.reports[-1].at
        lead = max(range(len(core)), key=lambda i: (core[i][0].weight + _LEAD_RECENCY * core[i][0].recency, -i))
        if not worded(core[lead][0].shown, self.present_year).whole:
            lead = 0
        shown: list[Chosen] = []
        n_background = 0
        for i, (point, sentence) in enumerate(core):
            old = newest - point.first_at > _OLD or _long_ago(sentence.event_day, newest)
            role = Role.LEAD if i == lead else Role.BACKGROUND if old else sentence.role
            n_background += role is Role.BACKGROUND
            if role is not Role.BACKGROUND or n_background <= _MAX_BACKGROUND:
                shown.append((point, replace(sentence, role=role)))
        return shown

    def _spoken(self, core: list[Chosen], budget: int) -> list[BriefSentence]:
        """Add the newest utterance of each speaker the core leaves out, the weightiest speakers first."""
        heard = {folded(one.attribution.speaker) for _, one in core if one.attribution}
        texts = " ".join(folded(sentence.text) for _, sentence in core)
        weight = {id(carrier): point.weight for point in self.points for carrier in point.carriers}
        by_place = {(one.report.version.id, one.index): weight.get(id(one), 0.0) for one in self.material.candidates}
        newest: dict[str, Utterance] = {}
        for one in self.said:
            held = newest.get(one.speaker_key)
            if one.speaker_key not in heard and (held is None or one.said_at >= held.said_at):
                newest[one.speaker_key] = one
        ranked = sorted(
            newest.values(),
            key=lambda one: -by_place.get((one.candidate.report.version.id, one.candidate.index), 0.0),
        )
        found: list[tuple[datetime, BriefSentence]] = []
        for one in ranked:
            group = [one, *variants(one, self.said)]
            best = best_sourced(group)
            sentence = self._made(best.candidate, [v.candidate for v in group], Role.SAID, best.attribution)
            if sentence is None or sentence.attribution is None or folded(sentence.text) in texts:
                continue
            budget -= count_words(sentence.text)
            if budget < 0 or len(found) == _MAX_SPEAKERS:
                break
            found.append((one.said_at, sentence))
        return [sentence for _, sentence in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def _disputed(self, shown: Sequence[BriefSentence]) -> list[BriefSentence]:
        """A sentence per side of the weightiest dispute; a side the brief tells already is not told twice."""
        texts = {folded(sentence.text) for sentence in shown}
        for sides in disputes(self.material, self.points, self.rows)[:1]:
            made = [self._made(one.candidate, [one.candidate], Role.DISPUTED, None) for one in sides[-3:]]
            told = [one for one in made if one is not None and folded(one.text) not in texts]
            if len([one for one in made if one is not None]) >= 2:
                return told
        return []

    def _marked(self, sentence: BriefSentence) -> BriefSentence:
        """Mark what the story's last brief did not say."""
        return replace(sentence, new=self.previous is not None and wording(sentence) not in self.told)


def _in_order_of_report(core: Sequence[Chosen]) -> list[Chosen]:
    """Let the points of one report stand in its order, in the places that their weights gave them; the first leads."""
    slots: dict[str, list[int]] = {}
    for i, (point, _) in enumerate(core):
        slots.setdefault(point.shown.report.version.id, []).append(i)
    ordered = list(core)
    for places in slots.values():
        inside = sorted((core[i] for i in places), key=lambda one: one[0].shown.place)
        for place, one in zip(places, inside, strict=True):
            ordered[place] = one
    return ordered


def _follows(before: Candidate, candidate: Candidate) -> bool:
    return before.report is candidate.report and candidate.place == before.place + 1


def _long_ago(event_day: str, newest: datetime) -> bool:
    return bool(event_day) and event_day < (newest - timedelta(days=3)).date().isoformat()[: len(event_day)]


def _assemble(
    dossier: Dossier,
    material: Material,
    headline: BriefSentence,
    sentences: Sequence[BriefSentence],
    previous: Brief | None,
    now: datetime,
) -> Brief:
    number = previous.number + 1 if previous else 1
    version_ids = tuple(report.version.id for report in dossier.reports)
    languages = Counter(report.annotations.language or report.version.language for report in material.reports)
    scores = [joining.score for joining in dossier.joinings]
    found = about(material, (headline, *sentences))
    return Brief(
        id=make_id("bri", dossier.story_id, number, *version_ids),
        story_id=dossier.story_id,
        number=number,
        headline=headline,
        sentences=tuple(sentences),
        made_at=now,
        version_ids=version_ids,
        origins=origins_shown(dossier, material),
        places=places_of(found),
        people=people_of(found),
        language=languages.most_common(1)[0][0] or "en",
        confidence=round(sum(scores) / len(scores), 4) if scores else 0.0,
    )
