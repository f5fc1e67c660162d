"""Short ways that the reader takes through plain texts, held against the patterns that say what is meant."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.addresses import canonical_address
from newsdesk.extract.features import tight
from newsdesk.extract.hints import block_words, name_words
from newsdesk.extract.hrefs import complete
from newsdesk.extract.markup import read_markup

LINKS = "".join(f'<a href="/{n}">Pier {n}</a>' for n in range(5))


@given(st.text() | st.text("aZ_9 .’“–\xa0ßé日|"))
def test_tight_leaves_what_the_pattern_of_words_leaves(text: str) -> None:
    assert tight(text) == re.sub(r"\W+", "", text.lower())


@given(st.text("abz| _-@#©19é.,'’", max_size=90))
def test_the_first_words_of_a_block_are_those_of_the_pattern(text: str) -> None:
    words = re.findall(r"[^\W\d_]+|[©|@#]|\d+", text)[:12]

    assert block_words(text) == [*words, *([f"{words[0]} {words[1]}"] if len(words) > 1 else [])]


@given(st.text("abzAZ_-9é ", max_size=70))
def test_class_names_are_parted_by_the_pattern(text: str) -> None:
    pieces = re.findall(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])", text)

    assert name_words(f'class="{text}"') == {piece.lower() for piece in pieces}


@given(st.sampled_from(("https://courier.example/a/", "http://x.example/", "")), st.text("ab/.~%?=#-A ", max_size=12))
def test_clean_addresses_stay_as_they_would_be_written_anew(start: str, rest: str) -> None:
    assert complete(start + rest) == canonical_address(start + rest)


def test_a_menu_within_a_footer_goes_and_what_the_footer_says_stays() -> None:
    sentence = (
        "The Courier of Velm is written by eleven people in a house by the harbour, and printed twice a week. " * 2
    )
    markup = read_markup(f"<body><footer><nav>{LINKS}</nav><p>{sentence}</p></footer><nav>{LINKS}<h1>Velm</h1></nav>")

    assert (markup.tags.count("footer"), markup.tags.count("nav"), markup.tags.count("a")) == (1, 1, 5)
