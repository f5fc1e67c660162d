"""What the weights that judge kinds may change, and what they may not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.annotate.en.judging import CLASSES, features_of, judged
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.en.parsing import parse_passages
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.model.annotations import NameKind
from newsdesk.model.text import Span

TEXT = "The band Greyfell played in Halvek. Ada Brandt of Oxfam heard Brandt sing, and Greyfell left."
WHOLE = Span(0, len(TEXT))


def spans_of(*words: str) -> list[Span]:
    """Return where words stand in the text."""
    return [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words]


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.sampled_from(list(NameKind)), min_size=3, max_size=3))
def test_judging_moves_no_span(kinds: list[NameKind]) -> None:
    """Names may go or change their kind; none is added or moved, and works and events stay."""
    given_names = dict(zip(spans_of("Greyfell", "Halvek", "Ada Brandt"), kinds, strict=True))
    found = judged(TEXT, given_names, {}, parse_passages(TEXT, [WHOLE], [WHOLE]), lexicon(), gazetteer())

    assert set(found) <= set(given_names)
    kept = {span: kind for span, kind in given_names.items() if kind not in CLASSES}
    assert kept.items() <= found.items()


def test_what_lists_and_rules_know_stays() -> None:
    """A listed body, a kind that the rules are sure of and the last name of a full one are not judged anew."""
    oxfam, halvek, full = spans_of("Oxfam", "Halvek", "Ada Brandt")
    last = Span(TEXT.index("Brandt sing"), TEXT.index(" sing"))
    names = {
        oxfam: NameKind.ORGANISATION,
        halvek: NameKind.ORGANISATION,
        full: NameKind.PERSON,
        last: NameKind.PERSON,
    }
    votes = {"Halvek": {NameKind.ORGANISATION: 4.0}, "Oxfam": {NameKind.ORGANISATION: 6.0}}
    found = judged(TEXT, names, votes, parse_passages(TEXT, [WHOLE], [WHOLE]), lexicon(), gazetteer())

    assert {span: found.get(span) for span in (oxfam, halvek, last)} == {
        oxfam: NameKind.ORGANISATION, halvek: NameKind.ORGANISATION, last: NameKind.PERSON,
    }  # fmt: skip


def test_features_are_finite() -> None:
    """A name beyond what was parsed, as in a passage that was cut, has features all the same."""
    parse = parse_passages(TEXT, [WHOLE], [WHOLE])
    row = features_of(
        f"{TEXT} Tresk",
        "Tresk",
        NameKind.PLACE,
        [Span(len(TEXT) + 1, len(TEXT) + 6)],
        {},
        parse,
        lexicon(),
        gazetteer(),
    )

    assert np.isfinite(row).all()
