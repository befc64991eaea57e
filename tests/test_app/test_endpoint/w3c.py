"""The W3C's SPARQL 1.1 test suite as data: which tests there are, on which graphs, with which answer.

All graphs of all tests lie in one store, each under its own name; a test names those that are its dataset in the
protocol (``default-graph-uri``, ``named-graph-uri``). So one running server answers the whole suite over HTTP.
"""

import csv
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

ROOT = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {
    f"{_XSD}{name}": kind
    for kind, names in ((float, ("double", "float")), (Decimal, ("decimal", "integer")))
    for name in names
}
#: No graph has this name: the default graph of a test that has no data.
NOTHING = "urn:leitgraph:test:nothing"
EVALUATED = (
    "aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation",
    "project-expression", "property-path", "subquery", "json-res", "csv-tsv-res",
)  # fmt: skip


@dataclass(frozen=True)
class Evaluation:
    """One query evaluation test."""

    name: str
    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    result: Path


@dataclass(frozen=True)
class Call:
    """One request of a protocol test, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    form: str | None
    boolean: bool | None


@cache
def manifest(folder):
    """The manifest of a folder of the suite."""
    graph = Graph()
    graph.parse(folder / "manifest.ttl", format="turtle", publicID=f"{ROOT}{folder.name}/manifest.ttl")
    return graph


def local(suite, iri):
    """The file of an IRI of the suite."""
    return suite / str(iri).removeprefix(ROOT)


def evaluations(suite, folder):
    """The evaluation tests of a folder."""
    graph = manifest(suite / folder)
    for kind in (MF.QueryEvaluationTest, MF.CSVResultFormatTest):
        for test in sorted(graph.subjects(RDF.type, kind)):
            action = graph.value(test, MF.action)
            query = graph.value(action, QT.query)
            text = local(suite, query).read_text(encoding="utf-8")
            yield Evaluation(
                f"{folder}/{str(test).rpartition('#')[2]}",
                f"BASE <{query}> {text}",
                *_dataset(graph, action, text),
                local(suite, graph.value(test, MF.result)),
            )


def _dataset(graph, action, text):
    """Default and named graphs of a test; none where the query names its own."""
    if "FROM" in text:
        return (), ()
    return tuple(map(str, graph.objects(action, QT.data))) or (NOTHING,), tuple(
        map(str, graph.objects(action, QT.graphData))
    )


def syntax_tests(suite):
    """Each syntax test: its name, the query, and whether it is well-formed."""
    for folder in (*EVALUATED, "syntax-query"):
        graph = manifest(suite / folder)
        for kind, good in (
            (MF.PositiveSyntaxTest11, True),
            (MF.NegativeSyntaxTest11, False),
            (MF.NegativeSyntaxTest, False),
        ):
            for test in sorted(graph.subjects(RDF.type, kind)):
                text = local(suite, graph.value(test, MF.action)).read_text(encoding="utf-8")
                yield f"{folder}/{str(test).rpartition('#')[2]}", text, good


def quads(suite):
    """All graphs that any test asks, each under its own name."""
    seen = set()
    for folder in EVALUATED:
        graph = manifest(suite / folder)
        for iri in {*graph.objects(None, QT.data), *graph.objects(None, QT.graphData)} - seen:
            seen.add(iri)
            yield from _quads(local(suite, iri), str(iri), str(iri))
    for data in manifest(suite / "protocol").objects(None, UT.graphData):
        file = manifest(suite / "protocol").value(data, UT.graph)
        name = str(
            manifest(suite / "protocol").value(data, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
        )
        if (name, "protocol") not in seen:
            seen.add((name, "protocol"))
            yield from _quads(local(suite, file), str(file), name)


def _quads(path, base, name):
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    for quad in ox.parse(path=path, format=form, base_iri=base, rename_blank_nodes=True):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name))


def calls(suite):
    """Each protocol test with its requests, but for those in which an update succeeds."""
    graph = manifest(suite / "protocol")
    for test in sorted(graph.subjects(RDF.type, MF.ProtocolTest)):
        requests = Collection(graph, graph.value(graph.value(test, MF.action), HT.requests))
        found = [_call(graph, request) for request in requests]
        name = str(test).rpartition("#")[2]
        if not name.startswith("update_"):
            yield name, found


def _call(graph, request):
    headers = graph.value(request, HT.headers)
    fields = {
        str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
        for each in (Collection(graph, headers) if headers else ())
    }
    content = graph.value(request, HT.body)
    body = None
    if content is not None:
        body = str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
    answer = graph.value(request, HT.resp)
    boolean = graph.value(answer, MF.expectedBoolean)
    form = graph.value(answer, MF.expectedFormat)
    return Call(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)),
        fields,
        body,
        frozenset(str(each)[-3:] for each in graph.objects(answer, MF.expectedStatus)),
        str(form) if form is not None else None,
        bool(boolean.toPython()) if boolean is not None else None,
    )


def expected(path):
    """The expected answer of an evaluation test: True or False, a canonical graph, or canonical rows."""
    form = ox.QueryResultsFormat.from_extension(path.suffix[1:])
    if form is not None:
        return answer(ox.parse_query_results(path=path, format=form))
    triples = [
        quad.triple
        for quad in ox.parse(
            path=path, format=ox.RdfFormat.from_extension(path.suffix[1:]), base_iri=path.as_uri()
        )
    ]
    if any(triple.object == ox.NamedNode(f"{RS}ResultSet") for triple in triples):
        return answer_in_rdf(triples)
    return canonical(triples)


def answer(found):
    """An answer in a form in which two that are equal but for the names of blank nodes are equal."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = [{name: row[name] for name in names if row[name] is not None} for row in found]
    return rows_of(rows)


