"""The language seam: who is read, and who is refused."""

from __future__ import annotations

import pytest
from tests.annotate_statements.cases import make_version

import newsdesk.annotate
from newsdesk.annotate import annotate_version
from newsdesk.model.outcome import Made, Refused
from newsdesk.model.reason import Reason

ENGLISH = "The bridge was closed on Monday and it will not open again before the end of the year."
GERMAN = "Die Brücke wurde am Montag gesperrt, und sie wird vor dem Ende des Jahres nicht wieder geöffnet werden."


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        (ENGLISH, "en", True),
        (ENGLISH, "en-GB", True),
        (ENGLISH, "", True),
        (ENGLISH, "fr", True),
        ("Bridge closed", "", True),
        (GERMAN, "de", False),
        (GERMAN, "", False),
        ("Міст закрито", "uk", True),
        ("Міст закрито", "", False),
    ],
)
def test_who_is_read(text: str, language: str, *, read: bool) -> None:
    """A detector's error on English text is overruled by its function words; other languages are refused."""
    outcome = annotate_version(make_version(text, language=language))

    assert isinstance(outcome, Made) == read
    assert read or (isinstance(outcome, Refused) and outcome.reason is Reason.LANGUAGE_NOT_READ)


def test_the_package_is_callable() -> None:
    """The short way for people raises where the stage refuses."""
    assert newsdesk.annotate(make_version(ENGLISH)).language == "en"
    with pytest.raises(ValueError, match="language_not_read"):
        newsdesk.annotate(make_version(GERMAN, language="de"))
