"""What the endpoint says of itself (SPARQL 1.1 Service Description) and of its data (VoID).

Only what is true is said: no federation, no update, no union of graphs.
https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import pyoxigraph as ox

from app.endpoint.current import Generation
from app.endpoint.formats import GRAPHS, RESULTS
from ontology.namespaces import BASE, CURRENT_GRAPH, PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_VOID, _DCTERMS, _RDF, _RDFS, _XSD = (PREFIXES[name] for name in ("void", "dcterms", "rdf", "rdfs", "xsd"))
_FORMATS = "http://www.w3.org/ns/formats/"
#: Prefixes with which descriptions are written down.
NAMES = {
    **{name: PREFIXES[name] for name in ("dcterms", "owl", "rdf", "rdfs", "void", "xsd")},
    "sd": _SD, "foaf": _FOAF, "formats": _FORMATS,
}  # fmt: skip
DATASET = ox.NamedNode(f"{BASE}dataset")

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _say(subject: Node, said: Iterable[tuple[str, Term]]) -> Iterator[ox.Triple]:
    return (ox.Triple(subject, _node(predicate), value) for predicate, value in said)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_node(f"{_XSD}integer"))


def service(root: str, generation: Generation, limits: Mapping[str, str]) -> list[ox.Triple]:
    """The service description: which language, formats and graphs; ``limits`` in words, by language."""
    here, dataset = ox.BlankNode("service"), ox.BlankNode("dataset")
    said: list[tuple[str, Term]] = [
        (f"{_RDF}type", _node(f"{_SD}Service")),
        (f"{_SD}endpoint", _node(f"{root}/sparql")),
        (f"{_SD}supportedLanguage", _node(f"{_SD}SPARQL11Query")),
        *((f"{_SD}resultFormat", _node(known.iri)) for known in (*RESULTS, *GRAPHS)),
        (f"{_SD}defaultDataset", dataset),
        *((f"{_RDFS}seeAlso", _node(f"{root}/.well-known/{name}")) for name in ("void", "sparql-examples")),
        *((f"{_RDFS}comment", ox.Literal(text, language=language)) for language, text in limits.items()),
    ]
    return [*_say(here, said), *_dataset(dataset, generation)]


def _dataset(dataset: Node, generation: Generation) -> Iterator[ox.Triple]:
    graphs: Mapping[str, int] = generation.manifest["graphs"]
    default = ox.BlankNode("default")
    yield from _say(
        dataset,
        [
            (f"{_RDF}type", _node(f"{_SD}Dataset")),
            (f"{_SD}defaultGraph", default),
            (f"{_DCTERMS}isPartOf", DATASET),
        ],
    )
    yield from _graph(default, graphs[CURRENT_GRAPH])
    yield from _say(default, [(f"{_DCTERMS}source", _node(CURRENT_GRAPH))])
    for number, (name, triples) in enumerate(sorted(graphs.items())):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield from _say(dataset, [(f"{_SD}namedGraph", named)])
        yield from _say(
            named,
            [(f"{_RDF}type", _node(f"{_SD}NamedGraph")), (f"{_SD}name", _node(name)), (f"{_SD}graph", graph)],
        )
        yield from _graph(graph, triples)


def _graph(graph: Node, triples: int) -> Iterator[ox.Triple]:
    yield from _say(graph, [(f"{_RDF}type", _node(f"{_SD}Graph")), (f"{_VOID}triples", _count(triples))])


def void(root: str, generation: Generation, dumps: Iterable[str], examples: Iterable[str]) -> list[ox.Triple]:
    """The generation's own description of its data, with where they are to be had: endpoint, dumps, some records."""
    text = (generation.path / "void.ttl").read_bytes()
    said: list[tuple[str, Term]] = [
        (f"{_VOID}sparqlEndpoint", _node(f"{root}/sparql")),
        (f"{_DCTERMS}hasVersion", _node(f"{root}/dumps/{generation.name}/")),
        (f"{_FOAF}homepage", _node(f"{root}/")),
        (f"{_DCTERMS}issued", ox.Literal(generation.manifest["as_of"], datatype=_node(f"{_XSD}date"))),
        *((f"{_VOID}dataDump", _node(address)) for address in dumps),
        *((f"{_VOID}exampleResource", _node(iri)) for iri in examples),
        *((f"{_VOID}feature", _node(known.iri)) for known in GRAPHS),
    ]
    triples = [*(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)), *_say(DATASET, said)]
    return sorted(
        triples, key=lambda triple: triple.subject != DATASET
    )  # what is said of one thing stands together


def serialised(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    """Triples in one of the graph formats."""
    return cast(
        "bytes", ox.serialize(triples, format=ox.RdfFormat.from_media_type(media_type), prefixes=NAMES)
    )
