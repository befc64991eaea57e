"""The catalogue as example queries for other tools: Turtle in the form in which the SIB endpoints publish theirs.

Query editors find it under ``/.well-known/sparql-examples`` of an endpoint. Each question is one resource that holds
its whole text, with its example parameters filled in, so that it runs as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL

from ontology.namespaces import PREFIXES, iri
from queries import library
from queries.header import Parameter
from queries.library import Question

_SCHEMA = Namespace("https://schema.org/")
_SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")
_DECLARED = BNode("sparql_examples_prefixes")
#: How a query of each form is typed, and by which property it holds its text; SHACL has no word for DESCRIBE.
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    "DESCRIBE": (_SPEX.SPARQLDescribeExecutable, _SPEX.describe),
}
_FORM = re.compile(r"#[^\n]*|<[^<>]*>|\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b(?!\s*:)", re.IGNORECASE)
_HEADER = re.compile(r"^#\+.*\n", re.MULTILINE)


def turtle(questions: Iterable[Question], endpoint: str) -> str:
    """All questions as one Turtle text, for an endpoint at this address.

    >>> text = turtle(library.catalogue()[:1], "https://example.org/sparql")
    >>> "@prefix ex: <https://example.org/.well-known/sparql-examples/>" in text
    True
    """
    names = Namespace(urljoin(endpoint, "/.well-known/sparql-examples/"))
    graph = _prefixes()
    graph.bind("ex", names)
    for question in questions:
        _describe(graph, names[question.name], question)
        graph.add((names[question.name], _SCHEMA.target, URIRef(endpoint)))
    return graph.serialize(format="turtle")


def sparql(question: Question) -> str:
    """The text of a question with its examples and defaults filled in; without a header, for an editor shows that apart."""
    examples = {
        parameter.name: _term(parameter, parameter.example or parameter.default)
        for parameter in question.header.parameters
        if parameter.example or parameter.default
    }
    return _HEADER.sub("", library.with_values(question, examples))


def _term(parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    if parameter.type in ("IRI", "code"):
        return ox.NamedNode(iri(value))
    return library.literal(parameter, value)


def _prefixes() -> Graph:
    """The prefix map as SHACL declares one: a node that every query points at."""
    graph = Graph(bind_namespaces="none")
    graph.bind("schema", _SCHEMA)
    for prefix in ("owl", "rdf", "rdfs", "sh", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    graph.add((_DECLARED, RDF.type, OWL.Ontology))
    graph.add((_DECLARED, OWL.imports, URIRef(str(SH))))
    for prefix, namespace in PREFIXES.items():
        declaration = BNode(f"prefix_{prefix}")
        graph.add((_DECLARED, SH.declare, declaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph


def _describe(graph: Graph, name: URIRef, question: Question) -> None:
    text = sparql(question)
    kind, holds = _FORMS[next(found[1].upper() for found in _FORM.finditer(text) if found[1])]
    for type_ in (SH.SPARQLExecutable, kind):
        graph.add((name, RDF.type, type_))
    graph.add((name, holds, Literal(text)))
    graph.add((name, SH.prefixes, _DECLARED))
    for language, summary in question.header.summary.items():
        graph.add((name, RDFS.comment, Literal(summary, lang=language)))
    for keyword in (question.topic, *question.header.tags):
        graph.add((name, _SCHEMA.keywords, Literal(keyword)))
