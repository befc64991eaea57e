"""T14: a generation that is copied, or made anew from its N-Quads, is the same graph to the last byte."""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path

import pyoxigraph as ox

from kg_build import generation as generations
from tests.hostile.server import Count


def content(store: Path) -> str:
    """The hash of what a store holds, whatever its files look like and its blank nodes are called."""
    held = ox.Dataset(ox.Store.read_only(str(store)))
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("\n".join(sorted(map(str, held))).encode()).hexdigest()


def cycles(home: Path, folder: Path, times: int) -> Count:
    """Copy the current generation to another home and make it current there; load its N-Quads into a new store."""
    count = Count("T14 backup and restore")
    current = generations.current(home)
    before = content(current / "store")
    for number in range(times):
        begin = time.perf_counter()
        count.inputs += 1
        elsewhere = folder / f"home{number}"
        copy = shutil.copytree(current, generations.folder(elsewhere) / current.name)
        generations.make_current(elsewhere, copy)
        damage = generations.verify(generations.current(elsewhere))
        if damage or content(elsewhere / "current" / "store") != before:
            count.faults.append(f"cycle {number}: the copy is another graph: {damage}")
        anew = ox.Store(str(folder / f"store{number}"))
        anew.bulk_load(path=str(copy / "leitgraph.nq"), format=ox.RdfFormat.N_QUADS)
        anew.flush()
        del anew
        if content(folder / f"store{number}") != before:
            count.faults.append(f"cycle {number}: the N-Quads are another graph")
        count.longest = max(count.longest, time.perf_counter() - begin)
        shutil.rmtree(elsewhere)
        shutil.rmtree(folder / f"store{number}")
        count.note("same")
    return count
