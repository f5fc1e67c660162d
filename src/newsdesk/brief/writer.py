"""The sections of a brief: which points lead, what is added by whom, what is disputed, what is background."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice, takewhile

import numpy as np
from msgspec.structs import replace

from newsdesk.brief.choosing import Choice, choose
from newsdesk.brief.choosing import Made as Chosen
from newsdesk.brief.citing import cite, cite_all
from newsdesk.brief.disputed import Ledger, Side, disputes, is_harm, ledger, raised, superseded
from newsdesk.brief.figures import figures_shown
from newsdesk.brief.headline import as_sentence, headlines_apart
from newsdesk.brief.material import Candidate, Material
from newsdesk.brief.naming import in_full, introduced
from newsdesk.brief.ordering import follows_on, in_order_of_report, not_leaning
from newsdesk.brief.points import Point, Points, cited_by, points_of, preferred
from newsdesk.brief.said import Utterance, best_sourced, utterances, variants
from newsdesk.brief.salience import MAX_WORDS
from newsdesk.brief.weights import Vectors, terms
from newsdesk.brief.who import Who
from newsdesk.brief.wording import balanced, worded
from newsdesk.errors import GateError
from newsdesk.essentials import folded, wording
from newsdesk.gate import check_sentence
from newsdesk.model.annotations import CueClass
from newsdesk.model.brief import Attribution, Brief, BriefSentence, FigureEntry, Role
from newsdesk.reading import count_words

_OLD = timedelta(hours=36)
"""What was first reported this long before the newest report is background."""
_MAX_SPEAKERS = 5
_MAX_HEADLINES = 4
_SAID_SHARE = 0.35
"""How many words the speakers whom the key points leave out may add, as a share of those."""
_LEAST_SAID = 30
_LEAD_NEWNESS = 0.35
"""How much more the newness of a point counts for the lead than for the other sentences."""
_LEAD_RECENCY = 0.6
_LEAD_TOLL = 0.25
_LEAD_DENIAL = 0.3
_LEAD_WEIGHT = 0.5
"""Share of the heaviest point's weight below which nothing leads."""
_FEW_TITLE_WORDS = 6
_LEAD_TRIES = 5
_MAX_BACKGROUND = 3
_MAX_HEARINGS = 3
_FULL = 0.6
"""Share of the budget below which the core hears its speakers again."""
_TOLD = 0.6
"""Share of the words of the shorter of two sentences in the other from which one of them is told already."""
_SHORT = 5
"""Stems below which a sentence is too short to tell by them that it holds another."""
_COVERED = 0.72
"""Share of a sentence's words that the brief has used already from which it adds too little."""
_MOSTLY = 0.3
"""Share of a sentence that reported words take up from which it is an utterance; a quotation always makes it one."""
_AHEAD = re.compile(r"\b(?:will|may|can|shall|(?:is|are) (?:to|due|expected|set) )\b", re.IGNORECASE)
_ORDER = tuple(Role)


