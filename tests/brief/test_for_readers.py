"""What a reader would be ashamed of: notices as news, nonsense speakers, things as people, news that time overtook."""

from __future__ import annotations

from datetime import timedelta

import pytest
from making_stories import NINE, counting, dossier, report, saying, sentence_with, span_of, texts_of, written
from msgspec.structs import replace

from newsdesk.brief.notices import is_notice
from newsdesk.brief.shown import reads_as_person
from newsdesk.brief.who import looks_like_somebody, plain_office
from newsdesk.brief.wording import balanced, stands_alone, without_lead
from newsdesk.model.annotations import Entity, Name, NameKind
from newsdesk.model.brief import Role
from newsdesk.model.story import Report

AGROUND = "The ferry Osk Pearl ran aground off Torvik on its crossing from Varnholm, the coast guard said."
DEAD = "Six people have died after the ferry Osk Pearl ran aground off Torvik, the hospital in Varnholm said."
LIFEBOATS = "Two lifeboats are on their way to the ferry Osk Pearl off Torvik, the coast guard said."
SCHOOL = "The school in Torvik was opened for the passengers of the ferry Osk Pearl in the morning."


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ("Correction: an earlier version gave the number of people asked to leave as 6,000.", True),
        ("An earlier version of this report said that seven people had died.", True),
        ("This story has been updated to give the name of the captain.", True),
        ("Letters to the editor are welcome.", True),
        ("Sign up for our morning letter.", True),
        ("Read more about the flood here.", True),
        ("Reporting by Ada Morn; editing by Rika Sand.", True),
        ("Note: excludes a gain of 295,000 crowns.", True),
        ("Any opinions are his own.", True),
        ("The ministry published a correction of its figures on Wednesday.", False),
        ("Ada Morn said an earlier ferry had taken the same way.", False),
        ("Sign language was taught in Torvik for the first time.", False),
        ("Your notification has been saved.", True),
        ("You must be logged in to vote.", True),
        ("Please share the petition with your friends.", True),
        ("Call the desk's Ilva Sarn, (555) 010-1191.", True),
        ("Email or call Ilva Sarn and tell her to reopen the case.", True),
        ("Police are asking anyone with information to come to the station in Kelmor.", True),
        ("Close Get email notifications on Ilva Sarn daily!", True),
        ("Email alerts are only sent when there are new matching items.", True),
        ("Whenever Ilva Sarn posts, you'll get an email with a link.", True),
        ("Stay with Radio Osk for updates.", True),
        ("All calls will be kept confidential.", True),
        ("Please help us find this ferry.", True),
        ("Radio Osk's Ilva Sarn reports.", True),
        ("Ilva Sarn is a Torvik Post staff writer.", True),
        ("The Osk Wire reports that the ferry is aground.", False),
        ("Ilva Sarn is a senior editor who sued the council of Torvik, and won.", False),
        ("The council asked people to stay with relatives.", False),
        ("Her calls can be heard on a tape, the police said.", False),
        ("Ferry to run again - 8 hrs ago Torvik Post Harbour opens - 18 hrs ago", True),
        ("Readers of the library in Kelmor borrowed more books in March.", False),
        ("Your minister has lied to you, Ada Morn told the council.", False),
        ("Calls for calm came from the council of Kelmor.", False),
        ("Ada Morn asked people to stay in their houses.", False),
        ("The council said 2010-2014 had been years of drought.", False),
    ],
)
def test_notices_are_told_from_news(words: str, notice: bool) -> None:
    assert is_notice(words) is notice


@pytest.mark.parametrize(
    ("words", "somebody"),
    [
        ("Ada Morn", True),
        ("two people familiar with the talks", True),
        ("the government", True),
        ("health experts", True),
        ("the victim's family", True),
        ("Генштаб", True),
        ("six, hospital director", False),
        ("Correction: an earlier version of this report", False),
        ("the operator's own", False),
        ("of people", False),
        ("its chief executive", False),
        ("the new strain", False),
        ("The fear", False),
        ("the April announcement, attached below as published on the page", False),
        ("Rika Sand/Osk Wire Health", False),
    ],
)
def test_a_speaker_looks_like_somebody(words: str, somebody: bool) -> None:
    assert looks_like_somebody(words) is somebody


@pytest.mark.parametrize(
    ("office", "shown"),
    [
        ("mayor of Varnholm", "mayor of Varnholm"),
        ("hospital's director", "director"),
        ("Finance Secretary Rika Sand and Defence Secretary", "Defence Secretary"),
        ("Secretary and Treasurer", "Secretary and Treasurer"),
        ("neighbour who testified about the night", ""),
    ],
)
def test_an_office_is_no_clause_and_nobody_elses(office: str, shown: str) -> None:
    assert plain_office(office) == shown


