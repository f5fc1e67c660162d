"""Every case of `tests/cases/statements`: a passage, and the rows it must give."""

from __future__ import annotations

import pytest
from tests.annotate_statements.cases import Case, read_cases, rows_of, version_of_case

CASES = list(read_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case) -> None:
    """The passage gives exactly the rows of the case, in the columns that the case names."""
    found = rows_of(version_of_case(case.paragraphs))
    columns = list(case.rows[0]) if case.rows else []

    assert [{column: row[column] for column in columns} for row in found] == list(case.rows)


def test_there_are_enough_cases() -> None:
    """The cases are the specification that people read; they only grow."""
    assert len(CASES) >= 300