def answer_in_rdf(triples):
    """An answer that is written as RDF."""

    def objects(subject, name):
        return [
            triple.object
            for triple in triples
            if triple.subject == subject and triple.predicate.value == RS + name
        ]

    booleans = [triple.object for triple in triples if triple.predicate.value == f"{RS}boolean"]
    if booleans:
        return booleans[0].value == "true"
    solutions = [triple.object for triple in triples if triple.predicate.value == f"{RS}solution"]
    rows = [
        {
            objects(each, "variable")[0].value: objects(each, "value")[0]
            for each in objects(solution, "binding")
        }
        for solution in solutions
    ]
    return rows_of(rows)


def same_value(term):
    """A number or truth value by its value, for the suite compares values; a file of the suite by its name there."""
    if isinstance(term, ox.NamedNode) and term.value.startswith("file:"):
        return ox.NamedNode(ROOT + "/".join(term.value.split("/")[-2:]))
    if isinstance(term, ox.Literal) and term.datatype.value == f"{_XSD}boolean":
        return ox.Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        with suppress(ArithmeticError, ValueError):
            return ox.Literal(str(float(_NUMBERS[term.datatype.value](term.value))), datatype=term.datatype)
    return term


def rows_of(rows):
    """Rows as a multiset, blank nodes by their place in the whole."""
    rows = [{name: same_value(term) for name, term in row.items()} for row in rows]
    if not any(isinstance(term, ox.BlankNode) for row in rows for term in row.values()):
        return Counter(frozenset((name, str(term)) for name, term in row.items()) for row in rows)
    triples = [
        ox.Triple(ox.BlankNode(f"row{number}"), ox.NamedNode(f"urn:variable:{name}"), term)
        for number, row in enumerate(rows)
        for name, term in row.items()
    ]
    return canonical(triples)


def canonical(triples):
    """A graph with its blank nodes named by their place (RDFC-1.0)."""
    data = ox.Dataset(
        ox.Quad(each.subject, each.predicate, same_value(each.object), ox.DefaultGraph()) for each in triples
    )
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, data))


def alone(suite, test):
    """A store that holds nothing but the data of a test."""
    store = ox.Store()
    for iri in test.default_graphs:
        if iri != NOTHING:
            quads_of_it = _quads(local(suite, iri), iri, iri)
            store.extend(
                ox.Quad(each.subject, each.predicate, each.object, ox.DefaultGraph()) for each in quads_of_it
            )
    for iri in test.named_graphs:
        store.add_graph(ox.NamedNode(iri))
        store.extend(_quads(local(suite, iri), iri, iri))
    return store


def table(text, suffix):
    """The rows of a table: numbers by their value, blank nodes without their names; rows and columns in any order."""
    quoting = csv.QUOTE_MINIMAL if suffix == "csv" else csv.QUOTE_NONE
    rows = csv.DictReader(text.splitlines(), delimiter="," if suffix == "csv" else "\t", quoting=quoting)
    read = _plain if suffix == "csv" else _term
    return Counter(
        frozenset((name.removeprefix("?"), read(cell)) for name, cell in row.items()) for row in rows
    )


def _plain(cell):
    """A cell of CSV."""
    with suppress(ValueError):
        return float(cell)
    return "_:" if cell.startswith("_:") else cell


def _term(cell):
    """A cell of TSV: a term as Turtle writes it."""
    if not cell or cell.startswith("_:"):
        return cell[:2]
    (quad,) = ox.parse(f"<urn:s> <urn:p> {cell} .", format=ox.RdfFormat.TURTLE)
    return str(same_value(quad.object))
