"""The order of a brief's sentences: those of one report in its order, and none that leans on words not shown."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.brief.choosing import Made as Chosen
from newsdesk.brief.material import Candidate
from newsdesk.brief.wording import stands_alone
from newsdesk.model.brief import BriefSentence


def in_order_of_report(core: Sequence[Chosen]) -> list[Chosen]:
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


def not_leaning(sentences: Sequence[BriefSentence]) -> list[BriefSentence]:
    """Leave out what leans on words before it, unless those stand right before it, as in the source."""
    kept: list[BriefSentence] = []
    for sentence in sentences:
        own = bool(sentence.attribution and sentence.attribution.quotes)
        if own or stands_alone(sentence.text) or (kept and _continues(kept[-1], sentence)):
            kept.append(sentence)
    return kept


def _continues(before: BriefSentence, sentence: BriefSentence) -> bool:
    one, next_one = before.citations[0], sentence.citations[0]
    gap = next_one.extract.span.start - one.extract.span.end
    return one.version_id == next_one.version_id and 0 <= gap <= 3


def follows_on(before: Candidate, candidate: Candidate) -> bool:
    """Tell whether a sentence stands right behind another in its report."""
    return before.report is candidate.report and candidate.place == before.place + 1
