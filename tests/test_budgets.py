"""Files stay under 400 lines (hard stop 600), functions under 40 (hard stop 60)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "evals").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
MAX_FILE, MAX_FUNCTION = 400, 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_size(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert text.count("\n") <= MAX_FILE
    assert not [f"{name}: {length} lines" for name, length in functions if length > MAX_FUNCTION]
