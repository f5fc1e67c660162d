"""Imports point one way: faces, then work, then stages and store, then the model; siblings never meet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "newsdesk"
STAGES = ("ingest", "extract", "annotate", "cluster", "brief", "desk", "publish")
SIBLINGS = (*STAGES, "store")
INNER = {"work", "pipeline"}
FACES = {"web", "cli"}
LEAVES = {"model"} | {path.stem for path in ROOT.glob("*.py") if path.stem not in {"__init__", "__main__", "pipeline"}}


def may_import(package: str) -> set[str]:
    """The packages of ours that code in `package` may import, besides itself."""
    if package == "model":
        return set()
    if package in LEAVES:
        return LEAVES
    if package in SIBLINGS or package == "sample":
        return LEAVES
    if package == "pipeline":
        return {*LEAVES, *STAGES}
    if package == "work":
        return {*LEAVES, *SIBLINGS, "pipeline"}
    return {*LEAVES, *SIBLINGS, *INNER, *({"web", "sample"} if package == "cli" else set())}


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and package for each import of ours in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "newsdesk" and len(parts) > 1:
                yield node.lineno, parts[1]


def package_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """No file imports a package above or beside its own."""
    package = package_of(path)
    if package in {"__init__", "__main__"}:
        return
    allowed = may_import(package) | {package}

    wrong = [f"line {line}: {name}" for line, name in imports_of(path) if name not in allowed]

    assert not wrong, f"{package} may not import these: {wrong}"


def test_the_command_line_and_the_web_do_not_meet() -> None:
    """Faces are not imported, save that the command line starts the web server."""
    users = {
        package_of(path)
        for path in ROOT.rglob("*.py")
        for _, name in imports_of(path)
        if name in FACES and package_of(path) != name
    }

    assert users <= {"cli", "__main__"}
