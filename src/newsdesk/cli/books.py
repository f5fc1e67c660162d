"""The books, as the command line shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsdesk.cli.screen import print_table, remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsdesk.store import StageBooks


def print_books(books: Sequence[StageBooks]) -> None:
    """Print a line for each stage, and say whether they balance."""
    columns = ("stage", "#in", "#made", "#refused", "#put off", "#broken", "#waiting", "refused because")
    rows = [
        (
            line.stage,
            line.n_in,
            line.n_made,
            line.n_refused,
            line.n_put_off,
            line.n_broken,
            line.n_waiting,
            ", ".join(f"{n} {reason}" for reason, n in sorted(line.refused.items(), key=lambda pair: -pair[1])),
        )
        for line in books
    ]
    print_table("The books", columns, rows)
    wrong = [line.stage for line in books if not line.balanced]
    if wrong:
        remark(f"The books do not balance: {', '.join(wrong)}.")


def books_data(books: Sequence[StageBooks]) -> list[dict[str, Any]]:
    """Return the books as plain data."""
    return [
        {
            "stage": line.stage,
            "in": line.n_in,
            "made": line.n_made,
            "refused": line.refused,
            "put_off": line.n_put_off,
            "broken": line.n_broken,
            "waiting": line.n_waiting,
            "balanced": line.balanced,
        }
        for line in books
    ]
