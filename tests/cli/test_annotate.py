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


def test_the_side_lists_names_times_places_and_figures(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    told = "At least 12 people were killed in Paris on March 6, the Harbour Workers' Union said."
    path.write_text(f"Quake <in> the capital\n\n{told} It took two to three days. {QUIET}")

    ran = shell("annotate", path, "--html", "--date", "2023-03-08", data=False)

    aside = ran.out.partition("<aside>")[2]
    assert "<li><b>Harbour Workers&#x27; Union</b> <small>union</small></li>" in aside
    assert "<li><b>two to three days</b> <small>P2D to P3D · duration</small></li>" in aside
    assert "<li><b>Paris</b> <small>" in aside and "FR · 48.85, 2.35</small></li>" in aside
    assert "<li><b>At least 12 people</b> <small>at least 12 · killed · says " in aside
    assert " · as of 2023-03-06</small></li>" in aside
    assert "<in>" not in ran.out