@pytest.mark.parametrize(
    ("name", "text", "person"),
    [
        ("Ada Morn", "The mayor, Ada Morn, said the bridge was closed.", True),
        ("Ada Morn", "Ada Morn leads the town. Morn said the bridge was closed.", True),
        ("Osk Pearl", "The Osk Pearl ran aground. Osk Pearl said nothing.", False),
        ("Vale Lines", "Vale Lines denied that.", False),
        ("Upper Vale", "People left their homes in Upper Vale. Upper Vale asked for help.", False),
        ("Osk Ledger", "Osk Ledger reported it.", False),
        ("Rika Sand", "A dam was named after Rika Sand.", False),
    ],
)
def test_people_are_told_from_ships_companies_and_towns(name: str, text: str, person: bool) -> None:
    assert reads_as_person(name, [text]) is person


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Saturday 25 April 2009 23.24 BST The river rose by two metres.", "The river rose by two metres."),
        ("Sun Apr 26, 2009 10:12 pm BST (Osk Wire) - The river rose by two metres.", "The river rose by two metres."),
        ("(Repeats to more readers without changes) The river rose.", "The river rose."),
        ("(Harbour Video) A child was found in Torvik.", "A child was found in Torvik."),
        ("(Photo courtesy of Ilva Sarn) A child was found in Torvik.", "A child was found in Torvik."),
        ("PORT SUND, Sarn. The police of Sarnia said so.", "The police of Sarnia said so."),
        ("Varnholm, SN-- A fire has left one dead.", "A fire has left one dead."),
        ("(On Monday) a child was found in Torvik.", "(On Monday) a child was found in Torvik."),
        ("March 8 was the day on which the river rose.", "March 8 was the day on which the river rose."),
    ],
)
def test_the_time_of_publication_is_no_part_of_the_sentence(words: str, shown: str) -> None:
    assert without_lead(words) == shown


@pytest.mark.parametrize(
    "words",
    [
        "Nobody else was found there.",
        "Ada Morn declined to comment.",
        "The operator Vale Lines could not be reached for comment.",
        "Rika Sand recalled one of the brothers saying.",
        "According to investigators, it was stolen in Kelmor.",
        "Since he is a minor, he has been sent home.",
        "When they came to the harbour, their ferry had left.",
    ],
)
def test_what_points_back_or_tells_nothing_does_not_stand_alone(words: str) -> None:
    assert not stands_alone(words)


@pytest.mark.parametrize(
    "words",
    [
        "As he met the guards on Monday, Tomas Vell was calm.",
        "After she was elected, Ada Morn closed the bridge.",
        "According to Ada Morn, it was stolen in Kelmor.",
    ],
)
def test_whom_a_pronoun_means_may_be_told_after_it(words: str) -> None:
    assert stands_alone(words)


def test_a_quotation_in_single_marks_closes_too() -> None:
    assert balanced("'We will not leave,' Ada Morn said.")
    assert balanced("'90s music was played in Torvik.")
    assert not balanced("'As the ferry came near, the harbour was shut.")


def test_what_a_correction_takes_back_goes_from_the_copies_too() -> None:
    wrong = "About 6,000 people were asked to leave their homes in Varnholm as the river Osk rose."
    right = "About 600 people were asked to leave their homes in Varnholm as the river Osk rose."
    notice = "Correction: an earlier version of this report gave the number of people as 6,000."
    copy = report("Torvik Times", "Thousands leave Varnholm", wrong)
    corrected = report("Osk Post", "Hundreds leave Varnholm", right, notice, hour=1)

    told = texts_of(written(dossier(copy, corrected, copies=[[copy, corrected]])))

    assert told == [right]


def test_who_cannot_speak_is_not_heard() -> None:
    one = report("Osk Post", "Toll of ferry accident now six, hospital director says", AGROUND, DEAD)
    one = saying(one, "the hospital", "Six people have died", name="six, hospital director")

    assert all(each.attribution is None for each in written(dossier(one)).sentences)


def _with_person(one: Report, words: str, name: str, office: str = "") -> Report:
    entity = Entity(kind=NameKind.PERSON, name=name, office=office)
    mention = Name(span=span_of(one, words), kind=NameKind.PERSON, entity=len(one.annotations.entities))
    found = one.annotations
    return replace(one, annotations=replace(found, entities=(*found.entities, entity), names=(*found.names, mention)))


