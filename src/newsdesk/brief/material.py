"""What a brief is made from: the story's reports, folded and bounded, and their sentences.

A story of hundreds of reports says little more than its newest and most central ones; the bound keeps the cost of a
brief the same from there on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from newsdesk.brief.notices import taken_back
from newsdesk.brief.splitting import looks_like_a_sentence, split
from newsdesk.essentials import folded
from newsdesk.model.article import IN_BODY, BlockKind
from newsdesk.model.story import Dossier, Origin, Relation, Report
from newsdesk.model.text import Span
from newsdesk.quantities import quantities
from newsdesk.remembering import of_report

MAX_REPORTS = 60
"""More reports than this are sampled: the newest, the first, and those with the most central headlines."""
MAX_SENTENCES = 420
_MIN_PER_REPORT = 6
_MAX_PER_REPORT = 40


class Candidate(Struct, frozen=True, eq=False):
    """One sentence of one report."""

    report: Report
    origin: str
    """Key of the independent origin its report rests on."""
    span: Span
    words: str
    """The source's words, line breaks and all."""
    plain: str
    """The same on one line: candidates of equal words meet by them."""
    place: int
    """0 for the first sentence of its article's body, then 1, 2, …"""
    index: int
    """Index into the report's `annotations.sentences`; -1 when they were not annotated."""
    event_date: str


@dataclass(frozen=True, slots=True)
class Material:
    """The reports a brief is made from, oldest first, and their sentences in order of the reports."""

    reports: tuple[Report, ...]
    candidates: tuple[Candidate, ...]
    origin_of: dict[str, str]
    """Version id to the key of its independent origin."""
    wrong: dict[str, Set[float]]
    """Version id to the figures that a later correction of its origin took back."""

    @property
    def texts(self) -> dict[str, str]:
        """The text of each Version, by id: what the gate reads."""
        return {report.version.id: report.version.text for report in self.reports}


def gather(dossier: Dossier) -> Material:
    """Fold and bound a story's reports, and take their sentences."""
    origin_of = _origins(dossier.origins, dossier)
    reports = _bounded(_in_main_language(_newest_readings(dossier)))
    share = MAX_SENTENCES // max(1, len(reports))
    n_each = max(_MIN_PER_REPORT, min(_MAX_PER_REPORT, share))
    wrong = taken_back(reports, origin_of)
    candidates: list[Candidate] = []
    # A live page repeats its posts, and as if all were as old as the page.
    posted = {report.version.parent_id for report in reports if report.version.parent_id}
    for report in (one for one in reports if one.version.article_id not in posted):
        origin, back = origin_of[report.version.id], wrong.get(report.version.id, frozenset())
        right = (one for one in sentences_of(report) if not (back and gives(one.words, back)))
        candidates.extend(replace(one, report=report, origin=origin) for one in islice(right, n_each))
    return Material(reports=reports, candidates=tuple(candidates), origin_of=origin_of, wrong=dict(wrong))


def gives(words: str, figures: Set[float]) -> bool:
    """Tell whether words give one of the figures."""
    return any(value in figures for value, _ in quantities(words))


def _origins(origins: Sequence[Origin], dossier: Dossier) -> dict[str, str]:
    """Map each version to its origin. Where none is known, a copy shares its partner's, and others stand alone."""
    known = {version_id: f"origin {i}" for i, origin in enumerate(origins) for version_id in origin.version_ids}
    for report, joining in zip(dossier.reports, dossier.joinings, strict=False):
        partner = known.get(joining.partner_id)
        folds = joining.relation in (Relation.COPY, Relation.VERSION, Relation.REREAD)
        known.setdefault(report.version.id, partner if folds and partner else report.version.id)
    for report in dossier.reports:
        known.setdefault(report.version.id, report.version.id)
    return known


def _newest_readings(dossier: Dossier) -> list[Report]:
    """Return the newest reading of each article, oldest article first: what was corrected must not be quoted."""
    by_article: dict[str, Report] = {}
    for report in dossier.reports:
        held = by_article.get(report.version.article_id)
        if held is None or held.version.seen <= report.version.seen:
            by_article[report.version.article_id] = report
    return sorted(by_article.values(), key=lambda report: (report.at, report.version.id))


