"""A generation is written aside, verified, sealed, and only then made current by one atomic step.

A build that fails or is killed leaves the generation that answers as it is; what it left lying is removed
by the next build. Two builds never write at once: the lock goes with the process that held it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg_build import generation as generations
from kg_build import search_index, void
from kg_build.cores import cores
from kg_build.dataset import Dataset
from kg_build.errors import BuildError, DamagedGeneration
from kg_build.generation import MANIFEST, NQUADS, Generation
from kg_build.void import Description
from ontology import VERSION
from queries.search import INDEX
from queries.store import open_generation

KEPT = 3
_PART = 32_000_000  # bytes


@contextmanager
def workshop(home: Path) -> Iterator[Path]:
    """A place to build in, for one build at a time; what killed builds left there is removed."""
    with generations.writing(home), _alone(home) as place:
        for left in (*place.glob(".tmp-*"), *home.glob(".current-*")):
            _remove(left)
        aside = place / f".tmp-{os.getpid()}"
        aside.mkdir()
        try:
            yield aside
        finally:
            _remove(aside)


@contextmanager
def _alone(home: Path) -> Iterator[Path]:
    """The folder of the generations, which no other build is writing into."""
    place = generations.folder(home)
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise BuildError(
                f"another build is writing into {home}", next_step="wait until it is done, or choose --out"
            ) from fault
        yield place


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left)
    else:
        left.unlink(missing_ok=True)


def write(dataset: Dataset, description: Description, home: Path, aside: Path) -> Generation:
    """Write a generation and make it the current one."""
    digest = _nquads(dataset, aside / NQUADS)
    counts = dataset.counts()
    _store(aside)
    search_index.write(aside / INDEX, dataset.current())
    (aside / "void.ttl").write_text(void.describe(dataset, description), encoding="utf-8")
    for name, content in description.questions.items():
        _put(aside / "questions" / name, content)
    _manifest(aside / MANIFEST, description, counts, digest)
    _hold_against(aside, counts)
    path = _finish(home, aside)
    _keep_the_last(home)
    return generations.read(path)


def _nquads(dataset: Dataset, path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in _batches(dataset.lines()):
            digest.update(part)
            file.write(part)
    return digest.hexdigest()


def _batches(lines: Iterator[str], size: int = 10_000) -> Iterator[bytes]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield "".join(batch).encode()
            batch.clear()
    yield "".join(batch).encode()


def _store(aside: Path) -> None:
    store = ox.Store(str(aside / "store"))
    _bulk_load(store, aside / NQUADS)
    store.flush()
    store.optimize()
    del store  # closes it: RocksDB writes until then, and the seal is taken after


def _bulk_load(store: ox.Store, path: Path) -> None:
    """Load the file in parts, one on each processor: a load of its own keeps but one of them busy."""

    def load(start: int, end: int) -> None:
        with path.open("rb") as file:
            file.seek(start)
            store.bulk_load(file.read(end - start), format=ox.RdfFormat.N_QUADS)

    with ThreadPoolExecutor(cores()) as pool:
        for done in [pool.submit(load, start, end) for start, end in pairwise(_cuts(path))]:
            done.result()


def _cuts(path: Path) -> list[int]:
    """Where the parts of a file begin and end, each at the end of a line."""
    cuts = [0]
    with path.open("rb") as file:
        while cuts[-1] < path.stat().st_size:
            file.seek(min(cuts[-1] + _PART, path.stat().st_size))
            file.readline()
            cuts.append(file.tell())
    return cuts


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _manifest(path: Path, description: Description, counts: Mapping[str, int], digest: str) -> None:
    content = {
        "as_of": description.as_of,
        "graphs": counts,
        "nquads_sha256": digest,
        "quads": sum(counts.values()),
        "title": description.title,
        "versions": {"leitgraph": VERSION, "pyoxigraph": ox.__version__},
        **description.facts,
    }
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _hold_against(aside: Path, counts: Mapping[str, int]) -> None:
    """Open the store as readers will, and count what is in it."""
    store = ox.Store.read_only(str(aside / "store"))
    count = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = cast("ox.QuerySolutions", store.query(count))
    found = {row["g"].value: int(row["n"].value) for row in rows}
    if found != counts:
        wrong = sorted(name for name in found.keys() | counts.keys() if found.get(name) != counts.get(name))
        raise DamagedGeneration(
            f"the store does not hold what was written: {', '.join(wrong)}",
            next_step="two spellings of one number in a graph merge in the store; see the N-Quads of that graph",
        )
    open_generation(aside).query("ASK { ?s ?p ?o }")


def _finish(home: Path, aside: Path) -> Path:
    numbers = [int(path.name) for path in generations.known(home)]
    name = f"{max(numbers, default=0) + 1:06d}"
    generations.seal(aside, name)
    for path in (*aside.rglob("*"), aside):
        generations.sync(path)
    path = aside.rename(aside.parent / name)
    generations.sync(path.parent)
    damage = generations.verify(path)
    if damage:
        _remove(path)
        raise DamagedGeneration(
            f"what was written is damaged: {damage[0]}", next_step="check the disk, then build again"
        )
    generations.make_current(home, path)
    return path


def _keep_the_last(home: Path) -> None:
    kept = {*generations.known(home)[-KEPT:], generations.current(home)}
    for path in generations.known(home):
        if path not in kept:  # renamed first: a kill in between leaves nothing that looks finished
            _remove(path.rename(path.parent / f".tmp-old-{path.name}"))
