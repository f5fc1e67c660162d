"""Runs the command line in this process, as a shell would."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec import json

from newsdesk.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.decode(self.out)


class Shell:
    """Runs commands on one desk's data folder."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str | Path, data: bool = True) -> Ran:
        """Run `newsdesk WORDS --data FOLDER`."""
        given = [*map(str, words), *(["--data", str(self.data)] if data else [])]
        self._monkeypatch.setattr(sys, "argv", ["newsdesk", *given])
        self._capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)
