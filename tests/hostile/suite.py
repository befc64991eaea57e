"""The classes of hostile inputs and faults, each as a function of a share: 1 is all of them, 0.1 a fixed tenth."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from kg_build import generation as generations
from queries.store import open_generation
from tests.hostile import (
    backups,
    caps,
    cpu,
    disks,
    egress,
    fairness,
    files,
    injection,
    kills,
    markup,
    memory,
    swaps,
    syntax,
    traversal,
    writes,
)
from tests.hostile import server as servers
from tests.hostile.case import Case
from tests.hostile.payloads import STRINGS
from tests.hostile.server import Attacked, Count


@dataclass(frozen=True)
class Suite:
    """What is attacked: the current generation of ``home``; ``folder`` takes what is made on the way."""

    home: Path
    folder: Path
    share: float = 1.0
    slack: float = 0.5

    def some(self, cases: list[Case]) -> list[Case]:
        """A fixed part of the cases."""
        return random.Random(1).sample(cases, self.number(len(cases)))  # noqa: S311

    def number(self, all_: int) -> int:
        """The share of a number, at least one."""
        return max(1, round(all_ * self.share))

    def over_http(self) -> Iterator[Count]:
        """T1 to T3, T5 to T7 and T11 against one server; what it stood on is untouched at the end."""
        with egress.Canary().listening() as canary, self._server(self.home) as server:
            for name, cases in _classes(canary.port).items():
                count = server.run(name, self.some(cases()))
                count.memory = servers.memory(server.served.process.pid) >> 20
                if canary.calls:
                    count.faults.append(f"{canary.calls} connections to the listener that nobody should call")
                if name.startswith("T6") and (damage := generations.verify(generations.current(self.home))):
                    count.faults.append(f"the data have changed: {damage[0]}")
                yield count
            if "query=" in "".join(server.served.log):
                count.faults.append("a query stands in the log")

    def in_files(self) -> Iterator[Count]:
        """T5 without HTTP."""
        with egress.Canary().listening() as canary:
            count = files.read(self.folder / "files", canary.port)
            if canary.calls:
                count.faults.append(f"{canary.calls} connections to the listener that nobody should call")
            yield count

    def beside_attackers(self) -> Iterator[Count]:
        """T18, with a budget."""
        with self._server(self.home, budget=True, client_seconds=6, client_burst=6) as server:
            yield fairness.beside_attackers(server, 5, 2 + 8 * self.share)

    def at_the_caps(self) -> Iterator[Count]:
        """T4, with time enough: it is about rows and bytes."""
        with self._server(self.home, seconds=30) as server:
            yield server.run("T4 caps", self.some(caps.cases()))

    def in_pages(self) -> Iterator[Count]:
        """T10: payloads as text of the graph."""
        with self._server(markup.home(self.folder / "markup")) as server:
            yield server.run("T10 markup", self.some(markup.cases(server.send(markup.page_of(0)))))

    def in_the_library(self) -> Iterator[Count]:
        """T7 without HTTP."""
        backend = open_generation(self.home / "current")
        strings = tuple(random.Random(2).sample(STRINGS, self.number(len(STRINGS))))  # noqa: S311
        yield injection.as_text()
        yield injection.through_the_catalogue(backend, strings)
        yield injection.as_words(backend, strings)

    def of_generations(self) -> Iterator[Count]:
        """T12 to T15."""
        yield kills.killed(self.folder / "kills", self.number(500))
        yield disks.damaged(self.folder / "damaged", self.number(5))
        for name, fault in (
            ("full", lambda path: disks.full(path, max(4, self.number(20)))),
            ("read-only", disks.read_only),
        ):
            yield from _where_allowed(name, fault, self.folder / name)
        kills.make(self.folder / "copied", 1, self.number(20_000))
        yield backups.cycles(self.folder / "copied", self.folder / "backups", self.number(20))
        swapped = self.folder / "swapped"
        kills.make(swapped, 0)
        with self._server(swapped) as server:
            yield swaps.under_load(server, swapped, self.number(100), 50)

    def _server(self, home: Path, **limits: object) -> AbstractContextManager[Attacked]:
        return servers.attacked(
            home,
            **{"seconds": 3, "slack": self.slack, "memory": 512 << 20, "answer_bytes": 4_000_000, **limits},
        )


def _classes(port: int) -> dict[str, Callable[[], list[Case]]]:
    return {
        "T1 syntax bombs": syntax.cases,
        "T2 processor bombs": cpu.cases,
        "T3 memory bombs": memory.cases,
        "T5 egress": lambda: egress.cases(port),
        "T6 writes": writes.cases,
        "T7 injection": injection.cases,
        "T11 paths": traversal.cases,
    }


def _where_allowed(name: str, fault: Callable[[Path], Count], path: Path) -> Iterator[Count]:
    """A test that needs a file system of its own; where none may be mounted it says so and counts nothing."""
    try:
        yield fault(path)
    except PermissionError as why:
        count = Count(f"T13 {name}")
        count.note(f"not run: {why}")
        yield count
