"""`newsdesk extract`, with its explanation."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command_line import Shell
from tests.extract.pages import BODY, page
from tests.extract.test_entries import CARDS, front


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


def test_the_entries_of_a_front_page(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "front.html"
    path.write_text(front(CARDS["a heading with a link"]).replace("2031-", "2021-"))
    ran = shell("extract", path, "--url", "https://courier.example/", "--entries", data=False)

    assert ran.out.startswith(
        "Harbour bridge at Velm stays shut · 2021-05-01 08:00\nhttps://courier.example/news/bridge\n"
    )


def test_a_page_without_entries_says_so(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "front.html"
    path.write_text("<html><body><p>Nothing to see in Velm today.</p></body></html>")
    ran = shell("extract", path, "--entries", data=False)

    assert ran.code != 0
    assert "no linked headlines" in ran.err


def test_a_rule_for_the_site(shell: Shell, saved: Path, tmp_path: Path) -> None:
    rules = tmp_path / "sites.toml"
    rules.write_text('[[site]]\nhost = "courier.example"\nbody = ["article p:first-of-type"]\n')
    ran = shell("extract", saved, "--url", "https://courier.example/a", "--site-rules", rules, "--json", data=False)

    assert ran.json[0]["body"] == BODY[0]


def test_the_explanation_names_what_a_rule_did(shell: Shell, saved: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[site]]\nhost = "courier.example"\nbody = ["article p"]\nremove = ["aside"]\n')
    arguments = (saved, "--url", "https://courier.example/a", "--site-rules", rules, "--explain")

    assert "article p in the rule for courier.example" in shell("extract", *arguments, data=False).out
    assert 'class="b cut"' in shell("extract", *arguments, "--html", data=False).out
