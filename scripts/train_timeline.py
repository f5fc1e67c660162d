"""Learn how the days of a timeline are weighed: `python scripts/train_timeline.py SHARED` prints the numbers.

They stand in `newsdesk.timeline.WEIGHTS`. `python -m evals timelines` measures each topic with weights of the others.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.timelines import cases_of, fit

if __name__ == "__main__":
    sys.stdout.write(f"{fit(list(cases_of(Path(sys.argv[1]))))}\n")
