"""T12: a process that writes, swaps and rolls back generations is killed at any moment; what it had reported stays.

``python -m tests.hostile.kills HOME SIZE`` is the process that is killed: it writes one generation after the other, goes
back and forth between them, and prints the current one after each step, as soon as the step is done.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from kg_build import generation as generations
from kg_build.dataset import Dataset
from kg_build.void import Description
from kg_build.write import workshop, write
from ontology.namespaces import BASE, iri
from queries.store import open_generation
from tests.hostile.server import Count

ROOT = Path(__file__).parents[2]
_DESCRIBED = Description(as_of="2026-11-26", title={"en": "test"}, licences=("urn:licence",), questions={})


def make(home: Path, number: int, size: int = 300) -> str:
    """A generation whose two markers bear the same number; it is current from then on."""
    triples = [
        f'<urn:one> <urn:n> "{number}"',
        f'<urn:two> <urn:n> "{number}"',
        f"<{BASE}id/guideline/one> <{iri('rdf:type')}> <{iri('lg:Guideline')}>",
        *(f'<urn:s{i}> <urn:p> "{number} {i}"' for i in range(size)),
    ]
    dataset = Dataset({"urn:g": triples}, visible=frozenset({"urn:g"}))
    with workshop(home) as aside:
        return write(dataset, _DESCRIBED, home, aside).path.name


def churn(home: Path, size: int) -> None:
    """Write, go back, go forth, until killed."""
    number = 0
    while True:
        number += 1
        print(make(home, number, size), flush=True)
        print(generations.rollback(home).name, flush=True)
        print(generations.rollback(home, generations.known(home)[-1].name).name, flush=True)


def killed(home: Path, times: int, seed: int = 5, size: int = 300) -> Count:
    """Kill the process so often; after each time the current generation is whole, and none that was reported is lost."""
    count = Count("T12 kill -9")
    chance = random.Random(seed)  # noqa: S311
    make(home, 0, size)
    make(home, 0, size)
    for _ in range(times):
        count.inputs += 1
        reported = _kill_after(home, chance.uniform(0.02, 0.6), size)
        begin = time.perf_counter()
        fault = _fault(home, reported)
        count.longest_good = max(count.longest_good, time.perf_counter() - begin)
        count.note("killed while it wrote" if reported else "killed before the first step was done")
        if fault:
            count.faults.append(fault)
    make(home, 0, size)
    left = [*generations.folder(home).glob(".tmp-*"), *home.glob(".current-*")]
    if left:
        count.faults.append(f"left lying: {left}")
    return count


def _kill_after(home: Path, seconds: float, size: int) -> list[str]:
    """What the process reported, from its first step on for so long."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.kills", str(home), str(size)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    reported: list[str] = []
    begun = threading.Event()

    def listen() -> None:
        for line in process.stdout:
            begun.set()
            if line.endswith("\n"):
                reported.append(line.strip())

    listener = threading.Thread(target=listen)
    listener.start()
    begun.wait(20)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    listener.join()
    process.stdout.close()
    return reported


def _fault(home: Path, reported: list[str]) -> str:
    current = generations.current(home)
    damage = generations.verify(current)
    if damage:
        return f"{current.name} is damaged: {damage[0]}"
    names = [path.name for path in generations.known(home)]
    if reported and reported[-1] not in names:
        return f"{reported[-1]} was reported and is lost; there are {names}"
    if reported and current.name not in (reported[-1], names[-1], names[-2]):
        return f"current is {current.name}, reported was {reported[-1]}"
    rows = open_generation(home / "current").query(
        "SELECT ?a ?b { <urn:one> <urn:n> ?a . <urn:two> <urn:n> ?b }"
    )
    (row,) = rows
    return "" if row["a"] == row["b"] else f"{current.name} is a mixture: {row}"


if __name__ == "__main__":
    churn(Path(sys.argv[1]), int(sys.argv[2]))
