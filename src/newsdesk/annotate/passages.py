"""Passages: the stretches that are parsed as one, so that a quotation of several sentences keeps its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from newsdesk.annotate.marks import Quotation
from newsdesk.model.text import Span

LONGEST = 1200
"""Characters; a longer passage begins anew at the next sentence."""


def make_passages(
    sentences: Sequence[tuple[Span, int]], quotations: Sequence[Quotation]
) -> tuple[tuple[int, int], ...]:
    """Group sentences into passages `[first, last)`: a boundary inside a quotation does not part them."""
    passages: list[tuple[int, int]] = []
    at = 0
    for index, (sentence, block) in enumerate(sentences):
        while at < len(quotations) and quotations[at].outer.end <= sentence.start:
            at += 1
        inside = at < len(quotations) and quotations[at].outer.start < sentence.start
        if passages and inside:
            first = passages[-1][0]
            if sentences[first][1] == block and sentence.end - sentences[first][0].start <= LONGEST:
                passages[-1] = (first, index + 1)
                continue
        passages.append((index, index + 1))
    return tuple(passages)