def _in_main_language(reports: list[Report]) -> list[Report]:
    """Keep the reports in the language most are in, English before others: a brief is read in one language."""
    languages = [(report.annotations.language or report.version.language).partition("-")[0] for report in reports]
    counts = Counter(language for language in languages if language)
    if len(counts) < 2:
        return reports
    main = max(counts, key=lambda language: (counts[language], language == "en", language))
    return [report for report, language in zip(reports, languages, strict=True) if language in (main, "")]


def _bounded(reports: list[Report]) -> tuple[Report, ...]:
    if len(reports) <= MAX_REPORTS:
        return tuple(reports)
    n_newest, n_first = MAX_REPORTS // 2, MAX_REPORTS // 8
    titles = [set(folded(report.version.title).split()) for report in reports]
    counts = Counter(word for words in titles for word in words if len(word) > 3)
    middle = range(n_first, len(reports) - n_newest)

    def central(index: int) -> float:
        return sum(counts[word] for word in titles[index]) / (4 + len(titles[index]))

    chosen = sorted(middle, key=lambda index: (-central(index), index))[: MAX_REPORTS - n_newest - n_first]
    keep = {*range(n_first), *chosen, *range(len(reports) - n_newest, len(reports))}
    return tuple(reports[index] for index in sorted(keep))


@of_report
def sentences_of(report: Report) -> tuple[Candidate, ...]:
    """Return the sentences of a report, each as if the report stood alone."""
    version, annotations = report.version, report.annotations
    text = version.text
    if annotations.sentences:
        spans = [(one.span, index, one.event_date) for index, one in enumerate(annotations.sentences)]
        kinds = {index: block.kind for index, block in enumerate(version.blocks)}
        spans = [one for one in spans if kinds.get(annotations.sentences[one[1]].block) not in _NOT_PROSE]
    else:
        blocks = [block.span for block in version.blocks if block.kind in IN_BODY - _NOT_PROSE]
        blocks = blocks or ([] if version.blocks else [Span(0, len(text))])
        spans = [(span, -1, "") for block in blocks for span in split(text, block)]
    told = [
        (part, part.of(text), index, day)
        for span, index, day in _rejoined(spans, text)
        for part in _parted(span, span.of(text))
    ]
    prose = [one for one in told if one[0].start >= version.body_start and looks_like_a_sentence(one[1])]
    return tuple(
        Candidate(report, version.id, span, words, " ".join(words.split()), place, index, day)
        for place, (span, words, index, day) in enumerate(prose)
    )


def _rejoined(spans: list[tuple[Span, int, str]], text: str) -> Iterator[tuple[Span, int, str]]:
    """Put sentences together again that were parted after `U.S.` and the like, as wires in small capitals invite."""
    held: tuple[Span, int, str] | None = None
    for span, index, event_date in spans:
        if held and span.start - held[0].end <= 2 and _CUT.search(text, held[0].start, held[0].end):
            held = (Span(held[0].start, span.end), held[1], held[2] or event_date)
            continue
        if held:
            yield held
        held = (span, index, event_date)
    if held:
        yield held


def _parted(span: Span, words: str) -> Iterator[Span]:
    """Part two sentences that an abbreviation at the end of the first hid: `… at 10:30 p.m. Four people …`."""
    start = 0
    for match in _GLUED.finditer(words):
        if min(len(words[start : match.start()].split()), len(words[match.end() :].split())) >= _LEAST_WORDS:
            yield Span(span.start + start, span.start + match.start("gap"))
            start = match.end()
    yield Span(span.start + start, span.end)


_LEAST_WORDS = 5
_GLUED = re.compile(
    r"(?:\b[ap]\.m\.|, [A-Z][a-z]{1,4}\.)(?P<gap>\s+)(?=(?:The|An?|He|She|They|There|No|One|"
    r"Two|Three|Four|Five|Six|Several|Police|Officers|Officials|Deputies|Investigators|Witnesses|Authorities) [a-z])"
)
"""A time, or a state cut short, and behind it a capital that begins no name."""
_CUT = re.compile(r"(?:\b(?:U\.S|U\.K|U\.N|E\.C)|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|No|vs))\.$")
_NOT_PROSE = frozenset({BlockKind.HEADLINE, BlockKind.HEADING})
