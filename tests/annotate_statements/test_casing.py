"""Lines in capitals and headlines in title case are read as running text would have them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.annotate.en.casing import recased
from newsdesk.annotate.en.lexicon import lexicon
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.model.text import Span


def read(*lines: str, headlines: frozenset[int] = frozenset()) -> str:
    """Recase lines that are a sentence each."""
    text, spans, at = "\n".join(lines), [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return recased(text, spans, headlines, lexicon(), gazetteer())


def test_a_line_in_capitals_follows_the_body() -> None:
    """Names are written as the body writes them, acronyms stay, and the rest is in small letters."""
    found = read("NORVELL BANK SAYS TRESK MINERS TO STRIKE", "Miners in Tresk will strike, said Norvell Bank of ETU.")

    assert found.startswith("Norvell Bank says Tresk miners to strike\n")


def test_a_country_in_capitals_is_a_name() -> None:
    """What only the gazetteer knows gets a capital."""
    assert read("FRANCE SEEKS TALKS ON GRAIN") == "France seeks talks on grain"


def test_a_headline_in_title_case_keeps_its_names() -> None:
    """Words that running text writes small are made small; others stay."""
    found = read("Norvell Says the Bridge Could Close Soon", headlines=frozenset({0}))

    assert found == "Norvell says the bridge could close soon"


def test_running_text_stays_as_it_is() -> None:
    """Neither acronyms nor names in a sentence are touched."""
    text = "The UN and NATO met Ada Brandt in Halvek."

    assert read(text) == text


@given(st.lists(st.text(max_size=40).filter(lambda line: "\n" not in line), min_size=1, max_size=4))
def test_the_length_never_changes(lines: list[str]) -> None:
    """Offsets into the recased text hold in the text itself."""
    assert len(read(*lines, headlines=frozenset(range(len(lines))))) == len("\n".join(lines))
