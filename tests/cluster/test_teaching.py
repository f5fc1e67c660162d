"""What editors teach is bounded, comes slowly, and is told where it decides."""

from __future__ import annotations

from dataclasses import replace
from math import log

import msgspec
import pytest
from cluster_reports import a_report, placed
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.cluster import Clusterer, Lesson, learn
from newsdesk.cluster.candidates import FEATURES
from newsdesk.cluster.clusterer import YOUNG
from newsdesk.cluster.decision import Model, TieWeights, Weights, make_model
from newsdesk.cluster.teaching import raised
from newsdesk.model.story import Relation

USUAL = 0.43
LESSONS = st.lists(st.builds(Lesson, st.floats(0, 1), st.booleans()), max_size=60)


def always(chance: float) -> Model:
    """A decision that holds every report as likely to belong to every story that shares a word with it."""
    no_ties = TieWeights(name=0, least=0, most=0, hours=1, post=0, quoted=0, linked=0)
    weights = Weights(
        features=FEATURES,
        bias=log(chance / (1 - chance)),
        asked=((0,),),
        above=((0.0,),),
        leaves=((0.0, 0.0),),
        join_from=USUAL,
        merge_from=0.75,
        ties=no_ties,
    )
    return make_model(weights)


def test_without_lessons_nothing_changes() -> None:
    assert learn((), USUAL).lowered(USUAL) == USUAL


@given(LESSONS)
def test_what_is_taught_is_bounded_whatever_was_done(lessons: list[Lesson]) -> None:
    assert 0.26 < learn(lessons * 20, USUAL).lowered(USUAL) < 0.61


@given(LESSONS, st.floats(0.2, 0.8))
def test_a_merge_never_raises_the_threshold_and_a_split_never_lowers_it(lessons: list[Lesson], chance: float) -> None:
    before = learn(lessons, USUAL).shift

    assert learn([*lessons, Lesson(chance, True)], USUAL).shift >= before - 1e-3
    assert learn([*lessons, Lesson(chance, False)], USUAL).shift <= before + 1e-3


@pytest.mark.parametrize(
    ("lessons", "low", "high"),
    [
        ([Lesson(0.4, True)], 0.40, 0.43),
        ([Lesson(0.5, False)], 0.43, 0.46),
        ([Lesson(0.3, True)], 0.41, 0.43),
        ([Lesson(0.3, True)] * 8, 0.32, 0.35),
        ([Lesson(0.5, False)] * 50, 0.5, 0.51),
        # What would have been decided rightly by now teaches nothing more.
        ([Lesson(0.4, True)] * 50, 0.4, 0.4),
        ([Lesson(0.4, True), Lesson(0.46, False)] * 10, 0.42, 0.44),
        # The words gave nothing to go by, or everything: readiness was not what was wrong.
        ([Lesson(0.0, True), Lesson(0.01, True), Lesson(0.999, False)] * 50, 0.43, 0.43),
    ],
)
def test_one_act_teaches_little_and_many_that_agree_more(lessons: list[Lesson], low: float, high: float) -> None:
    assert low <= round(learn(lessons, USUAL).lowered(USUAL), 2) <= high


@pytest.mark.parametrize(
    ("chance", "belongs", "relation"), [(0.40, True, Relation.JOIN), (0.46, False, Relation.BEGIN)]
)
def test_a_taught_desk_decides_otherwise_and_says_so(chance: float, belongs: bool, relation: Relation) -> None:
    first, second = a_report("Ferry runs aground off Kelmor"), a_report("Kelmor ferry still aground", hours=2)
    relations = []
    for lessons in ([], [Lesson(chance, belongs)] * 12):
        # The memory is young, so that it takes as much more to join.
        clusterer = Clusterer(model=always(raised(chance, YOUNG)))
        clusterer.be_taught(lessons)
        clusterer.place(first)
        relations.append(placed(clusterer.place(second)).joining)

    untaught, taught = relations
    assert untaught.relation is not taught.relation
    assert taught.relation is relation
    assert "editors taught the desk to join from" in taught.reason
    assert "taught" not in untaught.reason


def test_lessons_are_forgotten_when_the_acts_are_taken_back() -> None:
    clusterer = Clusterer(model=always(0.4))
    usual = clusterer.join_from
    clusterer.be_taught([Lesson(0.4, True)] * 12)
    assert clusterer.join_from < usual

    clusterer.be_taught(())

    assert clusterer.join_from == usual


@pytest.mark.parametrize(
    ("n_held", "linked", "relation"),
    [(0, False, Relation.BEGIN), (0, True, Relation.JOIN), (300, False, Relation.JOIN)],
)
def test_a_young_memory_joins_less_readily_by_likeness_alone(n_held: int, linked: bool, relation: Relation) -> None:
    """What would join in a desk that holds some hundred reports begins a story among its first, unless something ties
    it."""
    address = "https://reed-post.example/kelmor"
    model = always(0.5)
    model = replace(model, ties=msgspec.structs.replace(model.ties, linked=0.01))
    clusterer = Clusterer(model=model)
    for i in range(n_held):
        clusterer.place(a_report(f"Orchard{i} harvest{i}", hours=i))
    clusterer.place(a_report("Ferry runs aground off Kelmor", hours=300, address=address))

    again = a_report("Kelmor ferry still aground", hours=302, links=(address,) if linked else ())

    assert placed(clusterer.place(again)).joining.relation is relation