@dataclass
class Writer:
    """The state of one brief while it is written."""

    material: Material
    previous: Brief | None
    present_year: int = field(init=False)
    """That of the newest report: days of other years are written with theirs."""
    texts: dict[str, str] = field(init=False)
    points: tuple[Point, ...] = field(init=False)
    """What the reports say, without tolls that were raised since."""
    among: Points = field(init=False)
    """All points, with what is expected of them."""
    rows: Vectors = field(init=False)
    figures: Ledger = field(init=False)
    carried: dict[tuple[str, int], tuple[Candidate, ...]] = field(init=False)
    """All sentences that say what a sentence says, by its version id and start."""
    tolls: set[int] = field(init=False)
    """Rows of points that count people who came to harm."""
    denials: set[tuple[str, int]] = field(init=False)
    """Where denials stand, by version id and start."""
    outdated: frozenset[float] = field(init=False)
    """Tolls that were raised since."""
    who: Who = field(init=False)
    said: list[Utterance] = field(init=False)
    told: frozenset[str] = field(init=False)
    titles: frozenset[str] = field(init=False)
    """The stems of the words of all headlines."""
    words: set[str] = field(default_factory=set)
    """The stems of the words told so far."""
    hearings: int = 1
    """How often one speaker may be heard."""
    n_old: int = 0
    """How many of the chosen points are old."""
    heard: Counter[str] = field(default_factory=Counter)
    """How often each speaker was, by key."""

    def __post_init__(self) -> None:
        self.present_year = self.material.reports[-1].at.year
        self.texts = self.material.texts
        self.titles = frozenset(term for one in self.material.reports for term in terms(one.version.title))
        self.among = points_of(self.material)
        points, self.rows = self.among.points, self.among.rows
        self.who = Who(self.material.reports)
        self.said = utterances(self.material, self.who)
        spoken = {(one.candidate.report.version.id, one.candidate.index): one.speaker_key for one in self.said}
        self.figures = ledger(points, spoken)
        self.tolls = {side.row for key, sides in self.figures.items() if is_harm(key) for side in sides}
        denials = (one for one in self.said if one.statement.cue_class is CueClass.DENIAL)
        self.denials = {_key(one.candidate) for one in denials}
        old = superseded(self.figures, self.rows)
        self.outdated = raised(self.figures, self.rows)
        cited = cited_by(self.previous)
        fresh = (preferred(point, cited) for point in points if point.row not in old)
        self.points = tuple(sorted(fresh, key=lambda point: (-point.weight, point.row)))
        self.carried = {
            (one.report.version.id, one.span.start): point.carriers for point in points for one in point.carriers
        }
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
        budget = self.among.aim
        most = MAX_WORDS - int(MAX_WORDS * _SAID_SHARE * bool(self.said))
        core = self._core(min(budget, most), most)
        if not core:
            return []
        core = self._with_roles(in_order_of_report(core))
        used = sum(count_words(sentence.text) for _, sentence in core)
        spoken = self._spoken(core, min(MAX_WORDS - used, max(_LEAST_SAID, int(budget * _SAID_SHARE) + budget - used)))
        everything = self._disputed([*(one for _, one in core), *spoken])
        ordered = sorted(everything, key=lambda one: _ORDER.index(one.role))
        return [self._marked(one) for one in not_leaning(ordered)]

    def _core(self, budget: int, most: int) -> list[Chosen]:
        """Choose the essential points: each speaker is heard once, and more often only where few others speak."""
        choice = Choice(self.points, self.among, budget)
        self._lead(choice)
        for self.hearings in (1, _MAX_HEARINGS):
            if not choice.made or self.hearings == 1 or choice.n_words < _FULL * budget:
                choice.reopen()
                least = 0.0 if self.hearings == 1 else _FULL * budget
                choose(choice, self, least=least, most=most)
        return choice.made

    def _lead(self, choice: Choice) -> None:
        """Choose what would lead before all else, or the older sentences that it is like would keep it out."""
        heaviest = next(filter(self._of_headlines, self.points), None)
        least = _LEAD_WEIGHT * heaviest.weight if heaviest else np.inf
        heavy = takewhile(lambda point: point.weight >= least, self.points)
        ranked = sorted(enumerate(heavy), key=lambda one: (-self._leads(one[1]), one[1].row))
        for index, point in islice((one for one in ranked if self._of_headlines(one[1])), _LEAD_TRIES):
            sentence = self.make(point, None)
            if sentence is not None:
                self.took(point)
                choice.add(index, sentence)
                break

    def ledger(self) -> tuple[FigureEntry, ...]:
        """Return the figures that differ, by quantity, with who gave which."""
        speakers = {
            (one.candidate.report.version.id, one.candidate.index): one.attribution.speaker for one in self.said
        }

        def named(side: Side) -> str:
            report = side.candidate.report
            given = side.figure.statement
            at = side.candidate.index if given is None else report.annotations.statements[given].sentence
            return speakers.get((report.version.id, at), "")

        return figures_shown(self.figures, self.rows, named, self.previous, self.texts)

    def _of_headlines(self, point: Point) -> bool:
        """Tell whether a point shares words with the headlines; what doesn't may be of another article on the page.

        Of a story with several headlines it takes two: one may be the outlet's name.
        """
        needed = min(2, max(1, len(self.titles) // _FEW_TITLE_WORDS)) if self.titles else 0
        return len(self.titles.intersection(terms(point.shown.words))) >= needed

    def headlines(self, headline: BriefSentence) -> list[BriefSentence]:
        """Let further headlines tell the story where no report has text."""
        others = headlines_apart(self.material, headline.text, _MAX_HEADLINES)
        made = [as_sentence(one, self.material, Role.KEY if i else Role.LEAD) for i, one in enumerate(others)]
        return [self._marked(one) for one in made if self.passes(one)]

    def make(self, point: Point, before: Point | None) -> BriefSentence | None:
        """Word a point for readers; None when it leans on words that are not shown, or fails the gate."""
        words = set(terms(point.shown.words))
        if len(words & self.words) >= _COVERED * len(words):
            return None
        # One more than are shown, since the oldest of them may come to lead.
        if self.n_old > _MAX_BACKGROUND and self._is_old(point):
            return None
        follows = before is not None and follows_on(before.shown, point.shown)
        one = self._utterance(point.shown)
        if one is None or not one.personal:
            attribution = one.attribution if one else None
            return self._made(point.shown, point.carriers, Role.KEY, attribution, follows=follows)
        # What somebody said days ago is no background; the newest of it is told among who said what.
        if self.heard[one.speaker_key] >= self.hearings or self._is_old(point):
            return None
        group = [one, *variants(one, self.said)]
        best = best_sourced(group)
        carriers = [*point.carriers, *(variant.candidate for variant in group)]
        return self._made(best.candidate, carriers, Role.SAID, best.attribution, follows=follows and best is one)

    def took(self, point: Point) -> None:
        """Remember what was told, and who was heard."""
        self.words |= set(terms(point.shown.words))
        self.n_old += self._is_old(point)
        one = self._utterance(point.shown)
        if one is not None:
            self.heard[one.speaker_key] += 1

    def _made(
        self,
        shown: Candidate,
        carriers: Sequence[Candidate],
        role: Role,
        attribution: Attribution | None,
        *,
        follows: bool = False,
    ) -> BriefSentence | None:
        carriers = [*carriers, *self._carriers(shown)]
        for plain in (False, True):
            words = worded(shown, self.present_year, plain=plain)
            # A quotation may begin with `This`: its speaker stands beside it.
            own_words = (
                attribution is not None
                and bool(attribution.quotes)
                and words.text[0] in "\"“„«'‘"
                and balanced(words.text)
            )
            if not (words.whole or follows or own_words):
                continue
            text, named = ("", ()) if plain else in_full(words.text, shown, self.who)
            also = (*(cite(shown.report, extract) for extract in words.also), *named)
            sentence = BriefSentence(
                text=text or words.text,
                role=role,
                citations=cite_all(shown, carriers, (*also, *introduced(attribution, shown, self.who))),
                attribution=attribution,
                event_day=shown.event_date,
            )
            if self.passes(sentence):
                return sentence
            bare = replace(sentence, attribution=None, citations=cite_all(shown, carriers, also))
            if attribution is not None and self.passes(bare):
                return bare
        return None

    def _carriers(self, shown: Candidate) -> tuple[Candidate, ...]:
        """Return the sentences that say the same; none for a stretch of several, since they say but its first."""
        same = self.carried.get(_key(shown), ())
        return same if any(one.span == shown.span and one.report is shown.report for one in same) else ()

    def _utterance(self, shown: Candidate) -> Utterance | None:
        """The utterance a sentence is mostly made of; of several the one with most words."""
        own = [
            one for one in self.said if one.candidate.report is shown.report and one.candidate.span.covers(shown.span)
        ]
        # A sentence within a longer utterance is told with all of it, or its speaker would be lost.
        inside = [one for one in own if one.candidate.span == shown.span] or own
        if not inside:
            return None
        most = max(inside, key=lambda one: one.n_letters)
        return most if most.attribution.quotes or most.n_letters >= _MOSTLY * len(shown.span) else None

    def _is_old(self, point: Point) -> bool:
        newest = self.material.reports[-1].at
        if newest - point.first_at > _OLD:
            return True
        # `may return on Thursday` is ahead, whichever Thursday it was resolved to.
        return not _AHEAD.search(point.shown.words) and _long_ago(point.shown.event_date, newest)

    def _with_roles(self, core: list[Chosen]) -> list[Chosen]:
        """The point that is heaviest and newest leads; quotations are said, and what is old is background."""
        fits = [self._of_headlines(point) for point, _ in core]
        lead = max(range(len(core)), key=lambda i: (fits[i], self._leads(core[i][0]), -i))
        if not worded(core[lead][0].shown, self.present_year).whole:
            lead = 0
        shown: list[Chosen] = []
        n_background = 0
        for i, (point, sentence) in enumerate(core):
            old = self._is_old(point)
            role = Role.LEAD if i == lead else Role.BACKGROUND if old else sentence.role
            n_background += role is Role.BACKGROUND
            if role is not Role.BACKGROUND or n_background <= _MAX_BACKGROUND:
                shown.append((point, replace(sentence, role=role)))
        return shown

    def _leads(self, point: Point) -> float:
        """How well a point would lead: what is new and opens its report, a toll, what is so rather than what is not."""
        opens = any(not one.place for one in point.carriers)
        gain = _LEAD_NEWNESS * point.newness + (_LEAD_RECENCY * point.recency if opens else 0.0)
        toll, denied = point.row in self.tolls, _key(point.shown) in self.denials
        return point.weight + gain + _LEAD_TOLL * toll - _LEAD_DENIAL * denied

    def _spoken(self, core: list[Chosen], budget: int) -> list[BriefSentence]:
        """Add the newest utterance of each speaker the core leaves out, the weightiest speakers first."""
        told = [set(terms(sentence.text)) for _, sentence in core]
        weight = {id(carrier): point.weight for point in self.points for carrier in point.carriers}
        by_place = {(one.report.version.id, one.index): weight.get(id(one), 0.0) for one in self.material.candidates}
        newest: dict[str, Utterance] = {}
        for one in self.said:
            held = newest.get(one.speaker_key)
            free = one.personal and not self.heard[one.speaker_key]
            if free and (held is None or one.said_at >= held.said_at):
                newest[one.speaker_key] = one
        ranked = sorted(
            newest.values(),
            key=lambda one: -by_place.get((one.candidate.report.version.id, one.candidate.index), 0.0),
        )
        found: list[tuple[datetime, BriefSentence]] = []
        most = max(0, _MAX_SPEAKERS - sum(sentence.role is Role.SAID for _, sentence in core))
        for one in ranked:
            group = [one, *variants(one, self.said)]
            best = best_sourced(group)
            sentence = self._made(best.candidate, [v.candidate for v in group], Role.SAID, best.attribution)
            words = set(terms(sentence.text)) if sentence else set()
            if sentence is None or sentence.attribution is None or any(_told(words, other) for other in told):
                continue
            budget -= count_words(sentence.text)
            if budget < 0 or len(found) >= most:
                break
            told.append(words)
            found.append((one.said_at, sentence))
        return [sentence for _, sentence in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def _disputed(self, shown: Sequence[BriefSentence]) -> list[BriefSentence]:
        """Put the sides of the weightiest dispute together, one sentence each; one that leads stays the lead."""
        for sides in disputes(self.figures, self.rows)[:1]:
            found = [made for one in sides[-3:] if (made := self._side(one, shown)) is not None]
            if len(found) < 2:
                break
            texts = {folded(one.text) for one in found}
            kept = [one for one in shown if one.role is Role.LEAD or folded(one.text) not in texts]
            told = {folded(one.text) for one in kept}
            return [*kept, *(one for one in found if folded(one.text) not in told)]
        return list(shown)

    def _side(self, side: Side, shown: Sequence[BriefSentence]) -> BriefSentence | None:
        """Tell one side of a dispute: in the sentence of the same party that is shown already, else in its own."""
        same = (
            one
            for one in self.figures[side.key]
            if (one.party, one.figure.quantity) == (side.party, side.figure.quantity)
        )
        places = {(one.candidate.report.version.id, one.candidate.span.start) for one in same}
        for sentence in shown:
            first = sentence.citations[0]
            if (first.version_id, first.extract.span.start) in places and sentence.role is not Role.LEAD:
                return replace(sentence, role=Role.DISPUTED)
        one = self._utterance(side.candidate)
        return self._made(side.candidate, [side.candidate], Role.DISPUTED, one.attribution if one else None)

    def _marked(self, sentence: BriefSentence) -> BriefSentence:
        """Mark what the story's last brief did not say."""
        return replace(sentence, new=self.previous is not None and wording(sentence) not in self.told)


def _key(candidate: Candidate) -> tuple[str, int]:
    return candidate.report.version.id, candidate.span.start


def _told(words: set[str], other: set[str]) -> bool:
    """Tell whether the shorter of two sentences is mostly in the other."""
    return len(words & other) >= _TOLD * max(_SHORT, min(len(words), len(other)))


def _long_ago(event_day: str, newest: datetime) -> bool:
    """Tell whether an event lies well before the newest report, given how precisely its date is known."""
    margin = {4: timedelta(days=500), 7: timedelta(days=45), 10: timedelta(days=3)}.get(len(event_day))
    return margin is not None and event_day < (newest - margin).date().isoformat()[: len(event_day)]
