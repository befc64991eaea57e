"""What the graph says of one IRI: its own triples, who points at it, and the labels to read both with.

Each question goes to the workers like a stranger's query, under the same limits: a page can cost no more than a query.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pyoxigraph as ox

from app.endpoint.errors import NothingThere
from ontology.namespaces import BASE, ONTOLOGY_GRAPH
from queries import choices
from queries.records import values

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Rows = list[tuple[Term | None, ...]]

#: So many records that point here are named; all are counted.
NAMED = 1_000
_TERMS_AT_ONCE = 300
_NEAR = 5_000

_TRIPLES_ANYWHERE = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {0} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_GRAPHS = "SELECT DISTINCT ?g WHERE {{ VALUES ?s {{ {0} }} GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g LIMIT 100"
_KINDS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?kind WHERE {{ VALUES ?record {{ {0} }} ?record a ?kind
FILTER NOT EXISTS {{ ?record a ?narrower . ?narrower rdfs:subClassOf ?kind FILTER(?narrower != ?kind) }} }} ORDER BY ?kind"""
_COUNTS = "SELECT ?p (COUNT(*) AS ?n) WHERE {{ VALUES ?o {{ {0} }} ?s ?p ?o FILTER(isIRI(?s)) }} GROUP BY ?p ORDER BY ?p"
_INCOMING = "SELECT ?p ?s WHERE {{ VALUES ?o {{ {0} }} ?s ?p ?o FILTER(isIRI(?s)) }} LIMIT {1}"
_LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?term ?label WHERE {{ VALUES ?term {{ {0} }}
{{ ?term rdfs:label ?label }} UNION {{ ?term skos:prefLabel ?label }} UNION {{ ?term dcterms:title ?label }} }} ORDER BY ?term ?label"""
_RECORDS = """PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?record WHERE {{ ?record a lg:Record FILTER(STRSTARTS(STR(?record), {0})) }} ORDER BY ?record LIMIT {1} OFFSET {2}"""
_TERMS = """SELECT DISTINCT ?term WHERE {{ GRAPH {2} {{ ?term ?p ?o }} FILTER(isIRI(?term) && STRSTARTS(STR(?term), {0})) }}
ORDER BY ?term LIMIT {1}"""

Labels = Mapping[str, Mapping[str, str]]


class Graph(Protocol):
    """The current generation, asked with queries of ours."""

    async def rows(self, sparql: str) -> Rows:
        """The rows of a SELECT."""

    async def triples(self, sparql: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""


@dataclass(frozen=True)
class Resource:
    """One IRI with its own triples; ``outside`` names the graphs they come from where a plain query does not see them."""

    iri: str
    triples: tuple[ox.Triple, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What a page shows beside the triples: narrowest kinds, who points here by which property, and labels of all."""

    kinds: tuple[str, ...]
    incoming: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    labels: Labels = field(default_factory=dict)


async def find(graph: Graph, iri: str) -> Resource:
    """The triples of an IRI, from the current graph; from any other graph where that one has none."""
    asked = values([iri])
    own = await graph.triples(f"DESCRIBE {asked}")
    if own:
        return Resource(iri, tuple(own))
    own, graphs = await asyncio.gather(
        graph.triples(_TRIPLES_ANYWHERE.format(asked)), graph.rows(_GRAPHS.format(asked))
    )
    if own:
        return Resource(iri, tuple(own), tuple(row[0].value for row in graphs if row[0] is not None))
    raise NothingThere(f"there is nothing of the name {iri}", next_step=await _near(graph, iri))


async def _near(graph: Graph, iri: str) -> str:
    namespace, _, name = iri.rpartition("/")
    near = choices.did_you_mean(
        name, [each.rpartition("/")[2] for each in await members(graph, f"{namespace}/", _NEAR)]
    )
    return near or "search for it under /search, or start from the list of kinds under /id/"


async def members(graph: Graph, namespace: str, limit: int, offset: int = 0) -> tuple[str, ...]:
    """The records, or the terms of the ontology, whose IRIs begin so."""
    start = ox.Literal(namespace)
    if namespace.startswith(f"{BASE}id/"):
        found = await graph.rows(_RECORDS.format(start, limit, offset))
    else:
        found = await graph.rows(_TERMS.format(start, limit, ox.NamedNode(ONTOLOGY_GRAPH)))
    return tuple(row[0].value for row in found if row[0] is not None)


async def surroundings(graph: Graph, resource: Resource) -> Surroundings:
    """What stands around a resource."""
    asked = values([resource.iri])
    kinds, counts, incoming = await asyncio.gather(
        graph.rows(_KINDS.format(asked)),
        graph.rows(_COUNTS.format(asked)),
        graph.rows(_INCOMING.format(asked, NAMED)),
    )
    by_property: dict[str, list[str]] = {}
    for prop, subject in incoming:
        if prop is not None and subject is not None:
            by_property.setdefault(prop.value, []).append(subject.value)
    around = Surroundings(
        tuple(kind.value for (kind,) in kinds if kind is not None),
        {prop: tuple(sorted(subjects)) for prop, subjects in sorted(by_property.items())},
        {prop.value: int(number.value) for prop, number in counts if prop is not None and number is not None},
    )
    return Surroundings(
        around.kinds, around.incoming, around.counts, await labels(graph, _named(resource, around))
    )


def _named(resource: Resource, around: Surroundings) -> set[str]:
    """All IRIs that a page on the resource names."""
    terms = (
        term for triple in resource.triples for term in (triple.subject, triple.predicate, triple.object)
    )
    subjects = (subject for found in around.incoming.values() for subject in found)
    return {
        resource.iri, *around.kinds, *around.counts, *subjects,
        *(term.value for term in terms if isinstance(term, ox.NamedNode)),
    }  # fmt: skip


async def labels(graph: Graph, iris: Iterable[str]) -> Labels:
    """The label of each IRI by language; the first where a language has several."""
    named = sorted(iris)
    parts = [named[start : start + _TERMS_AT_ONCE] for start in range(0, len(named), _TERMS_AT_ONCE)]
    answers = await asyncio.gather(*(graph.rows(_LABELS.format(values(part))) for part in parts))
    found: dict[str, dict[str, str]] = {}
    for term, label in (row for answer in answers for row in answer):
        if term is not None and isinstance(label, ox.Literal):
            found.setdefault(term.value, {}).setdefault(label.language or "", label.value)
    return found
