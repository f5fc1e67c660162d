"""Read the case files of `tests/cases/statements`, and write annotations as the rows they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

import newsdesk.annotate
from newsdesk.model.annotations import Annotations, Hop, HopKind, Statement
from newsdesk.model.article import Basis, Block, BlockKind, DateClaim, Link, Version
from newsdesk.model.text import Span

FOLDER = Path(__file__).parent.parent / "cases"
_CASE = re.compile(r"^## (?P<name>.+?)\n+(?P<text>(?:>.*\n)+)\n*(?P<rows>(?:\|.*\n?)*)", re.MULTILINE)


class Case(Struct, frozen=True):
    """One passage and the rows it must give; a row holds only the columns that the case names."""

    file: str
    name: str
    paragraphs: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read_cases(folder: str = "statements") -> Iterator[Case]:
    """Yield every case of a folder of cases."""
    for path in sorted((FOLDER / folder).glob("*.md")):
        for found in _CASE.finditer(path.read_text("utf-8")):
            lines = [line.removeprefix(">").strip() for line in found["text"].splitlines()]
            table = [
                [cell.strip() for cell in line.strip().strip("|").split("|")] for line in found["rows"].splitlines()
            ]
            rows = tuple(dict(zip(table[0], line, strict=True)) for line in table[2:])
            yield Case(path.stem, found["name"], tuple(line for line in lines if line), rows)


def make_version(
    *paragraphs: str,
    title: str = "",
    date: str = "2023-03-08",
    site: str = "",
    links: tuple[Link, ...] = (),
    language: str = "en",
) -> Version:
    """Make a version of paragraphs by hand."""
    parts = [*([title] if title else []), *paragraphs]
    blocks, at = [], 0
    for number, part in enumerate(parts):
        kind = BlockKind.HEADLINE if title and number == 0 else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, span=Span(at, at + len(part))))
        at += len(part) + 2
    day = DateClaim(
        at=datetime.fromisoformat(date).replace(tzinfo=UTC), precision="day", basis=Basis.STATED, evidence="given"
    )
    return Version(
        id="ver-1", article_id="art-1", snapshot_id="snp-1", source_id="src-1", position=0, title=title,
        text="\n\n".join(parts),
        blocks=tuple(blocks), published=day, seen=datetime(2023, 3, 9, tzinfo=UTC),
        site_name=site, links=links, language=language,
    )  # fmt: skip


def version_of_case(paragraphs: tuple[str, ...] | list[str]) -> Version:
    """Make the version of a case; a first line that begins with `#` is the headline."""
    if paragraphs[0].startswith("# "):
        return make_version(*paragraphs[1:], title=paragraphs[0][2:])
    return make_version(*paragraphs)


def rows_of(version: Version) -> list[dict[str, str]]:
    """Write each statement as a row of words; a hop is its kind and party."""
    found = newsdesk.annotate(version)
    return [_row(version.text, found, statement) for statement in found.statements]


def _row(text: str, found: Annotations, statement: Statement) -> dict[str, str]:
    speaker = statement.speaker
    return {
        "speaker": speaker.name if speaker else "",
        "kind": speaker.kind.value if speaker else "",
        "office": speaker.office if speaker else "",
        "cue": statement.cue.words if statement.cue else "",
        "class": statement.cue_class.value + (", negated" if statement.negated else ""),
        "mode": statement.mode.value,
        "content": " … ".join(span.of(text) for span in statement.content),
        "chain": " → ".join(_hop(text, found, hop) for hop in statement.chain if hop.kind is not HopKind.OUTLET),
        "hedged": ", ".join(
            flag for flag, holds in (("hedged", statement.hedged), ("not so", statement.denied)) if holds
        ),
        "where": found.names[statement.place].span.of(text) if statement.place is not None else "",
        "reason": speaker.reason if speaker else "",
        "when": found.times[statement.time].span.of(text) if statement.time is not None else "",
    }


def _hop(text: str, found: Annotations, hop: Hop) -> str:
    when = f" ({found.times[hop.time].span.of(text)})" if hop.time is not None else ""
    return f"{hop.kind.value} {hop.party}".strip() + when
