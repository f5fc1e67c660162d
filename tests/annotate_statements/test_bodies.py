"""What sort of body an organisation is."""

from __future__ import annotations

import pytest

from newsdesk.annotate.en.bodies import body_kind
from newsdesk.model.annotations import BodyKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Harbours", BodyKind.GOVERNMENT),
        ("Norway's Foreign Ministry", BodyKind.GOVERNMENT),
        ("Aldmark Supreme Court", BodyKind.COURT),
        ("Halvek Coast Guard", BodyKind.FORCE),
        ("27th Brigade", BodyKind.FORCE),
        ("Harbour Workers' Union", BodyKind.UNION),
        ("Northern Reform Party", BodyKind.PARTY),
        ("University of Tresk", BodyKind.UNIVERSITY),
        ("Institute for the History of War", BodyKind.UNIVERSITY),
        ("U.N.", BodyKind.INTERNATIONAL),
        ("Norvell Mining Corp.", BodyKind.COMPANY),
        ("Tarkprom", BodyKind.COMPANY),
        ("Bank of Portugal", BodyKind.COMPANY),
        ("Aldmark Foundation", BodyKind.NGO),
        ("Halvek Rovers", BodyKind.TEAM),
        ("State Assembly", BodyKind.PARLIAMENT),
        ("Greyfell", None),
    ],
)
def test_by_the_words_of_the_name(name: str, kind: BodyKind | None) -> None:
    """The word before `of` or `for` tells, else the last one that does."""
    assert body_kind([name], medium=False) is kind


def test_all_names_count_and_a_medium_is_one() -> None:
    """An abbreviation takes the sort of the full name; what is known for a medium is one whatever it is called."""
    assert body_kind(["HTU", "Halvek Transport Union"], medium=False) is BodyKind.UNION
    assert body_kind(["Tresk Holdings"], medium=True) is BodyKind.MEDIUM
