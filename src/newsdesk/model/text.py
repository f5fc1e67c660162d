"""A place in a text, and the words that stand there.

Values of the model that are held by the hundred thousand (`gc=False`) are kept from the collector of circles: being
frozen, and made of frozen values, they can be part of none.
"""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False, array_like=True):
    """Half-open range [start, end) of code points in the `text` of one `Version`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that stand at this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


class Extract(Struct, frozen=True, order=True, gc=False):
    """A span together with its words: each checks the other."""

    span: Span
    words: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> Extract:
        """Cut the words at [start, end) out of `text`."""
        return cls(Span(start, end), text[start:end])

    def holds_in(self, text: str) -> bool:
        """Tell whether the words still stand at the span in `text`."""
        return self.span.of(text) == self.words
