"""The gate: a sentence says nothing that its evidence does not."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from making_briefs import LEAD, NOON, OLDER, SAID, TEXT, TEXTS, brief, citation, sentence
from msgspec.structs import replace

from newsdesk.brief.gate import check, check_sentence
from newsdesk.errors import GateError
from newsdesk.gate import check_figure
from newsdesk.model.brief import Attribution, BriefSentence, FigureClaim, HopShown, Role, UncitedSentenceError
from newsdesk.model.text import Extract, Span

RICH = (
    "KELMOR, March 8 (Osk Wire) — “We did not sign the treaty, and we never will,” Foreign Minister Ada Morn said on "
    "Wednesday after 3,400 people and twelve mayors marched through Kelmor, twenty-one days after the talks in "
    "Port Sund broke down over 1.5 million crowns."
)


def _of(text: str, source: str, published: str = "2023-03-08", attribution: Attribution | None = None) -> BriefSentence:
    cited = replace(citation(LEAD), extract=Extract.cut(source, 0, len(source)), published=published)
    return BriefSentence(text=text, role=Role.KEY, citations=(cited,), attribution=attribution)


def _problem(text: str, source: str, published: str = "2023-03-08", attribution: Attribution | None = None) -> str:
    """Return what the gate objects to; empty when it passes."""
    try:
        check_sentence(_of(text, source, published, attribution), {"ver-1": source})
    except GateError as error:
        return error.problem
    return ""


PASSES = [
    (LEAD, LEAD),
    ("At least 12 people were killed, the mayor said.", LEAD),
    ("In Varnholm, at least 12 people were killed.", LEAD),
    ("Flooded by the river Osk on March 8: Varnholm.", LEAD),
    (LEAD.replace("on Wednesday", "on March 8, 2023"), LEAD),
    ("At least twelve people were killed.", LEAD),
    ("Some 1200 people left.", "About 1,200 people left."),
    ("“We will not leave the old town,” Ada Morn said.", SAID),
    ("Bahia cocoa review", "BAHIA COCOA REVIEW"),
    ("Der Fluss Osk trat am 8. März über die Ufer.", "Der Fluss Osk trat am 8. März über die Ufer."),
    ("奥斯克河周三淹没了该镇。", "奥斯克河周三淹没了该镇。"),
    ("The wires' prices rose 9-1/2 pct.", "The wires' prices rose 9-1/2 pct."),
    ("Flooding cut off the town.", "The river flooded the town and cut it off."),
    ("The dam was built in 2023.", "The dam was built on March 8, 2023."),
    ("One third of the 5km dyke is gone.", "One third of the 5km dyke is gone."),
    ("At least one man drowned.", "At least 1 man drowned."),
    ("The town was flooded yesterday.", "The town was flooded yesterday, the mayor said."),
]

FAILS = [
    ("At least 13 people were killed.", LEAD, "number '13'"),
    ("At least thirteen people were killed.", LEAD, "number 'thirteen'"),
    ("12 million people were killed.", LEAD, "number '12 million'"),
    ("Olaf Brandt flooded the town.", LEAD, "name 'Olaf'"),
    ("The river Osk flooded Kelmor.", LEAD, "name 'Kelmor'"),
    ("The river Osk flooded the town of Varnholm on Tuesday.", LEAD, "name 'Tuesday'"),
    ("The river Osk flooded the town of Varnholm on March 9.", LEAD, "the day 'March 9'"),
    ("The river Osk flooded the town on March 8, 2022.", LEAD, "the day 'March 8, 2022'"),
    ("“We will leave the old town,” Ada Morn said.", SAID, "the quotation"),
    ('"The river" flooded the town.', LEAD, "the quotation"),
    ("We will leave the old town, Ada Morn, the mayor, told Radio Osk.", SAID, "a negation"),
    ("The dam above the town was not built in 1961.", OLDER, "a negation"),
    ("奥斯克河周四淹没了该镇。", "奥斯克河周三淹没了该镇。", "the name"),
    ("Brandon left the town.", "Ada Brandt left the town.", "name 'Brandon'"),
    ("12 to 12 people were hurt.", "12 to 15 people were hurt.", "number '12'"),
    ("Some 8 people were hurt.", "Some people were hurt on March 8.", "number '8'"),
    ("It was the third flood.", "It was the second flood.", "number 'third'"),
    ("Half of the town is under water.", "A third of the town is under water.", "number 'Half'"),
    ("The 6km dyke broke.", "The 5km dyke broke.", "number '6'"),
    ("The road a6b is shut.", "The road a5b is shut.", "name 'a6b'"),
    ("The town will be flooded tomorrow.", "The town will be flooded today.", "the day 'tomorrow'"),
]


@pytest.mark.parametrize(("text", "source"), PASSES)
def test_what_the_evidence_says_passes(text: str, source: str) -> None:
    assert _problem(text, source) == ""


@pytest.mark.parametrize(("text", "source", "problem"), FAILS)
def test_what_the_evidence_does_not_say_is_refused(text: str, source: str, problem: str) -> None:
    assert problem in _problem(text, source)


def test_a_weekday_has_no_date_without_a_day_of_publication() -> None:
    assert _problem("Varnholm was flooded on March 8.", LEAD, published="")


def test_words_of_a_quotation_must_be_quoted_in_the_source_too() -> None:
    assert "quotation" in _problem('The mayor said "12 people were killed".', LEAD)


def test_a_quotation_may_stand_in_any_of_the_citations() -> None:
    both = BriefSentence(text=f"{SAID} {OLDER}", role=Role.KEY, citations=(citation(OLDER), citation(SAID)))

    check_sentence(both, TEXTS)


def test_the_speaker_stands_in_the_cited_text() -> None:
    invented = Attribution(speaker="Olaf Brandt")

    assert _problem(SAID, TEXT, attribution=Attribution(speaker="Ada Morn", office="the mayor")) == ""
    assert "speaker's 'Olaf'" in _problem(SAID, TEXT, attribution=invented)
    assert "quotation" in _problem(SAID, TEXT, attribution=Attribution(speaker="Ada Morn", quotes=("leave the dam",)))


def test_the_chain_by_which_words_are_known_stands_in_the_cited_text() -> None:
    told = HopShown(kind="cited_by", party="Radio Osk", words="told Radio Osk")
    invented = replace(told, words="in an interview with Kelmor Day")

    assert _problem(SAID, TEXT, attribution=Attribution(speaker="Ada Morn", chain=(told,))) == ""
    assert "the chain's words" in _problem(SAID, TEXT, attribution=Attribution(speaker="Ada Morn", chain=(invented,)))


def test_what_has_no_evidence_cannot_be_built() -> None:
    claim = FigureClaim(value=12, by="", citations=(), at=NOON)

    with pytest.raises(UncitedSentenceError):
        BriefSentence(text="people left their homes.", role=Role.KEY, citations=())
    with pytest.raises(GateError, match="cites nothing"):
        check_figure(claim, TEXTS)


def test_citations_must_hold() -> None:
    good = sentence(LEAD)
    moved = replace(good.citations[0], extract=Extract(Span(1, len(LEAD) + 1), LEAD))
    empty = replace(good.citations[0], extract=Extract(Span(4, 4), ""))

    for citations in ((moved,), (empty,), (replace(good.citations[0], version_id="ver-9"),)):
        with pytest.raises(GateError):
            check_sentence(replace(good, citations=citations), TEXTS)


def test_the_headline_passes_the_gate_too() -> None:
    check(brief(), TEXTS)
    invented = replace(brief(), headline=replace(brief().headline, text="Flood cuts off Kelmor"))

    with pytest.raises(GateError, match="Kelmor"):
        check(invented, TEXTS)


def test_the_source_itself_passes() -> None:
    assert _problem(RICH, RICH) == ""


@given(st.integers(0, 10**7))
def test_a_changed_figure_is_refused(number: int) -> None:
    """Another figure of the evidence would be told twice."""
    changed = RICH.replace("3,400", f"{number:,}")

    assert bool(_problem(changed, RICH)) == (number != 3400)


def _places(pattern: str, text: str = RICH) -> list[int]:
    return [match.start() for match in re.finditer(pattern, text)]


QUOTED = RICH[RICH.index("“") + 1 : RICH.index("”")]


@given(st.sampled_from(_places(r"\w", QUOTED)), st.sampled_from(string.ascii_letters + string.digits + " -"))
def test_one_character_of_a_quotation_changed_is_refused(at: int, letter: str) -> None:
    changed = f"{QUOTED[:at]}{letter}{QUOTED[at + 1 :]}"

    assert bool(_problem(RICH.replace(QUOTED, changed), RICH)) == (changed != QUOTED)


@given(st.sampled_from(_places(r"\w", QUOTED)[:-1]), st.booleans())
def test_one_character_of_a_quotation_doubled_or_dropped_is_refused(at: int, doubled: bool) -> None:
    changed = f"{QUOTED[:at]}{2 * doubled * QUOTED[at]}{QUOTED[at + 1 :]}"

    assert _problem(RICH.replace(QUOTED, changed), RICH)


@given(st.sampled_from(_places(r"\d")), st.sampled_from(string.digits))
def test_one_digit_changed_is_refused(at: int, digit: str) -> None:
    changed = f"{RICH[:at]}{digit}{RICH[at + 1 :]}"

    assert bool(_problem(changed, RICH)) == (changed != RICH)


_NUMBERS = ("twelve", "twenty-one", "million", "3,400", "1.5")


@given(st.sampled_from(_NUMBERS), st.sampled_from(("thirteen", "billion", "third", "half", "7", "ninety", *_NUMBERS)))
def test_one_number_for_another_is_refused(number: str, instead: str) -> None:
    changed = re.sub(rf"(?<![\w.]){number}(?!\w)", instead, RICH)

    assert bool(_problem(changed, RICH)) == (changed != RICH)


@given(
    st.sampled_from([match.span() for match in re.finditer(r"\b[A-Z][a-z]{2,}", RICH) if match[0] != "We"]),
    st.integers(0, 9),
    st.sampled_from(string.ascii_lowercase),
)
def test_one_letter_of_a_name_changed_is_refused(span: tuple[int, int], at: int, letter: str) -> None:
    at = span[0] + min(max(1, at), span[1] - span[0] - 1)
    changed = f"{RICH[:at]}{letter}{RICH[at + 1 :]}"

    assert bool(_problem(changed, RICH)) == (changed != RICH)
    # At the head of a sentence, where a capital makes no name, too.
    name, other = RICH[slice(*span)], changed[slice(*span)]
    # A short one may become a word, as `Morn` becomes `More`.
    assume(len(name) > 4)
    assert bool(_problem(f"{other} said no.", f"The mayor {name} said no.")) == (other != name)


@given(
    st.sampled_from(re.findall(r"\w+", RICH[RICH.index("“") : RICH.index("”")])[1:-1]), st.sampled_from(["", "surely"])
)
def test_a_word_changed_or_dropped_in_a_quotation_is_refused(word: str, instead: str) -> None:
    inside = RICH[RICH.index("“") : RICH.index("”")]
    changed = RICH.replace(inside, re.sub(rf"\b{word}\b ?", f"{instead} ", inside, count=1))

    assert _problem(changed, RICH)


@given(st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True).filter(lambda name: name.lower() not in RICH.lower()))
def test_an_invented_name_is_refused(name: str) -> None:
    assert _problem(RICH.replace("Ada Morn", f"{name} Morn"), RICH)
    assert _problem(f"In Kelmor, {name} marched.", RICH)


DAYS = {
    "March 8": "03-08", "8 March": "03-08", "March 7": "03-07",
    "March 8, 2023": "2023-03-08", "2023-03-08": "2023-03-08",
    "March 8, 2022": "2022-03-08", "2023-03-18": "2023-03-18", "April 8": "04-08", "8 May 2023": "2023-05-08",
    "Wednesday": "2023-03-08", "yesterday": "2023-03-08", "tonight": "2023-03-09", "tomorrow": "2023-03-10"
}  # fmt: skip
"""What each means on March 9, 2023."""


@given(st.sampled_from(sorted(DAYS)), st.sampled_from(sorted(DAYS)))
def test_one_day_for_another_is_refused(day: str, instead: str) -> None:
    """A weekday and `yesterday` may be written out, never put in; a year may be left out, or be that of publication."""
    source = f"The dam of Kelmor broke, a guard said: {day} was dry."
    said, told = DAYS[day], DAYS[instead]
    same = said[-5:] == told[-5:] and told[:-5] in ("", said[:-5], "2023-")
    passes = day == instead or (same and instead not in ("Wednesday", "yesterday", "tonight", "tomorrow"))

    assert (_problem(source.replace(day, instead), source, "2023-03-09") == "") == passes


@given(st.integers(1, 28), st.sampled_from(["January", "March", "July"]))
def test_an_invented_day_is_refused(day: int, month: str) -> None:
    passes = (day, month) == (8, "March")

    assert (_problem(f"Ada Morn said so on {month} {day}.", RICH) == "") == passes


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_judged(text: str, source: str) -> None:
    _problem(text, source)
