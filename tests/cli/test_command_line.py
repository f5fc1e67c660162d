"""The command line as a stranger meets it: help, exit codes, errors that name the thing, output for machines."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Shell
from typer.main import get_command

from newsdesk.cli import app
from newsdesk.cli.options import settings_from

COMMANDS = {"run", "serve", "replay", "extract", "annotate", "sources", "trace", "export", "db", "editors"}
SLOW_IMPORTS = (
    "alembic",
    "fastapi",
    "sqlalchemy",
    "spacy",
    "numpy",
    "uvicorn",
    "pydantic",
    "aiohttp",
    "newsdesk.store",
)


def leaves(command: object, name: str) -> Iterator[tuple[str, object]]:
    """Yield every command with its full name."""
    for part, inner in getattr(command, "commands", {}).items():
        yield from leaves(inner, f"{name} {part}")
    if not getattr(command, "commands", {}):
        yield name, command


def test_every_command_and_option_says_what_it_is() -> None:
    command = get_command(app)

    assert set(command.commands) >= COMMANDS  # type: ignore[attr-defined]
    for name, leaf in leaves(command, "newsdesk"):
        assert len(leaf.help or "") > 15, name  # type: ignore[attr-defined]
        for parameter in leaf.params:  # type: ignore[attr-defined]
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_help_imports_nothing_slow() -> None:
    code = f"import sys, newsdesk.cli; print([name for name in {SLOW_IMPORTS!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_help_lists_the_commands(shell: Shell) -> None:
    ran = shell("--help", data=False)

    assert ran.code == 0
    assert all(name in ran.out for name in COMMANDS)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["replay", "none.jsonl"], 3, "none.jsonl: no such file; expected a JSONL or WARC archive"),
        (["replay", "none.jsonl", "--speed", "fast"], 2, "--speed: found 'fast'; expected a number above 0, or max"),
        (["db", "check"], 4, "there is no such file; expected one, made by `newsdesk db migrate`"),
        (["sources", "list"], 4, "there is no such file"),
        (["sources", "import", "none.opml"], 3, "none.opml: No such file or directory; expected an OPML file"),
        (["sources", "add", "nonsense", "--kind", "feed"], 2, "address 'nonsense': expected a complete http"),
        (["db", "rebuild", "--from", "ingest"], 2, "ingest"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_errors_name_the_thing_and_have_a_code(shell: Shell, words: list[str], code: int, said: str) -> None:
    ran = shell(*words)

    assert ran.code == code, ran.err
    assert said in " ".join(ran.err.split())
    assert "Traceback" not in ran.err


def test_a_wrong_setting_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_PORT", "lots")

    ran = shell("db", "migrate")

    assert ran.code == 2
    assert "setting port: found 'lots'" in ran.err


def test_settings_come_from_the_data_folders_file(tmp_path: Path) -> None:
    (tmp_path / "newsdesk.toml").write_text('site_name = "Harbour desk"\nport = 9000\n')

    settings = settings_from(tmp_path, port=9001)

    assert (settings.site_name, settings.port, settings.data) == ("Harbour desk", 9001, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'newsdesk.sqlite3'}"


def test_a_file_of_settings_that_cannot_be_read_is_named(shell: Shell) -> None:
    shell.data.mkdir()
    (shell.data / "newsdesk.toml").write_text("port = = 3")
    assert (shell("db", "migrate").code, "newsdesk.toml" in shell("db", "migrate").err) == (2, True)

    (shell.data / "newsdesk.toml").write_text("colour = 3")
    assert "setting colour" in shell("db", "migrate").err


def test_the_database_is_made_and_stays_as_it_is(shell: Shell) -> None:
    assert shell("db", "migrate", "--json").json == {"before": "", "after": "0001"}
    assert "up to date" in shell("db", "migrate").out
    checked = shell("db", "check", "--json")

    assert checked.code == 0
    assert checked.json["problems"] == []


def test_sources_are_added_exchanged_and_removed(shell: Shell, tmp_path: Path) -> None:
    added = shell(
        "sources", "add", "HTTP://Courier.example/feed", "--kind", "feed", "--name", "Cou & rier", "--json"
    ).json
    assert (added["kind"], added["address"]) == ("feed", "http://courier.example/feed")
    shell("sources", "add", tmp_path, "--name", "Inbox", "--language", "en", "--owner", 'Ada "A" Quill')
    before = shell("sources", "list", "--json").json
    assert [one["name"] for one in before] == ["Cou & rier", "Inbox"]
    assert "Cou & rier" in shell("sources", "list").out
    assert [line["health"].get("n_visits", 0) for line in shell("sources", "health", "--json").json] == [0, 0]
    assert "Inbox" in shell("sources", "health").out

    opml = tmp_path / "sources.opml"
    opml.write_text(shell("sources", "export").out)
    for name in ("cou & rier", "Inbox"):
        assert shell("sources", "remove", name).code == 0
    assert shell("sources", "list", "--json").json == []
    assert shell("sources", "remove", "Inbox").code == 2

    assert "Added 2 sources" in shell("sources", "import", opml).out
    assert shell("sources", "list", "--json").json == before


def test_editors_are_added_with_a_password_from_standard_input(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert "expected at least 8" in shell("editors", "add", "Ada").err

    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough one\n"))
    assert "Ada Quill may log in" in shell("editors", "add", " Ada  Quill ").out
    listed = shell("editors", "list", "--json")
    assert [one["name"] for one in listed.json] == ["Ada Quill"]
    assert "argon" not in listed.out
    assert shell("editors", "remove", "ADA QUILL").code == 0
    assert shell("editors", "remove", "Ada Quill").code == 2


def test_a_replay_is_played_traced_exported_and_made_again(shell: Shell, tmp_path: Path) -> None:
    rows = [
        {
            "id": f"r{number}",
            "ts": f"2031-05-04T0{number}:00:00",
            "source": outlet,
            "title": "Pier of Dunmarra breaks",
            "text": "The pier of Dunmarra broke on Sunday, harbour master Ilva Brandt said.\n\n"
            f"“Nobody was hurt,” Brandt told the {outlet}. The pier was built {40 + number} years ago.",
        }
        for number, outlet in enumerate(("Harbour Courier", "Northline", "Sorrin Post"))
    ]
    archive = tmp_path / "pier.jsonl"
    archive.write_text("\n".join(map(json.dumps, rows)))

    played = shell("replay", archive, "--rule", "all", "--workers", "1", "--json")
    assert (played.code, played.json["done"], played.json["total"]) == (0, 3, 3)
    assert all(line["balanced"] and not line["broken"] for line in played.json["books"])
    assert "publish" in shell("replay", archive, "--workers", "1").out

    assert "No problem was found." in shell("db", "check").out
    updates = [json.loads(line) for line in shell("export", "updates").out.splitlines()]
    assert updates
    out = tmp_path / "stories.jsonl"
    assert shell("export", "stories", "--out", out).code == 0
    assert all(json.loads(line)["reports"] for line in out.read_text().splitlines())

    update = updates[-1]["update"]
    assert "came from" in shell("trace", update["brief"]["sentences"][0]["text"]).out
    assert shell("trace", update["id"], "--json").json[0]["kind"] == "update"
    assert shell("trace", "nothing of the kind").code == 3

    rebuilt = shell("db", "rebuild", "--from", "cluster", "--workers", "1", "--rule", "all", "--json").json
    assert rebuilt["missed"] == []
    assert all(line["balanced"] for line in rebuilt["books"])


def test_a_damaged_database_is_told(shell: Shell) -> None:
    shell("db", "migrate")
    import sqlite3

    connection = sqlite3.connect(shell.data / "newsdesk.sqlite3")
    connection.execute("INSERT INTO bodies VALUES ('feed', 1, x'28b52ffd20013900006161')")
    connection.commit()
    connection.close()

    ran = shell("db", "check", "--json")

    assert ran.code == 1
    assert ran.json["problems"][0]["what"] == "body feed"
    assert "problems were found" in ran.err
