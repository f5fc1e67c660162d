"""The parts of a brief: sentences told from tables, figures told apart, people and places beside the text."""

from __future__ import annotations

import pytest
from making_stories import dossier, report, span_of, written
from msgspec.structs import replace

from newsdesk.brief.disputed import compatible
from newsdesk.brief.material import sentences_of
from newsdesk.brief.splitting import looks_like_a_sentence, split
from newsdesk.brief.wording import stands_alone
from newsdesk.model.annotations import Bound, Entity, Figure, Name, NameKind, Place, Sentence
from newsdesk.model.brief import NamedPerson
from newsdesk.model.story import Report
from newsdesk.model.text import Span

TEXT = "Ada Morn, the mayor of Varnholm, met Rika Sand in Torvik after the flood on Wednesday."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One came. Two went!", ["One came.", "Two went!"]),
        ('He said "No." She left.', ['He said "No."', "She left."]),
        ("Mr. Brandt of Osk Ltd. left U.S. soil. He flew.", ["Mr. Brandt of Osk Ltd. left U.S. soil.", "He flew."]),
        ("河水上涨。镇上的人离开了。", ["河水上涨。", "镇上的人离开了。"]),
        ("No stop\n\nAnother", ["No stop", "Another"]),
        ("  ", []),
    ],
)
def test_sentences_are_split_in_any_script(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in split(text, Span(0, len(text)))] == sentences


@pytest.mark.parametrize(
    ("words", "prose"),
    [
        ("The river flooded the town on Wednesday.", True),
        ("“We will not leave,” the mayor said.", True),
        ("河水上涨，镇上的人都离开了家。", True),
        ("Shr 34 cts vs 1.19 dlrs.", False),
        ("Net 807,000   vs   2,858,000 Revs 510.2 mln.", False),
        ("Sign up for our newsletter to read more like this.", False),
        ("and so the river flooded the town.", False),
        ("The river flooded the town", False),
        ("Too short.", False),
        ("Kelmor's benchmark stock index.", False),
        ("People wear masks at a market in Kelmor, western Sarnia, May 17, 2009.", False),
        ("The council met in Kelmor and said it would build a dam on Sunday, May 17, 2009.", True),
        ("July 5: A jar of tar from the beach of Torvik is shown to the press.", False),
        ("Bottom: A ferry leaves the harbour of Torvik in the rain.", False),
        ("A bunch of balloons, pictured Monday, at a home marks the spot.", False),
        ("(Ilva Sarn / Osk Post) The reporter Rika Sand talks about the flood.", False),
        ("Ilva Sarn, Osk Post via AP The newest hope rests on a ship.", False),
        ("JUNE 08: Students leave the college of Torvik, which remains closed.", False),
        ("Students leave the college of Torvik on June 8, 2013 in Port Sund, Sarnia.", False),
        ("The patio of the club is shown after a fire in Torvik, Sarnia, July 25, 2016.", False),
        ("The club stands empty in Torvik, S.N. July 25, 2016.", False),
        ("The council of Torvik opened the new bridge on June 8, 2013.", True),
        ("The new bridge was opened on June 8, 2013 in Port Sund, Sarnia.", True),
        ("Photo: Ilva Sarn, Osk Post The surgeon Rika Sand sits at her desk.", False),
        ("The surgeon Rika Sand of the hospital in Kelmor sits for a...", False),
        ("Tomas Vell, who pleaded guilty to theft in February in the case of the bank.", False),
        ("Tomas Vell, who pleaded guilty to theft in February, is to be sentenced in May.", True),
        ("word " * 200 + ".", False),
    ],
)
def test_prose_is_told_from_tables_and_calls_to_click(words: str, prose: bool) -> None:
    assert looks_like_a_sentence(words) is prose


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (
            "The police look for a man after a fire at 10:30 p.m. Four people were hurt in the town.",
            ["The police look for a man after a fire at 10:30 p.m.", "Four people were hurt in the town."],
        ),
        (
            "A ferry went aground on Monday in Port Sund, Sarn. The harbour was shut for a day.",
            ["A ferry went aground on Monday in Port Sund, Sarn.", "The harbour was shut for a day."],
        ),
        ("The fire was seen at 10:30 p.m. Thursday from the harbour of Torvik.", 1),
        ("The bridge of Kelmor, Sarn. The One, was shut for days.", 1),
        ("At 10 p.m. The harbour was shut for a day.", 1),
    ],
)
def test_sentences_that_an_abbreviation_hid_are_parted(words: str, sentences: list[str] | int) -> None:
    one = report("Osk Post", "Fire in Torvik", words)
    whole = Sentence(span=span_of(one, words), block=1)
    found = [
        each.plain for each in sentences_of(replace(one, annotations=replace(one.annotations, sentences=(whole,))))
    ]

    assert found == (sentences if isinstance(sentences, list) else [words])


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("The town was flooded, the mayor Ada Morn said.", True),
        ("He said the town was flooded.", False),
        ("This was the worst flood in years.", False),
        ("The town was flooded, he said.", False),
        ("About two weeks later, a boy found the key of the bank.", False),
        ("Two weeks later than planned, the bank of Kelmor opened.", True),
        ("The others were safe.", False),
        ("One remains in the hospital of Kelmor.", False),
        ("One person died in Kelmor.", True),
        ("The sheriff Ada Morn declined to release further information.", False),
        ("The sheriff Ada Morn declined to release the ship.", True),
        ("The mayor, Ada Morn, knew of it, she said.", True),
    ],
)
def test_a_sentence_stands_alone_when_it_names_what_it_is_about(text: str, alone: bool) -> None:
    assert stands_alone(text) is alone


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((12, Bound.EXACT), (15, Bound.EXACT), False),
        ((12, Bound.AT_LEAST), (15, Bound.EXACT), True),
        ((15, Bound.AT_LEAST), (12, Bound.EXACT), False),
        ((100, Bound.ABOUT), (105, Bound.EXACT), True),
        ((20, Bound.AT_MOST), (12, Bound.EXACT), True),
    ],
)
def test_figures_hold_together_within_their_bounds(
    one: tuple[float, Bound], other: tuple[float, Bound], both: bool
) -> None:
    figures = [Figure(span=Span(0, 1), quantity=value, bound=bound) for value, bound in (one, other)]

    assert compatible(*figures) is both


def _named(one: Report, *people: tuple[str, str]) -> Report:
    entities = tuple(Entity(kind=NameKind.PERSON, name=name, office=office) for name, office in people)
    names = tuple(Name(span=span_of(one, name), kind=NameKind.PERSON, entity=i) for i, (name, _) in enumerate(people))
    places = (
        Place(span=span_of(one, "Varnholm"), name="Varnholm", kind="town", lat=61.0, lon=9.5, country="NO"),
        Place(span=span_of(one, "Torvik"), name="Torvik"),
    )
    return replace(one, annotations=replace(one.annotations, entities=entities, names=names, places=places))


def test_people_and_places_of_the_cited_words_stand_beside_the_text() -> None:
    one = _named(
        report("Osk Post", "Mayor meets engineer", TEXT), ("Ada Morn", "mayor"), ("Rika Sand", ""), ("Torvik", "")
    )

    made = written(dossier(one))

    assert made.people == (NamedPerson(name="Ada Morn", office="mayor"), NamedPerson(name="Rika Sand"))
    assert [place.name for place in made.places] == ["Varnholm"]
