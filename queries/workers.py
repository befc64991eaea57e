"""Strangers' queries, answered by worker processes: a bounded queue, a hard end when time is up, the current generation.

The server itself never parses or evaluates a stranger's query. Each worker is a process of its own behind walls
(queries.cell); one that runs out of time or memory is killed and replaced, and only its own query fails.

As many queries run at once as there are ``workers``. One that takes longer than ``slow`` seconds gives up its place:
it goes on with less of the processor, and one of the ``spares`` answers the quick queries meanwhile.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ontology.namespaces import CURRENT_GRAPH
from queries import guard
from queries.cell.messages import Reply, Request
from queries.cell.process import Message, WorkerProcess
from queries.cell.staff import Source, Staff
from queries.errors import Busy, Exhausted, QueryError, QueryTimeout, Refused, TooComplex
from queries.limits import Limits

__all__ = ["Counters", "Reply", "Request", "Status", "Workers"]

_RETRY = 2  # seconds
_GRACE = 0.25  # so long may a query go on whose client has left


@dataclass
class Counters:
    """What has happened since the start."""

    queries: int = 0
    truncated: int = 0
    errors: int = 0
    refused: int = 0
    busy: int = 0
    timeouts: int = 0
    exhausted: int = 0
    cancelled: int = 0


@dataclass(frozen=True)
class Status:
    """How the workers are at this moment; ``walls`` are those that the kernel allowed."""

    generation: str
    walls: tuple[str, ...]
    workers: int
    idle: int
    running: int
    slow: int
    waiting: int
    started: int
    generations: int


@dataclass(eq=False)
class _Run:
    """A query that a worker is answering, since ``begun`` on the clock of the loop."""

    worker: WorkerProcess
    begun: float
    slow: bool = False
    timers: list[asyncio.TimerHandle] = field(default_factory=list)


class Workers:
    """Answers requests with worker processes that hold the current generation of a home.

    ``source`` is a home (it has ``current``), one generation (it has ``store``), or the folder of a store itself.
    ``default_graph`` is what a plain query sees; None leaves it to the store.
    """

    def __init__(
        self, source: Path, limits: Limits | None = None, default_graph: str | None = CURRENT_GRAPH
    ) -> None:
        self.limits = limits or Limits()
        self.counters = Counters()
        self._staff = Staff(Source(source.absolute(), default_graph), self.limits, self._serve_the_queue)
        self._runs: set[_Run] = set()
        self._queue: deque[asyncio.Future[_Run]] = deque()
        self._opening = asyncio.Lock()
        self._walls: tuple[str, ...] = ()

    async def start(self) -> None:
        """Start the workers; ``ask`` does so by itself when it is called first."""
        async with self._opening:
            if not self._staff.generation:
                await self._staff.open()

    async def ask(self, request: Request) -> Reply:
        """The answer to a request.

        Raises Refused, TooComplex, MalformedQuery, WrongFormat, Exhausted, QueryTimeout, Busy or StoreMissing; each
        knows its HTTP status, and where it makes sense the place in the query, or when to ask again.
        """
        self.counters.queries += 1
        try:
            reply = await self._answer(request)
        except QueryError as fault:
            self._count(fault)
            raise
        except asyncio.CancelledError:
            self.counters.cancelled += 1
            raise
        self.counters.truncated += reply.truncated
        return reply

    async def close(self) -> None:
        """End all workers; whoever still waits is told to ask again."""
        for waiting in self._queue:
            if not waiting.done():
                waiting.set_exception(_busy("it is shutting down"))
        await self._staff.close()

    def status(self) -> Status:
        """How the workers are now."""
        one = next(iter(self._staff.hired), None)
        self._walls = one.walls if one else self._walls
        return Status(
            generation=self._staff.generation,
            walls=self._walls,
            workers=len(self._staff.hired),
            idle=len(self._staff.idle),
            running=len(self._runs),
            slow=sum(run.slow for run in self._runs),
            waiting=len(self._queue),
            started=self._staff.started,
            generations=self._staff.generations,
        )

    async def _answer(self, request: Request) -> Reply:
        seen = guard.see(request.sparql, self.limits)
        await self.start()
        run = await self._place()
        header = {
            "sparql": request.sparql,
            "default_graphs": request.default_graphs,
            "named_graphs": request.named_graphs,
            "media_type": request.media_type,
            "graphs": seen.graphs,
            "dataset": seen.dataset,
        }
        said, body = await self._within_limits(run, run.worker.ask(header))
        return Reply(
            body=body,
            media_type=request.media_type,
            kind=said["kind"],
            truncated=bool(said["truncated"]),
            rows=int(said["rows"]),
            seconds=float(said["seconds"]),
            generation=run.worker.cell.generation,
        )

    async def _place(self) -> _Run:
        """A worker, at once or after waiting for one."""
        if not self._queue and (run := self._begin()):
            return run
        if len(self._queue) >= self.limits.queue:
            raise _busy(f"{len(self._queue)} queries wait already")
        place: asyncio.Future[_Run] = asyncio.get_running_loop().create_future()
        self._queue.append(place)
        try:
            async with asyncio.timeout(self.limits.patience):
                return await place
        except BaseException as fault:
            if place.done() and not place.cancelled() and not place.exception():
                self._end(place.result())  # the worker came in the moment in which the waiting ended
            if isinstance(fault, TimeoutError):
                raise _busy(f"no worker was free for {self.limits.patience:g} s") from None
            raise
        finally:
            if place in self._queue:
                self._queue.remove(place)

    def _begin(self) -> _Run | None:
        """A worker for the next query, if there is room for one more and a worker stands ready."""
        if sum(not run.slow for run in self._runs) >= self.limits.workers:
            return None
        worker = self._staff.take()
        if worker is None:
            return None
        run = _Run(worker, asyncio.get_running_loop().time())
        self._runs.add(run)
        return run

    async def _within_limits(self, run: _Run, answer: asyncio.Future[Message]) -> Message:
        """What the worker answers; it is ended when time is up, or soon after the client has left."""
        loop = asyncio.get_running_loop()
        run.timers.append(loop.call_later(self.limits.slow, self._make_room, run))
        run.timers.append(loop.call_later(self.limits.seconds, run.worker.kill, self._too_slow()))
        answer.add_done_callback(partial(self._answered, run))
        try:
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            run.timers.append(loop.call_later(_GRACE, run.worker.kill, self._too_slow()))
            raise

    def _make_room(self, run: _Run) -> None:
        """A slow query goes on beside the others; where too many do and others wait, the one that began first is ended."""
        slow = [other for other in self._runs if other.slow]
        if len(slow) >= self.limits.spares:
            if not slow or not self._queue:
                again = asyncio.get_running_loop().call_later(self.limits.slow, self._make_room, run)
                run.timers.append(again)
                return
            first = min(slow, key=lambda other: other.begun)
            first.worker.kill(_busy(f"more than {self.limits.spares} slow queries run"))
        run.slow = True
        run.worker.yield_processor()
        self._serve_the_queue()

    def _answered(self, run: _Run, answer: asyncio.Future[Message]) -> None:
        if not answer.cancelled():
            answer.exception()  # seen, also where the client has left
        self._end(run)

    def _end(self, run: _Run) -> None:
        for timer in run.timers:
            timer.cancel()
        self._runs.discard(run)
        if run.slow:  # its priority cannot be raised again, and it may have grown
            self._staff.dismiss(run.worker)
        else:
            self._staff.give_back(run.worker)
        self._serve_the_queue()

    def _serve_the_queue(self) -> None:
        while self._queue:
            if self._queue[0].done():
                self._queue.popleft()
            elif run := self._begin():
                self._queue.popleft().set_result(run)
            else:
                return

    def _too_slow(self) -> QueryTimeout:
        fault = QueryTimeout(
            f"the query took longer than {self.limits.seconds:g} s and was ended",
            next_step="ask for less: fewer patterns, bound variables, LIMIT",
        ).because("ended", seconds=f"{self.limits.seconds:g}")
        fault.seconds = self.limits.seconds
        return fault

    def _count(self, fault: QueryError) -> None:
        self.counters.errors += 1
        self.counters.refused += isinstance(fault, Refused | TooComplex)
        self.counters.busy += isinstance(fault, Busy)
        self.counters.timeouts += isinstance(fault, QueryTimeout)
        self.counters.exhausted += isinstance(fault, Exhausted)


def _busy(why: str) -> Busy:
    return Busy(f"the server is busy: {why}", next_step="ask again a little later").after(_RETRY)
