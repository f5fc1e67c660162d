"""What commands print: tables for people, JSON for machines, progress and remarks on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress


def print_json(value: Any) -> None:
    """Print a value of the model, or plain data, as one indented JSON document."""
    # msgspec and rich are imported where they are used: `newsdesk --help` needs neither.
    import msgspec

    content = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.write(content.decode("utf-8") + "\n")


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "") -> None:
    """Print rows under their columns; columns named with a leading `#` hold numbers; `empty` is said of no rows."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    filled = [[Text(_shown(cell)) for cell in row] for row in rows]
    if not filled:
        say(empty or f"{title}: none")
        return
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name.removeprefix("#"), justify="right" if name.startswith("#") else "left", overflow="fold")
    for row in filled:
        table.add_row(*row)
    console = Console()
    # Into a file or a pipe, lines are as long as they need to be.
    console.print(table) if console.is_terminal else Console(width=220).print(table)


def say(words: str) -> None:
    """Print a line for people."""
    sys.stdout.write(words + "\n")


def remark(words: str) -> None:
    """Print a line beside the output, on stderr."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress on stderr; nothing is shown when stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield progress


def _shown(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".")
    return "" if cell is None else str(cell)
