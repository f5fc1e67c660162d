"""What an item rests on, put for readers: its sources with their cited words, and its independent origins."""

from __future__ import annotations

from collections.abc import Iterable

from newsdesk.model.brief import Brief, Citation, OriginShown
from newsdesk.web.public.views import OriginView, SourceView
from newsdesk.web.words import counted, first_upper, host, outside

KINDS = {
    "own": "Own reporting",
    "agency": "News agency",
    "medium": "Another medium’s report",
    "statement": "A statement to many",
}


class Numbering:
    """Numbers the reports of a brief in the order in which its sentences first cite them, from 1."""

    def __init__(self, brief: Brief) -> None:
        self._numbers: dict[str, int] = {}
        self._cited: dict[str, list[Citation]] = {}
        for sentence in (brief.headline, *brief.sentences):
            for citation in sentence.citations:
                self._numbers.setdefault(citation.version_id, len(self._numbers) + 1)
                self._cited.setdefault(citation.version_id, []).append(citation)

    def of(self, version_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of those reports that are cited, each once, in ascending order."""
        return tuple(sorted({self._numbers[one] for one in version_ids if one in self._numbers}))

    def cited_by(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of the reports that these citations point to."""
        return self.of(citation.version_id for citation in citations)

    def sources(self) -> tuple[SourceView, ...]:
        """Every cited report with its cited words, by number."""
        return tuple(_source_of(self._numbers[key], cited) for key, cited in self._cited.items())

    def origin(self, origin: OriginShown) -> OriginView:
        """One independent origin, with the numbers of the cited reports that rest on it."""
        return OriginView(
            kind=KINDS.get(origin.kind, first_upper(origin.kind)),
            name=origin.name,
            reason=first_upper(origin.reason),
            held=origin.held,
            sources=self.of(origin.version_ids),
        )


def _source_of(number: int, cited: list[Citation]) -> SourceView:
    first = cited[0]
    return SourceView(
        number=number,
        outlet=first.source_name or host(first.address) or "An unnamed source",
        title=first.title,
        href=outside(first.address),
        published=first.published,
        seen=min(citation.seen for citation in cited),
        words=_words(cited, first.title),
    )


def _words(cited: list[Citation], title: str) -> tuple[str, ...]:
    """The cited words, each once; the report's own headline, which stands above them, only when there are no others."""
    words = dict.fromkeys(citation.extract.words for citation in cited)
    return tuple(one for one in words if one != title) or tuple(words)


def origins_words(n_origins: int) -> str:
    """The count of independent origins as a sentence for readers."""
    if n_origins == 0:
        return "How many independent origins stand behind this was not counted."
    if n_origins == 1:
        return "This rests on one origin: all reports of it lead back to the same place."
    return f"This rests on {counted(n_origins, 'independent origin')}."
