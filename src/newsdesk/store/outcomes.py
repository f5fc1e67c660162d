"""How every input left every stage, what is still to do, and the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Column, Index, String, Table, Text, delete, exists, func, select

from newsdesk.model.outcome import Made, Outcome, Refused
from newsdesk.store.briefs import BRIEFS
from newsdesk.store.columns import Moment, Value, plain
from newsdesk.store.decisions import DECISIONS
from newsdesk.store.family import METADATA, Family
from newsdesk.store.replays import REPLAYS
from newsdesk.store.snapshots import SNAPSHOTS
from newsdesk.store.stories import CHAPTERS
from newsdesk.store.versions import VERSIONS
from newsdesk.store.visits import VISITS

STAGES = ("ingest", "extract", "annotate", "cluster", "brief", "desk", "publish")
OUTCOMES = Table(
    "outcomes",
    METADATA,
    Column("stage", String, primary_key=True),
    Column("input_id", String, primary_key=True),
    Column("kind", String, nullable=False, comment="made, refused, put_off or broken"),
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("until", Moment),
    Column("at", Moment, nullable=False),
    Column("stage_version", String, nullable=False),
    Column("outputs", Value(tuple[str, ...]), nullable=False),
    Index("ix_outcomes_kind", "stage", "kind", "until"),
)
_INPUTS: dict[str, Table] = {
    "extract": SNAPSHOTS,
    "annotate": VERSIONS,
    "cluster": VERSIONS,
    "brief": CHAPTERS,
    "desk": BRIEFS,
    "publish": DECISIONS,
}
"""The numbered table whose rows are a stage's inputs. Those of ingest are visits and records of archives."""


class Todo(NamedTuple):
    """An input without an outcome: its number, which is the order of work, and its id."""

    seq: int
    input_id: str


class Recorded(Struct, frozen=True, kw_only=True):
    """An outcome as it was recorded."""

    stage: str
    input_id: str
    kind: str
    """`made`, `refused`, `put_off` or `broken`."""
    reason: str = ""
    """A member of `Reason` by value; of a broken input: the exception's name; empty when something was made."""
    detail: str = ""
    """Of a broken input: the traceback."""
    until: datetime | None = None
    at: datetime
    stage_version: str = ""
    outputs: tuple[str, ...] = ()
    """Ids of what was made."""


class StageBooks(Struct, frozen=True, kw_only=True):
    """One stage's line in the books. They balance when every input is accounted for exactly once."""

    stage: str
    n_in: int
    """Inputs there are, counted where they are kept, not from the outcomes."""
    n_made: int = 0
    refused: dict[str, int] = {}
    """Inputs refused, by reason."""
    n_put_off: int = 0
    n_broken: int = 0
    n_waiting: int = 0
    """Inputs no stage has taken up yet; 0 after a drain."""

    @property
    def n_refused(self) -> int:
        return sum(self.refused.values())

    @property
    def balanced(self) -> bool:
        """Whether in = made + refused + put off + broken + waiting."""
        return self.n_in == self.n_made + self.n_refused + self.n_put_off + self.n_broken + self.n_waiting


