"""Read cases from Markdown: under each heading a quoted passage, settings before it, and the table it must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from newsdesk.model.text import Span

CASES = Path(__file__).parents[1] / "cases"
_SETTING = re.compile(r"^(anchor|country): (.+)$")


@dataclass(frozen=True)
class Case:
    """One passage and the rows that must come of it."""

    name: str
    text: str
    settings: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


def read_cases(folder: str) -> list[Case]:
    """Return the cases of a folder, file by file, in their order."""
    return [case for path in sorted((CASES / folder).glob("*.md")) for case in cases_of(path)]


def cases_of(path: Path) -> list[Case]:
    """Return the cases of one file, in their order."""
    shared: dict[str, str] = {}
    cases = []
    for number, part in enumerate(re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)):
        lines = part.splitlines()
        settings = {m[1]: m[2] for line in lines if (m := _SETTING.match(line))}
        if number == 0:
            shared = settings
            continue
        text = "\n".join(line[2:] if line.startswith("> ") else "" for line in lines if line.startswith(">"))
        table = [line for line in lines if line.startswith("|")]
        rows = tuple(tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table[2:])
        cases.append(Case(f"{path.stem}: {lines[0]}", text, shared | settings, rows))
    return cases


def sentences_of(text: str) -> list[Span]:
    """Cut a short passage into sentences, well enough for cases."""
    spans, start = [], 0
    for match in re.finditer(r"(?<=[a-z0-9)][.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])|\n\s*\n", text):
        spans.append(Span(start, match.start()))
        start = match.end()
    return [*spans, Span(start, len(text))]
