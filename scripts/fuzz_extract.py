"""Read pages broken in every way we could think of, and tell what became of them.

    python scripts/fuzz_extract.py [N] [--seed S]

Takes the shared pages, N mutations in all (10,000 without N), and counts outcomes; exit code 1 when one crashed or
took longer than ten seconds of CPU time. The seed of each page that failed is printed, so that it can be made again.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.extract.mutations import mutated

from newsdesk.extract import extract_snapshot
from newsdesk.model.outcome import Made
from newsdesk.model.snapshot import Form, Snapshot

SHARED = Path(__file__).parents[2] / "shared" / "exams" / "extract"
AT = datetime(2026, 11, 1, tzinfo=UTC)
MAX_S = 10


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("n", type=int, nargs="?", default=10_000)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    pages = [json.loads(line) for line in (SHARED / "pages.jsonl").open(encoding="utf-8")]
    outcomes, failed, slowest = collections.Counter(), 0, (0.0, -1)
    other = b""
    for order in range(a.n):
        page = pages[order % len(pages)]
        body = gzip.decompress((SHARED / page["html"]).read_bytes())
        broken = mutated(body, other, a.seed + order)
        other = body
        snapshot = Snapshot.taken(broken, source_id="", address=page.get("url") or "", at=AT, form=Form.HTML)
        begun = time.process_time()
        try:
            outcome = extract_snapshot(snapshot, broken)
        except Exception:  # noqa: BLE001  whatever it is, it is what we look for
            failed += 1
            print(f"seed {a.seed + order}, {page['id']}:\n{traceback.format_exc()}", flush=True)
            continue
        spent = time.process_time() - begun
        slowest = max(slowest, (spent, a.seed + order))
        if spent > MAX_S:
            failed += 1
            print(f"seed {a.seed + order}, {page['id']}: {spent:.1f} s", flush=True)
        outcomes["made" if isinstance(outcome, Made) else f"refused: {outcome.reason.value}"] += 1
    for name, n in outcomes.most_common():
        print(f"{n:6} {name}")
    print(f"{failed:6} crashed or hung; the slowest took {slowest[0]:.2f} s (seed {slowest[1]})")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
