"""Tables of data among an article's blocks; tables that merely lay out a page are left as they are."""

from __future__ import annotations

from newsdesk.extract.draft import DraftBlock
from newsdesk.extract.page import Page, Place
from newsdesk.model.article import BlockKind

_MIN_ROWS, _MIN_CELLS = 2, 2
_MAX_ROWS = 600
_MAX_CELL, _MAX_MEAN = 240, 60
"""Characters of the longest cell, and of all cells on average: running text is not data."""
_MAX_LINKED = 0.7
_BESIDE = int(Place.NAV | Place.FOOTER | Place.ASIDE | Place.FORM | Place.HIDDEN | Place.DIALOG)


def tables_in(page: Page, kept: list[int]) -> list[tuple[range, DraftBlock]]:
    """The tables of data that hold kept blocks: the blocks in their rows, and what they make together."""
    found: list[tuple[range, DraftBlock]] = []
    inside = set(kept)
    for box, tag in enumerate(page.box_tags):
        if tag != "table" or page.box_places[box] & _BESIDE or "presentation" in page.box_attrs[box]:
            continue
        if not inside.intersection(range(page.box_first[box], page.box_last[box])):
            continue
        cells = _rows(page, box)
        rows = [[_words(page, cell) for cell in row] for row in cells]
        if _is_data(rows) and not _is_linked(page, box):
            first, last = page.box_first[cells[0][0]], page.box_last[cells[-1][-1]]
            words = "\n".join("\t".join(row).rstrip("\t") for row in rows)
            found.append((range(first, last), DraftBlock(BlockKind.TABLE, words)))
    return found


def _rows(page: Page, table: int) -> list[list[int]]:
    """The boxes of a table's cells, row by row; none when another table stands inside."""
    rows: list[list[int]] = []
    for box in range(table + 1, len(page.box_tags)):
        if page.box_parents[box] < table or len(rows) > _MAX_ROWS:
            break
        tag = page.box_tags[box]
        if tag == "table":
            return []
        if tag == "tr":
            rows.append([])
        elif tag in ("td", "th") and rows:
            rows[-1].append(box)
    return [row for row in rows if any(page.box_last[cell] > page.box_first[cell] for cell in row)]


def _words(page: Page, cell: int) -> str:
    return " ".join(" ".join(page.texts[page.box_first[cell] : page.box_last[cell]]).split())


def _is_data(rows: list[list[str]]) -> bool:
    """Tell by the form of its cells whether a table holds data: several rows of several short ones."""
    sizes = [len(cell) for row in rows for cell in row if cell]
    if not sizes or len(rows) > _MAX_ROWS:
        return False
    n_full = sum(sum(bool(cell) for cell in row) >= _MIN_CELLS for row in rows)
    return (
        n_full >= _MIN_ROWS
        and n_full >= 0.5 * len(rows)
        and max(sizes) <= _MAX_CELL
        and sum(sizes) <= _MAX_MEAN * len(sizes)
    )


def _is_linked(page: Page, box: int) -> bool:
    """Tell whether a table is hardly more than links, as menus and lists of stories are."""
    first, last = page.box_first[box], page.box_last[box]
    return sum(inline.link_chars for inline in page.inline[first:last]) > _MAX_LINKED * sum(
        map(len, page.texts[first:last])
    )
