"""The desk's own list of people comes before what annotate makes of a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from annotate_statements.cases import make_version
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

import newsdesk.annotate
from newsdesk.annotate.people import know_people
from newsdesk.errors import InputError
from newsdesk.model.annotations import Annotations, Entity, Name, NameKind
from newsdesk.model.own import Own, OwnOffice, OwnPerson
from newsdesk.model.text import Span
from newsdesk.ownlists import read_own_people

LIST = """
[[person]]
name = "Petra Lind"
aliases = ["Paris Lindqvist", "the Iron Gardener", "Петра Лінд"]

[[person.office]]
title = "mayor of Marrowby"
since = 2021-05-01
until = 2023-06-30

[[person.office]]
title = "minister of harbours"
since = 2023-07-01
"""


@pytest.fixture
def own(tmp_path: Path) -> Own:
    (tmp_path / "people.toml").write_text(LIST, "utf-8")
    return Own(people=read_own_people(tmp_path / "people.toml"))


def speakers(found: Annotations) -> list[tuple[str, str]]:
    return [(one.speaker.name, one.speaker.office) for one in found.statements if one.speaker]


@pytest.mark.parametrize(
    ("day", "office"),
    [("2022-03-08", "mayor of Marrowby"), ("2023-06-30", "mayor of Marrowby"), ("2024-03-08", "minister of harbours")],
)
def test_the_office_is_that_of_the_day(day: str, office: str, own: Own) -> None:
    """An alias is read as the person, who bears the office held when the article came out."""
    version = make_version('"The harbour is open," Paris Lindqvist said.', date=day)

    assert speakers(newsdesk.annotate(version, own=own)) == [("Petra Lind", office)]
    assert speakers(newsdesk.annotate(version)) == [("Paris Lindqvist", "")]


def test_before_the_first_office_the_text_has_its_say(own: Own) -> None:
    """Where the list knows no office for the day, the one that the text gives stays."""
    version = make_version('"The harbour is open," captain Petra Lind said.', date="2019-03-08")

    assert speakers(newsdesk.annotate(version, own=own)) == [("Petra Lind", "captain")]


def test_all_names_are_one_person(own: Own) -> None:
    """A byname in lower case, an alias and the last name alone are mentions of one entity."""
    version = make_version("Petra Lind came to Halvek. Lind spoke. They call her the Iron Gardener.")
    found = newsdesk.annotate(version, own=own)
    number = next(n for n, entity in enumerate(found.entities) if entity.name == "Petra Lind")

    words = [name.span.of(version.text) for name in found.names if name.entity == number]
    assert words == ["Petra Lind", "Lind", "the Iron Gardener"]
    assert found.entities[number].kind is NameKind.PERSON


def test_a_longer_name_of_a_body_stays(own: Own) -> None:
    """What bears a person's name is not the person."""
    text = "The Petra Lind Foundation said it would build a school."
    body = Entity(kind=NameKind.ORGANISATION, name="Petra Lind Foundation")
    named = Name(span=Span(4, 25), kind=NameKind.ORGANISATION, entity=0)

    assert know_people(text, [named], [body], own.people, None) == ((named,), (body,))


def test_in_ukrainian_too(own: Own) -> None:
    """The list is above the languages."""
    version = make_version("«Порт відкрито», — сказала Петра Лінд.", language="uk")

    assert speakers(newsdesk.annotate(version, own=own)) == [("Petra Lind", "mayor of Marrowby")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("[[person]]\nname = ''", "empty name"),
        ("[[person]]\nname = 'A'\nage = 3", "age"),
        ("[[person]]\nname = 'A'\naliases = ['B']\n[[person]]\nname = 'B'", "for both"),
        ("[[person]]\nname = 'A'\n[[person.office]]\ntitle = 'x'\nsince = 2023-01-02\nuntil = 2022-01-01", "since"),
        ("[[person]]\nname = 'A'\n[[person.office]]\ntitle = 'x'\nsince = 'May'", "date"),
        ("person", "expected"),
    ],
)
def test_a_list_that_is_none_is_named(content: str, found: str, tmp_path: Path) -> None:
    """The file, what was found and what was expected."""
    path = tmp_path / "people.toml"
    path.write_text(content)

    with pytest.raises(InputError, match=rf"people\.toml(?s:.*){found}"):
        read_own_people(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"people\.toml"):
        read_own_people(tmp_path / "people.toml")


def test_an_unknown_day_takes_only_an_office_without_ends() -> None:
    """Nothing is guessed about when an undated text came out."""
    person = OwnPerson(name="A", office=(OwnOffice(title="x", since=date(2020, 1, 1)), OwnOffice(title="y")))

    assert person.office_on(None) == "y"
    assert person.office_on(date(2021, 1, 1)) == "x"


WORDS = [
    "Petra",
    "Lind",
    "said",
    "the",
    "Iron",
    "Gardener",
    ",",
    '"',
    "Paris",
    "Lindqvist",
    "of",
    "Halvek",
    ".",
    "Mr.",
    "Ada",
]


@settings(max_examples=share(60), deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_spans_stay_in_order_and_apart(words: list[str]) -> None:
    """Whatever the list is laid over, names neither overlap nor point beyond the entities."""
    people = (OwnPerson(name="Petra Lind", aliases=("the Iron Gardener", "Paris Lindqvist", "Lind said")),)
    version = make_version(" ".join(words) or "x")
    found = newsdesk.annotate(version, own=Own(people=people))

    assert all(a.span.end <= b.span.start for a, b in zip(found.names, found.names[1:], strict=False))
    assert all(name.entity < len(found.entities) for name in found.names)
