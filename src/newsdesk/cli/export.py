"""`newsdesk export`: what the desk knows, as JSONL."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsdesk.cli.options import Data, existing_store
from newsdesk.cli.screen import remark
from newsdesk.errors import InputError


class Kind(StrEnum):
    """What can be exported."""

    UPDATES = "updates"
    STATEMENTS = "statements"
    STORIES = "stories"


def export_command(
    kind: Annotated[Kind, typer.Argument(help="What to export.", show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; default: standard output.")] = None,
    data: Data = None,
) -> None:
    """Write JSONL, one object a line: every update shown, every statement found, or every story with its reports."""
    import msgspec

    from newsdesk.work.export import export

    n_lines = 0
    partial = out.with_name(f"{out.name}.part") if out else None
    try:
        stream = partial.open("wb") if partial else sys.stdout.buffer
    except OSError as error:
        raise InputError(str(out), error.strerror or str(error), "a file that can be written") from None
    encoder = msgspec.json.Encoder()
    with existing_store(data).read() as view:
        for line in export(view, kind.value):
            stream.write(encoder.encode(line) + b"\n")
            n_lines += 1
    stream.flush()
    if out and partial:
        stream.close()
        # A file is there whole, or not at all.
        partial.replace(out)
    remark(f"{n_lines} {kind.value}")
