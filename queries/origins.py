"""Where something comes from: the way from a claim, a result or a finding to passage, anchor, reading, source and publication."""

from __future__ import annotations

from ontology.namespaces import curie, iri
from queries import records
from queries.neighbourhood import Collected, Edge, Neighbourhood, edges
from queries.store import Backend

#: What leads from a record to what it comes from.
_TOWARDS = (
    "oa:hasTarget", "lg:foundAt", "lg:asserts", "lg:printsValue", "lg:comparesWith", "lg:restsOnStatement", "lg:restsOn",
    "lg:statedIn", "lg:anchor", "lg:statementOf", "dcterms:isPartOf", "lg:readFrom", "lg:designReadFrom", "dcterms:source",
    "lg:assertedBy", "lg:candidate", "lg:member", "prov:wasDerivedFrom", "lg:group", "lg:ofStudy",
)  # fmt: skip
#: What comes from a record and leads on: the lines that bear on a proposition, what reports on a study.
_FROM = ("lg:bearsOn", "lg:reportsOn")
_STEP = """
SELECT DISTINCT ?start ?property ?end WHERE {{
  VALUES ?here {{ {0} }}
  {{ VALUES ?property {{ {1} }} ?here ?property ?end . BIND(?here AS ?start) }}
  UNION {{ VALUES ?property {{ {2} }} ?start ?property ?here . BIND(?here AS ?end) }}
  FILTER(ISIRI(?start) && ISIRI(?end))
}}"""
#: Here the way ends: what was read in a publication is another matter.
_ENDS = "publication:"
#: A study or a statement on the way leads on by these alone; only one with which the way begins leads on by all.
_ON_THE_WAY = {
    "study:": ("lg:reportsOn",),
    "statement:": ("lg:anchor", "lg:statementOf"),
}


def trace(backend: Backend, record: str, steps: int = 5, most: int = 60) -> Neighbourhood:
    """The ways from a record to its sources, at most so many records of them; the record itself stands first."""
    found = Collected([record], most)
    front = [record]
    for _ in range(steps):
        front = [name for name in front if not curie(name).startswith(_ENDS)]
        if not front:
            break
        front = found.add(_leading_on(_step(backend, front), front, record))
    return found.whole(backend)


def _step(backend: Backend, front: list[str]) -> list[Edge]:
    towards, back = (records.values(map(iri, names)) for names in (_TOWARDS, _FROM))
    return edges(backend, _STEP.format(records.values(front), towards, back))


def _leading_on(found: list[Edge], front: list[str], first: str) -> list[Edge]:
    return [edge for edge in found if first in (edge.start, edge.end) or _leads_on(edge, set(front))]


def _leads_on(edge: Edge, front: set[str]) -> bool:
    here = edge.start if edge.start in front else edge.end
    allowed = next((names for kind, names in _ON_THE_WAY.items() if curie(here).startswith(kind)), None)
    return allowed is None or edge.property in allowed
