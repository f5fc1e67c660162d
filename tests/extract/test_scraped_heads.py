"""Records that lost their markup: heads run into the first sentence, outlets' names in headlines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.extract.outlet_names import without_outlet
from newsdesk.extract.runin import unravel
from newsdesk.extract.wording import paragraphs_of
from newsdesk.model.snapshot import Form

from .pages import versions


@pytest.mark.parametrize(
    ("paragraph", "title", "author", "stamp", "paragraphs"),
    [
        (
            "Ferry runs aground off cape Passengers were taken off in boats The ferry Osk Pearl ran aground off Torvik "
            "with ninety people aboard.",
            "Ferry runs aground off cape",
            "",
            "",
            (
                "Passengers were taken off in boats",
                "The ferry Osk Pearl ran aground off Torvik with ninety people aboard.",
            ),
        ),
        (
            "By Ann Orr, Harbour Editor TORVIK | Tue May 4, 2010 4:23 pm EDT TORVIK (Reuters) - A ferry ran aground.",
            "",
            "Ann Orr",
            "TORVIK | Tue May 4, 2010 4:23 pm EDT",
            ("TORVIK (Reuters) - A ferry ran aground.",),
        ),
        (
            "* Ferry aground off Torvik * Ninety aboard (Adds) TORVIK, May 4 (Reuters) - A ferry ran aground.",
            "Ferry aground off Torvik",
            "",
            "",
            ("Ninety aboard", "TORVIK, May 4 (Reuters) - A ferry ran aground."),
        ),
        (
            "4 May 2010 Last updated at 10:48 GMT Help The harbour of Torvik has been closed.",
            "",
            "",
            "4 May 2010 Last updated at 10:48 GMT Help",
            ("The harbour of Torvik has been closed.",),
        ),
        (
            "Harbour master answers the council's questions about safety Tuesday 4 May 2010 13.01 BST Ilva Sarn "
            "has told the council that the light was out.",
            "Harbour master answers the council's questions about safety",
            "",
            "Tuesday 4 May 2010 13.01 BST",
            ("Ilva Sarn has told the council that the light was out.",),
        ),
        (
            "The light on the mole was out The harbour master of Torvik has told the council so.",
            "",
            "",
            "",
            ("The light on the mole was out", "The harbour master of Torvik has told the council so."),
        ),
        (
            "The ferry Osk Pearl, which the Torvik Police had searched, ran aground near the U.S. base.",
            "",
            "",
            "",
            ("The ferry Osk Pearl, which the Torvik Police had searched, ran aground near the U.S. base.",),
        ),
    ],
)
def test_a_head_is_told_from_the_first_sentence(
    paragraph: str, title: str, author: str, stamp: str, paragraphs: tuple[str, ...]
) -> None:
    head = unravel(paragraph, f"{paragraph}\nThe passengers were cold.")

    assert (head.title, head.author, head.stamp.strip(), head.paragraphs) == (title, author, stamp, paragraphs)


@given(st.text(alphabet=st.sampled_from("AaBb .,()*|-TheBy 0123:\n"), max_size=400))
def test_no_sentence_is_lost_or_made_up(text: str) -> None:
    head = unravel(" ".join(text.split()), text)

    for paragraph in head.paragraphs:
        assert paragraph in " ".join(text.split())


def test_a_record_without_a_headline_takes_the_one_run_into_its_text() -> None:
    text = (
        "Ferry runs aground off cape Passengers were taken off in boats The ferry Osk Pearl ran aground off Torvik.\n"
        "Nobody of the passengers was hurt, and the harbour of Torvik stayed open for other ships."
    )

    (version,) = versions(json.dumps({"id": "r1", "text": text, "ts": "2010-05-04"}), Form.RECORD)

    assert version.title == "Ferry runs aground off cape"
    assert version.body.split("\n\n")[1].startswith("The ferry Osk Pearl ran aground")


@pytest.mark.parametrize(
    ("title", "site", "shown"),
    [
        ("Two hurt in fire in Kelmor - KXYZ News 12, Weather, Sports", "kxyz.example", "Two hurt in fire in Kelmor"),
        ("Two hurt in fire in Kelmor - Kelmor Herald", "kelmorherald.example", "Two hurt in fire in Kelmor"),
        ("Two hurt in fire in Kelmor :: KELMOR.com", "", "Two hurt in fire in Kelmor"),
        ("Vale Weather and News - Two hurt in fire in Kelmor", "vale.example", "Two hurt in fire in Kelmor"),
        ("Two hurt in fire in Kelmor |", "", "Two hurt in fire in Kelmor"),
        ("Fire in Kelmor - two hurt, mayor says", "kelmorherald.example", "Fire in Kelmor - two hurt, mayor says"),
        ("Herald - Kelmor", "kelmorherald.example", "Herald - Kelmor"),
        ("", "", ""),
    ],
)
def test_an_outlet_is_no_part_of_its_headline(title: str, site: str, shown: str) -> None:
    assert without_outlet(title, site) == shown


def test_a_ticker_symbol_does_not_part_a_sentence() -> None:
    lines = "Shares of Orlin Minerals (ORL.\nOS) fell by a tenth on Monday.\nThe mine is shut."

    assert paragraphs_of(lines) == ["Shares of Orlin Minerals (ORL.OS) fell by a tenth on Monday.", "The mine is shut."]
