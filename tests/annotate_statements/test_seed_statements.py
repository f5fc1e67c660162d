"""The page the project started from: everything a careful reader finds in it, by rules that hold for any page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.annotate_statements.cases import make_version

import newsdesk.annotate
from newsdesk.model.annotations import Annotations, HopKind, Mode, NameKind, Statement
from newsdesk.model.article import Version

HEAD = ("Jens Stoltenberg", "NATO Secretary General")
RELAY, INTERVIEW = (HopKind.CITED_BY, "DW"), (HopKind.INTERVIEW, "CNN")
PAGE = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"


@pytest.fixture(scope="module")
def version() -> Version:
    if not PAGE.exists():
        pytest.skip("the folder shared/seed is not beside the checkout")
    parts = PAGE.read_text("utf-8").split("\n\n")
    title = next(part for part in parts if part.startswith("Stoltenberg:"))
    first = next(number for number, part in enumerate(parts) if part.startswith("Bakhmut could potentially"))
    body = [part for part in parts[first:] if len(part) > 120 and "Article image" not in part][:6]
    return make_version(*body, title=title, site="The Kyiv Independent")


@pytest.fixture(scope="module")
def found(version: Version) -> Annotations:
    return newsdesk.annotate(version)


def said_with(version: Version, found: Annotations, words: str) -> Statement:
    """Return the statement of the body whose content holds the words."""
    return next(
        s for s in found.statements if not s.headline and any(words in span.of(version.text) for span in s.content)
    )


@pytest.mark.parametrize(
    ("words", "speaker", "office", "cue", "mode", "chain", "day"),
    [
        ("could potentially fall", *HEAD, "said", Mode.MIXED, [], "2023-03-08"),
        ("critical juncture", *HEAD, "stressed", Mode.INDIRECT, [], "2023-03-08"),
        ("What we see", *HEAD, "said", Mode.DIRECT, [RELAY], ""),
        ("the lesson to take", *HEAD, "added", Mode.MIXED, [], ""),
        ("significant setback", "Lloyd Austin", "U.S. Defense Secretary", "remarked", Mode.INDIRECT, [], "2023-03-06"),
        ("symbolic", "Lloyd Austin", "U.S. Defense Secretary", "adding", Mode.MIXED, [], ""),
        ("This is tactical", "Volodymyr Zelensky", "President", "said", Mode.DIRECT, [INTERVIEW],
         "2023-03-08"),
    ],
)  # fmt: skip
def test_statements(
    version: Version, found: Annotations, words: str, speaker: str, office: str, cue: str, mode: Mode,
    chain: list[tuple[HopKind, str]], day: str,
) -> None:  # fmt: skip
    """Speaker, office, cue, mode, chain and day of each statement of the article."""
    statement = said_with(version, found, words)

    assert statement.speaker
    assert (statement.speaker.name, statement.speaker.office, statement.mode) == (speaker, office, mode)
    assert statement.cue
    assert cue in statement.cue.words
    hops = [(hop.kind, hop.party) for hop in statement.chain]
    assert hops == [*chain, (HopKind.OUTLET, "The Kyiv Independent")]
    assert (found.times[statement.time].value if statement.time is not None else "") == day


def test_the_headline_is_the_short_form_of_the_first(version: Version, found: Annotations) -> None:
    """A colon attributes in a headline."""
    (statement,) = [s for s in found.statements if s.headline]

    assert statement.speaker
    assert statement.speaker.name == "Jens Stoltenberg"
    assert statement.content[0].of(version.text) == "Bakhmut could fall 'in the coming days'"


def test_nothing_else_is_a_statement(found: Annotations) -> None:
    """The battle's course, the army's attempts and Ukraine's choice are told by the page itself."""
    assert len(found.statements) == 8


def test_names(found: Annotations) -> None:
    """Persons, organisations and which of them are media."""
    entities = {entity.name: entity for entity in found.entities}

    for person in ("Jens Stoltenberg", "Lloyd Austin", "Volodymyr Zelensky"):
        assert entities[person].kind is NameKind.PERSON
    for body in ("NATO", "DW", "CNN"):
        assert entities[body].kind is NameKind.ORGANISATION
    for place in ("Bakhmut", "Donetsk Oblast", "Ukraine", "Kramatorsk", "Sloviansk", "Russia", "U.S."):
        assert entities[place].kind is NameKind.PLACE
    assert {name for name, entity in entities.items() if entity.medium} == {"DW", "CNN"}


@pytest.mark.parametrize(
    ("beginning", "persons", "places"),
    [
        ("The two leaders", {"Trump", "Putin"}, {"Joint Base Elmendorf-Richardson", "Anchorage", "U.S."}),
        ("The Kyiv Independent visited", {"Trump", "Putin"},
         {"Kramatorsk", "Donetsk Oblast", "Ukraine", "Russia", "Alaska"}),
    ],
)  # fmt: skip
def test_items_of_the_feed_below(version: Version, beginning: str, persons: set[str], places: set[str]) -> None:
    """The items say nothing that somebody else said; their names and places are found."""
    text = PAGE.read_text("utf-8")
    item = make_version(text[text.index(beginning) :].split("\n")[0])
    found = newsdesk.annotate(item)

    kinds = {kind: {entity.name for entity in found.entities if entity.kind is kind} for kind in NameKind}
    assert kinds[NameKind.PERSON] == persons
    assert kinds[NameKind.PLACE] == places
    assert not found.statements
