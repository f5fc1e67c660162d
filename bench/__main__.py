"""Print all benchmarks as a table: `python -m bench [NAME …]`.

Each module of this folder with a function `run() -> list[tuple[str, str]]` is a benchmark; each runs in a process
of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parent


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; exit code 1 when one fails."""
    if names[:1] == ["--one"]:
        print(json.dumps(importlib.import_module(f"bench.{names[1]}").run()))
        return 0
    console, table, failed = Console(), Table("benchmark", "figure", title="newsdesk benchmarks"), 0
    for name in names or sorted(path.stem for path in FOLDER.glob("[a-z]*.py")):
        console.print(f"[dim]running {name} …[/dim]")
        done = subprocess.run(
            [sys.executable, "-m", "bench", "--one", name], capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed += 1
            table.add_row(name, f"failed: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no message'}")
            continue
        for what, figure in json.loads(done.stdout.strip().splitlines()[-1]):
            table.add_row(what, figure)
        table.add_section()
    console.print(table)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
