"""The words of a brief's sentences: days written out, and names for pronouns."""

from __future__ import annotations

import pytest
from making_stories import (
    NINE,
    dating,
    dossier,
    report,
    saying,
    sentence_with,
    texts_of,
    written,
)

FLOOD = "The river Osk flooded the town of Varnholm on Wednesday, and the bridge to the harbour was closed."


def test_days_are_written_out_where_they_are_resolved_and_never_in_quotations() -> None:
    seen = '"I saw it on Wednesday," Ada Morn said in Varnholm on Wednesday.'
    one = saying(report("Osk Post", "Flood cuts off Varnholm", FLOOD, seen), "Ada Morn", "I saw it on Wednesday,")
    for words in ("on Wednesday, and", 'on Wednesday,"', "on Wednesday."):
        one = dating(one, words, NINE.replace(hour=0), length=len("on Wednesday"))

    made = written(dossier(one))

    assert FLOOD.replace("on Wednesday", "on March 8") in texts_of(made)
    assert '"I saw it on Wednesday," Ada Morn said in Varnholm on March 8.' in texts_of(made)
    assert "on Wednesday" in sentence_with(made, "bridge to the harbour").citations[0].extract.words


def test_a_resolved_pronoun_becomes_the_name_and_cites_where_it_stands() -> None:
    one = report(
        "Osk Post",
        "Flood cuts off Varnholm",
        f"{FLOOD} Ada Morn leads the town.",
        "She said that nobody in the town was missing after the night.",
    )
    one = saying(one, "She", "that nobody in the town was missing after the night", name="Ada Morn")

    found = sentence_with(written(dossier(one)), "nobody in the town")

    assert found.text == "Ada Morn said that nobody in the town was missing after the night."
    assert [citation.extract.words for citation in found.citations][1] == "Ada Morn"


@pytest.mark.parametrize(
    ("told", "name", "cue"),
    [
        (
            "The case rests on allegations she pointed a gun at a guard, the lawyer of the port said.",
            "Ada Morn",
            "said",
        ),
        ("She said that the port was glad about the end of the long strike.", "A jury", "said"),
    ],
)
def test_a_pronoun_stays_where_it_may_be_anybodys(told: str, name: str, cue: str) -> None:
    one = report("Osk Post", "Strike at the port", f"A strike at the port of Varnholm ended. {name} was there.", told)
    pronoun = "She" if told.startswith("She") else "she"
    one = saying(one, pronoun, told.rpartition(pronoun)[2].strip(" .")[:20], name=name, cue=cue)

    made = written(dossier(one))

    assert not any(text.startswith(name) or f" {name} pointed" in text for text in texts_of(made) if "strike" in text)
    assert not any(f"{name} pointed" in text for text in texts_of(made))


def test_a_day_that_stands_with_its_date_is_not_written_out_again() -> None:
    one = report(
        "Osk Post", "Flood cuts off Varnholm", "The river Osk flooded Varnholm on Wednesday, March 8, police said."
    )
    one = dating(one, "Wednesday, March", NINE, length=len("Wednesday"))

    assert "on Wednesday, March 8, police said." in texts_of(written(dossier(one)))[0]
