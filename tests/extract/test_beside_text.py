"""What a reader sees and the body doesn't hold: notes of correction, tables of data, lines of the publisher."""

from __future__ import annotations

import pytest
from tests.extract.pages import BODY, page, versions

from newsdesk.model.article import BlockKind, Version
from newsdesk.model.snapshot import Form

NOTES = [
    "Correction: an earlier version of this report gave the length of the crack as four metres. It is two.",
    "Correction (May 6): the mayor's first name is Oda.",
    "An earlier version of this article misstated the number of ferries.",
    "This story was amended on 6 May to correct the name of the pier.",
    "Korrektur: In einer früheren Version dieses Artikels war von zwei Pfeilern die Rede. Es war einer.",
    "Rectificatif : une version précédente de cet article donnait un autre nom au port.",
    "Fe de errores: una versión anterior de este texto daba otra cifra de pasajeros.",
    "Исправление: в более ранней версии текста порт был назван неверно.",
    "訂正：橋の長さに誤りがありました。",
]


def table_of(version: Version) -> str:
    (table,) = [block for block in version.blocks if block.kind is BlockKind.TABLE]
    assert table.span.start == table.span.end
    return table.words


@pytest.mark.parametrize("note", NOTES)
def test_a_correction_note_is_no_paragraph(note: str) -> None:
    (version,) = versions(page(paragraphs=(*BODY, note)))

    assert version.correction == note
    assert version.body == "\n\n".join(BODY)


@pytest.mark.parametrize("note", NOTES[:4])
def test_a_correction_note_may_come_first_or_stand_below_the_article(note: str) -> None:
    (first,) = versions(page(paragraphs=(note, *BODY)))
    (below,) = versions(page().replace("</article>", f'</article><div class="correction"><p>{note}</p></div>'))

    assert (first.correction, first.body) == (note, "\n\n".join(BODY))
    assert (below.correction, below.body) == (note, "\n\n".join(BODY))


def test_a_correction_note_in_plain_text_is_found_too() -> None:
    (version,) = versions("\n\n".join(["Velm bridge stays shut", *BODY, NOTES[0]]), form=Form.TEXT)

    assert version.correction == NOTES[0]
    assert NOTES[0] not in version.body


@pytest.mark.parametrize(
    "sentence",
    [
        "Corrections officers at the Velm prison said that they would strike on Friday, their union said.",
        "The correction of the river bed began in spring: the town pays for it, the mayor's office said.",
    ],
)
def test_a_sentence_about_corrections_is_a_paragraph(sentence: str) -> None:
    (version,) = versions(page(paragraphs=(*BODY, sentence)))

    assert version.correction == ""
    assert version.body.endswith(sentence)


TABLE = """<table><thead><tr><th>Pier</th><th>Built</th><th>Crack</th></tr></thead><tbody>
<tr><td>North</td><td>1931</td><td>two <b>metres</b></td></tr><tr><td>South</td><td>1934</td><td></td></tr>
<tr><td>Middle</td><td>1932</td><td>none</td></tr></tbody></table>"""


def test_a_table_of_data_is_rows_of_cells_beside_the_text() -> None:
    (version,) = versions(page(TABLE))

    assert table_of(version) == "Pier\tBuilt\tCrack\nNorth\t1931\ttwo metres\nSouth\t1934\nMiddle\t1932\tnone"
    assert version.body == "\n\n".join(BODY)


def test_a_table_that_lays_out_the_page_is_none() -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    html = (
        "<html><head><title>Velm Ledger: Velm bridge stays shut</title></head><body><table><tr><td>VELM LEDGER</td>"
        f"<td>the paper</td></tr><tr><td><a href='/'>Home</a></td><td><h2>Velm bridge stays shut</h2>{paragraphs}<hr>"
        "<small>Velm Ledger, Fish Lane 4. Letters to the editor are welcome.</small></td></tr></table></body></html>"
    )

    (version,) = versions(html)

    assert version.body == "\n\n".join(BODY)
    assert {block.kind for block in version.blocks} == {BlockKind.HEADLINE, BlockKind.PARAGRAPH}


@pytest.mark.parametrize(
    "line",
    [
        "May 6, 2031, 10:40 UTC (Updated: May 6, 2031, 10:55 UTC)",
        "Published 6 May 2031 at 10:40, updated 6 May 2031 at 10:55",
        "06.05.2031, 10:40 Uhr – aktualisiert: 06.05.2031, 10:55 Uhr",
    ],
)
def test_a_line_of_dates_is_not_body_text(line: str) -> None:
    (version,) = versions(page(paragraphs=(line, *BODY)))

    assert version.body == "\n\n".join(BODY)
    assert version.published is not None
    assert version.published.at.date().isoformat() == "2031-05-06"


COMMENTS = "".join(
    f'<div class="row"><b>User {n}</b><p>I cross that bridge every day, and I think that they should have mended the '
    "northern pier years ago, when the town still had the money for it.</p></div>"
    for n in range(4)
)


@pytest.mark.parametrize(
    "heading",
    ["Comments", "12 Comments", "Leave a comment", "What you should know about comments on courier.example",
     "Kommentare (4)", "4 commentaires", "Deja un comentario", "Dodaj komentarz", "Комментарии (4)",
     "网友评论", "コメント"],
)  # fmt: skip
def test_what_readers_say_below_the_article_is_left(heading: str) -> None:
    below = f'<div class="x7"><h3>{heading}</h3>{COMMENTS}</div>'
    (version,) = versions(page().replace("</article>", f"{below}</article>"))

    assert version.body == "\n\n".join(BODY)


def test_a_bar_with_the_number_of_comments_parts_no_article() -> None:
    (version,) = versions(page('<div class="bar"><span>12 comments</span></div>', paragraphs=BODY * 2))

    assert version.body == "\n\n".join(BODY * 2)


def test_a_bar_with_the_number_of_comments_may_stand_above_the_text() -> None:
    html = page().replace("</h1>", "</h1><p>Velm Courier › News › Town</p><div class='bar'><span>Comments</span></div>")
    (version,) = versions(html)

    assert version.body.endswith("\n\n".join(BODY))
