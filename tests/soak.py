"""``python -m tests.soak``: very many requests, one in a hundred hostile; writes build/soak.json.

Every good answer is compared with the first one to the same query; an error, a refusal and a wrong answer alike count
against the availability.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import structlog

from kg_build.pipeline import Settings, build
from queries import library
from queries.store import open_generation
from tests.hostile import cpu, egress, memory, server, syntax, traversal, writes
from tests.hostile.case import JSON, Case
from tests.hostile.server import Attacked

ROOT = Path(__file__).parents[1]
_HOSTILE = 0.01
_FRESH = 0.5  # the part of good queries that no cache has seen
_SETTLED = 0.2  # the part of the run after which memory should not grow any more


@dataclass
class Tally:
    """What the clients saw."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    hostile: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def good(home: Path) -> list[str]:
    """The questions of the catalogue with their examples, and lookups of single records."""
    backend = open_generation(home / "current")
    questions = [
        library.bind(backend, question, {p.name: p.example for p in question.header.parameters if p.example})
        for question in library.catalogue()
    ]
    found = backend.query(
        "SELECT ?s { ?s a <https://w3id.org/leitgraph/ontology/Study> } ORDER BY ?s LIMIT 40"
    )
    return questions + [f"SELECT ?p ?o {{ {row['s']} ?p ?o }} ORDER BY ?p ?o" for row in found]


def hostile(port: int) -> list[Case]:
    """Hostile requests of all kinds."""
    some = random.Random(4).sample(syntax.cases(), 300)  # noqa: S311
    return [
        *some,
        *cpu.cases(),
        *memory.cases(),
        *egress.cases(port),
        *writes.cases(),
        *traversal.cases()[:100],
    ]


class Client(threading.Thread):
    """Asks over one connection, and now and then attacks over another."""

    def __init__(
        self,
        server: Attacked,
        number: int,
        requests: int,
        queries: list[str],
        attacks: list[Case],
        tally: Tally,
    ) -> None:
        super().__init__()
        self.server, self.requests, self.queries, self.attacks, self.tally = (
            server,
            requests,
            queries,
            attacks,
            tally,
        )
        self.chance = random.Random(number)  # noqa: S311
        self.place = urlsplit(server.served.url)
        self.connection = self._connect()

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=60)

    def run(self) -> None:
        for number in range(self.requests):
            if self.chance.random() < _HOSTILE:
                answer = self.server.send(self.chance.choice(self.attacks))
                with self.tally.lock:
                    self.tally.hostile[str(answer.status)] += 1
            else:
                self._ask(self.chance.randrange(len(self.queries)), number)
        self.connection.close()

    def _ask(self, which: int, number: int) -> None:
        sparql = self.queries[which]
        if self.chance.random() < _FRESH:
            sparql += f"\n# {self.name} {number}"
        begin = time.perf_counter()
        try:
            self.connection.request("GET", f"/sparql?query={quote(sparql)}", headers={"Accept": JSON})
            reply = self.connection.getresponse()
            body, status = reply.read(), reply.status
        except (OSError, http.client.HTTPException) as fault:
            self.connection.close()
            self.connection = self._connect()
            body, status = repr(fault).encode(), 0
        seconds = time.perf_counter() - begin
        with self.tally.lock:
            self.tally.seconds.append(seconds)
            self.tally.statuses[str(status)] += 1
            if status != 200 or body != EXPECTED[which]:
                self.tally.faults.append(f"{status} {body[:80]!r}")


#: the first answer to each query
EXPECTED: list[bytes] = []


def expect(server: Attacked, queries: list[str]) -> None:
    """Ask each query once, before the load."""
    for sparql in queries:
        answer = server.send(Case("first", f"/sparql?query={quote(sparql)}", headers={"Accept": JSON}))
        assert answer.status == 200, f"{answer.status} {answer.body[:200]!r}"
        EXPECTED.append(answer.body)


def soak(server: Attacked, queries: list[str], attacks: list[Case], requests: int, clients: int) -> Tally:
    """All clients until each has sent its part."""
    tally = Tally()
    threads = [
        Client(server, number, requests // clients, queries, attacks, tally) for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        tally.memory.append(server_memory(server))
        time.sleep(1)
    return tally


def server_memory(attacked: Attacked) -> int:
    """Resident bytes of the server itself; its workers come and go."""
    return server.memory(attacked.served.process.pid, alone=True)


def report(tally: Tally, seconds: float, zombies: int, workers: int, calls: int) -> dict:
    """The numbers."""
    times = sorted(tally.seconds)
    asked = sum(tally.statuses.values())
    settled = tally.memory[int(len(tally.memory) * _SETTLED)]
    tail = sorted(tally.memory[-max(1, len(tally.memory) // 20) :])
    return {
        "requests": asked + sum(tally.hostile.values()),
        "good": asked,
        "hostile": dict(tally.hostile),
        "statuses": dict(tally.statuses),
        "availability_percent": round(100 * (1 - len(tally.faults) / asked), 4),
        "faults": tally.faults[:20],
        "seconds": round(seconds),
        "requests_per_second": round(asked / seconds),
        "milliseconds": {
            name: round(1000 * times[int(len(times) * part)], 1)
            for name, part in (("p50", 0.5), ("p99", 0.99), ("p999", 0.999))
        },
        "server_memory_mb": {
            "start": tally.memory[0] >> 20,
            "settled": settled >> 20,
            "end": tail[len(tail) // 2] >> 20,
        },
        "memory_drift_percent": round(100 * (tail[len(tail) // 2] / settled - 1), 1),
        "zombies": zombies,
        "workers_at_the_end": workers,
        "connections_to_the_canary": calls,
    }


def options() -> argparse.Namespace:
    """What to run."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "soak.json")
    return parser.parse_args()


def main() -> None:
    """Build, serve, soak, write."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    chosen = options()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        build(Settings(owl=False, home=home))
        queries = good(home)
        with egress.Canary().listening() as canary, server.attacked(home, memory=512 << 20) as attacked:
            expect(attacked, queries)
            begin = time.monotonic()
            tally = soak(attacked, queries, hostile(canary.port), chosen.requests, chosen.clients)
            seconds = time.monotonic() - begin
            attacked.rests()
            pid = attacked.served.process.pid
            found = report(tally, seconds, server.zombies(pid), len(server.family(pid)) - 1, canary.calls)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))
    sys.exit(found["availability_percent"] < 99.9 or found["zombies"] > 0 or canary.calls > 0)


if __name__ == "__main__":
    main()
