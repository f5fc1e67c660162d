"""Text reuse within a story: which report carries the text of which, and in which passages.

A *copy* or *version* is the same report again. *Recycled* is old background in a new report: a passage beyond the lead
that an older report held. What an outlet's reports carry whatever they tell (page chrome, standing lines, templates)
proves nothing, so a passage that several reports of other stories hold is nobody's; and the same quotation in two
reports is one utterance (`cluster.utterances`), not reuse.

Computed when asked, from the texts: fingerprints tell which reports share anything, and only those are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from newsdesk.cluster.copies import COPY_FROM, HALF_LETTERS, nearness
from newsdesk.cluster.names import LEAD_CHARS
from newsdesk.cluster.passages import Lettered, Shared, shared_passages
from newsdesk.cluster.prints import letters, prints_of, thin
from newsdesk.cluster.reasons import in_quotes, percent
from newsdesk.model.annotations import Mode
from newsdesk.model.provenance import Passage, Reuse, ReuseKind
from newsdesk.model.story import Joining, Relation, Report
from newsdesk.model.text import Span

MAX_LATER, MAX_PARTNERS, MAX_HOLDERS = 60, 3, 24
"""So many of a story's newest reports are looked at, each beside so many earlier ones; of a fingerprint that more
reports hold only the earliest count."""
OLD_HOURS = 12.0
"""What an older report began with is background from so many hours on; before, it is news that both tell."""
LEAD_SHARE = 0.4
"""No more than this share of a text is its lead."""
COMMON_FROM = 3
"""A passage that so many reports of other stories hold is a template or page chrome."""
MOST = 0.5
"""More than this share of a passage is most of it."""
_KINDS = {Relation.COPY: ReuseKind.COPY, Relation.VERSION: ReuseKind.VERSION}


def reuse(reports: Sequence[Report], joinings: Sequence[Joining], others: Sequence[Report] = ()) -> tuple[Reuse, ...]:
    """Return what the reports of a story carry of earlier text, the newest report first.

    `joinings` tell which are copies. `others` are reports of other stories, best of the same outlets: what several of
    them hold is common wording, and old passages may come from them too.
    """
    ordered = sorted(reports, key=lambda report: (report.at, report.version.id))
    shelf = _Shelf(ordered, joinings, others)
    return tuple(one for report in ordered[: -MAX_LATER - 1 : -1] for one in shelf.reused_in(report))


class _Shelf:
    """The reports by what they hold, read once."""

    def __init__(self, reports: Sequence[Report], joinings: Sequence[Joining], others: Sequence[Report]) -> None:
        self.reports = sorted((*reports, *others), key=lambda report: (report.at, report.version.id))
        self.place = {report.version.id: i for i, report in enumerate(self.reports)}
        self.joinings = {joining.version_id: joining for joining in joinings}
        sampled = [prints_of(letters(report.version.body)) for report in self.reports]
        self.rate = max((rate for _, rate in sampled), default=1)
        self.prints = [prints for prints, _ in sampled]
        self.holders: dict[int, list[int]] = {}
        for i, prints in enumerate(self.prints):
            for key in prints.tolist():
                self.holders.setdefault(key, []).append(i)
        elsewhere = {report.version.id for report in others}
        self.common: Counter[int] = Counter()
        for report, prints in zip(self.reports, self.prints, strict=True):
            if report.version.id in elsewhere:
                self.common.update(thin(prints, self.rate).tolist())
        self.lettered: dict[int, Lettered] = {}

    def reused_in(self, report: Report) -> Iterator[Reuse]:
        """What one report carries of earlier ones."""
        own = self.place[report.version.id]
        joining = self.joinings.get(report.version.id)
        if joining and joining.relation in _KINDS and joining.partner_id in self.place:
            theirs = self.place[joining.partner_id]
            same = shared_passages(self._lettered(own), self._lettered(theirs))
            yield self._made(_KINDS[joining.relation], own, theirs, joining.score, joining.reason, same)
        told: list[Span] = []
        for earlier in self._partners(own):
            found = [one for one in self._passages(own, earlier) if not _mostly(one.own, told)]
            if found and self._is_copy(own, earlier, found):
                share = self._share(own, earlier, found)
                words = f"shares {percent(share)} of the shorter text with {self._titled(earlier)}"
                later = self.reports[own].source.id == self.reports[earlier].source.id
                yield self._made(ReuseKind.VERSION if later else ReuseKind.COPY, own, earlier, share, words, found)
            elif old := [one for one in found if self._is_old(one, own, earlier)]:
                yield self._made(ReuseKind.RECYCLED, own, earlier, _proof(old), self._recycled(old, own, earlier), old)
                found = old
            told += [one.own for one in found]

    def _partners(self, own: int) -> list[int]:
        """The earlier reports that share most with one, the earliest first: who held a passage first is its source."""
        shared: Counter[int] = Counter()
        for key in self.prints[own].tolist():
            shared.update(i for i in self.holders[key][:MAX_HOLDERS] if i < own)
        family, article = self._family(own), self.reports[own].version
        kept = []
        for i, _ in shared.most_common():
            other = self.reports[i].version
            page = {article.article_id, article.parent_id} & ({other.article_id, other.parent_id} - {""})
            if not page and self._family(i) != family:
                kept.append(i)
            if len(kept) == MAX_PARTNERS:
                break
        return sorted(kept)

    def _family(self, i: int) -> int:
        """The first report of which this one is a copy, by way of others if need be."""
        seen = {i}
        while joining := self.joinings.get(self.reports[i].version.id):
            partner = self.place.get(joining.partner_id)
            if joining.relation not in _KINDS or partner is None or partner in seen:
                break
            seen.add(partner)
            i = partner
        return i

    def _passages(self, own: int, earlier: int) -> list[Shared]:
        """What both hold in their bodies, without quotations and common wording."""
        report, other = self.reports[own], self.reports[earlier]
        quoted = [span for one in report.annotations.statements if one.mode is Mode.DIRECT for span in one.content]
        return [
            one
            for one in shared_passages(self._lettered(own), self._lettered(earlier))
            if one.own.start >= report.version.body_start
            and one.theirs.start >= other.version.body_start
            and not _mostly(one.own, quoted)
            and not self._is_common(one.own.of(report.version.text))
        ]

    def _is_common(self, words: str) -> bool:
        prints = thin(prints_of(letters(words))[0], self.rate)
        n_common = sum(self.common[key] >= COMMON_FROM for key in prints.tolist())
        return n_common > 0 and n_common >= MOST * len(prints)

    def _is_copy(self, own: int, earlier: int, found: Sequence[Shared]) -> bool:
        """Whether one of the two is little else than the other: it begins with the same, or is mostly the same."""
        if self._share(own, earlier, found) * nearness(self._hours(own, earlier)) < COPY_FROM:
            return False
        begins = found[0].own.start < self._lead_end(own) and found[0].theirs.start < self._lead_end(earlier)
        return begins or sum(one.n_letters for one in found) > MOST * self._lettered(own).n_body

    def _is_old(self, one: Shared, own: int, earlier: int) -> bool:
        """Whether a passage is background here, and was before or is old by now."""
        old = self._hours(own, earlier) >= OLD_HOURS or one.theirs.start >= self._lead_end(earlier)
        return old and one.own.start >= self._lead_end(own)

    def _lead_end(self, i: int) -> int:
        version = self.reports[i].version
        return version.body_start + int(min(LEAD_CHARS, LEAD_SHARE * (len(version.text) - version.body_start)))

    def _share(self, own: int, earlier: int, found: Sequence[Shared]) -> float:
        """The share of the shorter body that is shared, less where it is short."""
        shorter = min(self._lettered(own).n_body, self._lettered(earlier).n_body)
        share = min(1.0, sum(one.n_letters for one in found) / max(shorter, 1))
        return share * shorter / (shorter + HALF_LETTERS)

    def _hours(self, own: int, earlier: int) -> float:
        return (self.reports[own].at - self.reports[earlier].at).total_seconds() / 3600.0

    def _lettered(self, i: int) -> Lettered:
        if i not in self.lettered:
            version = self.reports[i].version
            self.lettered[i] = Lettered(version.text, version.body_start)
        return self.lettered[i]

    def _titled(self, i: int) -> str:
        return f"{in_quotes(self.reports[i].version.title)} ({self.reports[i].outlet})"

    def _recycled(self, old: Sequence[Shared], own: int, earlier: int) -> str:
        hours = self._hours(own, earlier)
        n, unit = (round(hours / 24), "day") if hours >= 36 else (round(hours), "hour")
        age = f"{n} {unit}{'s' if n != 1 else ''} older" if n else "of the same hour"
        text = self.reports[own].version.text
        n_words = sum(len(one.own.of(text).split()) for one in old)
        return f"has {n_words} words of background from {self._titled(earlier)}, {age}"

    def _made(
        self, kind: ReuseKind, own: int, earlier: int, score: float, reason: str, found: Sequence[Shared]
    ) -> Reuse:
        text = self.reports[own].version.text
        return Reuse(
            kind=kind,
            version_id=self.reports[own].version.id,
            earlier_id=self.reports[earlier].version.id,
            score=round(score, 4),
            reason=reason,
            passages=tuple(Passage(own=one.own, theirs=one.theirs, words=one.own.of(text)) for one in found),
        )


def _proof(found: Sequence[Shared]) -> float:
    """How much passages of so many letters prove."""
    n_letters = sum(one.n_letters for one in found)
    return n_letters / (n_letters + HALF_LETTERS)


def _mostly(span: Span, others: Sequence[Span]) -> bool:
    """Whether most of a span lies within others, which do not overlap each other."""
    covered = sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in others)
    return covered > MOST * len(span)
