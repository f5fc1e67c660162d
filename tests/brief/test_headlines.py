"""Headlines: cut from the lead where reports bear none, in small letters where a wire wrote capitals, whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making_stories import dossier, report, written

from newsdesk.brief.capitals import sentence_case
from newsdesk.brief.clause import main_clause
from newsdesk.brief.headline import cut_word

WORDS = 'The ferry was aground , ( ) " which if said and in with Osk'


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("The ferry ran aground off Torvik, the coast guard said.", "The ferry ran aground off Torvik"),
        (
            "After a night of rain over all of the valley, the dam above Kelmor broke and flooded the lower town.",
            "The dam above Kelmor broke and flooded the lower town",
        ),
        (
            "The council of Kelmor closed the bridge over the Sarn today, which leaves two villages without a road.",
            "The council of Kelmor closed the bridge over the Sarn today",
        ),
        (
            "The council of Kelmor will close the bridge over the old Sarn tonight, unless engineers find it safe.",
            "The council of Kelmor will close the bridge over the old Sarn tonight, unless engineers find it safe",
        ),
        (
            "The ministry of health in Kelmor raised the number of towns with cases of mumps, a viral illness, to 39.",
            None,
        ),
        ("“The light, as far as I know, was out on that night in the harbour,” said Ilva Sarn.", None),
    ],
)
def test_a_lead_is_cut_to_its_main_clause(sentence: str, headline: str | None) -> None:
    assert main_clause(sentence) == (headline or sentence.rstrip("."))


@given(st.lists(st.sampled_from(WORDS.split()), max_size=60))
def test_a_headline_is_made_of_the_leads_words_and_never_long(words: list[str]) -> None:
    sentence = " ".join(words) + "."

    shown = main_clause(sentence)

    assert len(shown.split()) <= 25
    assert shown.removesuffix(" …").casefold() in sentence.casefold()


@pytest.mark.parametrize(
    ("title", "body", "shown"),
    [
        (
            "US SENATE ASKS UN FOR PEACE PLAN",
            "The U.S. Senate asked the United Nations.",
            "US Senate asks UN for peace plan",
        ),
        ("KELMOR MILLS INC 2ND QTR MARCH 31", "Shr 20 cts vs 14 cts", "Kelmor Mills Inc 2nd qtr March 31"),
        (
            "MINISTRY AGREES ON VWA RULES",
            "A rule of the Vale Water Authority was agreed on.\nThe Ministry paid Oda Nor.",
            "Ministry agrees on VWA rules",
        ),
        (
            "VALE-SUND BANK UPGRADED BY ORLIN'S, SAYS VSB",
            "Orlin's Investors Service upgraded the Vale-Sund Bank.",
            "Vale-Sund Bank upgraded by Orlin's, says VSB",
        ),
        ("HARBOUR OF TORVIK SHUT", "Ships turned back to the harbour of Torvik.", "Harbour of Torvik shut"),
        ("Harbour of Torvik shut", "", "Harbour of Torvik shut"),
    ],
)
def test_capitals_are_written_as_the_bodies_write_them(title: str, body: str, shown: str) -> None:
    assert sentence_case(title, [body]) == shown


@pytest.mark.parametrize(
    ("title", "body", "stump"),
    [
        (
            "Boy of ten hurt in the harbour of Torvik after an acciden",
            "It was an accident, the police said.",
            "acciden",
        ),
        ("Council of Kelmor asks the harbour's only remaining teen", "A teenager spoke to the council.", ""),
        ("Boy hurt in acciden", "It was an accident.", ""),
        ("Council of Kelmor closes the last bridge over the river Sarn", "The bridge over the Sarn is closed.", ""),
    ],
)
def test_a_headline_that_was_cut_off_is_known_by_its_last_word(title: str, body: str, stump: str) -> None:
    assert cut_word(title, body) == stump


def test_tables_are_no_sentences() -> None:
    table = "Shr 34 cts vs 1.19 dlrs\n    Net 807,000 vs 2,858,000\n    Revs 510.2 mln vs 479.7 mln."

    made = written(dossier(report("Osk Wire", "OSK STEEL 4TH QTR NET", table)))

    assert made.headline.text == "Osk steel 4th qtr net"
    assert made.sentences == ()
