"""Relative days become dates where they are resolved, and only where the sentence stays grammatical and true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from making_stories import dossier, report, saying, texts_of, written
from msgspec.structs import replace

from newsdesk.model.annotations import Mode, Time
from newsdesk.model.text import Span

MONDAY = datetime(2023, 3, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "words", "precision", "shown"),
    [
        (
            "A man was hurt in a fire at the port early Monday.",
            "early Monday",
            "day",
            "A man was hurt in a fire at the port early on March 6.",
        ),
        (
            "Early Monday morning, two men left the port of Kelmor by boat.",
            "Early Monday morning",
            "part_of_day",
            "Early in the morning of March 6, two men left the port of Kelmor by boat.",
        ),
        (
            "The fire at the port began about 5:30 p.m. Monday near the old crane.",
            "about 5:30 p.m. Monday",
            "minute",
            "The fire at the port began about 5:30 p.m. on March 6 near the old crane.",
        ),
        (
            "Two Monday night fires at the port killed one man.",
            "Monday night",
            "part_of_day",
            "Two Monday night fires at the port killed one man.",
        ),
        (
            "The port of Kelmor was closed by a Monday fire.",
            "Monday",
            "day",
            "The port of Kelmor was closed by a Monday fire.",
        ),
        (
            "Bids for the port were opened at noon yesterday, March 6, in Kelmor.",
            "yesterday",
            "day",
            "Bids for the port were opened at noon on March 6, in Kelmor.",
        ),
        (
            "Yesterday's decision of the council closes the port of Kelmor.",
            "Yesterday",
            "day",
            "The March 6 decision of the council closes the port of Kelmor.",
        ),
        (
            "A man who tried to burn the crane of the port was arrested Monday.",
            "Monday",
            "day",
            "A man who tried to burn the crane of the port was arrested on March 6.",
        ),
        (
            "The council of Kelmor plans to open the burnt port Monday.",
            "Monday",
            "day",
            "The council of Kelmor plans to open the burnt port Monday.",
        ),
    ],
)
def test_a_day_is_written_out_or_left(told: str, words: str, precision: str, shown: str) -> None:
    one = report("Osk Post", "Fire at the port of Kelmor", told, hour=-20)
    start = one.version.text.index(words, one.version.body_start)
    time = Time(
        span=Span(start, start + len(words)),
        timex="DATE",
        value="2023-03-06",
        start=MONDAY,
        end=MONDAY + timedelta(days=1),
        precision=precision,
    )
    one = replace(one, annotations=replace(one.annotations, times=(time,)))

    assert texts_of(written(dossier(one))) == [shown]


def test_who_is_named_as_saying_it_is_not_named_again() -> None:
    told = "Ada Morn said the dam had held and that, she added, the town of Kelmor was safe."
    one = report("Osk Post", "Dam of Kelmor holds", told)
    one = saying(one, "Ada Morn", "the dam had held", mode=Mode.INDIRECT)
    one = saying(one, "she", "the town of Kelmor was safe", name="Ada Morn", mode=Mode.INDIRECT, cue="added")

    assert texts_of(written(dossier(one))) == ["Ada Morn said the dam had held and that the town of Kelmor was safe."]


def test_another_speaker_stays() -> None:
    told = "Ada Morn said the dam had held and that, she added, the town of Kelmor was safe."
    one = report("Osk Post", "Dam of Kelmor holds", told)
    one = saying(one, "Ada Morn", "the dam had held", mode=Mode.INDIRECT)
    one = saying(one, "she", "the town of Kelmor was safe", name="Rika Sand", mode=Mode.INDIRECT, cue="added")

    assert all("the town of Kelmor was safe" not in text or "added" in text for text in texts_of(written(dossier(one))))


def test_a_quotation_that_runs_on_is_not_shown_open() -> None:
    told = 'Rika Sand said: "How could we not say yes to the people of Kelmor?'
    one = report("Osk Post", "Singers help Kelmor", "Singers gave a concert for the people of Kelmor.", told)

    assert all(text.count('"') % 2 == 0 for text in texts_of(written(dossier(one))))


def test_who_does_something_else_than_speak_is_not_heard() -> None:
    told = "Rika Sand put down her song for the people of Kelmor in Torvik while it rained."
    one = report("Osk Post", "Singers help Kelmor", "Singers gave a concert for the people of Kelmor.", told)
    one = saying(one, "Rika Sand", "while it rained", cue="put down her", mode=Mode.INDIRECT)

    made = written(dossier(one))

    assert [each.text for each in made.sentences if each.role == "said"] == []
