"""rdflib doing the same work on the same records, each piece in a process of its own."""

import multiprocessing
import time

import rdflib

from kg_build.model import specs
from ontology.namespaces import CURRENT_GRAPH, iri

LG = iri("lg:")
_LITERALS = {
    "integer": rdflib.XSD.integer,
    "decimal": rdflib.XSD.decimal,
    "date": rdflib.XSD.date,
    "string": None,
}
CONTEXT = multiprocessing.get_context("fork")


def seconds_of(work, *values, cap=None):
    """How long the work takes in a process of its own; None where it is over the cap."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_timed, args=(sender, work, *values))
    process.start()
    sender.close()
    done = receiver.poll(cap)
    try:
        return receiver.recv() if done else None
    except EOFError:  # the work failed in its process, which says so on standard error
        return None
    finally:
        process.kill()
        process.join()


def _timed(sender, work, *values):
    start = time.perf_counter()
    work(*values)
    sender.send(time.perf_counter() - start)


def add(graph, entity):
    """A record with all that lies in it."""
    subject = rdflib.URIRef(iri(entity.id))
    graph.add((subject, rdflib.RDF.type, rdflib.URIRef(iri(entity.rdf_type))))
    for spec in specs(type(entity)):
        predicate = rdflib.URIRef(iri(spec.prop))
        for value in spec.values(entity):
            for term in terms(spec.kind, value):
                graph.add((term, predicate, subject) if spec.inverse else (subject, predicate, term))
            if spec.kind == "owned":
                add(graph, value)


def terms(kind, value):
    """A value of a field as rdflib has it."""
    if kind == "text":
        return [rdflib.Literal(words, lang=language) for language, words in value if words]
    if kind in _LITERALS:
        return [rdflib.Literal(str(value), datatype=_LITERALS[kind])]
    name = {"ref": lambda: iri(value), "code": lambda: LG + value, "owned": lambda: iri(value.id)}[kind]()
    return [rdflib.URIRef(name)]


def unit_into(graph, unit, records):
    """A curated unit with its records, each naming the unit."""
    home = rdflib.URIRef(iri(unit.id))
    add(graph, unit)
    for record in records:
        add(graph, record)
        for part in (record, *record.owned()):
            graph.add((rdflib.URIRef(iri(part.id)), rdflib.URIRef(LG + "inUnit"), home))


def emit(units):
    """Records to N-Triples."""
    graph = rdflib.Graph()
    for unit, records in units:
        unit_into(graph, unit, records)
    graph.serialize(format="nt", encoding="utf-8")


def build(units, path):
    """Records to a store of unit graphs and the current graph, and to sorted N-Quads."""
    dataset = rdflib.Dataset()
    current = dataset.graph(rdflib.URIRef(CURRENT_GRAPH))
    for unit, records in units:
        graph = dataset.graph(rdflib.URIRef(iri(unit.id)))
        unit_into(graph, unit, records)
        for triple in graph:
            current.add(triple)
    lines = dataset.serialize(format="nquads").splitlines(keepends=True)
    path.write_text("".join(sorted(lines)), encoding="utf-8")


def load(path):
    """Parse N-Quads into memory."""
    rdflib.Dataset().parse(str(path), format="nquads")


def ask(graph, sparql):
    """All rows of a query."""
    list(graph.query(sparql))
