"""The measurements, each a list of rows: what, at which size, ours and the peer's seconds."""

import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg_build import search_index
from kg_build.assemble import Asserted, assemble, ontology
from kg_build.audit.stage import audit
from kg_build.dataset import Dataset
from kg_build.load import EMBEDDED, load_corpora, load_corpus
from kg_build.pipeline import Settings
from kg_build.pipeline import build as build_all
from kg_build.quads import unit_triples
from kg_build.reason import reason
from kg_build.void import Description
from kg_build.write import workshop, write
from ontology.namespaces import CURRENT_GRAPH, ONTOLOGY_GRAPH, iri
from queries import axes, evidence, fit, groups, library, phrases
from queries.errors import LeitgraphError
from queries.search import INDEX, search
from queries.store import EmbeddedBackend, open_generation, rows
from tests.bench import elsewhere, peer, synthetic

DESCRIPTION = Description(as_of="2026-11-01", title={"en": "bench"}, licences=())
SAMPLE = 20
RDFLIB_UP_TO = 1_000_000
DAY = dt.date(2026, 11, 1)


@dataclass(frozen=True)
class Row:
    """One measurement; ``peer`` is None where the peer was over its time."""

    what: str
    triples: int
    ours: float
    peer: float | None = None
    note: str = ""

    @property
    def ratio(self):
        """How many times slower the peer is."""
        return round(self.peer / self.ours, 1) if self.peer and self.ours else None

    def as_json(self):
        """The row for bench.json."""
        return {**asdict(self), "ratio": self.ratio}


def timed(work, *values):
    """Seconds of one run, and what came of it."""
    start = time.perf_counter()
    value = work(*values)
    return time.perf_counter() - start, value


def units_for(triples):
    """As many units as give about so many triples."""
    one = sum(len(list(unit_triples(*unit))) for unit in synthetic.units(SAMPLE)) / SAMPLE
    return list(synthetic.units(max(1, round(triples / one))))


def emitted(units):
    """Records to N-Triples, as bytes."""
    return "".join(f"{triple} .\n" for unit in units for triple in unit_triples(*unit)).encode()


def dataset_of(units):
    """The unit graphs alone."""
    graphs = {iri(unit.id): list(unit_triples(unit, records)) for unit, records in units}
    return Dataset(graphs, frozenset(graphs))


def built(units, home):
    """Records to a finished generation: sorted N-Quads, store on disk, description, seal."""
    with workshop(home) as aside:
        return write(dataset_of(units), DESCRIPTION, home, aside)


def making(size, folder):
    """Emission, build and load, each beside rdflib."""
    units = units_for(size)
    ours, text = timed(emitted, units)
    count = text.count(b"\n")
    yield Row("emission: records to N-Triples", count, ours, peer.seconds_of(peer.emit, units))
    ours, generation = timed(built, units, folder / "alone")
    whole = peer.seconds_of(peer.build, units, folder / "peer.nq")
    yield Row(
        "build: records to loaded store", count, ours, whole, "ours on disk and sealed, rdflib in memory"
    )
    nquads = generation.path / "leitgraph.nq"
    parsed, _ = timed(lambda: sum(1 for _ in ox.parse(path=str(nquads))))
    yield Row(
        "parse of the finished N-Quads, pyoxigraph",
        count,
        parsed,
        note=f"the build takes {ours / parsed:.1f} times as long",
    )
    theirs = peer.seconds_of(peer.load, nquads)
    for where, store in (("memory", ox.Store()), ("disk", ox.Store(str(folder / "disk")))):
        ours, _ = timed(lambda store=store: store.bulk_load(path=str(nquads), format=ox.RdfFormat.N_QUADS))
        yield Row(f"load of the N-Quads into a store ({where})", count, ours, theirs)


def asking(size, folder, cap, *, servers):
    """Every question of the catalogue on a generation with vocabulary and closure, beside rdflib and other servers."""
    seconds, dataset = timed(inferred, units_for(size))
    yield Row("quads and inference without OWL", size, seconds)
    with workshop(folder / "asked") as aside:
        generation = write(dataset, DESCRIPTION, folder / "asked", aside).path
    backend = open_generation(generation)
    yield from searching(size, folder / "asked" / "current", dataset)
    yield answering(size, backend)
    asked = {question.name: bound(backend, question) for question in library.catalogue()}
    if servers:
        yield from beside(size, folder / "asked", folder / "servers", asked, cap)
    if size > RDFLIB_UP_TO:  # it takes 1.1 kB a triple
        return
    graph = rdflib.Graph()
    graph.parse(data="".join(f"{triple} .\n" for triple in dataset.current()), format="nt")
    for name, sparql in asked.items():
        times = [timed(answered, backend, sparql) for _ in range(3)]
        ours = statistics.median(one for one, _ in times)
        theirs = peer.seconds_of(peer.ask, graph, sparql, cap=cap)
        note = "" if theirs is not None else f"rdflib over {cap} s"
        yield Row(f"question {name}", size, ours, theirs, f"{times[0][1]} bytes {note}".strip())


