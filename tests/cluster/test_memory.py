"""What the memory lets go, and when."""

from __future__ import annotations

from datetime import timedelta

from cluster_reports import a_report

from newsdesk.cluster.memory import PRINTS_FOR, Memory
from newsdesk.cluster.traits import Reader

BODY = "The dam above Orrin cracked in the night, and the valley was cleared before the ferry reached Tarn. " * 3
WEEK = PRINTS_FOR.total_seconds() / 3600


def test_fingerprints_leave_when_they_are_old_and_reports_stay() -> None:
    """A report seen later than a week after another pushes that one's fingerprints out, and counts them no longer."""
    memory, reader = Memory({}, 10, timedelta(days=100)), Reader()
    old = reader.read(a_report("Dam cracks", BODY))
    number = memory.add(old, "sto-1", edited=False, original=True)

    memory.add(reader.read(a_report("Chess begins", hours=WEEK - 1)), "sto-2", edited=False, original=True)
    assert memory.counts_of(old.prints).min() == 1

    memory.add(reader.read(a_report("Chess ends", hours=WEEK + 1)), "sto-2", edited=False, original=True)
    assert memory.counts_of(old.prints).max() == 0
    assert not len(memory.reports[number].traits.prints)
    assert memory.traits(number).ids.tolist() == old.ids.tolist()
