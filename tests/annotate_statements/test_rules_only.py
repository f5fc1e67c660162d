"""Statements by rules alone: no learnt weight is read, and plain news is told all the same."""

from __future__ import annotations

import pytest
from tests.annotate_statements.cases import version_of_case

from newsdesk.annotate import annotate_version
from newsdesk.annotate.en.relations import weights
from newsdesk.model.outcome import Made

PASSAGES = [
    ("Ada Brandt said the bridge was safe.", "Ada Brandt", "said", "the bridge was safe"),
    ('"The bridge is safe and open," Ada Brandt said.', "Ada Brandt", "said", '"The bridge is safe and open,"'),
    ('"The bridge is safe and open," said Ada Brandt.', "Ada Brandt", "said", '"The bridge is safe and open,"'),
    ("The bridge is safe, Ada Brandt said on Monday.", "Ada Brandt", "said", "The bridge is safe"),
    ("Ada Brandt did not say who had opened it.", "Ada Brandt", "did not say", "who had opened it"),
    (
        "According to the harbour office, the ferry sank within minutes.",
        "the harbour office",
        "According to",
        "the ferry sank within minutes",
    ),
    ('Ada Brandt called the plan "a toy for the rich."', "Ada Brandt", "called", 'the plan "a toy for the rich."'),
    (
        "Ada Brandt resigned, warning that the dam would break.",
        "Ada Brandt",
        "warning",
        "that the dam would break",
    ),
    ("Meridian Line promised to pay for the rescue.", "Meridian Line", "promised", "to pay for the rescue"),
]


@pytest.mark.parametrize(("passage", "speaker", "cue", "content"), PASSAGES)
def test_plain_statements(passage: str, speaker: str, cue: str, content: str) -> None:
    version = version_of_case((passage,))
    outcome = annotate_version(version, rules_only=True)

    assert isinstance(outcome, Made)
    told = [
        (
            s.speaker and (s.speaker.name or s.speaker.words.words),
            s.cue and s.cue.words,
            " … ".join(span.of(version.text) for span in s.content),
        )
        for s in outcome.values[0].statements
    ]
    assert told == [(speaker, cue, content)]


def test_nobody_says_anything() -> None:
    version = version_of_case(("The bridge was closed on Monday. It will open again in May.",))
    outcome = annotate_version(version, rules_only=True)

    assert isinstance(outcome, Made)
    assert not outcome.values[0].statements


def test_weights_are_not_read() -> None:
    weights.cache_clear()
    annotate_version(version_of_case((PASSAGES[0][0],)), rules_only=True)

    assert weights.cache_info().currsize == 0
