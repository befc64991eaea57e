"""One worker process as the server sees it: started, asked, killed, buried. No call blocks the server's loop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from queries.cell.messages import LARGEST_HEADER, PREFIX, Cell, lengths, pack
from queries.errors import Busy, Exhausted, MalformedQuery, QueryError, StoreMissing, WrongFormat

_ROOT = Path(__file__).parents[2]
_START = 60.0
_LOWER = 10

_REPORTED = {kind.__name__: kind for kind in (MalformedQuery, WrongFormat, Exhausted, StoreMissing)}
_SAYINGS = ({"walls", "thread"}, {"error", "message"}, {"kind", "rows", "truncated", "seconds"})
Message = tuple[dict[str, Any], bytes]


class WorkerProcess(asyncio.Protocol):
    """A worker with its socket: it answers one message at a time.

    What comes back is taken for data and nothing else: a header that is no JSON or too long ends the worker.
    """

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.walls: tuple[str, ...] = ()
        self.answered = 0
        self._thread = 0
        self._fate: QueryError | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Message] | None = None
        self._buffer = bytearray()
        self._buried: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, cell: Cell) -> WorkerProcess:
        """A worker that has opened its store and waits for queries."""
        worker = cls(cell)
        ours, theirs = socket.socketpair()
        with theirs:
            worker._process = _spawn(cell, theirs.fileno())
        ready = worker._expect()
        try:
            await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
            hello, _ = await asyncio.wait_for(ready, _START)
        except BaseException:
            ours.close()
            await worker.close()
            raise
        worker.walls, worker._thread = tuple(hello["walls"]), int(hello["thread"])
        return worker

    def ask(self, header: Mapping[str, Any]) -> asyncio.Future[Message]:
        """The worker's message to a request; an error of ours where it answers with one, or ends."""
        self.answered += 1
        ready = self._expect()
        assert self._transport is not None  # noqa: S101  a worker that was started
        self._transport.write(pack(header))
        return ready

    def yield_processor(self) -> None:
        """Let quicker queries go first, as far as the system allows."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._thread, _LOWER)

    def kill(self, fate: QueryError) -> None:
        """End the worker at once; whoever waits for its answer gets this error."""
        if self.alive and self._process is not None:
            self._fate = fate
            self._process.kill()

    @property
    def alive(self) -> bool:
        """Whether it may be asked."""
        return self._buried is None and self._fate is None

    async def close(self) -> None:
        """End the worker, and wait until its process is gone."""
        self.kill(Busy("the server is shutting down", next_step="ask again").after(1))
        if self._transport:
            self._transport.close()
        if self._process is not None:
            await asyncio.to_thread(self._process.wait)

    def _expect(self) -> asyncio.Future[Message]:
        self._waiting = asyncio.get_running_loop().create_future()
        return self._waiting

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is open."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """A piece of a message; the last one completes it."""
        self._buffer += data
        if len(self._buffer) < PREFIX:
            return
        header, body = lengths(bytes(self._buffer[:PREFIX]))
        if header > LARGEST_HEADER or body > self.cell.answer_bytes + LARGEST_HEADER:
            self.kill(_died(0))
        elif len(self._buffer) >= PREFIX + header + body:
            self._complete(header)

    def _complete(self, header: int) -> None:
        message, self._buffer = bytes(self._buffer), bytearray()
        said = _understood(message[PREFIX : PREFIX + header])
        if said is None:
            self.kill(_died(0))
            return
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if "error" in said:
            waiting.set_exception(_error(said))
        else:
            waiting.set_result((said, message[PREFIX + header :]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The worker has ended, or is about to."""
        self._buried = asyncio.get_running_loop().create_task(self._bury())

    async def _bury(self) -> None:
        assert self._process is not None  # noqa: S101
        self._process.kill()
        code = await asyncio.to_thread(self._process.wait)
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(self._fate or _died(code))


def _spawn(cell: Cell, door: int) -> subprocess.Popen[bytes]:
    """A fresh interpreter: what a fork would take along of the server is nothing for a stranger's query."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", "queries.cell.main", str(door), str(os.getpid()), json.dumps(asdict(cell))],
        cwd="/",
        env={"PYTHONPATH": str(_ROOT)},
        pass_fds=(door,),
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )


def _understood(header: bytes) -> dict[str, Any] | None:
    """What a worker says, if it is one of the three things that it may say."""
    try:
        said = json.loads(header)
    except ValueError:
        return None
    known = isinstance(said, dict) and any(said.keys() >= needed for needed in _SAYINGS)
    return said if known else None


def _died(code: int) -> QueryError:
    """What it means that a worker ended while it answered."""
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return Exhausted("the query needs more memory than it may have", next_step="ask for less, with LIMIT")
    return Exhausted(
        "the store failed on this query", next_step="write it in another way, with fewer brackets"
    )


def _error(said: Mapping[str, Any]) -> QueryError:
    """The error that a worker reported."""
    kind = _REPORTED.get(str(said["error"]), QueryError)
    fault = kind(str(said["message"]), next_step=str(said.get("next_step", "")))
    fault.line, fault.column = said.get("line"), said.get("column")
    fault.seconds = float(said.get("seconds", 0))
    return fault
