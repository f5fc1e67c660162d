"""Placing one report after the other into stories.

Hard because it is decided at once, in order of arrival, and must stand: a process that was killed and rebuilt its
memory from the store must go on to decide exactly as it would have. So all memory is a function of the last
placements (see `memory`), sums run in fixed orders, and nothing reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import exp

import numpy as np

from newsdesk.cluster.candidates import Candidates, find_candidates
from newsdesk.cluster.decision import Model, load_model, load_prior
from newsdesk.cluster.kinship import find_kin
from newsdesk.cluster.likeness import Comparer
from newsdesk.cluster.memory import HeldStory, Memory
from newsdesk.cluster.reasons import Pair, join_reason, percent, titled
from newsdesk.cluster.teaching import UNTAUGHT, Lesson, learn, raised
from newsdesk.cluster.ties import named_ties
from newsdesk.cluster.traits import Reader, Traits
from newsdesk.model.identity import make_id
from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.model.reason import Reason
from newsdesk.model.story import Joining, Placement, Relation, Report, StoryMerge

MAX_REPORTS = 30_000
MAX_AGE = timedelta(days=5 * 365)
N_WITNESSES = 3
"""So many of a story's latest reports must fit another story before the two are taken for one."""
SMALL, SMALL_FROM = 3, 0.5
"""A story of at most so many reports is placed anew when one joins a story beside it; from this mean probability on
it belongs to that."""
LOOK_FROM = 0.2
"""The least probability of a report's belonging to a story at which that story is looked at again."""
YOUNG, YOUNG_FOR = 0.7, 150.0
"""An empty memory asks for a logit higher by so much before a report joins by likeness alone; one that holds so many
reports for 1/e of that. Hardly any of a desk's first reports belong together, and all their words seem rare."""
_FOLDED = (Relation.COPY, Relation.VERSION)


@dataclass(frozen=True, slots=True)
class Window:
    """What a clusterer remembers: the last `max_reports` placements, and of these none seen more than `max_age`
    before one placed after it. Restoring more than this changes nothing."""

    max_reports: int
    max_age: timedelta


