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
        ("Bank of Portugal", BodyKind.GOVERNMENT),
        ("the Central Bank of Norway", BodyKind.GOVERNMENT),
        ("National Bank of Ukraine", BodyKind.GOVERNMENT),
        ("Czech National Bank", BodyKind.GOVERNMENT),
        ("Reserve Bank of Australia", BodyKind.GOVERNMENT),
        ("Bank of America", BodyKind.COMPANY),
        ("Bank of Halvek", BodyKind.COMPANY),
        ("First National Bank", BodyKind.COMPANY),
        ("Asian Development Bank", BodyKind.INTERNATIONAL),
        ("Norwegian Refugee Council", BodyKind.NGO),
        ("Danish Red Cross", BodyKind.NGO),
        ("International Committee of the Red Cross", BodyKind.NGO),
        ("Engineers Without Borders", BodyKind.NGO),
        ("Save the Children", BodyKind.NGO),
        ("Committee to Protect Journalists", BodyKind.NGO),
        ("Human Rights Council", BodyKind.INTERNATIONAL),
        ("Halvek City Council", BodyKind.GOVERNMENT),
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
