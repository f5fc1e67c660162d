"""Pages in every script: the article comes out whole, in its language, with a time of reading that fits the script."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extract.pages import page, versions

from newsdesk.model.completeness import CompletenessKind

FOLDER = Path(__file__).parents[1] / "cases" / "scripts"


@pytest.mark.parametrize("tag", ["", ' lang="en"', "right"])
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_an_article_in_any_script(path: Path, tag: str) -> None:
    title, *paragraphs = path.read_text("utf-8").splitlines()
    stated = f' lang="{path.stem}"' if tag == "right" else tag
    html = page(title=title, paragraphs=tuple(paragraphs)).replace(' lang="en"', stated, 1)

    (version,) = versions(html)

    assert (version.title, version.body.split("\n\n")) == (title, paragraphs)
    assert (version.language, version.stated_language) == (path.stem.partition("-")[0], stated[7:-1])
    assert version.completeness.kind is CompletenessKind.WHOLE
    assert version.published is None
