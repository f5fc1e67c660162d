"""The ledger: figures of one quantity joined across reports, and how they stand together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_stories import counting, dossier, report, saying, written
from msgspec.structs import replace

from newsdesk.errors import GateError
from newsdesk.gate import check
from newsdesk.model.annotations import Bound
from newsdesk.model.brief import Brief, Standing
from newsdesk.model.story import Report

WORDS = {5: "Five", 6: "Six", 7: "Seven", 9: "Nine"}


def toll(outlet: str, n: int, hour: float, by: str = "") -> Report:
    """Return a report that counts the dead, by somebody or in its own name."""
    told = f"{WORDS[n]} people were killed by the flood in Varnholm"
    one = report(outlet, f"Flood in Varnholm, {outlet}", f"{told}, {by} said." if by else f"{told}.", hour=hour)
    one = counting(one, WORDS[n], n, "person killed")
    return saying(one, by, told) if by else one


def standings(made: Brief) -> list[tuple[str, float, Standing]]:
    [entry] = made.figures
    assert entry.counted == "killed"
    return [(claim.by, claim.value, claim.standing) for claim in entry.claims]


def test_two_parties_at_one_time_dispute_and_the_lower_came_later() -> None:
    made = written(dossier(toll("Courier", 7, 0, "Ada Morn"), toll("Post", 6, 1, "Rika Sand")))

    assert standings(made) == [("Ada Morn", 7, Standing.DISPUTED), ("Rika Sand", 6, Standing.DISPUTED)]


def test_a_ukrainian_toll_is_one_thing_whatever_word_counts_it() -> None:
    def killed(outlet: str, n: int, hour: float, word: str, counted: str) -> Report:
        words = f"Унаслідок повені у Варнгольмі {word} {n} людей."
        return counting(report(outlet, f"Повінь у Варнгольмі, {outlet}", words, hour=hour), str(n), n, counted)

    told = killed("Courier", 15, 0, "загинуло", "загиблий"), killed("Post", 19, 4, "убито", "убитий")
    [entry] = written(dossier(*told)).figures

    assert entry.counted == "загиблий"
    assert [claim.standing for claim in entry.claims] == [Standing.REVISED, Standing.STANDS]


def test_a_toll_others_raise_is_revised() -> None:
    made = written(dossier(toll("Courier", 5, 0, "Ada Morn"), toll("Post", 9, 4, "Rika Sand")))

    assert standings(made) == [("Ada Morn", 5, Standing.REVISED), ("Rika Sand", 9, Standing.STANDS)]


def test_who_gives_another_figure_supersedes_the_own_one() -> None:
    made = written(dossier(toll("Courier", 7, 0, "Ada Morn"), toll("Post", 6, 3, "Ada Morn")))

    assert standings(made) == [("Ada Morn", 7, Standing.SUPERSEDED), ("Ada Morn", 6, Standing.STANDS)]


def test_one_figure_by_one_speaker_is_one_claim_that_cites_each_origin() -> None:
    told = [toll(outlet, 5, hour, "Ada Morn") for hour, outlet in enumerate(("Courier", "Post", "Wire"))]

    made = written(dossier(*told, toll("Globe", 9, 5, "Rika Sand")))

    [entry] = made.figures
    assert [len(claim.citations) for claim in entry.claims] == [3, 1]


def test_figures_that_agree_are_no_entry() -> None:
    assert not written(dossier(toll("Courier", 5, 0, "Ada Morn"), toll("Post", 5, 1, "Rika Sand"))).figures


def test_claims_of_the_last_brief_stay_when_their_reports_are_no_longer_at_hand() -> None:
    first, second = toll("Courier", 5, 0, "Ada Morn"), toll("Post", 6, 2, "Rika Sand")
    before = written(dossier(first, second))

    after = written(dossier(second, toll("Wire", 9, 6, "Ada Morn")), before)

    assert [value for _, value, _ in standings(after)] == [5, 6, 9]
    assert standings(after)[0][2] is Standing.SUPERSEDED


def test_a_claim_whose_words_lack_its_figure_does_not_pass_the_gate() -> None:
    told = (toll("Courier", 5, 0, "Ada Morn"), toll("Post", 9, 1, "Rika Sand"))
    made = written(dossier(*told))
    [entry] = made.figures
    wrong = replace(entry, claims=(replace(entry.claims[0], value=50.0), entry.claims[1]))
    texts = {one.version.id: one.version.text for one in told}
    check(made, texts)

    with pytest.raises(GateError, match="50"):
        check(replace(made, figures=(wrong,)), texts)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(WORDS)), st.sampled_from(["", "Ada Morn", "Rika Sand"]), st.integers(0, 60)),
        min_size=1,
        max_size=6,
    )
)
def test_every_ledger_passes_the_gate_and_the_newest_claim_is_never_superseded(
    rows: list[tuple[int, str, int]],
) -> None:
    told = [toll(f"Outlet {i}", n, hour, by) for i, (n, by, hour) in enumerate(rows)]

    made = written(dossier(*told))

    check(made, {one.version.id: one.version.text for one in told})
    for entry in made.figures:
        assert len({claim.value for claim in entry.claims}) > 1
        assert [claim.at for claim in entry.claims] == sorted(claim.at for claim in entry.claims)
        assert entry.claims[-1].standing in (Standing.STANDS, Standing.DISPUTED)


def test_hundreds_contradict_no_number() -> None:
    one = counting(
        report("Globe", "Flood in Varnholm, Globe", "Hundreds of people were killed by the flood in Varnholm.", hour=1),
        "Hundreds",
        100,
        "person killed",
        bound=Bound.VAGUE,
    )

    assert not written(dossier(toll("Courier", 7, 0, "Ada Morn"), one)).figures
    told = standings(written(dossier(toll("Courier", 7, 0, "Ada Morn"), one, toll("Post", 9, 4, "Rika Sand"))))
    assert [(value, standing) for _, value, standing in told] == [
        (7, Standing.REVISED),
        (100, Standing.STANDS),
        (9, Standing.STANDS),
    ]
