"""From a sentence to its evidence: a citation for every independent origin that carries it."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.brief.material import Candidate
from newsdesk.model.article import DateClaim
from newsdesk.model.brief import Citation
from newsdesk.model.story import Report
from newsdesk.model.text import Extract


def cite(report: Report, extract: Extract) -> Citation:
    """Return the citation of words of one report."""
    version = report.version
    return Citation(
        version_id=version.id,
        snapshot_id=version.snapshot_id,
        extract=extract,
        source_name=report.source.name or version.site_name,
        address=version.address,
        title=version.title,
        published=_stated(version.dated),
        seen=version.seen,
    )


def _stated(claim: DateClaim | None) -> str:
    """The claim as ISO, no finer than it was made."""
    if claim is None:
        return ""
    lengths = {"day": 10, "month": 7, "year": 4}
    iso = claim.at.isoformat()
    return iso[: lengths.get(claim.precision, len(iso))]


def cite_all(shown: Candidate, carriers: Iterable[Candidate], also: Iterable[Extract] = ()) -> tuple[Citation, ...]:
    """Cite the sentence shown and what it rests on besides, then one report of each other origin that carries it."""
    citations = [_of(shown), *(cite(shown.report, extract) for extract in also)]
    origins = {shown.origin}
    for candidate in carriers:
        if candidate.origin not in origins:
            origins.add(candidate.origin)
            citations.append(_of(candidate))
    return tuple(citations)


def _of(candidate: Candidate) -> Citation:
    return cite(candidate.report, Extract(candidate.span, candidate.words))
