"""The questions of the catalogue over HTTP: our endpoint beside Oxigraph's server and Virtuoso, on the same graph."""

import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass

import httpx

from ontology.namespaces import CURRENT_GRAPH
from tests import stores
from tests.serving import serving

_FREE = {"LEITGRAPH_LIMIT_BUDGET": "false", "LEITGRAPH_SERVER_ACCESS_LOG": "false"}


@dataclass(frozen=True)
class Asked:
    """One question on one server: seconds of the quickest of three answers; None where it gave none within the cap."""

    server: str
    question: str
    seconds: float | None


def asked(home, folder, questions, cap):
    """Every question on every server, ours first."""
    generation = (home / "current").resolve()
    with ExitStack() as stack:
        shutil.copytree(generation / "store", folder / "store")
        limits = {**_FREE, "LEITGRAPH_LIMIT_SECONDS": str(cap)}
        servers = {
            "leitgraph": stack.enter_context(serving(home, **limits)).sparql,
            "oxigraph": stack.enter_context(stores.oxigraph(folder / "store")).query,
        }
        if shutil.which("virtuoso-t"):
            virtuoso = stack.enter_context(stores.virtuoso(folder / "virtuoso"))
            stores.load(virtuoso, generation / "leitgraph.nq")
            servers["virtuoso"] = virtuoso.query
        for name, sparql in questions.items():
            for server, address in servers.items():
                yield Asked(server, name, _quickest(address, sparql, cap, own=server == "leitgraph"))


def _quickest(address, sparql, cap, *, own):
    """A query has a comment of its own each time, so that no server has its answer ready."""
    times = []
    for number in range(3):
        given = {"query": f"{sparql}\n# {number}", **({} if own else {"default-graph-uri": CURRENT_GRAPH})}
        start = time.perf_counter()
        try:
            httpx.post(
                address, data=given, headers={"Accept": "application/sparql-results+json"}, timeout=cap
            ).raise_for_status()
        except httpx.HTTPError:
            return None
        times.append(time.perf_counter() - start)
    return min(times)
