"""The running server under attack: one request after the other, and after each a good query that must be answered."""

from __future__ import annotations

import contextlib
import http.client
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.hostile.case import JSON, Answer, Case, posted
from tests.serving import Served, serving

GOOD = posted(
    "good", "SELECT ?g { ?g a <https://w3id.org/leitgraph/ontology/Guideline> } ORDER BY ?g", accept=JSON
)
_PAGE = 4096
_WAIT = 60


@dataclass
class Count:
    """How a class of inputs went."""

    name: str
    inputs: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    longest: float = 0.0
    longest_good: float = 0.0
    memory: int | None = None  # MB of server and workers at the end
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether the server held every time."""
        return self.inputs > 0 and not self.faults

    def note(self, what: str) -> None:
        """One more of those that went so."""
        self.statuses[what] = self.statuses.get(what, 0) + 1

    def as_json(self) -> dict:
        """For the report."""
        return {
            "class": self.name,
            "inputs": self.inputs,
            "passed": self.passed,
            "statuses": dict(sorted(self.statuses.items())),
            "longest_seconds": round(self.longest, 3),
            "longest_good_seconds": round(self.longest_good, 3),
            "memory_mb": self.memory,
            "faults": self.faults[:20],
            "faults_number": len(self.faults),
        }


@dataclass
class Attacked:
    """A server with its address and the time that a query may take there.

    ``slack`` is what a busy machine may add to that time, and to the second in which a good query is answered.
    """

    served: Served
    seconds: float
    slack: float = 0.5
    good: Answer | None = None

    def send(self, case: Case) -> Answer:
        """Send a request exactly as it is written, without tidying up its path."""
        place = urlsplit(self.served.url)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=_WAIT)
        begin = time.perf_counter()
        try:
            connection.putrequest(
                case.method, case.target, skip_accept_encoding=True, skip_host="Host" in case.headers
            )
            for name, value in case.headers.items():
                connection.putheader(name, value)
            if case.body or case.method in ("POST", "PUT", "PATCH"):
                connection.putheader("Content-Length", str(len(case.body)))
            connection.endheaders(case.body or None)
            reply = connection.getresponse()
            body = reply.read()
            headers = {name.lower(): value for name, value in reply.getheaders()}
            return Answer(reply.status, headers, body, time.perf_counter() - begin)
        except (OSError, http.client.HTTPException) as fault:
            return Answer(0, {}, repr(fault).encode(), time.perf_counter() - begin)
        finally:
            connection.close()

    def check(self, case: Case, count: Count) -> None:
        """Send one request and then a good one; note what went wrong."""
        answer = self.send(case)
        count.inputs += 1
        count.note(str(answer.status))
        count.longest = max(count.longest, answer.seconds)
        fault = case.fault(answer, self.seconds + self.slack)
        if fault:
            count.faults.append(f"{case.name}: {fault}")
        good = self.send(replace(GOOD, body=GOOD.body + b" # %d" % time.monotonic_ns()))  # no cache has it
        count.longest_good = max(count.longest_good, good.seconds)
        if self.good is None:
            self.good = good
        if good.status != 200 or good.body != self.good.body or not good.rows:
            count.faults.append(
                f"after {case.name}: the good query was answered {good.status} {good.body[:80]!r}"
            )
        elif good.seconds > 1 + self.slack:
            count.faults.append(f"after {case.name}: the good query took {good.seconds:.2f} s")

    def run(self, name: str, cases: Iterable[Case]) -> Count:
        """One class of inputs; at its end the processor is idle, and nothing is left of a worker that died."""
        count = Count(name)
        for case in cases:
            self.check(case, count)
        if not self.rests():
            count.faults.append("the workers still calculate a second after the last query")
        if self.served.process.poll() is not None:
            count.faults.append("the server has ended")
        if zombies(self.served.process.pid):
            count.faults.append("a worker that ended was not buried")
        return count

    def rests(self) -> bool:
        """Whether all processes of the server come to rest within a second or two."""
        for _ in range(3):
            before = processor_time(self.served.process.pid)
            time.sleep(1)
            if processor_time(self.served.process.pid) - before < 0.5:
                return True
        return False

    def metrics(self) -> str:
        """What the server counts of itself."""
        return self.send(Case("metrics", "/metrics")).body.decode()


@contextlib.contextmanager
def attacked(home: Path, seconds: float = 3, slack: float = 0.5, **limits: object) -> Iterator[Attacked]:
    """A server whose clients have no budget, for all inputs come from one address."""
    settings = {"BUDGET": "false", "SECONDS": seconds, **limits}
    environment = {f"LEITGRAPH_LIMIT_{name.upper()}": str(value) for name, value in settings.items()}
    # of a cache that is small memory can be told from what the attack left behind
    with serving(home, LEITGRAPH_SERVER_CACHE_BYTES="1000000", **environment) as served:
        yield Attacked(served, seconds, slack)


def family(pid: int) -> list[int]:
    """A process and those that it started."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for file in children for child in file.read_text().split()]
    return [pid, *(grown for child in found for grown in family(child))]


def _status(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def memory(pid: int, *, alone: bool = False) -> int:
    """Resident bytes of a process, alone or with those that it started."""
    return sum(
        int(found[21]) * _PAGE for each in ([pid] if alone else family(pid)) if (found := _status(each))
    )


def processor_time(pid: int) -> float:
    """Seconds of processor time that those took which live now."""
    return sum((int(found[11]) + int(found[12])) / 100 for each in family(pid) if (found := _status(each)))


def zombies(pid: int) -> int:
    """Processes that ended and that nobody buried."""
    time.sleep(0.2)
    return sum(found[0] == "Z" for each in family(pid) if (found := _status(each)))
