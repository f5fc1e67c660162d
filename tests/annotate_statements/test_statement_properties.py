"""Whatever the text, annotate answers, its spans lie within the text, and its extracts hold."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.annotate_statements.cases import make_version
from tests.making_examples import share

from newsdesk.annotate import annotate_version
from newsdesk.annotate.en.parsing import LONGEST_PASSAGE, PIECES_TOGETHER, parse_passages
from newsdesk.annotate.en.relations import CUES_TOGETHER, MOST_CUES, likeliest
from newsdesk.annotate.en.tokens import Tokens
from newsdesk.annotate.marks import find_quotations
from newsdesk.annotate.sentences import split_sentences
from newsdesk.model.annotations import Annotations, HopKind
from newsdesk.model.outcome import Made
from newsdesk.model.text import Span

WORDS = st.sampled_from(
    [
        *["Ada", "Brandt", "said", "that", "the", '"bridge"', "told", "CNN", "in an interview", "on March 8", ",", "."],
        *[
            "according to",
            "Reuters",
            "“",
            "”",
            "‘",
            "’",
            "'",
            "he",
            "added",
            ":",
            "—",
            "Minister",
            "of",
            "U.S.",
            "officials",
        ],
        *[
            "Telegram",
            "(",
            ")",
            "!",
            "?",
            "$5",
            "12",
            "𝒳",
            "é",
            "\u00a0",
            "\u2028",
            ";",
            "which",
            "who",
            "as cited by",
            "DW",
        ],
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


def check(text: str, found: Annotations) -> None:
    for span in found.spans():
        assert 0 <= span.start < span.end <= len(text)
    for statement in found.statements:
        extracts = [
            statement.cue,
            statement.speaker and statement.speaker.words,
            *(hop.words for hop in statement.chain),
        ]
        assert all(extract.holds_in(text) for extract in extracts if extract)
        assert statement.content
        assert list(statement.content) == sorted(statement.content)
        assert statement.chain[-1].kind is HopKind.OUTLET
        assert 0 <= statement.sentence < len(found.sentences)
        assert statement.time is None or 0 <= statement.time < len(found.times)
    assert all(0 <= name.entity < len(found.entities) for name in found.names)
    for one, other in pairwise(found.names):
        assert one.span.end <= other.span.start


@given(st.lists(TEXTS.filter(lambda text: "\n\n" not in text and text), min_size=1, max_size=4))
@settings(max_examples=share(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(paragraphs: list[str]) -> None:
    """No text breaks the stage, and every annotation lies where it says."""
    version = make_version(*paragraphs)
    outcome = annotate_version(version)

    assert isinstance(outcome, Made)
    check(version.text, outcome.values[0])


@given(TEXTS)
def test_sentences_and_quotations_lie_in_their_blocks(text: str) -> None:
    """Sentences are in order, apart, and without white space at their ends; quotations lie inside the block."""
    block = Span(0, len(text))
    sentences = split_sentences(text, [block], frozenset({"mr"}))

    assert all(not span.of(text)[0].isspace() and not span.of(text)[-1].isspace() for span, _ in sentences)
    assert all(one.end <= other.start for (one, _), (other, _) in pairwise(sentences))
    assert "".join("".join(span.of(text) for span, _ in sentences).split()) == "".join(text.split())
    assert all(block.covers(q.outer) and q.outer.covers(q.inner) for q in find_quotations(text, [block]))


def test_the_same_text_gives_the_same_annotations() -> None:
    """A stage run twice gives the same."""
    version = make_version(
        '"The bridge is safe," Ada Brandt told Reuters on Monday. She added that it would open in May.'
    )

    assert annotate_version(version) == annotate_version(version)


def test_a_huge_text_takes_time_in_proportion() -> None:
    """One endless sentence is cut into pieces for the parser, and still read."""
    version = make_version("word " * 4000 + 'and "words" said Ada')

    assert isinstance(annotate_version(version), Made)


def test_a_text_of_cues_alone_is_read_in_parts() -> None:
    """Each cue is weighed against each token read with it: neither may grow with the text."""
    text = " ".join(f'"w{i}" said' for i in range(600)) + "."
    tokens = Tokens(parse_passages(text, [Span(0, len(text))], [Span(0, len(text))]), ())

    cues = np.arange(len(tokens.parse))
    kept = likeliest(cues, np.ones(len(cues)), tokens.parse.passage)

    _, sizes = np.unique(tokens.parse.passage, return_counts=True)
    assert sizes.max() <= PIECES_TOGETHER * LONGEST_PASSAGE
    _, n_kept = np.unique(tokens.parse.passage[kept], return_counts=True)
    assert n_kept.max() <= MOST_CUES
    assert kept.tolist() == sorted(kept.tolist())


@pytest.mark.slow
def test_more_sayings_than_are_labelled_at_once_are_read_alike() -> None:
    """Where one batch of cues ends, nothing shows."""
    paragraph = "Mayor Ada Brandt said that the bridge would close on Monday."
    found = annotate_version(make_version(*[paragraph] * (CUES_TOGETHER + 12)))

    assert isinstance(found, Made)
    read = found.values[0].statements
    assert len(read) == CUES_TOGETHER + 12
    assert len({tuple(len(span) for span in statement.content) for statement in read}) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Both were found on Saturday morning.Both are men, 28 and 21.The boat is lost.",
            ["Both were found on Saturday morning.", "Both are men, 28 and 21.", "The boat is lost."],
        ),
        ('Police were there."Nobody was hurt," she said.', ["Police were there.", '"Nobody was hurt," she said.']),
        ('She said "it is bad."The man left.', ['She said "it is bad."', "The man left."]),
        ("He said “no.”The man left.", ["He said “no.”", "The man left."]),
        (
            "Visit Kelmor.Com now or Mr.Trell of kelmor.example.",
            ["Visit Kelmor.Com now or Mr.Trell of kelmor.example."],
        ),
    ],
)
def test_sentences_end_where_a_space_was_lost(text: str, sentences: list[str]) -> None:
    found = split_sentences(text, [Span(0, len(text))], frozenset({"mr"}))

    assert [span.of(text) for span, _ in found] == sentences
