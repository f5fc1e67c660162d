"""What an article shows from elsewhere, and its pictures: where each points, what it is, what stands below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.extract.embeds import kind_of_embed
from newsdesk.model.article import Block, BlockKind, EmbedKind

FOLDER = Path(__file__).parents[1] / "cases" / "pages"


def cases(name: str) -> list[tuple[str, list[str]]]:
    """Markup, and what is expected of it: a line each, after an arrow; the arrow alone means nothing at all."""
    parts = (part.split("\n→") for part in (FOLDER / name).read_text("utf-8").strip().split("\n\n"))
    return [(markup, [row.strip() for row in rows if row.strip()]) for markup, *rows in parts]


def shown(html: str, kind: BlockKind) -> list[Block]:
    (version,) = versions(html)
    assert version.body == "\n\n".join(BODY)
    found = [block for block in version.blocks if block.kind is kind]
    assert all(block.span.end == version.text.index(BODY[1]) + len(BODY[1]) for block in found)
    return found


@pytest.mark.parametrize(("markup", "expected"), cases("embeds.txt"), ids=lambda value: str(value)[:60])
def test_an_embed_has_its_address_and_its_kind(markup: str, expected: list[str]) -> None:
    found = [
        f"{block.embed} {block.address}{f' | {block.words}' if block.words else ''}"
        for block in shown(page(markup), BlockKind.EMBED)
    ]

    assert found == expected


@pytest.mark.parametrize(("markup", "expected"), cases("pictures.txt"), ids=lambda value: str(value)[:60])
def test_a_picture_has_its_address_caption_and_credit(markup: str, expected: list[str]) -> None:
    images = [block.image for block in shown(page(markup), BlockKind.FIGURE) if block.image]

    assert [" | ".join((image.address, image.caption, image.credit)).rstrip(" |") for image in images] == [
        row.rstrip(" |") for row in expected
    ]


def test_the_same_film_is_shown_once() -> None:
    frame = '<iframe src="https://www.youtube.com/embed/abc123"></iframe>'

    assert len(shown(page(f"{frame}<noscript>{frame}</noscript>"), BlockKind.EMBED)) == 1


def test_a_long_address_takes_no_time() -> None:
    assert kind_of_embed("https://" + "a." * 200_000 + "example/") is EmbedKind.OTHER
