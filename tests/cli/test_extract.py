"""`newsdesk extract`, with its explanation."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import Shell
from tests.extract.pages import BODY, page


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(
        page("<p>Tom & <b>&lt;script&gt;alert(1)&lt;/script&gt;</b> met at the pier of the old harbour.</p>")
    )
    return path


def test_the_explanation_in_the_terminal(shell: Shell, saved: Path) -> None:
    ran = shell("extract", saved, "--explain", data=False)

    assert ran.code == 0
    assert "completeness: whole, sure" in ran.out
    assert BODY[0][:60] in ran.out
    assert "the headline: agrees best" in ran.out


def test_the_explanation_as_a_page_escapes_what_it_shows(shell: Shell, saved: Path) -> None:
    ran = shell("extract", saved, "--explain", "--html", data=False)

    assert ran.code == 0
    assert "<script" not in ran.out
    assert "&lt;script&gt;alert(1)" in ran.out
    assert 'class="b kept"' in ran.out
    assert 'class="b headline"' in ran.out


def test_the_explanation_for_machines(shell: Shell, saved: Path) -> None:
    ran = shell("extract", saved, "--explain", "--json", data=False)

    assert {block["verdict"] for block in ran.json["blocks"]} == {"kept", "headline", "left"}


def test_only_pages_are_explained(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("Velm bridge stays shut\n\n" + "\n\n".join(BODY))
    ran = shell("extract", path, "--explain", data=False)

    assert ran.code == 2 or ran.code == 3
    assert "only pages are explained" in ran.err