def test_a_surname_alone_becomes_the_name_and_office_that_another_report_gives() -> None:
    first = report(
        "Osk Post", "Ferry aground", AGROUND, "Harbour commander Ada Morn is in charge of the rescue off Torvik."
    )
    first = _with_person(first, "Ada Morn", "Ada Morn", "Harbour commander")
    later = report("Torvik Times", "Search goes on", '"We are still searching the car deck," Morn said.', hour=1)
    later = saying(_with_person(later, "Morn", "Morn"), "Morn", "We are still searching the car deck,")

    found = sentence_with(written(dossier(first, later)), "car deck")

    assert found.text == '"We are still searching the car deck," Ada Morn said.'
    assert found.attribution is not None
    assert (found.attribution.speaker, found.attribution.office) == ("Ada Morn", "Harbour commander")
    assert [one.source_name for one in found.citations][:2] == ["Torvik Times", "Osk Post"]


def test_a_surname_that_two_people_bear_stays_alone() -> None:
    first = report(
        "Osk Post", "Ferry aground", AGROUND, "Harbour commander Ada Morn and her brother Olaf Morn came to Torvik."
    )
    first = _with_person(first, "Ada Morn", "Ada Morn", "Harbour commander")
    later = report("Torvik Times", "Search goes on", '"We are still searching the car deck," Morn said.', hour=1)
    later = saying(_with_person(later, "Morn", "Morn"), "Morn", "We are still searching the car deck,")

    assert sentence_with(written(dossier(first, later)), "car deck").text.endswith(" Morn said.")


def test_an_office_before_a_name_is_told_apart_from_it() -> None:
    ask = "Mayor of Varnholm Petra Lind asked people to keep the pier road free for ambulances."
    one = saying(
        report("Osk Post", "Ferry aground", AGROUND, ask),
        "Mayor of Varnholm Petra Lind",
        "people to keep the pier road free for ambulances",
        cue="asked",
    )

    found = sentence_with(written(dossier(one)), "pier road").attribution

    assert found is not None
    assert (found.speaker, found.office) == ("Petra Lind", "Mayor of Varnholm")


def test_the_newest_development_leads_and_gives_the_headline() -> None:
    first = report("Osk Post", "Ferry Osk Pearl aground off Torvik", AGROUND, SCHOOL)
    copy = report("Torvik Times", "Ferry aground off Torvik", AGROUND, hour=0.5)
    before = written(dossier(first, copy))
    later = counting(
        report("Harbour Courier", "Six dead after ferry Osk Pearl runs aground", DEAD, hour=3), "Six", 6, "person"
    )

    made = written(dossier(first, copy, later), before, NINE + timedelta(hours=4))

    assert texts_of(made, Role.LEAD) == [DEAD]
    assert made.sentences[0].new
    assert made.headline.text == "Six dead after ferry Osk Pearl runs aground"


def test_what_is_told_as_present_yields_when_the_story_moves_on() -> None:
    first = report("Osk Post", "Ferry Osk Pearl aground off Torvik", LIFEBOATS, SCHOOL)
    later = [report(f"Outlet {i}", "Six dead after ferry Osk Pearl runs aground", DEAD, hour=i) for i in (1, 2, 3)]

    assert LIFEBOATS in texts_of(written(dossier(first)))
    assert LIFEBOATS not in texts_of(written(dossier(first, *later)))


def test_counts_of_the_same_people_by_two_speakers_are_disputed_but_denials_are_no_side() -> None:
    guard = "Commander Ada Morn said that 131 people were on board the ferry Osk Pearl."
    operator = "Spokesman Olaf Brandt said that 112 people were on board the ferry Osk Pearl."
    denial = "The operator denied that 131 people had been on board the ferry Osk Pearl."
    one = saying(
        counting(report("Osk Post", "Ferry aground", AGROUND, guard), "131", 131, "person"),
        "Ada Morn",
        "131 people were on board",
    )
    two = counting(report("Torvik Times", "Operator gives another number", operator, hour=1), "112", 112, "person")
    two = saying(two, "Olaf Brandt", "112 people were on board")
    three = counting(report("Harbour Courier", "Operator denies", denial, hour=2), "131", 131, "person")

    made = written(dossier(one, two, three))

    assert set(texts_of(made, Role.DISPUTED)) | set(texts_of(made, Role.LEAD)) >= {guard, operator}
    assert denial not in texts_of(made, Role.DISPUTED)


def test_a_live_page_yields_to_its_posts() -> None:
    page = report("Radio Osk", "Live: ferry aground off Torvik", AGROUND, LIFEBOATS)
    post = report("Radio Osk live", "Ferry aground", AGROUND, hour=1)
    post = replace(post, version=replace(post.version, parent_id=page.version.article_id))

    made = written(dossier(page, post))

    assert {one.source_name for each in made.sentences for one in each.citations} == {"Radio Osk live"}
