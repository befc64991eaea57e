"""Records as they stand in the graph: each with its properties, fetched many at a time.

One query per kind of record and per answer, however many records: a query for each record would make the
answer slower with every study that is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from ontology.namespaces import curie, iri
from queries.store import Backend, rows

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Record:
    """One record: its IRI, and the terms it has for each property (named by CURIE)."""

    iri: str
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)

    def all(self, prop: str) -> tuple[str, ...]:
        """The values of a property as strings: IRIs, or the words of literals."""
        return tuple(term.value for term in self.terms.get(prop, ()))

    def one(self, prop: str) -> str | None:
        """The value of a property that has at most one."""
        return next(iter(self.all(prop)), None)

    def code(self, prop: str) -> str | None:
        """A code without its namespace: ``notReported``."""
        value = self.one(prop)
        return curie(value).partition(":")[2] if value else None

    def number(self, prop: str) -> float | int | None:
        """A number as JSON has it: whole where it is whole."""
        value = self.one(prop)
        if value is None:
            return None
        number = Decimal(value)
        return int(number) if number == number.to_integral_value() else float(number)

    def text(self, prop: str) -> dict[str, str]:
        """The words of a property by language."""
        return {
            term.language or "": term.value
            for term in self.terms.get(prop, ())
            if isinstance(term, ox.Literal)
        }


def values(iris: Iterable[str]) -> str:
    """IRIs as the inside of a VALUES block, escaped by the library."""
    return " ".join(str(ox.NamedNode(name)) for name in sorted(set(iris)))


def targets(found: Iterable[Record], prop: str) -> list[str]:
    """What some records point at by a property."""
    return [target for record in found for target in record.all(prop)]


def by(found: Mapping[str, Record], prop: str) -> dict[str, tuple[Record, ...]]:
    """Records by what they point at."""
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in found.values():
        for target in record.all(prop):
            grouped[target].append(record)
    return {target: tuple(pointing) for target, pointing in grouped.items()}


def described(backend: Backend, iris: Iterable[str], props: Iterable[str] = ()) -> dict[str, Record]:
    """The records of these IRIs, with all their properties or with some of them alone."""
    sparql = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values(iris)} }} ?s ?p ?o }}"
    if props:
        wanted = ", ".join(f"<{iri(prop)}>" for prop in props)
        sparql = f"{sparql.removesuffix('}')}FILTER(?p IN ({wanted})) }}"
    return _collect(backend, sparql)


def pointing_at(backend: Backend, prop: str, targets: Iterable[str]) -> dict[str, Record]:
    """The records that point at one of the targets by this property."""
    return _collect(
        backend,
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?t {{ {values(targets)} }} ?s <{iri(prop)}> ?t . ?s ?p ?o }}",
    )


def of_class(backend: Backend, name: str) -> dict[str, Record]:
    """All records of a class or of one below it."""
    return _collect(backend, f"SELECT ?s ?p ?o WHERE {{ ?s a <{iri(name)}> ; ?p ?o }}")


def _in_order(terms: set[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=str)) if len(terms) > 1 else tuple(terms)


def _collect(backend: Backend, sparql: str) -> dict[str, Record]:
    found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in rows(backend, sparql):
        if subject is not None and predicate is not None and value is not None:
            found[subject.value][curie(predicate.value)].add(value)
    return {
        subject: Record(subject, {prop: _in_order(terms) for prop, terms in properties.items()})
        for subject, properties in sorted(found.items())
    }