def beside(size, home, folder, questions, cap):
    """The same queries over HTTP on the servers of others, one row a peer and question."""
    folder.mkdir()
    ours = {}
    for found in elsewhere.asked(home, folder, questions, cap):
        if found.server == "leitgraph":
            ours[found.question] = found.seconds
            continue
        own = ours[found.question]
        note = f"{found.server}{' over its time' if found.seconds is None else ''}{'' if own else '; ours over its time'}"
        yield Row(f"over HTTP: {found.question}", size, own or 0.0, found.seconds, note)


def auditing(statements):
    """The rules over the facts of so many statements."""
    made = tuple(synthetic.units(max(1, statements // synthetic.STATEMENTS)))
    corpora = [replace(load_corpus(EMBEDDED), units=made)]
    dataset = reason(assemble(corpora), owl=False).dataset
    seconds, audited = timed(audit, corpora, dataset, DAY)
    return Row(
        f"audit of {statements} statements", len(list(dataset.current())), seconds, note=str(audited.counts)
    )


def searching(size, generation, dataset):
    """The search index, and searches for common, rare, mistyped and unknown words."""
    seconds, _ = timed(search_index.write, generation.parent / "again.sqlite", dataset.current())
    yield Row("search index written", size, seconds, note=f"{(generation / INDEX).stat().st_size} bytes")
    for text in ("Metastasen", "overal survivl", "local treatment N3", "guideline g0000001", "qqqxxx"):
        times = [timed(search, generation, text) for _ in range(5)]
        ours = statistics.median(one for one, _ in times)
        yield Row(f"search for {text!r}", size, ours, note=f"{len(times[0][1])} hits")


def inferred(units):
    """The units with the vocabulary of the corpus that ships and what follows from both, without OWL."""
    asserted = dataset_of(units).with_graph(ONTOLOGY_GRAPH, ontology(load_corpora([EMBEDDED])))
    records = tuple(record for _, own in units for record in own)
    return reason(Asserted(asserted, records), owl=False).dataset


def answering(size, backend):
    """The four-block answer on the treatment of most studies, as whoever asks first waits for it."""
    words = axes.load(backend)
    seconds, answer = timed(evidence.answer, backend, "onc:LocalTherapy", "N3", "", words)
    groups_of = sum(len(answer[block]) for block in ("measured", "mixed", "silent_or_excluded"))
    said = f"{groups_of} groups, {len(answer['guideline'])} statements"
    return Row("the four-block answer", size, seconds, note=said)


def answered(backend, sparql):
    """The length of the answer as it goes out."""
    return len(backend.query(sparql).serialize(format=ox.QueryResultsFormat.JSON))


def bound(backend, question):
    """The question with the parameters it needs: its own example, else any member of the class."""
    given = {}
    for parameter in question.header.parameters:
        if parameter.required:
            try:
                library.term(backend, parameter, parameter.example)
                given[parameter.name] = parameter.example
            except LeitgraphError:
                given[parameter.name] = member(backend, parameter.of_class)
    return library.bind(backend, question, given)


def member(backend, of_class):
    """The first member of a class, or any record."""
    kind = f"<{iri(of_class)}>" if of_class else "?any"
    return rows(backend, f"SELECT ?one WHERE {{ ?one a {kind} FILTER(isIRI(?one)) }} ORDER BY ?one LIMIT 1")[
        0
    ][0].value


def cold_start():
    """``leitgraph ask`` and ``evidence`` from nothing, on the corpus that ships."""
    with tempfile.TemporaryDirectory() as name:
        generation = build_all(Settings(home=Path(name), owl=False))
        size = generation.manifest["quads"]
        commands = {
            "cold start: leitgraph --help": ["--help"],
            "cold start: leitgraph ask": ["ask", "studies_by_design", "--format", "json"],
            "cold start: leitgraph evidence": [
                "evidence",
                "--intervention",
                "local-therapy",
                "--population",
                "N3",
            ],
        }
        for what, words in commands.items():
            yield Row(
                what, size, min(timed(started, Path(name), words)[0] for _ in range(5)), note="best of five"
            )


def started(home, words):
    """One run of the command line."""
    subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main()", *words],
        env={**os.environ, "LEITGRAPH_HOME": str(home)}, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip


def fitting(count) -> Iterator[Row]:
    """The fit of a question over many groups whose strata are trees, from the store alone."""
    dataset = inferred([(unit, records[1:2]) for unit, records in synthetic.units(count)])
    store = ox.Store()
    store.bulk_load(
        "".join(f"{triple} .\n" for triple in dataset.current()).encode(),
        format=ox.RdfFormat.N_TRIPLES,
        to_graph=ox.NamedNode(CURRENT_GRAPH),
    )
    backend = EmbeddedBackend(store)
    words = axes.load(backend)
    seconds, studied = timed(groups.load, backend, words)
    yield Row(f"groups read from the store ({len(studied)})", len(store), seconds)
    for text in ("N3", "N2 or N3", "not N0"):
        question = phrases.understand(words, text)
        seconds, _ = timed(lambda question=question: fit.fit_all(words, question, studied))
        yield Row(f"fit of {text!r} over {len(studied)} groups", len(store), seconds)
