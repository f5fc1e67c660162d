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
        source_name=report.outlet,
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


def cite_all(shown: Candidate, carriers: Iterable[Candidate], also: Iterable[Citation] = ()) -> tuple[Citation, ...]:
    """Cite the sentence shown and what it rests on besides, then one report of each other origin that carries it.

    Of the reports of one outlet the earliest is cited: a second one is no second voice.
    """
    citations = [_of(shown), *also]
    origins, outlets = {shown.origin}, {citations[0].source_name}
    for candidate in sorted(carriers, key=lambda one: one.report.at):
        citation = _of(candidate)
        if candidate.origin in origins or (citation.source_name and citation.source_name in outlets):
            continue
        origins.add(candidate.origin)
        outlets.add(citation.source_name)
        citations.append(citation)
    return tuple(citations)


def _of(candidate: Candidate) -> Citation:
    return cite(candidate.report, Extract(candidate.span, candidate.words))
