"""The optional writer's answers: what holds is taken, everything else is dropped with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_stories import dossier, report, saying, written
from msgspec.structs import replace

from newsdesk.brief.faithful import unfaithful
from newsdesk.brief.phrasing import MAX_ANSWER, carried_over, phrased, prompt_of
from newsdesk.essentials import essentials
from newsdesk.gate import check
from newsdesk.model.brief import Brief
from newsdesk.model.text import Extract

FLOOD = "The river Osk flooded the town of Varnholm on March 8, and the bridge to the harbour was not opened again."
QUOTE = '"We will not leave the old town," said Ada Morn.'
REPORT = saying(
    report("Osk Post", "Flood cuts off Varnholm", f"{FLOOD} {QUOTE}"), "Ada Morn", "We will not leave the old town,"
)
TEXTS = {REPORT.version.id: REPORT.version.text}
MADE = written(dossier(REPORT))
FIRST = [one.text for one in MADE.sentences].index(FLOOD)
CASES = Path(__file__).parents[1] / "cases" / "rewordings"


def rewordings(name: str) -> list[tuple[str, str]]:
    """Return each sentence of a file of cases with each of its wordings."""
    sentence, found = "", []
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.startswith("> "):
            sentence = line[2:]
        elif line.startswith("- "):
            found.append((sentence, line[2:]))
    return found


def taken(text: str, n: int = FIRST) -> Brief:
    return phrased(MADE, "tiny", prompt_of(MADE), json.dumps([{"n": n + 1, "text": text}]), TEXTS)


def test_words_that_hold_are_taken_and_the_news_is_the_same() -> None:
    text = "The Osk flooded Varnholm on March 8, and the bridge to the harbour was not opened again."

    made = taken(text)

    assert made.sentences[FIRST].text == text
    assert (made.sentences[FIRST].worded_by, made.sentences[FIRST].plain) == ("tiny", FLOOD)
    assert made.phrasing is not None and not made.phrasing.dropped
    assert essentials(made) == essentials(MADE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The river Osk flooded Kelmor on March 8, and the bridge was not opened again.", "Kelmor"),
        ("The river Osk flooded Varnholm on March 9, and the bridge was not opened again.", "day"),
        ("The river Osk flooded Varnholm on March 8, killing 12; the bridge was not opened again.", "12"),
        ("The river Osk flooded Varnholm on March 8, and the bridge to the harbour was opened again.", "negation"),
        ('The "river Osk" flooded Varnholm on March 8, and the bridge was not opened again.', "quotation"),
        ("The river Osk flooded Varnholm on March 8; looters smashed windows and panic did not spread.", "lacks"),
        ("", "empty"),
    ],
)
def test_what_the_evidence_lacks_is_dropped_with_the_reason(text: str, reason: str) -> None:
    made = taken(text)

    assert made.sentences == MADE.sentences
    assert made.phrasing is not None
    assert [reason in one.reason for one in made.phrasing.dropped] == [True]


@pytest.mark.parametrize(("sentence", "text"), rewordings("hold.md"))
def test_a_wording_that_tells_the_same_may_stand(sentence: str, text: str) -> None:
    assert unfaithful(text, sentence) == ""


@pytest.mark.parametrize(("sentence", "text"), rewordings("mislead.md"))
def test_a_wording_that_misleads_may_not(sentence: str, text: str) -> None:
    assert unfaithful(text, sentence)


def test_what_was_written_out_does_not_come_back_from_the_evidence() -> None:
    """`He` and `yesterday` stand in the evidence, and would pass the gate."""
    words = FLOOD.replace("The river Osk", "It").replace("March 8", "the same day")
    shown = replace(MADE.sentences[FIRST], text="The Osk flooded Varnholm on March 8.")
    held = REPORT.version.text.replace(FLOOD, words)
    cited = replace(shown.citations[0], extract=Extract.cut(held, held.index(words), held.index(words) + len(words)))
    brief = replace(MADE, sentences=(replace(shown, citations=(cited,)),))

    made = phrased(brief, "tiny", "prompt", json.dumps([{"n": 1, "text": words}]), {cited.version_id: held})

    assert words not in prompt_of(brief)
    assert made.sentences == brief.sentences


def test_a_speaker_may_not_be_left_out() -> None:
    n = next(i for i, one in enumerate(MADE.sentences) if one.attribution)

    made = taken('"We will not leave the old town."', n)

    assert made.sentences == MADE.sentences


@pytest.mark.parametrize(
    "answer",
    ["", "no", "[", "[1]", '[{"n": "0", "text": "x"}]', '[{"n": 99, "text": "x"}]', "[" * 5000, "x" * MAX_ANSWER * 2],
)
def test_an_answer_of_another_shape_changes_nothing(answer: str) -> None:
    made = phrased(MADE, "tiny", "prompt", answer, TEXTS)

    assert made.sentences == MADE.sentences
    assert made.phrasing is not None and made.phrasing.dropped
    assert len(made.phrasing.answer) <= MAX_ANSWER


WORDS = st.sampled_from([*FLOOD.split(), *QUOTE.split(), "Kelmor", "12", "not", '"', "March 9", "denied", "smashed"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 4), st.lists(WORDS, max_size=20).map(" ".join)), max_size=4))
def test_no_answer_makes_a_brief_that_fails_the_gate(rows: list[tuple[int, str]]) -> None:
    answer = json.dumps([{"n": n, "text": text} for n, text in rows])

    check(phrased(MADE, "tiny", "prompt", answer, TEXTS), TEXTS)


def test_the_next_brief_keeps_the_wording_and_asks_for_what_is_new_alone() -> None:
    before = taken("The Osk flooded Varnholm on March 8, and the bridge to the harbour was not opened again.")

    after = carried_over(MADE, before)

    assert after.sentences[FIRST].text == before.sentences[FIRST].text
    assert FLOOD in prompt_of(MADE)
    assert FLOOD not in prompt_of(after)
    assert prompt_of(carried_over(MADE, None)) == prompt_of(MADE)


SHORTER = "The Osk flooded Varnholm on March 8, and the bridge to the harbour was not opened again."


@pytest.mark.parametrize(
    "answer",
    [
        '[{"n": %d, "text": "%s"}]',
        '{"sentences": [{"n": %d, "text": "%s"}]}',
        '```json\n{"sentences": [{"n": %d, "text": "%s"}]}\n```',
        '{"n": %d, "text": "%s"}',
        'Here [as asked] it is: {"n": %d, "text": "%s"}',
        '[{"n": %d, "text": "%s"}, {"n": 1, "text": "The river Osk floo',
    ],
)
def test_a_sentence_is_read_however_the_answer_is_laid_out(answer: str) -> None:
    made = phrased(MADE, "tiny", "prompt", answer % (FIRST + 1, SHORTER), TEXTS)

    assert made.sentences[FIRST].text == SHORTER


def test_what_stands_around_the_sentences_is_dropped_with_the_reason() -> None:
    answer = f'Ivo Trell was there. [{{"n": {FIRST + 1}, "text": "{SHORTER}"}}]'

    made = phrased(MADE, "tiny", "prompt", answer, TEXTS)

    assert made.phrasing is not None
    assert [one.reason for one in made.phrasing.dropped] == ["the answer holds more than numbered sentences"]


SENTENCES = sorted({sentence for name in ("hold.md", "mislead.md") for sentence, _ in rewordings(name)})
KEEPS = {
    "said",
    "reported",
    "reportedly",
    "fear",
    "may",
    "if",
    "alleged",
    "but",
    "film",
    "play",
    "according",
    "not",
    "few",
}


@given(st.sampled_from(SENTENCES), st.data())
def test_whatever_is_left_out_what_carries_the_rest_is_kept(sentence: str, data: st.DataObject) -> None:
    words = sentence.split()
    begin, end = sorted(data.draw(st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))))
    kept = words[:begin] + words[end:]
    text = " ".join(kept)

    if not unfaithful(text, sentence):
        carried = {word.strip('.,"') for word in words} & KEEPS
        assert carried <= {word.strip('.,"') for word in kept}


@given(st.sampled_from(SENTENCES))
def test_the_sentence_itself_tells_what_it_tells(sentence: str) -> None:
    assert not unfaithful(sentence, sentence)
