"""The day on which what a sentence tells happened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from annotate_grounding.casebook import sentences_of
from newsdesk.annotate.events import date_sentences
from newsdesk.annotate.times import find_times

ANCHOR = datetime(2023, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam broke on March 6.", ("2023-03-06",)),
        ("The dam broke last month.", ("2023-02",)),
        ("The dam was built in 1956.", ("1956",)),
        ("The dam broke at 11:30 a.m. on March 6.", ("2023-03-06",)),
        ("The mayor said on Wednesday that the dam broke on Monday.", ("2023-03-06",)),
        ("Since Monday the valley has been empty.", ("",)),
        ("The dam could break in the coming days.", ("",)),
        ("The dam broke on Monday. Two villages were flooded.", ("2023-03-06", "2023-03-06")),
        ("The dam broke on Monday. Rains will go on.", ("2023-03-06", "")),
        ("The dam broke on Monday.\n\nThe mayor was away.", ("2023-03-06", "")),
        ("The strike lasted from March 3 to March 6.", ("2023-03",)),
        ("The fair ran March 3-5.", ("2023-03",)),
        ("Between Monday and Wednesday 12 houses burned.", ("2023-03",)),
        ("From February to March 12 houses burned.", ("2023",)),
        ("From 2019 to 2021 the mill stood still.", ("",)),
        ("The dam broke last week.", ("2023",)),
        ("The dam broke this week.", ("2023-03",)),
        ("The dam broke over the weekend.", ("2023-03",)),
        ("The dam broke in the third quarter of 2022.", ("2022",)),
        ("The dam broke in the early 1990s.", ("",)),
        ("The dam broke three days ago.", ("2023-03-05",)),
        ("For the past seven months the town has been shelled.", ("",)),
        ("The dam broke at 11:30 a.m. local time on Monday.", ("2023-03-06",)),
        ("The mayor, who took office in 2019, resigned on Monday.", ("2023-03-06",)),
        ("The vote is scheduled for April 2.", ("2023-04-02",)),
        ("Every Monday a market is held.", ("",)),
        ("As of Tuesday, 41 people had died.", ("",)),
    ],
)
def test_event_date(text: str, expected: tuple[str, ...]) -> None:
    """The finest date told as the event's; what only bounds it is none."""
    spans = sentences_of(text)

    assert date_sentences(text, spans, find_times(text, spans, ANCHOR, "en"), ANCHOR, "en") == expected


def test_without_a_dateline_nothing_is_guessed() -> None:
    """A weekday has no date without a day of publication."""
    text = "The dam broke on Monday."
    spans = sentences_of(text)

    assert date_sentences(text, spans, find_times(text, spans, None, "en"), None, "en") == ("",)
