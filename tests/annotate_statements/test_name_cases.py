"""Every case of `tests/cases/names`: a passage, and the names it must give, with their kinds and whom they mean."""

from __future__ import annotations

import pytest
from tests.annotate_statements.cases import Case, read_cases, version_of_case

import newsdesk.annotate

CASES = list(read_cases("names"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case) -> None:
    """The passage gives exactly the rows of the case, in the columns that the case names."""
    version = version_of_case(case.paragraphs)
    found = newsdesk.annotate(version)
    rows = []
    for name in found.names:
        entity = found.entities[name.entity]
        row = {
            "words": name.span.of(version.text),
            "kind": name.kind.value + (", medium" if entity.medium else ""),
            "entity": entity.name,
            "office": entity.office,
        }
        rows.append(row)
    columns = list(case.rows[0]) if case.rows else ["words"]

    assert [{column: row[column] for column in columns} for row in rows] == list(case.rows)


def test_there_are_enough_cases() -> None:
    """The cases are the specification that people read; they only grow."""
    assert len(CASES) >= 100
