"""What every language's reader starts from: the version with its sentences and quotations."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime

from msgspec import Struct

from newsdesk.annotate.marks import Quotation, find_quotations
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.article import IN_TEXT, Block, Version
from newsdesk.model.text import Span


class Document(Struct, frozen=True, kw_only=True):
    """A version made ready for reading."""

    version: Version
    blocks: tuple[Block, ...]
    """The blocks that stand in the text; `sentences` refer to the version's own numbering."""
    sentences: tuple[tuple[Span, int], ...]
    """Each sentence with the index of its block in `Version.blocks`."""
    quotations: tuple[Quotation, ...]
    country: str
    """The outlet's home, ISO 3166-1 alpha-2; empty: unknown."""

    @property
    def anchor(self) -> datetime | None:
        """The day that relative expressions of time count from; None when the page gives none."""
        dated = self.version.dated
        return dated.at if dated else None

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that begins last at or before an offset; 0 before the first."""
        return max(0, bisect_right(self.sentences, place, key=_start) - 1)


def _start(sentence: tuple[Span, int]) -> int:
    return sentence[0].start


def prepare(version: Version, abbreviations: frozenset[str], country: str) -> Document:
    """Split the version's blocks into sentences and find its quotations."""
    numbered = [
        (index, block) for index, block in enumerate(version.blocks) if block.kind in IN_TEXT and len(block.span)
    ]
    spans = [block.span for _, block in numbered]
    sentences = split_sentences(version.text, spans, abbreviations)
    return Document(
        version=version,
        blocks=version.blocks,
        sentences=tuple((span, numbered[at][0]) for span, at in sentences),
        quotations=find_quotations(version.text, spans),
        country=country,
    )