class Outcomes(Family):
    """One row for each input of each stage."""

    def add(
        self,
        stage: str,
        input_id: str,
        outcome: Outcome[Any],
        outputs: Sequence[str] = (),
        *,
        at: datetime,
        stage_version: str = "",
    ) -> None:
        """Record how an input left a stage; a second outcome is a bug and raises, save after one that put it off."""
        kind = "made" if isinstance(outcome, Made) else "refused" if isinstance(outcome, Refused) else "put_off"
        self.record(
            Recorded(
                stage=stage,
                input_id=input_id,
                kind=kind,
                reason="" if isinstance(outcome, Made) else outcome.reason.value,
                detail="" if isinstance(outcome, Made) else outcome.detail,
                until=None if isinstance(outcome, Made | Refused) else outcome.until,
                at=at,
                stage_version=stage_version,
                outputs=tuple(outputs),
            )
        )

    def record(self, *recorded: Recorded) -> None:
        """Record outcomes, broken ones too, in place of any that put the same inputs off."""
        for stage in {one.stage for one in recorded}:
            ids = [one.input_id for one in recorded if one.stage == stage]
            waits = (OUTCOMES.c.stage == stage) & OUTCOMES.c.input_id.in_(ids) & (OUTCOMES.c.kind == "put_off")
            self._connection.execute(delete(OUTCOMES).where(waits))
        self._insert(OUTCOMES, [self._row(one) for one in recorded])

    def of(self, stage: str, input_id: str) -> Recorded | None:
        """Return how an input left a stage; None when it has not."""
        query = select(OUTCOMES).where(OUTCOMES.c.stage == stage, OUTCOMES.c.input_id == input_id)
        row = self._connection.execute(query).mappings().first()
        return Recorded(**row) if row else None

    def broken(self, limit: int, stage: str = "") -> tuple[Recorded, ...]:
        """Return the broken inputs of a stage (empty: of all), each with its traceback, newest first."""
        query = select(OUTCOMES).where(OUTCOMES.c.kind == "broken")
        query = query.where(OUTCOMES.c.stage == stage) if stage else query
        rows = self._connection.execute(query.order_by(OUTCOMES.c.at.desc(), OUTCOMES.c.input_id).limit(limit))
        return tuple(Recorded(**row) for row in rows.mappings())

    def todo(self, stage: str, limit: int, after: int = 0, now: datetime | None = None) -> tuple[Todo, ...]:
        """Return a stage's inputs without an outcome in order of their numbers, those above `after`.

        A worker that has emptied everything up to a number passes it, so that a long log is not walked again.
        With `now`, inputs that were put off until then or earlier come first, numbered 0.
        """
        table = _INPUTS[stage]
        later = self._put_off(stage, now, limit) if now else ()
        query = _waiting(stage, select(table.c.seq, table.c.id)).where(table.c.seq > after)
        rows = self._connection.execute(query.order_by(table.c.seq).limit(limit - len(later)))
        return (*(Todo(0, input_id) for input_id in later), *(Todo(seq, input_id) for seq, input_id in rows))

    def _put_off(self, stage: str, now: datetime, limit: int) -> tuple[str, ...]:
        """Return inputs that were put off and are due again, the longest waiting first."""
        query = select(OUTCOMES.c.input_id).where(
            OUTCOMES.c.stage == stage, OUTCOMES.c.kind == "put_off", OUTCOMES.c.until <= now
        )
        return self._values(query.order_by(OUTCOMES.c.until, OUTCOMES.c.input_id).limit(limit))

    def books(self) -> tuple[StageBooks, ...]:
        """Return the books, a line for each stage in order of the path."""
        counted = select(OUTCOMES.c.stage, OUTCOMES.c.kind, OUTCOMES.c.reason, func.count())
        lines: dict[str, dict[tuple[str, str], int]] = {stage: {} for stage in STAGES}
        for stage, kind, reason, n in self._connection.execute(
            counted.group_by(OUTCOMES.c.stage, OUTCOMES.c.kind, OUTCOMES.c.reason)
        ):
            lines[stage][kind, reason] = n
        return tuple(self._line(stage, lines[stage]) for stage in STAGES)

    def _line(self, stage: str, counts: dict[tuple[str, str], int]) -> StageBooks:
        return StageBooks(
            stage=stage,
            n_in=self._n_inputs(stage),
            n_made=sum(n for (kind, _), n in counts.items() if kind == "made"),
            refused={reason: n for (kind, reason), n in sorted(counts.items()) if kind == "refused"},
            n_put_off=sum(n for (kind, _), n in counts.items() if kind == "put_off"),
            n_broken=sum(n for (kind, _), n in counts.items() if kind == "broken"),
            n_waiting=self._n_waiting(stage),
        )

    def _n_inputs(self, stage: str) -> int:
        if stage == "ingest":
            records = self._value(select(func.coalesce(func.sum(REPLAYS.c.place), 0)))
            return int(records) + int(self._value(select(func.count()).select_from(VISITS)))
        table = _INPUTS[stage]
        query = select(func.count()).select_from(table)
        return int(self._value(query.where(table.c.public) if stage == "publish" else query))

    def _n_waiting(self, stage: str) -> int:
        if stage == "ingest":
            done = exists().where(OUTCOMES.c.stage == "ingest", OUTCOMES.c.input_id == VISITS.c.id)
            return int(self._value(select(func.count()).select_from(VISITS).where(~done)))
        return int(self._value(_waiting(stage, select(func.count()).select_from(_INPUTS[stage]))))

    def _row(self, one: Recorded) -> dict[str, object]:
        row = {name: getattr(one, name) for name in Recorded.__struct_fields__}
        return {**row, "detail": plain(one.detail), "reason": plain(one.reason)}


def _waiting(stage: str, query: Any) -> Any:
    """Narrow a query over a stage's inputs to those without an outcome."""
    table = _INPUTS[stage]
    done = exists().where(OUTCOMES.c.stage == stage, OUTCOMES.c.input_id == table.c.id)
    query = query.where(~done)
    return query.where(table.c.public) if stage == "publish" else query