class Clusterer:
    """Joins reports to stories, one at a time, in the order in which they are placed."""

    def __init__(
        self, *, max_reports: int = MAX_REPORTS, max_age: timedelta = MAX_AGE, model: Model | None = None
    ) -> None:
        """Begin with an empty memory. `model` is for training; None takes the one that ships."""
        self.window = Window(max_reports, max_age)
        self._model = model or load_model()
        self._memory = Memory(load_prior(), max_reports, max_age)
        self._comparer = Comparer(self._memory)
        self._reader = Reader()
        self._taught = UNTAUGHT
        self._apart: dict[str, set[str]] = {}
        self._leads: dict[str, str] = {}

    @property
    def n_held(self) -> int:
        """How many reports are held."""
        return len(self._memory.reports)

    @property
    def join_from(self) -> float:
        """The probability from which on a report joins a story, once the memory is no longer young."""
        return self._taught.lowered(self._model.join_from)

    def be_taught(self, lessons: Sequence[Lesson]) -> None:
        """Take all that editors have put right so far, oldest first; it bears on what is placed from now on."""
        self._taught = learn(lessons, self._model.join_from)

    def place(self, report: Report, known: Joining | None = None) -> Outcome[Placement]:
        """Decide which story the report belongs to, and remember it.

        `known` is the newest joining of an earlier reading of the same article, from the store; it is needed only
        where that reading may have left the window. Refuses SAME_TEXT when the article is held with the same text.
        """
        traits = self._reader.read(report)
        own = self._memory.of_article(traits.article_id)
        if own is not None and self._memory.reports[own].traits.reading == traits.reading:
            return Refused(
                Reason.SAME_TEXT, f"{traits.version_id} reads as {self._memory.reports[own].traits.version_id}"
            )
        if own is not None or known is not None:
            joining = self._reread(traits, own, known)
            self._add(traits, joining)
            return Made((Placement(joining=joining),))
        return Made((self._place_new(report, traits),))

    def restore(
        self,
        placed: Iterable[tuple[Report, Joining]],
        merges: Iterable[StoryMerge] = (),
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Rebuild the memory from what was placed, in order of placing; at least what `window` tells.

        Joinings may name stories that have merged since, when `merges` says into which. Later joinings of one
        version, such as an editor's, stand for its first. `apart` are the pairs of stories an editor split.
        """
        self._leads.update({merge.from_id: merge.into_id for merge in merges})
        for report, joining in placed:
            traits = self._reader.read(report)
            self._add(traits, joining, story_id=_follow(self._leads, joining.story_id))
        for one, other in apart:
            self.keep_apart(one, other)

    def hold(self, joining: Joining) -> bool:
        """Take an editor's joining: the report moves to its story, if it is held, and never moves again.

        False, with nothing changed, when another reading of the article is held: that stays where the store has it,
        and only restoring knows where that is.
        """
        number = self._memory.of_article(joining.article_id)
        if number is None:
            return True
        if self._memory.reports[number].traits.version_id != joining.version_id:
            return False
        self._memory.move(number, _follow(self._leads, joining.story_id))
        return True

    def merge(self, from_id: str, into_id: str) -> None:
        """Take an editor's merge: all of one story's reports belong to the other."""
        from_id, into_id = _follow(self._leads, from_id), _follow(self._leads, into_id)
        if from_id == into_id:
            return
        source = self._memory.stories.get(from_id)
        if source is None:
            self._lead(from_id, into_id)
        else:
            self._move_all(source, self._memory.story(into_id))

    def keep_apart(self, one: str, other: str) -> None:
        """Take an editor's split: the two stories never merge by themselves."""
        one, other = _follow(self._leads, one), _follow(self._leads, other)
        if one != other:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def _reread(self, traits: Traits, own: int | None, known: Joining | None) -> Joining:
        """A later reading keeps its article's story."""
        earlier = self._memory.reports[own] if own is not None else None
        story_id = earlier.story.id if earlier else _follow(self._leads, known.story_id) if known else ""
        partner = earlier.traits.version_id if earlier else known.version_id if known else ""
        held = earlier.edited if earlier else known is not None and known.relation is Relation.EDITOR
        relation = Relation.EDITOR if held else Relation.REREAD
        reason = "is a later reading of the same article" + (", which an editor put here" if held else "")
        return _joining(traits, story_id, relation, 1.0, reason, partner)

    def _place_new(self, report: Report, traits: Traits) -> Placement:
        candidates = self._find(traits)
        if candidates is None:
            return self._begin(traits, 1.0, "shares no telling word with any report held")
        probability = self._model.probability(candidates.features, candidates.ties)
        kin = find_kin(self._memory, traits, candidates)
        if kin is not None:
            joining = _joining(
                traits, kin.held.story.id, kin.relation, kin.score, kin.reason, kin.held.traits.version_id
            )
            best = candidates.stories.index(kin.held.story)
        else:
            best = int(probability.argmax())
            least = self._untaught_from(candidates, best)
            if probability[best] < self._taught.lowered(least):
                reason = f"no story is near enough; the nearest report is {self._title(candidates, best)}"
                reason += self._because(float(probability[best]), least)
                return self._begin(traits, 1.0 - float(probability[best]), reason)
            joining = self._join(report, traits, candidates, best, float(probability[best]))
        self._add(traits, joining)
        rivals = [
            (story, float(chance))
            for i, (story, chance) in enumerate(zip(candidates.stories, probability, strict=True))
            if i != best and chance >= LOOK_FROM
        ]
        merges = self._merges(report, candidates.stories[best], rivals)
        return Placement(joining=joining, merges=tuple(merges))

    def _find(self, traits: Traits) -> Candidates | None:
        """The stories the report may belong to; training looks on here."""
        return find_candidates(self._memory, self._comparer, traits, self._hints(traits))

    def _begin(self, traits: Traits, score: float, reason: str) -> Placement:
        joining = _joining(traits, make_id("sto", traits.version_id), Relation.BEGIN, score, reason, "")
        self._add(traits, joining)
        return Placement(joining=joining)

    def _join(self, report: Report, traits: Traits, candidates: Candidates, best: int, score: float) -> Joining:
        story = candidates.stories[best]
        other = self._memory.reports[candidates.nearest(best)].traits
        pair = Pair(
            text=report.version.text,
            own=traits,
            other=other,
            theirs=self._memory.words_of(candidates.nearest(best)),
            rarity=self._memory.index.rarity(traits.words).astype(np.float64),
            names=self._shared_names(report, other, named_ties(candidates.holdings, story)),
        )
        linked = bool(other.address) and other.address in traits.links
        post = bool(traits.parent_id) and traits.parent_id == other.article_id
        least = self._untaught_from(candidates, best)
        reason = join_reason(self._reader.words, pair, linked=linked, post=post) + self._because(score, least)
        return _joining(traits, story.id, Relation.JOIN, score, reason, other.version_id)

    def _untaught_from(self, candidates: Candidates, story: int) -> float:
        """The probability from which on the report joined the story if editors had taught nothing."""
        tied = self._model.tied(candidates.ties[story : story + 1])[0] > 0.0
        return self._model.join_from if tied else raised(self._model.join_from, YOUNG * exp(-self.n_held / YOUNG_FOR))

    def _because(self, chance: float, least: float) -> str:
        """What to add to the reason where the decision would have been another without what editors taught."""
        taught = self._taught.lowered(least)
        if (chance >= taught) == (chance >= least):
            return ""
        return f"; editors taught the desk to join from {percent(taught)} on"

    def _shared_names(self, report: Report, other: Traits, telling: list[int]) -> tuple[str, ...]:
        """The names of the report that the other holds too, as a person reads them, most telling first."""
        if not telling:
            return ()
        named = self._reader.named(report)
        held = {form for name in other.names for form in name}
        return tuple(dict.fromkeys(named[i].label for i in telling if not held.isdisjoint(named[i].forms)))

    def _title(self, candidates: Candidates, story: int) -> str:
        return titled(self._memory.reports[candidates.nearest(story)].traits)

    def _hints(self, traits: Traits) -> list[int]:
        """Reports with the same text, the live blog of a post, and what the report links to."""
        hinted = self._memory.with_digest(traits.digest)[-2:]
        parent = self._memory.of_article(traits.parent_id) if traits.parent_id else None
        if parent is not None:
            hinted = [*hinted, parent]
        for address in traits.links:
            hinted = hinted + self._memory.at_address(address)[-1:]
        return hinted[:8]

    def _merges(self, report: Report, story: HeldStory, rivals: list[tuple[HeldStory, float]]) -> list[StoryMerge]:
        """Merge the rivals that prove to be the same story now that the report has joined.

        A small story was begun on little evidence: each of its reports is placed anew against the larger story as it
        is by now, so that it matters less which came first. Large ones must fit each other, and the report both.
        """
        done = []
        for rival, chance in rivals:
            if not rival.numbers or not self._may_merge(story, rival):
                continue
            small, large = sorted((story, rival), key=lambda one: (len(one.numbers), -one.numbers[0]))
            least = self._taught.lowered(self._model.merge_from)
            if len(small.numbers) <= SMALL:
                least = self._taught.lowered(SMALL_FROM)
            elif chance < least:
                continue
            agreed = self._agreement(small, large)
            if agreed < least:
                continue
            into, gone = self._elder(story, rival)
            reason = (
                f"{titled(self._memory.reports[story.numbers[-1]].traits)} fits both, "
                f"and the latest reports of one fit the other"
            )
            done.append(StoryMerge(from_id=gone.id, into_id=into.id, score=agreed, reason=reason, at=report.at))
            self._move_all(gone, into)
            story = into
        return done

    def _may_merge(self, one: HeldStory, other: HeldStory) -> bool:
        """Not those that an editor parted, and not two that both hold what an editor put there."""
        return other.id not in self._apart.get(one.id, ()) and not (one.n_edited and other.n_edited)

    def _agreement(self, small: HeldStory, large: HeldStory) -> float:
        """The least probability at which a report of the smaller, placed anew, belongs to the larger; 0 where one of
        them fits a third story better."""
        found = []
        for number in small.numbers[-N_WITNESSES:]:
            traits = self._memory.traits(number)
            seen = find_candidates(self._memory, self._comparer, traits, large.numbers[-1:], without=small)
            if seen is None:
                return 0.0
            chances = self._model.probability(seen.features, seen.ties)
            best = int(chances.argmax())
            if seen.stories[best] is not large:
                return 0.0
            found.append(float(chances[best]))
        return min(found)

    def _elder(self, one: HeldStory, other: HeldStory) -> tuple[HeldStory, HeldStory]:
        """The story that keeps its id, and the other: what an editor touched, then the larger, then the older."""
        first, second = sorted((one, other), key=lambda s: (-s.n_edited, -len(s.numbers), s.numbers[0]))
        return first, second

    def _move_all(self, source: HeldStory, target: HeldStory) -> None:
        self._memory.move_all(source, target)
        self._lead(source.id, target.id)

    def _lead(self, from_id: str, into_id: str) -> None:
        """What was known of a story holds of the one it leads to."""
        self._leads[from_id] = into_id
        for other in self._apart.pop(from_id, set()):
            self._apart[other].discard(from_id)
            self.keep_apart(into_id, other)

    def _add(self, traits: Traits, joining: Joining, story_id: str = "") -> None:
        self._memory.add(
            traits,
            story_id or joining.story_id,
            edited=joining.relation is Relation.EDITOR,
            original=joining.relation not in _FOLDED,
        )


def _joining(traits: Traits, story_id: str, relation: Relation, score: float, reason: str, partner_id: str) -> Joining:
    return Joining(
        version_id=traits.version_id,
        article_id=traits.article_id,
        story_id=story_id,
        relation=relation,
        score=round(score, 4),
        reason=reason,
        partner_id=partner_id,
        at=traits.at,
    )


def _follow(leads: dict[str, str], story_id: str) -> str:
    """The story that a story has become."""
    seen = set()
    while story_id in leads and story_id not in seen:
        seen.add(story_id)
        story_id = leads[story_id]
    return story_id
