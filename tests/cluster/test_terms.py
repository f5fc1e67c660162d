"""How a text is cut into words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from newsdesk.cluster.terms import WORD, words_of


@given(st.text("aZ1' _’-,.\n\x1c\x7fé", max_size=16))
@example("rock'n'roll isn't 'over', it''s the harbours'")
def test_plain_texts_are_cut_as_all_are(text: str) -> None:
    """The short way for plain texts finds the very words that the expression finds."""
    assert words_of(text) == WORD.findall(text)
