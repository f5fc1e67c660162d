"""The headline: who, what and where in the words of one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from typing import NamedTuple

import numpy as np

from newsdesk.brief.capitals import sentence_case
from newsdesk.brief.citing import cite
from newsdesk.brief.clause import main_clause
from newsdesk.brief.material import Material
from newsdesk.brief.weights import centrality, vectors
from newsdesk.brief.wording import tidy
from newsdesk.essentials import folded
from newsdesk.model.brief import Brief, BriefSentence, Role
from newsdesk.model.story import Report
from newsdesk.model.text import Extract, Span
from newsdesk.quantities import quantities
from newsdesk.remembering import of_report

_RECENCY = 0.25
_KEPT = 0.12
"""What the present headline has ahead of others, so that it changes only for a better one."""
_OUTDATED = 0.6
_MIN_CUT = 55
"""Characters a headline has before a source's limit of length can have cut it."""
_ENDINGS = (
    r"d|th|y|n|e?s|ed|ings?|[eo]rs?|agers?|yers?|ists?|ions?|lion|ly|ally|al|ic|ments?|ness|ship|ful|less|able|"
    r"ier|iest|wo|m[ae]n"
)
"""What makes another word of a whole one, such as `teenager` and `lawyer`."""
_FIGURE_OF_LEAD = 0.3
_OF_LEAD = 0.6
"""What the headline of a report gains that the lead is taken from: it tells the same development."""
_LIKE_LEAD = 0.5
"""What the headline gains by telling what the lead tells."""
_CUT_OFF = 0.5
"""What a headline loses that its source cut off in the middle of a word."""
_LABEL = re.compile(
    r"^(?:LIVE|Live|WATCH|Watch|VIDEO|Video|EXCLUSIVE|Exclusive|BREAKING|Breaking|Opinion|OPINION|Analysis|UPDATE \d+|"
    r"Update \d+|Photos|In pictures|RPT|CORRECTED|URGENT)\s*[:|\-–—]\s*"
)
_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_LURES = re.compile(
    r"\?$|\?\s|^(?:why|how|what|who|where|here|meet|inside|this|these|the best|\d+ (?:things|ways|reasons))\b|"
    r"\b(?:you need to know|what we know|explained|opinion|live(?: updates| blog)?|in pictures|podcast|watch|must)\b|!",
    re.IGNORECASE,
)


def headline_of(
    material: Material, lead: BriefSentence | None, previous: Brief | None, outdated: Set[float]
) -> BriefSentence | None:
    """Choose the headline nearest to what all reports say, plain rather than luring, new rather than old.

    `outdated` are figures that were raised since. Without any headline the lead's first clause stands in; None when
    there is no lead either.
    """
    titled = [report for report in material.reports if _span(report)]
    if not titled:
        return _of_lead(lead, material) if lead else None
    titles = [_title(report) for report in titled]
    leads = dict.fromkeys(one.words for one in material.candidates if one.place < 2)
    rows = vectors([*(one.words for one in titles), *leads, lead.text if lead else ""])
    told = _figures(lead.text) - outdated if lead else set()
    like_lead = (rows[: len(titles)] @ rows[-1]).tolist()
    rows = rows[:-1]
    voices = _voices(titled, material)
    scores = centrality(rows, [*voices, *([0.5] * len(leads))])[: len(titles)].tolist()
    kept = folded(previous.headline.text) if previous else ""
    of_lead = {citation.version_id for citation in lead.citations} if lead else set()

    def weight(i: int) -> float:
        title = titles[i]
        own = scores[i] + _LIKE_LEAD * like_lead[i] + _RECENCY * _age(i, len(titles)) + title.merit
        of_leads_report = len(titles) > 2 and titled[i].version.id in of_lead
        gained = _FIGURE_OF_LEAD * (not told.isdisjoint(title.figures)) + _OF_LEAD * of_leads_report
        lost = _OUTDATED * (not outdated.isdisjoint(title.figures))
        return float(own + gained + _KEPT * (title.folded == kept) - lost)

    best = titled[min(range(len(titles)), key=lambda i: (-weight(i), -i))]
    return _shown(best, material, [report for report in titled if _same(report, best)])


class _Title(NamedTuple):
    """What is to be known of a report's headline by itself."""

    words: str
    folded: str
    figures: frozenset[float]
    merit: float
    """0 for a plain and whole one, less for others."""


@of_report
def _title(report: Report) -> _Title:
    words, version = tidy(report.version.title), report.version
    merit = _plainness(words) - _CUT_OFF * (cut_word(version.title, version.body) != "")
    return _Title(words, folded(words), frozenset(_figures(words)), merit)


