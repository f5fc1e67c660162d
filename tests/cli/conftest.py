"""A shell on a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Run commands on an empty data folder."""
    return Shell(tmp_path / "data", monkeypatch, capsys)
