"""A test fails when a command, a setting or a reason is undocumented, or a reference page is out of date."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from newsdesk.cli import app
from newsdesk.model.reason import Reason
from newsdesk.settings import Settings

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands(command, path: str) -> list:
    """Every command under this one, with the words that call it."""
    found = [(path, command)]
    for name, child in getattr(command, "commands", {}).items():
        found += commands(child, f"{path} {name}")
    return found


def test_reference_pages_are_current() -> None:
    """`scripts/build_docs.py` has nothing to write."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_every_reason_is_documented() -> None:
    page = (REFERENCE / "reasons.md").read_text("utf-8")

    assert [reason.value for reason in Reason if f"## `{reason.value}`" not in page] == []


def test_every_setting_has_a_sentence() -> None:
    page = (REFERENCE / "settings.md").read_text("utf-8")

    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
    assert [name for name in Settings.model_fields if f"`{name}`" not in page] == []


def test_every_command_and_option_has_help() -> None:
    found = commands(typer.main.get_command(app), "newsdesk")
    silent = [path for path, command in found if not command.help]
    mute = [
        f"{path} {parameter.name}"
        for path, command in found
        for parameter in command.params
        if parameter.param_type_name == "option" and not getattr(parameter, "help", None)
    ]

    assert (silent, mute) == ([], [])


def test_every_reason_is_used() -> None:
    """A reason that no code gives is removed."""
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "reason.py")

    assert [reason.name for reason in Reason if f"Reason.{reason.name}" not in sources] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links in the docs point to files that exist."""
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_public_things_have_docstrings() -> None:
    """Modules, and public classes and functions with more than a line, say what they are."""
    missing = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if tree.body and not ast.get_docstring(tree):
            missing.append(str(path.relative_to(ROOT)))
    assert missing == []
