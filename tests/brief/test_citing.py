"""Every sentence cites every independent origin that carries it, each once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from making_stories import counting, dossier, report, sentence_with, written

from newsdesk.model.brief import Role
from newsdesk.model.story import Report

AGROUND = "The ferry Osk Pearl ran aground off Torvik on its crossing from Varnholm, the coast guard said."
SCHOOL = "The school in Torvik was opened for the passengers of the ferry Osk Pearl in the morning."


def _told(outlet: str, hour: float = 0, *more: str) -> Report:
    return report(outlet, "Ferry Osk Pearl aground", AGROUND, *more, hour=hour)


def test_what_one_outlet_has_from_two_origins_is_cited_twice() -> None:
    own, agencys = _told("Osk Post"), _told("Osk Post", 1, SCHOOL)

    cited = sentence_with(written(dossier(own, agencys)), "ran aground").citations

    assert [citation.version_id for citation in cited] == [own.version.id, agencys.version.id]


def test_of_one_origin_one_report_is_cited() -> None:
    first, again = _told("Osk Post"), _told("Osk Post", 1, SCHOOL)

    cited = sentence_with(written(dossier(first, again, copies=[[first, again]])), "ran aground").citations

    assert [citation.version_id for citation in cited] == [first.version.id]


def test_of_an_origin_an_outlet_is_cited_that_is_not_yet() -> None:
    own, agencys, elsewhere = _told("Osk Post"), _told("Osk Post", 1), _told("Torvik Times", 2)

    made = written(dossier(own, agencys, elsewhere, copies=[[agencys, elsewhere]]))

    assert [one.source_name for one in sentence_with(made, "ran aground").citations] == ["Osk Post", "Torvik Times"]


def test_each_side_of_a_dispute_cites_all_who_give_its_figure() -> None:
    def toll(outlet: str, n: str, value: int, hour: float) -> Report:
        words = f"{n} people were killed when the ferry Osk Pearl ran aground off Torvik, the coast guard said."
        return counting(report(outlet, "Ferry aground", words, hour=hour), n, value, "people killed")

    reports = [toll("Osk Post", "Seven", 7, 0), toll("Kelmor Day", "Seven", 7, 0.1), toll("Torvik Times", "Five", 5, 1)]
    made = written(dossier(*reports))

    disputed = [one for one in made.sentences if one.role in (Role.DISPUTED, Role.LEAD)]
    cited = {one.text[:5]: [citation.source_name for citation in one.citations] for one in disputed}
    assert sorted(cited["Seven"]) == ["Kelmor Day", "Osk Post"]
    assert cited["Five "] == ["Torvik Times"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=12))
def test_every_origin_that_carries_a_sentence_is_cited_once(held: list[tuple[int, int]]) -> None:
    reports = [_told(f"Outlet {outlet}", hour) for hour, (_, outlet) in enumerate(held)]
    groups = [
        [one for one, (origin, _) in zip(reports, held, strict=True) if origin == wanted]
        for wanted in {origin for origin, _ in held}
    ]

    cited = sentence_with(written(dossier(*reports, copies=groups)), "ran aground").citations

    origin_of = {one.version.id: i for i, group in enumerate(groups) for one in group}
    assert sorted(origin_of[citation.version_id] for citation in cited) == list(range(len(groups)))
