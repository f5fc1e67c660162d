"""The desk's own list of places comes before the gazetteer."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdesk.annotate.gazetteer import gazetteer
from newsdesk.annotate.places import find_candidates, find_places
from newsdesk.errors import InputError
from newsdesk.model.own_place import OwnPlace
from newsdesk.model.text import Span
from newsdesk.ownlists import read_own_places

LIST = """
[[place]]
name = "Marrowby"
kind = "town"
lat = 12.5
lon = -40.25
country = "XO"
aliases = ["Old Marrowby", "Paris"]
"""


def found(text: str, own: tuple[OwnPlace, ...]) -> list[tuple[str, float | None]]:
    known = gazetteer(own)
    spans = [Span(0, len(text))]
    places = find_places(text, find_candidates(text, spans, known), sentences=spans, known=known)
    return [(place.name, place.lat) for place in places]


def test_its_names_are_read_as_its_places(tmp_path: Path) -> None:
    (tmp_path / "places.toml").write_text(LIST)
    own = read_own_places(tmp_path / "places.toml")

    assert found("Two ships left Marrowby for Paris on Monday.", own) == [("Marrowby", 12.5), ("Marrowby", 12.5)]
    assert found("Two ships left Marrowby for Paris on Monday.", ()) == [("Paris", 48.85)]


@pytest.mark.parametrize(
    "content",
    [
        "[[place]]\nname = 'A'\nkind = 'town'\nlat = 95\nlon = 0",
        "[[place]]\nname = 'A'",
        "place",
        "[[spot]]\nname = 'A'",
    ],
)
def test_a_list_that_is_none_is_named(content: str, tmp_path: Path) -> None:
    path = tmp_path / "places.toml"
    path.write_text(content)

    with pytest.raises(InputError, match=r"places\.toml.*expected"):
        read_own_places(path)
