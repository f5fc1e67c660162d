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

    Of an origin's reports the earliest is cited, and one of an outlet that is not cited yet before others: it shows
    readers who else carries the words.
    """
    citations = [_of(shown), *also]
    outlets = {citations[0].source_name}
    by_origin: dict[str, list[Candidate]] = {}
    for candidate in sorted(carriers, key=lambda one: (one.report.at, one.report.version.id)):
        by_origin.setdefault(candidate.origin, []).append(candidate)
    by_origin.pop(shown.origin, None)
    for of_origin in by_origin.values():
        candidate = next((one for one in of_origin if one.report.outlet not in outlets), of_origin[0])
        outlets.add(candidate.report.outlet)
        citations.append(_of(candidate))
    return tuple(citations)


def _of(candidate: Candidate) -> Citation:
    return cite(candidate.report, Extract(candidate.span, candidate.words))
