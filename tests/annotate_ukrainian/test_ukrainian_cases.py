"""Ukrainian, by rules and gazetteer alone: what the cases of `tests/cases/ukrainian` specify."""

from __future__ import annotations

import pytest
from annotate_grounding.casebook import CASES, Case, cases_of

from annotate_ukrainian.rows import rows_of
from newsdesk.quantities import quantities

KINDS = ("sentences", "statements", "times", "places", "figures")
ALL = [(kind, case) for kind in KINDS for case in cases_of(CASES / "ukrainian" / f"{kind}.md")]


@pytest.mark.parametrize(("kind", "case"), ALL, ids=lambda value: value if isinstance(value, str) else value.name)
def test_case(kind: str, case: Case) -> None:
    """The passage gives exactly the rows of the case; columns at the end may be left out."""
    n_columns = len(case.rows[0]) if case.rows else None

    assert tuple(row[:n_columns] for row in rows_of(kind, case.text)) == case.rows


@pytest.mark.parametrize("case", [case for kind, case in ALL if kind == "figures"], ids=lambda case: case.name)
def test_the_gate_reads_every_figure_as_it_was_read(case: Case) -> None:
    for words, quantity, *_ in case.rows:
        assert float(quantity.partition("-")[0]) in {value for value, _ in quantities(words)}


def test_there_are_enough_cases() -> None:
    """The cases prove the seam; they only grow."""
    assert len(ALL) >= 60
