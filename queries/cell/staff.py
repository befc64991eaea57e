"""The workers that stand ready, always on the current generation, replaced when they are worn out.

As many stand ready as may be needed at once; the more are busy, the more come, up to the limit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from queries.cell.messages import Cell
from queries.cell.process import WorkerProcess
from queries.errors import QueryError, StoreMissing
from queries.limits import Limits

_LOG = structlog.get_logger()
_LOOK = 1.0  # seconds between two looks at which generation is current
_AGAIN = 1.0  # seconds until a worker that did not start is tried again


@dataclass(frozen=True)
class Source:
    """Where the store lies, and the name of its generation.

    ``path`` is a home (it has ``current``), one generation (it has ``store``), or the folder of a store itself.
    """

    path: Path
    default_graph: str | None

    def cell(self, limits: Limits) -> Cell:
        """What a worker is told that starts now."""
        current = self.path / "current"
        generation = current.resolve() if current.is_symlink() else self.path
        store = (
            generation / "store" if current.is_symlink() or (generation / "store").is_dir() else generation
        )
        if not store.is_dir():
            raise StoreMissing(f"no finished generation in {self.path}", next_step="run: leitgraph build")
        return Cell(
            store=str(store),
            inode=store.stat().st_ino,
            generation=generation.name,
            default_graph=self.default_graph,
            rows=limits.rows,
            answer_bytes=limits.answer_bytes,
            memory=limits.memory,
            stack=limits.stack,
        )


class Staff:
    """Keeps workers ready, and tells ``ready`` when one has come."""

    def __init__(self, source: Source, limits: Limits, ready: Callable[[], None]) -> None:
        self.started = 0
        self.generations = 0
        self.idle: list[WorkerProcess] = []
        self.hired: set[WorkerProcess] = set()
        self._source = source
        self._limits = limits
        self._ready = ready
        self._cell: Cell | None = None
        self._coming = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def generation(self) -> str:
        """The generation that a query gets now."""
        return self._cell.generation if self._cell else ""

    async def open(self) -> None:
        """Start the first workers; from then on the current generation is followed."""
        try:
            await self._move_to(self._source.cell(self._limits))
        except (StoreMissing, OSError) as fault:
            _LOG.exception("no worker started", source=str(self._source.path))
            raise StoreMissing(
                "there is no finished graph to ask here",
                next_step="whoever runs this server: leitgraph build, or leitgraph verify and leitgraph rollback",
            ) from fault
        self._in_background(self._follow())

    def take(self) -> WorkerProcess | None:
        """A worker for one query."""
        while self.idle:
            worker = self.idle.pop()
            if worker.alive:
                self._fill()
                return worker
            self.dismiss(worker)
        return None

    def give_back(self, worker: WorkerProcess) -> None:
        """A worker has answered; one that is worn out or holds an old generation is replaced."""
        if worker.alive and worker.cell is self._cell and worker.answered < self._limits.queries:
            self.idle.append(worker)
            self._ready()
        else:
            self.dismiss(worker)

    def dismiss(self, worker: WorkerProcess) -> None:
        """End a worker, and have another come for it."""
        self.hired.discard(worker)
        self._in_background(worker.close())
        self._fill()

    async def close(self) -> None:
        """End all workers, and whatever is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *(worker.close() for worker in self.hired), return_exceptions=True)
        self.idle.clear()
        self.hired.clear()

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _fill(self) -> None:
        present = sum(worker.cell is self._cell for worker in self.hired) + self._coming
        busy = present - len(self.idle) - self._coming
        wanted = self._limits.workers + min(busy, self._limits.spares)
        for _ in range(wanted - present):
            self._coming += 1
            self._in_background(self._hire())

    async def _hire(self) -> None:
        """One more worker; where none starts (the disk is full, a store is damaged), try again a little later."""
        try:
            cell = self._cell
            assert cell is not None  # noqa: S101
            worker = await WorkerProcess.start(cell)
        except (QueryError, OSError) as fault:
            _LOG.warning("a worker did not start", fault=str(fault))
            await asyncio.sleep(_AGAIN)
            self._coming -= 1
        else:
            self._coming -= 1
            self._enter(worker)
        self._fill()

    def _enter(self, worker: WorkerProcess) -> None:
        self.started += 1
        self.hired.add(worker)
        self.give_back(worker)

    async def _move_to(self, cell: Cell) -> None:
        """From now on this generation answers: its first worker is there before the old ones go."""
        first = await WorkerProcess.start(cell)
        before, self._cell = self.idle, cell
        self.idle = []
        self.generations += 1
        self._enter(first)
        for worker in before:
            self.dismiss(worker)
        self._fill()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            try:
                cell = self._source.cell(self._limits)
                if cell != self._cell:
                    await self._move_to(cell)
            except (QueryError, OSError) as fault:  # the old one goes on until the new one opens
                _LOG.warning("the new generation does not open", fault=str(fault))