def _of_lead(lead: BriefSentence, material: Material) -> BriefSentence:
    bodies = (report.version.body for report in material.reports)
    text = sentence_case(main_clause(lead.text), bodies)
    return BriefSentence(text=text, role=Role.LEAD, citations=lead.citations)


def _figures(words: str) -> set[float]:
    return {value for value, _ in quantities(words)}


def _voices(titled: list[Report], material: Material) -> list[float]:
    """Each origin has one voice, shared among its reports."""
    origins = [material.origin_of[report.version.id] for report in titled]
    counts = Counter(origins)
    return [1.0 / counts[origin] for origin in origins]


def _age(index: int, n: int) -> float:
    return index / (n - 1) if n > 1 else 1.0


def _same(report: Report, best: Report) -> bool:
    return folded(report.version.title) == folded(best.version.title)


@of_report
def _span(report: Report) -> Span | None:
    """Where the headline stands in the text; None when it is not there, so that it cannot be cited."""
    version = report.version
    if not version.title.strip():
        return None
    head = version.text[: version.body_start].strip() if version.body_start else ""
    if head and folded(head) == folded(version.title):
        return Span(0, len(version.text[: version.body_start].rstrip()))
    at = version.text.find(version.title)
    return Span(at, at + len(version.title)) if at >= 0 else None


def _plainness(words: str) -> float:
    n = len(words.split())
    penalty = 0.35 if _LURES.search(_LABEL.sub("", words)) else 0.0
    penalty += 0.2 if n < 4 and not _unspaced(words) else 0.0
    penalty += 0.02 * max(0, n - 14) + 0.4 * (n > 22)
    return -penalty


def _unspaced(words: str) -> bool:
    return bool(re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", words))


def _shown(best: Report, material: Material, same: Iterable[Report]) -> BriefSentence:
    citations, origins = [], set()
    for report in (best, *same):
        span, origin = _span(report), material.origin_of[report.version.id]
        if span and origin not in origins:
            origins.add(origin)
            citations.append(cite(report, Extract(span, span.of(report.version.text))))
    title = headline_words(best.version.title)
    if stump := cut_word(title, best.version.body):
        title = f"{title[: -len(stump)].rstrip(' ,;:–—-')} …"
    text = sentence_case(title, (report.version.body for report in material.reports))
    return BriefSentence(text=text, role=Role.LEAD, citations=tuple(citations))


def headline_words(title: str) -> str:
    """Return a headline without its label (`LIVE:`), the wires' ticker symbols and the outlet's name at the end."""
    words = _LABEL.sub("", tidy(title)).strip(" <>")
    match = _SUFFIX.search(words)
    if match and len(words[: match.start()].split()) >= 5 and len(match[0].split()) <= 5:
        words = words[: match.start()]
    if words.endswith(".") and not words.endswith("..") and "." not in words.split()[-1][:-1]:
        words = words[:-1]
    return words[:1].upper() + words[1:]


def cut_word(title: str, body: str) -> str:
    """Return the stump of a word a headline ends with, as in `… hurt in acciden`; empty when its last word is whole.

    A last word is a stump when the body never writes it, but does write a longer word that begins with it.
    """
    match = re.search(r"(?<=\s)[^\W\d_]+$", title)
    if not match or len(title) < _MIN_CUT:
        return ""
    begun = re.findall(rf"\b{re.escape(match[0])}\w*", body, re.IGNORECASE)
    whole = re.compile(rf"{re.escape(match[0])}(?:{_ENDINGS})?", re.IGNORECASE)
    return match[0] if begun and not any(whole.fullmatch(word) for word in begun) else ""


def headlines_apart(material: Material, besides: str, limit: int) -> list[Report]:
    """Return reports whose headlines say something else than `besides` and each other, newest first.

    They stand in for sentences where a story has headlines and no text.
    """
    titled = [report for report in reversed(material.reports) if _span(report)]
    rows = vectors([besides, *(report.version.title for report in titled)])
    chosen: list[int] = [0]
    for i in range(1, len(rows)):
        if len(chosen) > limit:
            break
        if float(np.max(rows[chosen] @ rows[i])) < 0.5 and folded(titled[i - 1].version.title):
            chosen.append(i)
    return [titled[i - 1] for i in chosen[1:]]


def as_sentence(report: Report, material: Material, role: Role) -> BriefSentence:
    """Return a report's headline as a sentence of the brief."""
    same = [one for one in material.reports if _span(one) and _same(one, report)]
    return BriefSentence(
        text=_shown(report, material, same).text, role=role, citations=_shown(report, material, same).citations
    )
