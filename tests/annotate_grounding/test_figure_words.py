"""Every word of the tables of figures is read however it is written."""

from __future__ import annotations

import pytest

from newsdesk.annotate.en import figures_words as words
from newsdesk.annotate.en.figures_find import find_quantities
from newsdesk.model.text import Span

LIKE = str.maketrans("ksi", "\u212aſı")
"""Letters that a pattern takes for `k`, `s` and `i` when it ignores case."""


@pytest.mark.parametrize("table", ["MEASURES", "CURRENCIES"])
def test_every_unit_is_found_in_any_letters(table: str) -> None:
    """A unit in capitals, as in `69 kV`, is the same unit; strange letters stop nothing."""
    units: dict[str, str] = getattr(words, table)
    for word, unit in units.items():
        for written in (word, word.upper()):
            text = f"It has 69 {written} in all."
            assert [figure.unit for figure in find_quantities(text, [Span(0, len(text))])] == [unit]
        text = f"It has 69 {word.translate(LIKE)} in all."
        assert len(list(find_quantities(text, [Span(0, len(text))]))) <= 1


def test_every_number_word_is_read_in_any_letters() -> None:
    for word in (*words.UNITS_ONE, *words.SCALES, *words.FRACTIONS, *words.VAGUE_SCALES):
        for written in (word, word.upper(), word.translate(LIKE)):
            text = f"Fires took {written} of the houses and two {written} houses."
            list(find_quantities(text, [Span(0, len(text))]))
