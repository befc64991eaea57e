"""The endpoint over HTTP beside other servers on the same graph: lookups and tables, cold and from memory, alone and in a crowd."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from kg_build.pipeline import Settings, build
from ontology.namespaces import CURRENT_GRAPH
from tests import stores
from tests.bench.measure import Row
from tests.serving import serving

_SCRIPT = Path(__file__).with_name("load.lua")
_SECONDS = 5
#: NUMBER makes each text another one, so that no server can have its answer ready.
_QUERIES = {
    "lookup": "SELECT ?p ?o WHERE { <https://w3id.org/leitgraph/id/study/gomez_2016> ?p ?o FILTER(?o != NUMBER) }",
    "table of 900 rows": "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(?o != NUMBER) } LIMIT 900",
}
_BOMB = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != NUMBER) }"
_RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True)
class Measured:
    """Answers a second, and how long the slowest in a hundred took, in milliseconds."""

    rate: float
    slowest: float
    failed: int

    @property
    def seconds(self) -> float | None:
        """Seconds an answer; None where there was none."""
        return 1 / self.rate if self.rate else None


def load(address: str, query: str, clients: int, *, fresh: bool, graph: str = "") -> Measured:
    """Ask a server for some seconds, with so many clients at once."""
    parts = urlsplit(address)
    tail = "&" + urlencode({"default-graph-uri": graph}) if graph else ""
    environment = {"ADDRESS": parts.path, "QUERY": query, "TAIL": tail, "FRESH": str(int(fresh))}
    words = [
        "wrk",
        "--threads",
        "1",
        "--connections",
        str(clients),
        "--duration",
        f"{_SECONDS}s",
        "--timeout",
        "20s",
    ]
    words += ["--header", "Accept: application/sparql-results+json", "--script", str(_SCRIPT)]
    done = subprocess.run(
        [*words, f"{parts.scheme}://{parts.netloc}"],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    answered, failed, duration, slowest = next(
        map(int, line.split()[1:]) for line in done.stdout.splitlines() if line.startswith("RESULT")
    )
    return Measured(answered / duration * 1e6, slowest / 1000, failed)


@contextmanager
def rdflib_endpoint(triples: Path) -> Iterator[str]:
    """rdflib-endpoint on the triples of the current graph."""
    port = stores.free_port()
    with subprocess.Popen([sys.executable, "-c", _RDFLIB, triples, str(port)]) as process:
        try:
            stores.wait_for(f"127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


@contextmanager
def peers(home: Path, folder: Path) -> Iterator[dict[str, tuple[str, str]]]:
    """Each peer by name: its address, and the graph to name where it would see others than we do."""
    shutil.copytree(home / "current" / "store", folder / "oxigraph")
    triples = folder / "current.nt"
    end = f" <{CURRENT_GRAPH}> .\n"
    with (home / "current" / "leitgraph.nq").open() as lines, triples.open("w") as plain:
        plain.writelines(line.removesuffix(end) + " .\n" for line in lines if line.endswith(end))
    with ExitStack() as stack:
        found = {"oxigraph": (stack.enter_context(stores.oxigraph(folder / "oxigraph")).query, CURRENT_GRAPH)}
        if shutil.which("virtuoso-t"):
            virtuoso = stack.enter_context(stores.virtuoso(folder / "virtuoso"))
            stores.load(virtuoso, (home / "current" / "leitgraph.nq").resolve())
            found["virtuoso"] = (virtuoso.query, CURRENT_GRAPH)
        found["rdflib-endpoint"] = (stack.enter_context(rdflib_endpoint(triples)), "")
        yield found


def measured(folder: Path) -> Iterator[Row]:
    """Ours beside each peer on the corpus that ships, seconds an answer."""
    if shutil.which("wrk") is None:
        yield Row("the endpoint: not measured, there is no wrk here (Debian: wrk)", 0, 0.0)
        return
    home = folder / "home"
    triples = build(Settings(owl=False, home=home)).manifest["graphs"][CURRENT_GRAPH]
    free = {"LEITGRAPH_LIMIT_BUDGET": "false", "LEITGRAPH_SERVER_ACCESS_LOG": "false"}
    with serving(home, **free) as ours, peers(home, folder) as others:
        for what, query in _QUERIES.items():
            for clients in (1, 50):
                for fresh in (True, False):
                    yield from _beside(ours.sparql, others, triples, (what, query, clients, fresh))
        yield from _attacked(ours.sparql, triples)


def _beside(ours, others, triples, asked):
    what, query, clients, fresh = asked
    own = load(ours, query, clients, fresh=fresh)
    told = f"{what}, {clients} clients, {'cold' if fresh else 'asked before'}"
    for name, (address, graph) in others.items():
        theirs = load(address, query, clients, fresh=fresh, graph=graph)
        note = f"{name}; {own.rate:,.0f} and {theirs.rate:,.0f} a second"
        note += f"; p99 {own.slowest:.0f} and {theirs.slowest:.0f} ms"
        if own.failed or theirs.failed:
            note += f"; failed {own.failed} and {theirs.failed}"
        yield Row(told, triples, own.seconds, theirs.seconds, note)


def _attacked(ours, triples):
    """Lookups of 20 clients while another asks what never ends."""
    over = threading.Event()

    def attack():
        number = 0
        while not over.is_set():
            number += 1
            httpx.post(ours, data={"query": _BOMB.replace("NUMBER", str(number))}, timeout=60)

    alone = load(ours, _QUERIES["lookup"], 20, fresh=True)
    attacker = threading.Thread(target=attack)
    attacker.start()
    beside = load(ours, _QUERIES["lookup"], 20, fresh=True)
    over.set()
    attacker.join()
    note = f"ours alone and beside an attacker: p99 {alone.slowest:.0f} and {beside.slowest:.0f} ms, failed {beside.failed}"
    yield Row("lookup, 20 clients, cold", triples, alone.seconds, beside.seconds, note)
