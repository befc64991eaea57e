"""What stands around a record: the records that it points at and that point at it, one or two steps away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ontology.namespaces import BASE, curie
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


@dataclass(frozen=True)
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


def around(backend: Backend, centre: Iterable[str], steps: int = 1, most: int = 150) -> Neighbourhood:
    """The neighbourhood of some records, nearest first, at most so many records of it."""
    kept = list(dict.fromkeys(centre))
    edges: dict[Edge, None] = {}
    left_out: set[str] = set()
    front = list(kept)
    for _ in range(steps):
        found = _edges(backend, front)
        front = []
        for edge in found:
            for name in (edge.start, edge.end):
                if name not in kept and len(kept) < most:
                    kept.append(name)
                    front.append(name)
                elif name not in kept:
                    left_out.add(name)
        edges |= dict.fromkeys(found)
    inside = set(kept)
    among = tuple(edge for edge in edges if edge.start in inside and edge.end in inside)
    return Neighbourhood(_kinds(backend, kept), among, len(left_out))


def _edges(backend: Backend, names: list[str]) -> list[Edge]:
    found = []
    for start, prop, end in rows(backend, _AROUND.format(records.values(names))) if names else ():
        if (
            isinstance(start, ox.NamedNode)
            and isinstance(prop, ox.NamedNode)
            and isinstance(end, ox.NamedNode)
        ):
            edge = Edge(start.value, curie(prop.value), end.value)
            if edge.property not in _LEFT_OUT and edge.start.startswith(BASE) and edge.end.startswith(BASE):
                found.append(edge)
    return sorted(found, key=lambda edge: (edge.property, edge.start, edge.end))


def _kinds(backend: Backend, names: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record, kind in rows(backend, _KINDS.format(records.values(names))):
        if record is not None and kind is not None:
            found.setdefault(record.value, curie(kind.value))
    return {name: found.get(name, "") for name in names}
