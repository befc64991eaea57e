"""Records as they stand in the graph: each with its properties, fetched many at a time.

One query per kind of record and per answer, however many records: a query for each record would make the
answer slower with every study that is added. Whoever asks for many names the properties that they read:
most of the time goes into what is fetched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from ontology.namespaces import curie, iri
from queries.store import Backend, each_row

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Record:
    """One record: its IRI, and the terms it has for each property (named by CURIE).

    Where some properties alone were ``fetched``, it knows nothing of the others, and refuses to be asked for them.
    """

    iri: str
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    fetched: frozenset[str] = frozenset()

    def of(self, prop: str) -> tuple[Term, ...]:
        """The terms that the record has for a property."""
        found = self.terms.get(prop, ())
        if not found and self.fetched and prop not in self.fetched:
            raise LookupError(f"{prop} of {self.iri} was not fetched")
        return found

    def all(self, prop: str) -> tuple[str, ...]:
        """The values of a property as strings: IRIs, or the words of literals."""
        return tuple([term.value for term in self.of(prop)])

    def one(self, prop: str) -> str | None:
        """The value of a property that has at most one."""
        found = self.of(prop)
        return found[0].value if found else None

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
        return {term.language or "": term.value for term in self.of(prop) if isinstance(term, ox.Literal)}


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
    """The records of these IRIs, with all their properties, or with some of them alone: then each is there, even if it has none of them."""
    names, wanted = sorted(set(iris)), frozenset(props)
    found = _collect(backend, f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values(names)} }} ?s ?p ?o }}", wanted)
    return {name: Record(name, {}, wanted) for name in names} | found if wanted else found


def pointed_at(
    backend: Backend, found: Mapping[str, Record], prop: str, props: Iterable[str] = ()
) -> dict[str, Record]:
    """The records that some others point at by this property, with all their properties or with some."""
    return described(backend, targets(found.values(), prop), props)


def pointing_at(
    backend: Backend, prop: str, targets: Iterable[str], props: Iterable[str] = ()
) -> dict[str, Record]:
    """The records that point at one of the targets by this property, with all their properties, or with it and some others."""
    return _collect(
        backend,
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?t {{ {values(targets)} }} ?s <{iri(prop)}> ?t . ?s ?p ?o }}",
        frozenset((prop, *props)) if props else frozenset(),
    )


def of_class(backend: Backend, name: str) -> dict[str, Record]:
    """All records of a class or of one below it."""
    return _collect(backend, f"SELECT ?s ?p ?o WHERE {{ ?s a <{iri(name)}> ; ?p ?o }}")


def _collect(backend: Backend, sparql: str, wanted: frozenset[str] = frozenset()) -> dict[str, Record]:
    """The records in the rows of a query; a property with more than one value is rare, and looked after apart."""
    found: dict[str, dict[str, tuple[Term, ...]]] = {}
    several: dict[tuple[str, str], set[Term]] = {}
    for subject, predicate, value in each_row(backend, _narrowed(sparql, wanted)):
        if subject is None or predicate is None or value is None:
            continue
        name, prop = subject.value, curie(predicate.value)
        terms = found.setdefault(name, {})
        if prop in terms:
            several.setdefault((name, prop), {*terms[prop]}).add(value)
        else:
            terms[prop] = (value,)
    for (name, prop), more in several.items():
        found[name][prop] = tuple(sorted(more, key=str))
    return {name: Record(name, terms, wanted) for name, terms in sorted(found.items())}


def _narrowed(sparql: str, wanted: frozenset[str]) -> str:
    """The same query, for some properties alone."""
    named = ", ".join(f"<{iri(prop)}>" for prop in sorted(wanted))
    return f"{sparql.removesuffix('}')}FILTER(?p IN ({named})) }}" if wanted else sparql
