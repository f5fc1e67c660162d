"""What a story is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_stories import report
from msgspec.structs import replace

from newsdesk.cluster.topics import topics, topics_of_texts


@pytest.mark.parametrize(
    ("title", "body", "topic"),
    [
        (
            "Ferry runs aground off Torvik",
            "Lifeboats rescued ninety passengers. The wreckage was towed, rescuers said.",
            "disaster, accident and emergency incident",
        ),
        (
            "Rebels shell the town of Kelmor",
            "Soldiers fired rockets at the front line after the ceasefire broke.",
            "conflict, war and peace",
        ),
        (
            "Man jailed for the murder of a harbour master",
            "The jury found him guilty; the judge passed sentence at Kelmor court.",
            "crime, law and justice",
        ),
        (
            "Kelmor beat Torvik in the cup final",
            "The striker scored twice; the goalkeeper and the coach were cheered in the stadium.",
            "sport",
        ),
        (
            "Snowstorm closes the roads of the Vale",
            "Forecasters expect more snow and frost; the weather service gave a warning.",
            "weather",
        ),
        ("Miners vote to strike over wages", "The union asks employers for a higher wage for its workers.", "labour"),
        ("What was found in the attic", "It was green and rather small.", ""),
    ],
)
def test_a_story_gets_its_topic_or_none(title: str, body: str, topic: str) -> None:
    found = topics_of_texts([(title, body)])

    assert (found[0].name if found else "") == topic


def test_other_languages_have_no_topic() -> None:
    german = report(
        "Bote", "Fähre auf Grund gelaufen: hospital vaccine virus", "Krankenhaus vaccine virus.", language="de"
    )

    assert topics([german]) == ()
    assert topics([replace(german, annotations=replace(german.annotations, language="en"))])[0].name == "health"


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=400)), max_size=4))
def test_confidences_never_exceed_one_together(texts: list[tuple[str, str]]) -> None:
    found = topics_of_texts(texts)

    assert sum(topic.confidence for topic in found) <= 1.001
    assert len(found) <= 2
