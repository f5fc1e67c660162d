"""Print all quality figures beside their floors: `python -m evals [NAME …]`; exit code 1 when one is under its floor.

Each module of this folder with a function `evaluate(shared: Path) -> dict[str, float]` is an evaluation.
Floors stand in `floors.toml`, by evaluation and figure. Data lies in the folder `../shared/exams`.
"""

from __future__ import annotations

import importlib
import sys
import time
import tomllib
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.toml"
SHARED = FOLDER.parent.parent / "shared"


def measure(name: str) -> dict[str, float]:
    """Return the figures of one evaluation."""
    found: dict[str, float] = importlib.import_module(f"evals.{name}").evaluate(SHARED)
    return found


def main(arguments: list[str]) -> int:
    """Print a table; tell by the exit code whether every floor holds."""
    console = Console()
    if not (SHARED / "exams").is_dir():
        console.print(f"There is no data at {SHARED / 'exams'}: nothing can be measured.")
        return 3
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    names = [name for name in arguments if not name.startswith("-")]
    table = Table("evaluation", "figure", "measured", "floor", "", title="newsdesk quality")
    under = 0
    for name in names or sorted(path.stem for path in FOLDER.glob("[a-z]*.py")):
        console.print(f"[dim]measuring {name} …[/dim]")
        began = time.perf_counter()
        for what, value in measure(name).items():
            floor = floors.get(name, {}).get(what)
            holds = floor is None or value >= floor
            under += not holds
            table.add_row(name, what, f"{value:.4g}", "" if floor is None else f"{floor:.4g}", "" if holds else "UNDER")
        console.print(f"[dim]{name}: {time.perf_counter() - began:.0f} s[/dim]")
        table.add_section()
    console.print(table)
    return int(under > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
