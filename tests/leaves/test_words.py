"""The small leaves that read words: numbers, days, quotations, reading time, and what a reader would notice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_briefs import KEY, LEAD, OLDER, brief, sentence

from newsdesk.calendar_words import day_in_words, iso_day, named_days, relative_days
from newsdesk.essentials import brings_news, essentials, folded
from newsdesk.model.brief import Role
from newsdesk.quantities import quantities
from newsdesk.quotation import quoted
from newsdesk.reading import count_words, reading_minutes

WEDNESDAY = date(2023, 3, 8)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("At least 12 people and 1,200 sheep", [12, 1200]),
        ("1.2 million crowns, or 1,200,000", [1_200_000, 1_200_000]),
        ("twenty-one days, twenty one nights", [21, 21]),
        ("three dozen, two hundred, 5 bln", [36, 200, 5e9]),
        ("thousands fled; no one stayed, one said", [1000]),
        ("often tense, freight", []),
        ("scores of houses, tens of people, tens of thousands, hundreds of millions", [20, 10, 10_000, 100_000_000]),
        ("he scores often, and hundreds of people saw it", [100]),
        ("3,5 Prozent und 1\u00a0500 Euro", [3.5, 1500]),
        ("троє людей, двадцять п’ять осіб, сім’ї; ані один", [3, 25]),
        ("5 тис. осіб, 12 300,5 га, три мільйони, десятки тисяч людей, сотні будинків", [5000, 12300.5, 3e6, 1e4, 100]),
        ("on March 12 300 people", [12, 300]),
        ("the 1980s and 155,221 bags", [1980, 155221]),
    ],
)
def test_numbers_are_read_by_value(text: str, values: list[float]) -> None:
    assert [value for value, _ in quantities(text)] == values


@given(st.text(max_size=200))
def test_any_text_has_numbers_or_none(text: str) -> None:
    for _, words in quantities(text):
        assert words in text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on March 8", [(0, 3, 8)]),
        ("on 8 March 2023 and Feb. 26", [(2023, 3, 8), (0, 2, 26)]),
        ("2023-03-08", [(2023, 3, 8)]),
        ("the 8th of March, Sept 3", [(0, 3, 8), (0, 9, 3)]),
        ("March 1,200 people; May said", []),
    ],
)
def test_days_are_read_by_month_and_day(text: str, days: list[tuple[int, int, int]]) -> None:
    assert [(one.year, one.month, one.day) for one in named_days(text)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on Wednesday", {8}),
        ("on Tuesday", {7, 14}),
        ("yesterday and tomorrow", {7, 9}),
        ("tonight", {8}),
        ("in spring", set()),
    ],
)
def test_relative_days_mean_days_near_the_day_of_writing(text: str, days: set[int]) -> None:
    assert {day.day for day in relative_days(text, WEDNESDAY)} == days


def test_days_in_words_have_their_year_when_it_is_another() -> None:
    assert day_in_words(WEDNESDAY, 2023) == "March 8"
    assert day_in_words(WEDNESDAY, 2024) == "March 8, 2023"
    assert iso_day("2023-03-08T09:00:00+00:00") == WEDNESDAY
    assert iso_day("2023-03") is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "yes" and “no”.', ["yes", "no"]),
        ("Er sagte „ja“ und «nein».", ["ja", "nein"]),
        ("It's the mayor's 'last word' on it.", ["last word"]),
        ("Bakhmut could fall 'in the coming days'", ["in the coming days"]),
        ("The workers' union and the miners' club", []),
        ('He said "we go.', ["we go."]),
        ("We will go,” he said.", ["We will go,"]),
        ("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,"]),
        ("``Yes'', he said.", ["Yes"]),
    ],
)
def test_quotations_are_found_and_apostrophes_are_none(text: str, inside: list[str]) -> None:
    assert [span.of(text) for span in quoted(text)] == inside


@given(st.text(max_size=120))
def test_quotations_lie_within_the_text_in_order(text: str) -> None:
    spans = quoted(text)

    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("word " * 238, "en", 1),
        ("word " * 239, "en-GB", 2),
        ("Wort " * 239, "de", 2),
        ("", "en", 1),
        ("河" * 700, "zh", 3),
        ("橋" * 700, "ja", 2),
        ("สะพาน" * 340, "th", 2),
    ],
)
def test_reading_time_follows_the_language(text: str, language: str, minutes: int) -> None:
    assert reading_minutes(text, language) == minutes


def test_words_are_counted_as_they_are_read() -> None:
    assert count_words("It's 1,200 well-known words.") == 4
    assert count_words("河水上涨") == 4
    assert count_words("पुल महीने के अंत तक बंद") == 6
    assert count_words("پل می‌ماند") == 2
    assert count_words("הַגֶּשֶׁר סָגוּר") == 2


def test_readers_notice_words_and_figures_not_marks_and_spaces() -> None:
    assert folded("The  Toll: 1.5 million!") == folded("the toll 1.5 Million")
    assert folded("1.5 million") != folded("15 million")


def test_background_is_no_essential() -> None:
    first = brief(sentence(LEAD, Role.LEAD))
    background = brief(sentence(LEAD, Role.LEAD), sentence(OLDER, Role.BACKGROUND))
    more = brief(sentence(LEAD, Role.LEAD), sentence(KEY))

    assert essentials(first) == essentials(background)
    assert not brings_news(first, background)
    assert brings_news(first, more)
    assert not brings_news(more, first)
