"""`newsdesk annotate --html`: the page with its highlights."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import Shell

QUIET = "The harbour of Torvik stayed open for other ships on Wednesday, and the ferry left at noon.\n"


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (QUIET, "<p>Nobody is said to have said anything.</p>"),
        (f'"The light & the horn were out," Ilva Sarn said. {QUIET}', "<li><strong>Ilva Sarn</strong>"),
    ],
)
def test_the_page_lists_what_was_said_or_that_nobody_is_heard(
    shell: Shell, tmp_path: Path, words: str, listed: str
) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"Harbour of Torvik open\n\n{words}")

    ran = shell("annotate", path, "--html", data=False)

    assert ran.code == 0
    assert listed in ran.out
    assert " & " not in ran.out
