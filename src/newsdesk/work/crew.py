"""Who does the computing: a pool of processes, or the caller itself. The seam is `concurrent.futures.Executor`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from newsdesk.model.outcome import Outcome
from newsdesk.work.fates import Broken, Fate, attempt

P = ParamSpec("P")
T = TypeVar("T")
_PARTS_PER_WORKER = 4
"""Jobs are handed over in parts, so many to each worker: few enough to be cheap, enough to share the load."""


class Inline(Executor):
    """Runs each job at once, in the caller: for tests and for machines with one core."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the job and return its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001  the future carries it to the caller, as any executor's does
            future.set_exception(error)
        return future


class Crew:
    """Maps stages over an executor, and gets a new one when a process of it dies. A context manager."""

    def __init__(self, make: Callable[[], Executor], *, n_workers: int) -> None:
        self._make = make
        self.n_workers = n_workers
        self._executor: Executor | None = None

    @classmethod
    def inline(cls) -> Crew:
        """Return a crew that works in the caller."""
        return cls(Inline, n_workers=1)

    @classmethod
    def processes(cls, n_workers: int = 0) -> Crew:
        """Return a crew of processes; 0 takes one for each core."""
        n_workers = n_workers or len(os.sched_getaffinity(0))
        return cls(partial(_pool, n_workers), n_workers=n_workers)

    @classmethod
    def of(cls, n_workers: int) -> Crew:
        """Return a crew for work that nobody waits for beside it: 1 works in the caller, 0 takes all cores."""
        return cls.inline() if n_workers == 1 else cls.processes(n_workers)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Send the processes home; jobs not begun are dropped."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def map(self, stage: Callable[..., Outcome[Any]], jobs: Sequence[tuple[Any, ...]]) -> list[Fate]:
        """Call the stage with each job's arguments and return the fates in the jobs' order."""
        if not jobs:
            return []
        part = max(1, len(jobs) // (self.n_workers * _PARTS_PER_WORKER))
        try:
            return list(self._ready().map(partial(attempt, stage), *zip(*jobs, strict=True), chunksize=part))
        except BrokenExecutor:
            self._drop()
        return [self._alone(stage, job) for job in jobs]

    def _alone(self, stage: Callable[..., Outcome[Any]], job: tuple[Any, ...]) -> Fate:
        """Do one job by itself: when the process dies, it was this job that killed it."""
        try:
            return self._ready().submit(attempt, stage, *job).result()
        except BrokenExecutor as error:
            self._drop()
            return Broken("WorkerDied", f"the process that worked on it died: {error}")

    def _ready(self) -> Executor:
        if self._executor is None:
            self._executor = self._make()
        return self._executor

    def _drop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None


def _pool(n_workers: int) -> ProcessPoolExecutor:
    # Forking a process that has threads (the web server's) may copy a lock that nobody will open again.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["newsdesk.work.preload"])
    return ProcessPoolExecutor(n_workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the parent, which lets the jobs under way end; and end when the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # A worker holds both ends of the pool's queue, so that it would wait for ever for a parent that is gone.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
