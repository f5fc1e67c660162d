"""What must hold for any Ukrainian text: nothing raises, nothing hangs, and every span lies within it."""

from __future__ import annotations

import time

import pytest
from annotate_statements.cases import make_version
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making_examples import share

import newsdesk.annotate
from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.annotate.uk.morphology import MOST_FORMS, bases_of_name
from newsdesk.annotate.uk.places_around import lookup

PIECES = """
«Міст , — : » сказала заявив що Ада Бойко за словами у Києві 8 березня 2023 року о 14:30 минулого тижня Донецькій
області . ! ? та і вона мер Львова XX століття 1990-х дві години тому через на під до " ' - IV № 2000
щонайменше 12 осіб понад сто тисяч гривень загинули сотні від з % млн
"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@settings(max_examples=share(150), deadline=None)
@given(TEXTS.filter(lambda text: bool(text.strip())))
def test_any_text_is_read(text: str) -> None:
    """Every span lies within the text, and the same text gives the same."""
    version = make_version(text, language="uk")
    found = newsdesk.annotate(version)

    assert all(0 <= span.start <= span.end <= len(version.text) for span in found.spans())
    assert newsdesk.annotate(version) == found


@pytest.mark.parametrize(
    "piece",
    [
        "«",
        "— сказав ",
        "за словами ",
        "8 березня ",
        "Кривому Розі ",
        "а-",
        "Ада ",
        "у ніч на ",
        "- ",
        "IV ",
        "1 ",
        "що, ",
        "12 000 ",
        "сто ",
        "12 з ",
    ],
)
def test_repetition_takes_linear_time(piece: str) -> None:
    """No pattern backtracks over a long text."""
    version = make_version(piece * 2000, language="uk")

    started = time.process_time()
    newsdesk.annotate(version)

    assert time.process_time() - started < 6.0


@pytest.mark.parametrize(
    ("form", "name"),
    [("Києва", "Kyiv"), ("Празі", "Prague"), ("Кривому Розі", "Kryvyy Rih"), ("Чернівцях", "Chernivtsi")],
)
def test_an_inflected_name_is_found(form: str, name: str) -> None:
    """Endings and changes of sound are undone without a dictionary."""
    assert lookup(gazetteer(), form)[0].name == name


@given(st.text(alphabet="абвгдеєжзиіїйклмнопрстуфхцчшщьюяАБВ- '", max_size=80))
def test_forms_are_few(name: str) -> None:
    """However a name is written, the candidates looked up stay few."""
    words = max(1, len(name.split()))
    assert sum(1 for _ in bases_of_name(name)) <= max(MOST_FORMS * words + 1, 900)
