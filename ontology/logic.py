"""The ontology as a graph, and the part of it that a reasoner needs."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ontology import CORE_MODULES, DOMAIN_MODULES, folder

_LOGICAL = frozenset(
    {RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
)
_ABOUT_THE_FILE = frozenset({OWL.imports, OWL.versionIRI, OWL.versionInfo})


def modules(names: Iterable[str] = (*CORE_MODULES, *DOMAIN_MODULES)) -> Graph:
    """Shipped modules in one graph; without owl:imports, which would send a reasoner to the network.

    >>> (URIRef("https://w3id.org/leitgraph/ontology/Study"), RDF.type, OWL.Class) in modules(["core.ttl"])
    True
    """
    graph = Graph()
    for name in names:
        graph.parse(data=folder().joinpath(name).read_text("utf-8"), format="turtle")
    graph.remove((None, OWL.imports, None))
    return graph


def terminology(graph: Graph) -> Graph:
    """The classes and properties of a graph with their axioms; no labels, no individuals.

    Populations are compared by these alone. An axis is a property and, by punning, also an individual of
    its axis class: OWL allows that, but owlready2 warns of each and reparents it. So the second role stays out.

    >>> small = terminology(modules(["core.ttl"]))
    >>> study = URIRef("https://w3id.org/leitgraph/ontology/Study")
    >>> sorted(str(p).split("#")[1] for p in small.predicates(study))
    ['subClassOf', 'type']
    """
    kept = Graph()
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            logical = value in OWL and value not in (OWL.NamedIndividual, OWL.Ontology)
        else:
            logical = predicate in _LOGICAL or (predicate in OWL and predicate not in _ABOUT_THE_FILE)
        if logical:
            kept.add((subject, predicate, value))
    return kept
