"""OPML in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.errors import InputError
from newsdesk.model.source import Source, SourceKind
from newsdesk.opml import read_opml, write_opml

# What XML can hold, without the white space that attributes fold.
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool)
)
sources = st.builds(
    lambda kind, path, name, owner, full: Source.at(
        f"https://x.example/{path}", kind, name, owner=owner, language="en", full_text_in_feed=full
    ),
    st.sampled_from(SourceKind),
    st.integers(0, 10**6),
    words,
    words,
    st.booleans(),
)


@given(st.lists(sources, unique_by=lambda source: source.id, max_size=5))
def test_what_is_written_is_read(listed: list[Source]) -> None:
    assert read_opml(write_opml(listed, "A <title> & more").encode(), "list") == listed


def test_folders_are_walked_and_addresses_taken_once() -> None:
    content = b"""<?xml version="1.0"?><opml version="1.0"><head/><body>
        <outline text="Coast"><outline type="rss" text="Courier" xmlUrl=" https://courier.example/feed "/>
        <outline text="Again" xmlUrl="https://courier.example/feed"/></outline>
        <outline xmlUrl="https://north.example/rss" language="fr"/></body></opml>"""

    assert [(one.name, one.address, one.language) for one in read_opml(content, "x.opml")] == [
        ("Courier", "https://courier.example/feed", ""),
        ("https://north.example/rss", "https://north.example/rss", "fr"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<rss/>", "a document whose root is rss"),
        (b"", "not well-formed"),
        (b"<opml><outline></opml>", "not well-formed"),
        (b'<!DOCTYPE o [<!ENTITY a "aa">]><opml>&a;</opml>', "it declares the entity a"),
    ],
)
def test_what_is_no_opml_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_opml(content, "x.opml")
