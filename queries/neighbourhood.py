"""What stands around a record: the records that it points at and that point at it, one or two steps away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ontology.namespaces import BASE, curie, iri
from queries import records
from queries.store import Backend, rows

#: Properties that tie a record to bookkeeping or to its class, not to another record.
_LEFT_OUT = ("rdf:type", "lg:inUnit", "rdfs:subClassOf", "lg:broaderClosure")
_AROUND = """
SELECT DISTINCT ?from ?property ?to WHERE {{
  VALUES ?here {{ {0} }}
  {{ ?here ?property ?to . BIND(?here AS ?from) }} UNION {{ ?from ?property ?here . BIND(?here AS ?to) }}
  FILTER(ISIRI(?from) && ISIRI(?to))
}}"""
_KINDS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?record ?kind WHERE {{
  VALUES ?record {{ {0} }} ?record a ?kind .
  FILTER NOT EXISTS {{ ?record a ?narrower . ?narrower rdfs:subClassOf ?kind . FILTER(?narrower != ?kind) }}
}}
ORDER BY ?record ?kind"""


@dataclass(frozen=True, order=True)
class Edge:
    """One record points at another by a property (a CURIE)."""

    start: str
    property: str
    end: str


@dataclass(frozen=True)
class Neighbourhood:
    """Records by IRI with their class, and the edges among them; ``left_out`` says how many records did not fit."""

    kinds: dict[str, str]
    edges: tuple[Edge, ...]
    left_out: int = 0


class Collected:
    """Records that are found step by step, at most so many, with the edges among them."""

    def __init__(self, first: Iterable[str], most: int) -> None:
        self.names = dict.fromkeys(first)
        self._most = most
        self._edges: dict[Edge, None] = {}
        self._left_out: set[str] = set()

    def add(self, found: Iterable[Edge]) -> list[str]:
        """Take edges and their ends in; the records that were not known before."""
        new = []
        for edge in found:
            for name in (edge.start, edge.end):
                if name not in self.names and len(self.names) < self._most:
                    self.names[name] = None
                    new.append(name)
                elif name not in self.names:
                    self._left_out.add(name)
            self._edges[edge] = None
        return new

    def whole(self, backend: Backend) -> Neighbourhood:
        """All that was found."""
        among = tuple(edge for edge in self._edges if edge.start in self.names and edge.end in self.names)
        return Neighbourhood(_kinds(backend, list(self.names)), among, len(self._left_out))


def around(
    backend: Backend, centre: Iterable[str], steps: int = 1, most: int = 150, opened: Iterable[str] = ()
) -> Neighbourhood:
    """The neighbourhood of some records, nearest first, at most so many records of it.

    ``opened`` are records of it, one after the other, around which one looks a step further.
    """
    found = Collected(centre, most)
    front = list(found.names)
    for _ in range(steps):
        front = found.add(_edges(backend, front))
    for name in opened:
        if name in found.names:
            found.add(_edges(backend, [name]))
    return found.whole(backend)


def _edges(backend: Backend, names: list[str]) -> list[Edge]:
    found = edges(backend, _AROUND.format(records.values(names))) if names else []
    return [
        edge
        for edge in found
        if edge.property not in _LEFT_OUT and edge.start.startswith(BASE) and edge.end.startswith(BASE)
    ]


def edges(backend: Backend, sparql: str) -> list[Edge]:
    """The edges that a query with the columns start, property and end finds, in one order for all stores."""
    found = [
        Edge(start.value, curie(prop.value), end.value)
        for start, prop, end in rows(backend, sparql)
        if isinstance(start, ox.NamedNode)
        and isinstance(prop, ox.NamedNode)
        and isinstance(end, ox.NamedNode)
    ]
    return sorted(found, key=lambda edge: (edge.property, edge.start, edge.end))


def _kinds(backend: Backend, names: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record, kind in rows(backend, _KINDS.format(records.values(names))):
        if record is not None and kind is not None:
            ours = kind.value.startswith(BASE)
            if record.value not in found or (ours and not iri(found[record.value]).startswith(BASE)):
                found[record.value] = curie(kind.value)
    return {name: found.get(name, "") for name in names}
